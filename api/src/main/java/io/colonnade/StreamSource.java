// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;

/** Where one stream's connection comes from and goes back to. */
interface StreamSource {

    /** Asks for a connection; leads to one call of {@link RowStream#connected} or {@link RowStream#refused}, unless withdrawn. */
    void acquire(RowStream stream, Compiled statement);

    /** Takes the wish back, if it was not fulfilled yet. */
    void withdraw(RowStream stream);

    /**
     * Gives the connection back.
     *
     * @param error what the stream failed with, or null
     * @param complete whether the statement ran to its end
     */
    void release(RowStream stream, DatabaseException error, boolean complete);

    /** A failure as the subscriber is told it. */
    DatabaseException failure(DatabaseException error, Compiled statement);

    /** Whether what the statement does stands as soon as the database has answered. */
    boolean autocommit();

    /** The scope in whose flow the rows are handed over, or null. */
    Scope flow();

    /** Whether the stream belongs to that connection or transaction. */
    boolean belongsTo(Scope scope);
}
