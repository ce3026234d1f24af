// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.concurrent.CompletableFuture;

/** The beginning of a transaction on a connection that is borrowed for it. Cancelling it takes the wish back, or rolls back. */
final class TransactionBegin extends ConnectionFuture<Transaction> {

    private final SessionRequest request;
    private final boolean watched;

    private TransactionBegin(SessionRequest request, boolean watched) {
        this.request = request;
        this.watched = watched;
    }

    /**
     * Asks for the connection and begins.
     *
     * @param watched whether the transaction is handed out to a caller who may forget to end it
     */
    static CompletableFuture<Transaction> start(SessionRequest request, TransactionOptions options, boolean watched) {
        TransactionBegin begin = new TransactionBegin(request, watched);
        request.whenComplete((session, failure) -> {
            if (failure != null) {
                begin.completeExceptionally(Failures.unwrap(failure));
            } else {
                new Connection(session, true).begin(options).whenComplete(begin::begun);
            }
        });
        return begin;
    }

    /** Whoever continues with the transaction is in its flow. */
    @Override
    Transaction flow() {
        return isDone() && !isCompletedExceptionally() ? getNow(null) : null;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            request.cancel(false);
        }
        return cancelled;
    }

    private void begun(Transaction transaction, Throwable failure) {
        if (failure != null) {
            completeExceptionally(Failures.unwrap(failure));
            return;
        }
        if (watched) {
            transaction.watch();
        }
        if (!complete(transaction)) {
            transaction.rollback();
        }
    }
}
