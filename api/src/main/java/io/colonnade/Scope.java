// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;

/** Whose statements a session runs: those of a pinned connection, or of a transaction on it. */
interface Scope {

    /** Why no statement may run here now, or null if it may. */
    DatabaseException refusal();

    /** A statement of this scope failed on the database. */
    void statementFailed(DatabaseException error);

    /** Whether what a statement does stands as soon as the database has answered; otherwise the end of a transaction decides. */
    default boolean autocommit() {
        return flow() == null;
    }

    /** The transaction in whose flow the completions run, or null. */
    Transaction flow();
}
