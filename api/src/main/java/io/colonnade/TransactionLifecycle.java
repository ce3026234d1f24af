// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;

/**
 * Where one transaction stands, from its begin to its end, and what each who waits for the end is told: the only place that decides it.
 * Knows nothing of connections and threads. Thread-safe.
 *
 * <p>What asks for an end first wins: the program by commit or rollback, or something that the program did not ask for, such as its deadline.
 * Whoever called the function that the transaction runs is told that it went well only if the end that the function asked for was answered.
 */
final class TransactionLifecycle {

    enum State {
        /** Takes statements. */
        OPEN,
        /** A statement has failed: it can only be rolled back. */
        FAILED,
        /** The program wants it committed; what runs before that may still fail. */
        COMMIT_ASKED,
        /** The program wants it rolled back. */
        ROLLBACK_ASKED,
        /** It is to be rolled back although the program did not ask for that. */
        ABORTED,
        /** The database has been asked to commit, so that a rollback cannot be promised any more. */
        COMMITTING,
        /** The database has been asked to roll back. */
        ROLLING_BACK,
        COMMITTED,
        ROLLED_BACK,
        /** The database was asked to commit, or a statement may have committed by itself, and nobody knows what it did. */
        UNKNOWN,
        /** Its connection was lost and went back; the program has still to ask for an end, and is told what became of it. */
        LOST;

        private boolean open() {
            return this == OPEN || this == FAILED;
        }

        private boolean ended() {
            return compareTo(COMMITTED) >= 0;
        }
    }

    private final boolean nested;
    private final boolean forceRollback;
    private State state = State.OPEN;
    /** The first statement that failed. */
    private DatabaseException failure;
    /** Why it ended although the program did not ask for that. */
    private DatabaseException reason;
    private boolean commitAsked;
    /** What the connection was lost by, and with it all that was done; null while it is not known to be gone. */
    private DatabaseException loss;
    /** What the end that was asked for has failed with. */
    private DatabaseException answer;

    /**
     * A transaction that has just been begun.
     *
     * @param nested whether it is a savepoint, so that losing the answer to its end leaves nothing in doubt
     * @param forceRollback whether it is rolled back where the program asks for a commit
     */
    TransactionLifecycle(boolean nested, boolean forceRollback) {
        this.nested = nested;
        this.forceRollback = forceRollback;
    }

    synchronized State state() {
        return state;
    }

    synchronized boolean isCommitting() {
        return state == State.COMMITTING;
    }

    synchronized boolean isCommitted() {
        return state == State.COMMITTED;
    }

    synchronized boolean isOpen() {
        return state.open() && loss == null;
    }

    /** Whether an inner transaction that was begun before may go on: what was called before the commit belongs to it. */
    synchronized boolean takesInner() {
        return loss == null && (state.open() || state == State.COMMIT_ASKED);
    }

    synchronized boolean hasEnded() {
        return state.ended();
    }

    /** Why it takes no statement now, or null if it does. */
    synchronized DatabaseException refusal() {
        return switch (state) {
            case OPEN -> null;
            case FAILED -> afterFailure();
            default -> refusalAfterEnd();
        };
    }

    /** Why a statement that was handed in before may not run now: what was called before the commit belongs to it. */
    synchronized DatabaseException refusalAtTurn() {
        return state != State.COMMIT_ASKED ? refusal() : failure == null ? null : afterFailure();
    }

    /** Why the program cannot end it now, or null if it can; what has failed can still be rolled back. */
    synchronized DatabaseException endRefusal() {
        return state.open() ? null : refusalAfterEnd();
    }

    /** A statement of it has failed on the database. */
    synchronized void failed(DatabaseException error) {
        if (failure == null && (state.open() || state == State.COMMIT_ASKED)) {
            failure = error;
            state = state == State.OPEN ? State.FAILED : state;
        }
    }

    /** The connection is known to be gone, whether or not a statement of this one was the first to find out. */
    synchronized void lost(DatabaseException error) {
        loss = loss == null ? error : loss;
        failed(error);
    }

    /** It is over for the database, because its connection is gone; false if it has an end, or has been asked for one. */
    synchronized boolean concludeLost() {
        boolean open = loss != null && state.open();
        state = open ? State.LOST : state;
        return open;
    }

    /** The program asks for an end of what {@link #concludeLost} has ended; false if that is not where it stands. */
    synchronized boolean askOfLost(boolean commit) {
        if (state != State.LOST) {
            return false;
        }
        commitAsked = commit;
        state = State.ROLLBACK_ASKED;
        answered(loss);
        return true;
    }

    /** The program asks for an end; false, and nothing changes, if one has been asked for before. */
    synchronized boolean ask(boolean commit) {
        if (!state.open()) {
            return false;
        }
        commitAsked = commit;
        state = commit ? State.COMMIT_ASKED : State.ROLLBACK_ASKED;
        return true;
    }

    /**
     * It is to be rolled back although the program did not ask for that. Without effect on one that the program rolls back anyway, on one
     * that the database has been asked to commit, and on one that has ended.
     *
     * @return whether nobody had asked for an end yet, so that it must be asked of the database now
     */
    synchronized boolean abort(DatabaseException why) {
        boolean open = state.open();
        if (open || state == State.COMMIT_ASKED) {
            reason = why;
            state = State.ABORTED;
        }
        return open;
    }

    /** Its end has its turn on the connection: whether to ask the database for a commit, and not for a rollback. */
    synchronized boolean commitsNow() {
        boolean commits = commits();
        if (!state.ended()) {
            state = commits ? State.COMMITTING : State.ROLLING_BACK;
        }
        return commits;
    }

    /** Whether a commit is what the database is, or would be, asked for. */
    synchronized boolean commits() {
        return state == State.COMMITTING || state == State.COMMIT_ASKED && failure == null && !forceRollback;
    }

    /**
     * The database has answered the request for an end, or it could not be asked.
     *
     * @param error what that failed with, or null
     */
    synchronized void answered(DatabaseException error) {
        if (state.ended()) {
            return;
        }
        boolean gone = error != null && !error.connectionUsable();
        boolean sent = state == State.COMMITTING && !(gone && Failures.neverSent(error));
        boolean rollback = state == State.ROLLBACK_ASKED || state == State.ROLLING_BACK;
        if (gone && sent && !nested) {
            state = State.UNKNOWN;
            answer = unknown(error);
        } else if (gone && inDoubt()) {
            state = State.UNKNOWN;
            answer = committedByItself(error);
        } else {
            state = sent && error == null ? State.COMMITTED : State.ROLLED_BACK;
            // Whoever wanted nothing to be kept has what he wanted: a database keeps nothing of what it was not told to commit.
            answer = !gone ? error : rollback ? null : undone(error);
        }
    }

    /** Whether a statement has failed that may have committed by itself, as a procedure can: only the database could still say. */
    private boolean inDoubt() {
        return failure != null && failure.outcome() == StatementOutcome.UNKNOWN;
    }

    /**
     * It is over, whatever the database still answers: it does not answer in time, its connection was taken away, or it has ended with the
     * outer transaction.
     *
     * @param why what those are told who wait, unless a commit is under way, of which nobody knows what becomes
     * @return whether it was not over before
     */
    synchronized boolean conclude(DatabaseException why) {
        if (state.ended()) {
            return false;
        }
        if (state == State.COMMITTING && !nested) {
            state = State.UNKNOWN;
            answer = DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "COMMIT was sent and not answered: " + why.getMessage())
                    .cause(why).outcome(StatementOutcome.UNKNOWN).build();
            return true;
        }
        boolean rollback = state == State.ROLLBACK_ASKED || state == State.ROLLING_BACK;
        boolean asked = rollback || state == State.COMMITTING;
        state = State.ROLLED_BACK;
        if (asked) {
            answer = rollback && why.kind() == ErrorKind.TRANSACTION_ROLLED_BACK ? null : why;
        } else if (reason == null) {
            reason = why;
        }
        return true;
    }

    /** Whether it has ended although the program did not ask for that. */
    synchronized boolean endedByItself() {
        return state.ended() && reason != null;
    }

    /** What the program is told that asked for the end, once it has ended: null if it went as asked. */
    synchronized DatabaseException told() {
        if (reason != null) {
            return answer != null && answer.kind() == ErrorKind.COMMIT_OUTCOME_UNKNOWN && reason.outcome() != StatementOutcome.UNKNOWN
                    ? reason.toBuilder().outcome(StatementOutcome.UNKNOWN).retrySafe(false).build() : reason;
        }
        boolean rolledBack = answer == null || !answer.connectionUsable() && answer.kind() != ErrorKind.COMMIT_OUTCOME_UNKNOWN;
        return commitAsked && failure != null && rolledBack ? rolledBackInstead() : answer;
    }

    /**
     * What the caller of the function that ran in it is told, once it has ended: null if it ended as the function asked.
     *
     * @param thrown what the function failed with, or null
     */
    synchronized Throwable verdict(Throwable thrown) {
        DatabaseException end = told();
        if (thrown == null) {
            return end;
        }
        // What ended the transaction comes first, for what the function failed with then is what follows from it.
        Throwable first = reason != null ? end : thrown == failure && !committedOrUnknown() ? undone(failure) : thrown;
        Throwable second = reason != null ? thrown : end;
        if (second != null && second != first && second.getCause() != first) {
            first.addSuppressed(second);
        }
        return first;
    }

    private boolean committedOrUnknown() {
        return state == State.COMMITTED || state == State.UNKNOWN;
    }

    /** A failure of a statement in a transaction that will not be committed: nothing about its effect is unknown. */
    static DatabaseException undone(DatabaseException error) {
        boolean lost = error.kind() == ErrorKind.CONNECTION_LOST;
        boolean unknown = error.outcome() == StatementOutcome.UNKNOWN && error.kind() != ErrorKind.COMMIT_OUTCOME_UNKNOWN;
        if (!unknown && (!lost || error.retrySafe())) {
            return error;
        }
        return error.toBuilder().outcome(StatementOutcome.NOT_APPLIED)
                .retrySafe(lost || error.retrySafe() || error.kind() == ErrorKind.STATEMENT_TIMEOUT).build();
    }

    private static DatabaseException unknown(DatabaseException lost) {
        return lost.kind() == ErrorKind.COMMIT_OUTCOME_UNKNOWN ? lost
                : DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "COMMIT was sent and its answer lost: " + lost.getMessage()).cause(lost)
                        .sqlState(lost.sqlState()).vendorCode(lost.vendorCode()).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    private DatabaseException committedByItself(DatabaseException lost) {
        return DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "the connection was lost, and a statement that failed may have committed"
                + " what was done before it: " + failure.getMessage()).cause(failure).sqlState(lost.sqlState()).vendorCode(lost.vendorCode())
                .outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    private DatabaseException rolledBackInstead() {
        return DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "the transaction was rolled back instead of committed, because a"
                + " statement in it had failed: " + failure.getMessage()).cause(failure).retrySafe(failure.retrySafe()).build();
    }

    private DatabaseException afterFailure() {
        if (loss != null) {
            return DatabaseException.of(ErrorKind.CONNECTION_LOST, "the connection of the transaction was lost, and the transaction with it;"
                    + " begin a new one. The first failure was: " + failure.getMessage()).cause(failure).outcome(failure.outcome())
                    .retrySafe(failure.retrySafe()).connectionUsable(false).sent(false).build();
        }
        return DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "an earlier statement of the transaction failed, so it can only be rolled"
                + " back; run what may fail in a nested transaction. The failure was: " + failure.getMessage())
                .cause(failure).retrySafe(failure.retrySafe()).build();
    }

    private DatabaseException refusalAfterEnd() {
        if (reason != null && reason.kind() != ErrorKind.TRANSACTION_ROLLED_BACK) {
            return reason;
        }
        if (failure != null) {
            return afterFailure();
        }
        return Failures.usage("the transaction " + switch (state) {
            case COMMITTED -> "was committed already";
            case ROLLED_BACK -> "was rolled back already" + (reason == null ? "" : " (" + reason.getMessage() + ")");
            case UNKNOWN -> "was to be committed already";
            default -> "is being ended";
        } + "; begin a new one");
    }
}
