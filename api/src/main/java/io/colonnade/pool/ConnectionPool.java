// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** STUB */
public final class ConnectionPool {
    public ConnectionPool(PoolSettings settings, Supplier<CompletionStage<OpenedConnection>> connector, ScheduledExecutorService timer,
                          LongSupplier nanoTime) {
    }

    /** Opens minSize connections, at least tries one if minSize > 0; fails with the error of the one that failed. */
    public CompletableFuture<Void> open() {
        throw new UnsupportedOperationException();
    }

    public void acquire(LeaseRequest request) {
        throw new UnsupportedOperationException();
    }

    /** Takes a waiting request back; false if it was already granted or failed (or is about to be). */
    public boolean withdraw(LeaseRequest request) {
        throw new UnsupportedOperationException();
    }

    /** Lets lent connections come back for as long as the grace lasts, then cancels and closes them. */
    public CompletableFuture<Void> close(Duration grace) {
        throw new UnsupportedOperationException();
    }

    public PoolStatus status() {
        throw new UnsupportedOperationException();
    }
}
