// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.concurrent.CompletionException;

/** The errors of a database with forced rollback. */
final class Failures {

    private Failures() {
    }

    /** What a stage of the backend failed with; what it failed to type is not trusted further. */
    static DatabaseException of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof DatabaseException error ? error
                : DatabaseException.of(ErrorKind.INTERNAL, "Unexpected " + cause.getClass().getName() + ".").cause(cause)
                        .outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    /** The one transaction has ended before its time. */
    static DatabaseException lost(DatabaseException cause) {
        boolean committed = cause.kind() == ErrorKind.COMMIT_OUTCOME_UNKNOWN;
        return DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "The database was opened with force_rollback, and the one transaction in"
                + " which everything runs has ended before its time; " + (committed ? "what was done in it may have been committed."
                        : "what was done in it is lost.") + " Nothing more is run, so that nothing is kept by mistake: close the database"
                + " and open it again. The cause was: " + cause.getMessage()).cause(cause).build();
    }

    /** A call has waited too long for its turn. */
    static DatabaseException waitedInVain(long millis, String beside) {
        return DatabaseException.of(ErrorKind.POOL_EXHAUSTED, "The database was opened with force_rollback, so everything runs on one"
                + " connection, and within acquire_timeout (" + millis + " ms) it did not become free: " + beside + " End that first; what"
                + " belongs into an open transaction is called on the transaction.").retrySafe(true).build();
    }

    static DatabaseException unsupported(String message) {
        return DatabaseException.of(ErrorKind.UNSUPPORTED, message).build();
    }
}
