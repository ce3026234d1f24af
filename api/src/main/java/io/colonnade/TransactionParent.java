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

    /** It is open. */
    abstract void childOpened(OpenTransaction transaction);

    /** Whether that one is open here, or its end has not been answered. */
    abstract boolean holds(OpenTransaction transaction);

    /** The connection was taken away: whoever waits for the end of a transaction is told at once. */
    abstract void cutOff(DatabaseException why);

    /** Begins a transaction once no other one is open here. Cancelling the future takes the wish back, or rolls back. */
    final CompletableFuture<OpenTransaction> begin(TransactionOptions options) {
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
        PendingBegin begin = new PendingBegin(this, options);
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

    /**
     * Called when the inner transaction has ended, or could not be begun; lets the next sibling begin and then tells the caller.
     *
     * @param error what ending it failed with, or null
     */
    void childEnded(DatabaseException error, Runnable tellCaller) {
        lock.release();
        tellCaller.run();
    }
}
