// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.concurrent.CompletableFuture;

/** The begin of a transaction that is handed out to the program. Cancelling it takes the wish back, or rolls back. */
final class TransactionBegin extends ConnectionFuture<Transaction> {

    private final CompletableFuture<OpenTransaction> begin;

    private TransactionBegin(CompletableFuture<OpenTransaction> begin) {
        this.begin = begin;
    }

    /**
     * A begin on a connection or in a transaction that the program holds.
     *
     * @param outer the handle of the outer transaction, or null
     */
    static CompletableFuture<Transaction> of(CompletableFuture<OpenTransaction> begin, Transaction outer) {
        return start(begin, outer, false);
    }

    /** A begin whose transaction has a connection of its own, and whose handle the program may forget to end. */
    static CompletableFuture<Transaction> watched(CompletableFuture<OpenTransaction> begin) {
        return start(begin, null, true);
    }

    private static CompletableFuture<Transaction> start(CompletableFuture<OpenTransaction> begin, Transaction outer, boolean watched) {
        TransactionBegin handedOut = new TransactionBegin(begin);
        if (begin instanceof PendingBegin pending) {
            pending.calledBy(handedOut);
        }
        Failures.whenEnded(begin, (opened, failure) -> {
            if (failure != null) {
                handedOut.completeExceptionally(Failures.unwrap(failure));
                return;
            }
            Transaction handle = new Transaction(opened, outer);
            if (watched) {
                handle.watch();
            }
            if (!handedOut.complete(handle)) {
                // Nobody waits for a future that was cancelled meanwhile, so nobody would end its transaction.
                opened.end(false);
            }
        });
        return handedOut;
    }

    /** Whoever continues with the transaction is in its flow. */
    @Override
    Scope flow() {
        return isDone() && !isCompletedExceptionally() ? getNow(null).scope() : null;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            begin.cancel(false);
        }
        return cancelled;
    }
}
