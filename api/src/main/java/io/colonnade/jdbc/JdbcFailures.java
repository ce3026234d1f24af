// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;

/** Makes a {@link DatabaseException} of whatever a driver or a callback throws. */
final class JdbcFailures {

    private JdbcFailures() {
    }

    /**
     * Translates a failure.
     *
     * @param cancelled whether a cancel was sent to what failed: a wait that it ended reads as cancelled, not as timed out
     */
    static DatabaseException translate(Throwable failure, JdbcErrors errors, boolean cancelled) {
        if (failure instanceof DatabaseException already) {
            return already;
        }
        if (!(failure instanceof SQLException error)) {
            return DatabaseException.of(ErrorKind.INTERNAL, failure + " was thrown while a statement ran").cause(failure)
                    .connectionUsable(!(failure instanceof Error)).build();
        }
        int index = -1;
        SQLException origin = error;
        if (error instanceof BatchUpdateException batch) {
            index = errors.failedItem(batch);
            origin = batch.getCause() instanceof SQLException cause ? cause
                    : batch.getNextException() != null ? batch.getNextException() : batch;
        }
        DatabaseException translated = errors.translate(origin, index);
        if (cancelled && translated.kind() == ErrorKind.LOCK_TIMEOUT) {
            return DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled while it waited for a lock.").cause(translated)
                    .vendorCode(translated.vendorCode()).sqlState(translated.sqlState()).batchIndex(index).build();
        }
        return translated;
    }

    /** What goes wrong with the rows that a statement returns does not undo what the statement did. */
    static DatabaseException applied(RuntimeException unread) {
        ErrorKind kind = unread instanceof DatabaseException error ? error.kind() : ErrorKind.INTERNAL;
        String message = "The statement took effect, but a row that it returned could not be taken: " + unread.getMessage();
        return DatabaseException.of(kind, message)
                .cause(unread).outcome(StatementOutcome.APPLIED).build();
    }

    static DatabaseException closed() {
        return DatabaseException.of(ErrorKind.USAGE, "the connection is closed").connectionUsable(false).build();
    }
}
