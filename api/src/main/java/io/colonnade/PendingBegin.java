// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The begin of a transaction, which waits for its sibling, for its turn and for the database. Cancelling it, or its deadline, takes the wish
 * back, cancels the begin on the database, or rolls back what was begun all the same. Thread-safe.
 */
final class PendingBegin extends ConnectionFuture<OpenTransaction> {

    private final TransactionParent parent;
    private final TransactionOptions options;
    private final boolean endedByProgram;
    private final TransactionDeadline deadline;
    private volatile CompletableFuture<?> caller = this;
    private Session.Control<?> control;
    private DatabaseException stopped;
    private OpenTransaction opened;
    private boolean answered;

    PendingBegin(TransactionParent parent, TransactionOptions options, boolean endedByProgram) {
        this.parent = parent;
        this.options = options;
        this.endedByProgram = endedByProgram;
        deadline = options.timeout() == null ? null : new TransactionDeadline(parent.engine(), options.timeout());
    }

    /** This is the future that the program has, and cancels. */
    void calledBy(CompletableFuture<?> future) {
        caller = future;
    }

    /**
     * Rolls back if the program has cancelled it. Its cancel does so too, but only after what the program has attached to the future has run,
     * and what that calls on the outer transaction comes after the inner one.
     */
    void endIfCancelled() {
        OpenTransaction transaction;
        synchronized (this) {
            transaction = opened;
        }
        if (transaction != null && caller.isCancelled() && transaction.isOpen()) {
            transaction.abort(cancelled());
        }
    }

    private static DatabaseException cancelled() {
        return DatabaseException.of(ErrorKind.CANCELLED, "the transaction was cancelled").build();
    }

    /** Whether the transaction is open, or wanted, and only the program that is handed it can end it. */
    boolean heldByProgram() {
        OpenTransaction transaction;
        boolean over;
        synchronized (this) {
            transaction = opened;
            over = answered && opened == null || stopped != null || caller.isCancelled();
        }
        return endedByProgram && !over && (transaction == null || transaction.isOpen());
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            stop(DatabaseException.of(ErrorKind.CANCELLED, "the begin of the transaction was cancelled").build());
        }
        return cancelled;
    }

    /** No other transaction is open beside it: the begin is handed in, and its time runs from now. */
    void proceed() {
        DatabaseException refusal = parent.beginRefusalAtTurn();
        if (refusal != null || isCancelled()) {
            parent.childEnded(null, () -> tell(refusal));
            return;
        }
        Session.Control<?> handedIn = parent.session().control(parent::beginning, () -> parent.open(options), this::answered);
        DatabaseException before;
        synchronized (this) {
            control = handedIn;
            before = stopped;
        }
        if (before != null) {
            handedIn.cancel(before);
        }
        if (deadline != null) {
            deadline.start(this::stop);
        }
    }

    /** It will not be begun. */
    void tell(DatabaseException error) {
        parent.engine().complete(this, null, error, parent.flow());
    }

    private void stop(DatabaseException why) {
        Session.Control<?> running;
        OpenTransaction late;
        synchronized (this) {
            if (stopped != null || answered && opened == null) {
                return;
            }
            stopped = why;
            running = control;
            late = opened;
        }
        if (late != null) {
            late.abort(why);
            return;
        }
        if (running != null) {
            running.cancel(why);
        } else if (parent.withdraw(this)) {
            tell(why);
            return;
        }
        Engine engine = parent.engine();
        engine.later(Execution.CANCEL_GRACE_MILLIS, TimeUnit.MILLISECONDS, () -> tell(why));
        engine.later(Execution.CANCEL_GRACE_MILLIS + engine.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS,
                () -> engine.offTimer(this::giveUp));
    }

    private void giveUp() {
        synchronized (this) {
            if (answered) {
                return;
            }
        }
        parent.session().giveUp();
    }

    private void answered(TransactionBackend backend, DatabaseException error) {
        OpenTransaction begun = error == null ? new OpenTransaction(parent.session(), backend, parent, options, endedByProgram) : null;
        DatabaseException why;
        if (begun != null) {
            parent.childOpened(begun);
        }
        synchronized (this) {
            answered = true;
            opened = begun;
            why = stopped == null && caller.isCancelled() ? cancelled() : stopped;
        }
        if (begun == null) {
            endDeadline();
            DatabaseException report = why != null && error.kind() == ErrorKind.CANCELLED ? why : TransactionLifecycle.undone(error);
            parent.statementFailed(report);
            parent.childEnded(null, () -> tell(report));
        } else {
            opened(begun, why);
        }
    }

    private void opened(OpenTransaction transaction, DatabaseException why) {
        if (deadline != null) {
            transaction.over().whenComplete((ended, never) -> endDeadline());
            deadline.passTo(transaction::expire);
        }
        if (!parent.takesInner()) {
            // It ends with what it was begun in, which has begun to end meanwhile.
            DatabaseException gone = parent.beginRefusal();
            transaction.cutOff(gone);
            parent.childEnded(null, () -> tell(gone));
        } else if (why != null) {
            transaction.abortAtBegin(why);
            tell(why);
        } else {
            parent.engine().complete(this, transaction, null, transaction.flow());
        }
    }

    private void endDeadline() {
        if (deadline != null) {
            deadline.ended();
        }
    }
}
