// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a transaction is begun in: a pinned connection, or an outer transaction. One inner transaction at a time is open in it. */
abstract class TransactionParent implements Scope {

    private final ChildLock lock;

    TransactionParent(Engine engine) {
        lock = new ChildLock(engine);
    }

    /** Why no transaction may be begun here now, or null if one may. */
    abstract DatabaseException beginRefusal();

    /** How the log shows the begin. */
    abstract String beginning();

    /** How the log shows the end. */
    abstract String ending(boolean commit);

    /** Begins it on the database. */
    abstract CompletionStage<TransactionBackend> open(TransactionOptions options);

    /** It is open. */
    abstract void childOpened(Transaction transaction);

    /** Begins a transaction once no other one is open here. */
    final CompletableFuture<Transaction> begin(Session session, TransactionOptions options) {
        CompletableFuture<Transaction> begun = new ConnectionFuture<>();
        DatabaseException early = beginRefusal();
        if (early != null) {
            return ConnectionFuture.failed(early);
        }
        lock.acquire(busy -> {
            DatabaseException refusal = busy != null ? busy : beginRefusal();
            if (busy == null && refusal != null) {
                lock.release();
            }
            if (refusal != null) {
                begun.completeExceptionally(refusal);
            } else {
                handIn(session, options, begun);
            }
        });
        return begun;
    }

    private void handIn(Session session, TransactionOptions options, CompletableFuture<Transaction> begun) {
        TransactionDeadline deadline = options.timeout() == null ? null : new TransactionDeadline(session, options.timeout(), begun);
        Session.Control<?> begin = session.control(this::beginning, () -> open(options), (backend, error) -> {
            if (error == null) {
                opened(new Transaction(session, backend, this, options.forceRollback(), deadline), deadline, begun);
            } else {
                notOpened(session, error, deadline, begun);
            }
        });
        if (deadline != null) {
            deadline.start(begin);
        }
    }

    private void notOpened(Session session, DatabaseException error, TransactionDeadline deadline, CompletableFuture<Transaction> begun) {
        DatabaseException report = error;
        if (deadline != null) {
            deadline.ended();
            report = deadline.error() != null && error.kind() == ErrorKind.CANCELLED ? deadline.error() : error;
        }
        statementFailed(report);
        DatabaseException told = report;
        childEnded(null, () -> session.engine().complete(begun, null, told, flow()));
    }

    private void opened(Transaction transaction, TransactionDeadline deadline, CompletableFuture<Transaction> begun) {
        childOpened(transaction);
        if (deadline != null && !deadline.opened(transaction)) {
            transaction.abort(deadline.error());
            transaction.tell(begun, null, deadline.error());
        } else if (begun.isCancelled()) {
            // Nobody waits for a future that was cancelled meanwhile, so nobody would end its transaction.
            transaction.rollback();
        } else {
            transaction.tell(begun, transaction, null);
        }
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
