// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.concurrent.CompletableFuture;

/** The begin of a transaction on a connection that is borrowed for it. Cancelling it takes the wish for either back, or rolls back. */
final class LeasedBegin extends ConnectionFuture<OpenTransaction> {

    private final SessionRequest request;
    private final boolean endedByProgram;
    private CompletableFuture<OpenTransaction> begin;

    private LeasedBegin(SessionRequest request, boolean endedByProgram) {
        this.request = request;
        this.endedByProgram = endedByProgram;
    }

    /**
     * Asks for the connection and begins.
     *
     * @param endedByProgram whether the program is handed the transaction, and must end it; otherwise a function ends it
     */
    static CompletableFuture<OpenTransaction> start(Engine engine, TransactionOptions options, boolean endedByProgram) {
        Scope flow = ConnectionThread.currentScope();
        LeasedBegin leased = new LeasedBegin(SessionRequest.submit(engine, !options.readOnly(), "transaction"), endedByProgram);
        Failures.whenEnded(leased.request, (session, failure) -> {
            if (failure != null) {
                leased.completeExceptionally(Failures.unwrap(failure));
            } else {
                leased.lent(new PinnedConnection(session, true, flow), options);
            }
        });
        return leased;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !request.cancel(false)) {
            CompletableFuture<OpenTransaction> running;
            synchronized (this) {
                running = begin;
            }
            if (running != null) {
                running.cancel(false);
            }
        }
        return cancelled;
    }

    private void lent(PinnedConnection connection, TransactionOptions options) {
        CompletableFuture<OpenTransaction> running = connection.begin(options, endedByProgram);
        synchronized (this) {
            begin = running;
        }
        if (isCancelled()) {
            running.cancel(false);
        }
        Failures.whenEnded(running, (opened, failure) -> {
            if (failure != null) {
                completeExceptionally(Failures.unwrap(failure));
            } else if (!complete(opened)) {
                opened.end(false);
            }
        });
    }
}
