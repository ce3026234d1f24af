// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a transaction is begun in: a pinned connection, or an outer transaction. One inner transaction at a time is open in it. */
abstract class TransactionParent implements Scope {

    private final Engine engine;
    private final ChildLock lock;
    private OpenTransaction child;

    TransactionParent(Engine engine) {
        this.engine = engine;
        lock = new ChildLock(engine);
    }

    final Engine engine() {
        return engine;
    }

    @Override
    public final boolean belongsTo(Engine other) {
        return engine == other;
    }

    /** The connection that it is on. */
    abstract Session session();

    /** Why no transaction may be begun here now, or null if one may. */
    abstract DatabaseException beginRefusal();

    /** How the log shows the begin. */
    abstract String beginning();

    /** How the log shows the end. */
    abstract String ending(boolean commit);

    /** Whether beginning it there takes the right to write, where the database has only one. */
    abstract boolean writes(TransactionOptions options);

    /** Begins it on the database. */
    abstract CompletionStage<TransactionBackend> open(TransactionOptions options);

    /** Whether one that was asked for before may still be begun, or go on, here. */
    abstract boolean takesInner();

    /** The connection was taken away: whoever waits for the end of a transaction is told at once. */
    abstract void cutOff(DatabaseException why);

    /** Why one that waited for its sibling may not be begun now that its turn has come, or null if it may. */
    DatabaseException beginRefusalAtTurn() {
        return beginRefusal();
    }

    /**
     * Begins a transaction once no other one is open here. Cancelling the future takes the wish back, or rolls back.
     *
     * @param endedByProgram whether the program is handed it, and must end it; otherwise a function ends it
     */
    final CompletableFuture<OpenTransaction> begin(TransactionOptions options, boolean endedByProgram) {
        DatabaseException refusal = beginRefusal();
        if (refusal == null && lock.isHeld() && ConnectionThread.isWithinChildOf(this)) {
            refusal = SelfDeadlock.ofSiblings();
        }
        if (refusal == null) {
            refusal = SelfDeadlock.ofWriter(session(), writes(options));
        }
        if (refusal != null) {
            return ConnectionFuture.failed(refusal);
        }
        PendingBegin begin = new PendingBegin(this, options, endedByProgram);
        lock.acquire(begin);
        return begin;
    }

    /** It takes no more transactions: those that wait for a sibling are told. */
    final void refuseWaiting() {
        lock.withdrawAll().forEach(begin -> begin.tell(beginRefusal()));
    }

    /** The wish for the lock was taken back; false if the lock was passed on already. */
    final boolean withdraw(PendingBegin begin) {
        return lock.withdraw(begin);
    }

    /** The inner transaction that is open here, or whose end has not been answered; null if there is none. */
    final synchronized OpenTransaction child() {
        return child;
    }

    /** It is open. */
    final synchronized void childOpened(OpenTransaction transaction) {
        child = transaction;
    }

    @Override
    public final void endCancelledInner() {
        PendingBegin begin = lock.holder();
        if (begin != null) {
            begin.endIfCancelled();
        }
    }

    /** The innermost transaction that is open, or null if none is. */
    @Override
    public final OpenTransaction innermost() {
        OpenTransaction innermost = this instanceof OpenTransaction self ? self : null;
        for (OpenTransaction next = child(); next != null; next = next.child()) {
            innermost = next;
        }
        return innermost;
    }

    /** Whether an inner transaction is open or wanted that only the program can end. */
    final boolean programHoldsInner() {
        return lock.taken().stream().anyMatch(PendingBegin::heldByProgram);
    }

    /** Runs the end of this transaction, of which no more inner ones are taken, once those that were asked for before have ended. */
    final void afterInner(Runnable end) {
        lock.whenFree(end);
    }

    /** The end of this transaction does not wait for the inner ones any longer; false if it did not. */
    final boolean stopWaitingForInner() {
        return lock.withdrawEnd();
    }

    /**
     * Called when the inner transaction has ended, or could not be begun; lets the next sibling begin and then tells the caller.
     *
     * @param error what ending it failed with, or null
     */
    void childEnded(DatabaseException error, Runnable tellCaller) {
        synchronized (this) {
            child = null;
        }
        lock.release();
        tellCaller.run();
    }
}
