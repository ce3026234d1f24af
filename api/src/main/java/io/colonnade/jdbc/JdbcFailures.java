// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;

/** Makes a {@link DatabaseException} of whatever a driver or a callback throws. */
final class JdbcFailures {

    private static final int MOST_CAUSES = 20;

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
        DatabaseException refused = MessageLimit.refusal(failure);
        if (refused != null) {
            return refused;
        }
        if (isOutOfMemory(failure)) {
            return outOfMemory(failure);
        }
        if (!(failure instanceof SQLException error)) {
            return DatabaseException.of(failure instanceof Error ? ErrorKind.INTERNAL : ErrorKind.PROTOCOL_VIOLATION, "The driver threw "
                    + failure.getClass().getName() + " while a statement ran, so what it has read and sent is not known. The connection is"
                    + " discarded.").cause(failure)
                    .outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
        }
        int index = error instanceof BatchUpdateException batch ? errors.failedItem(batch) : -1;
        SQLException origin = origin(error);
        DatabaseException translated;
        try {
            translated = Objects.requireNonNull(errors.translate(origin, index), "translation");
        } catch (RuntimeException | Error untranslated) {
            // Whoever waits for the statement must be told, also where a backend's translation is at fault.
            untranslated.addSuppressed(error);
            return DatabaseException.of(ErrorKind.INTERNAL, "an error of the driver could not be translated").cause(untranslated)
                    .sqlState(origin.getSQLState()).vendorCode(origin.getErrorCode()).outcome(StatementOutcome.UNKNOWN)
                    .connectionUsable(false).build();
        }
        if (cancelled && translated.kind() == ErrorKind.LOCK_TIMEOUT) {
            return DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled while it waited for a lock.").cause(translated)
                    .vendorCode(translated.vendorCode()).sqlState(translated.sqlState()).batchIndex(index).build();
        }
        return translated;
    }

    /** What goes wrong with the answer of the database does not undo what the statement did. */
    static DatabaseException applied(Compiled statement, DatabaseException unread) {
        return statement.readOnly() || unread.outcome() == StatementOutcome.APPLIED ? unread : unread.toBuilder().outcome(StatementOutcome.APPLIED).retrySafe(false)
                .note(statement.kind() == StatementKind.QUERY ? "" : "; the statement itself took effect").build();
    }

    /** What the database or the driver said first. */
    static SQLException origin(SQLException error) {
        if (!(error instanceof BatchUpdateException)) {
            return error;
        }
        return error.getCause() instanceof SQLException cause ? cause : error.getNextException() != null ? error.getNextException() : error;
    }

    private static boolean isOutOfMemory(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Wherever the driver ran out of memory, it has not read the answer to its end. */
    private static DatabaseException outOfMemory(Throwable failure) {
        return DatabaseException.of(ErrorKind.VALUE_TOO_LARGE, "The answer or the statement does not fit into the memory of this program. Fetch"
                + " fewer rows, read them as a stream with iterate, or give the program more memory. The connection is discarded.")
                .cause(failure).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    /** An answer that the driver could not read, so that what follows it on the connection may be taken for the answer to something else. */
    static DatabaseException outOfStep(DatabaseException translated) {
        return DatabaseException.of(ErrorKind.PROTOCOL_VIOLATION, "The driver could not read the answer of the database, and the connection is"
                + " discarded (" + translated.getMessage() + ").").cause(translated).sqlState(translated.sqlState())
                .vendorCode(translated.vendorCode()).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    /** What was to take a row did not; the driver has nothing to do with it. */
    static DatabaseException untaken(RuntimeException thrown) {
        return thrown instanceof DatabaseException already ? already
                : DatabaseException.of(ErrorKind.INTERNAL, thrown + " was thrown when a row was handed on").cause(thrown).build();
    }

    /** A statement, which may have failed as well, has ended the transaction on the server. */
    static DatabaseException ended(DatabaseException translated) {
        return DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "the statement has ended the transaction on the server, as a"
                + " procedure does that runs DDL, START TRANSACTION or COMMIT: what was done before it is committed, unless the procedure"
                + " rolled it back. Run such a statement outside transactions (" + translated.getMessage() + ")").cause(translated)
                .sqlState(translated.sqlState()).vendorCode(translated.vendorCode()).outcome(StatementOutcome.UNKNOWN).build();
    }

    /**
     * A transaction cannot be ended as asked, because a statement of it has done so already.
     *
     * @param second what the attempt has failed with as well, or null
     */
    static DatabaseException endedBefore(DatabaseException first, DatabaseException second) {
        DatabaseException error = DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "the transaction can be neither committed nor rolled"
                + " back: " + first.getMessage()).cause(first).outcome(StatementOutcome.UNKNOWN)
                .connectionUsable(second == null || second.connectionUsable()).build();
        if (second != null) {
            error.addSuppressed(second);
        }
        return error;
    }

    /**
     * The connection was found to be lost before something was sent.
     *
     * @param what that, as the beginning of the message
     * @param sign what tells so; null if it is closed
     */
    static DatabaseException lostBefore(String what, Exception sign) {
        String reason = sign == null ? "" : " (" + sign.getMessage() + ")";
        return DatabaseException.of(ErrorKind.CONNECTION_LOST, what + reason + "; run it again.").cause(sign).retrySafe(true)
                .connectionUsable(false).build();
    }

    /** What goes wrong while a connection is opened: one that breaks was never there, and nothing that it was to do was sent. */
    static DatabaseException connecting(DatabaseException translated) {
        return translated.kind() != ErrorKind.CONNECTION_LOST ? translated
                : DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, translated.getMessage()).cause(translated)
                        .sqlState(translated.sqlState()).vendorCode(translated.vendorCode()).retrySafe(true).connectionUsable(false).build();
    }

    static DatabaseException closed() {
        return DatabaseException.of(ErrorKind.USAGE, "the connection is closed").connectionUsable(false).build();
    }
}
