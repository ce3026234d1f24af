// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;

/** Whose statements a session runs: those of a pinned connection, or of a transaction on it. */
interface Scope {

    /** An inner transaction whose future the program has cancelled is rolled back before anything that is called here from now on. */
    void endCancelledInner();

    /** Why no statement may run here now, or null if it may. */
    DatabaseException refusal();

    /** Why a statement that was handed in before may not run now that its turn has come, or null if it may. */
    default DatabaseException refusalAtTurn() {
        return refusal();
    }

    /** The failure of a statement of this scope as its caller is told it. */
    DatabaseException failure(DatabaseException error, Compiled statement);

    /** A statement of this scope failed on the database. */
    void statementFailed(DatabaseException error);

    /** Whether what a statement does stands as soon as the database has answered; otherwise the end of a transaction decides. */
    boolean autocommit();

    /** The scope in whose flow the completions run, or null. */
    Scope flow();

    /** The scope that this one is in, or in whose flow its connection was asked for; null if there is none. */
    Scope outer();

    /** The innermost transaction that is open here, in which a statement of this scope would run; null if none is. */
    OpenTransaction innermost();

    /** Whether it takes calls. */
    boolean isOpen();

    /** Whether it is of that database. */
    boolean belongsTo(Engine engine);
}
