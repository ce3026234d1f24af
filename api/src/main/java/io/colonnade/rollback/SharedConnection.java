// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.spi.ConnectionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** The one connection of a database, opened for the first who asks and never a second time once it was used. Thread-safe. */
final class SharedConnection implements AutoCloseable {

    private CompletableFuture<Turns> opening;

    /**
     * Gives a connection of the database.
     *
     * @param connect opens the one that all stand on
     */
    CompletionStage<ConnectionBackend> join(Supplier<CompletionStage<ConnectionBackend>> connect, Function<ConnectionBackend, Turns> turns) {
        CompletableFuture<Turns> opened;
        boolean first;
        synchronized (this) {
            first = opening == null || opening.isCompletedExceptionally() || opening.isDone() && opening.join().endedUnused();
            if (first) {
                opening = new CompletableFuture<>();
            }
            opened = opening;
        }
        if (first) {
            open(connect, turns, opened);
        }
        return opened.thenApply(shared -> shared.join(first));
    }

    private static void open(Supplier<CompletionStage<ConnectionBackend>> connect, Function<ConnectionBackend, Turns> turns,
            CompletableFuture<Turns> opened) {
        try {
            connect.get().thenApply(turns).whenComplete((made, failure) -> {
                if (failure == null) {
                    opened.complete(made);
                } else {
                    opened.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException | LinkageError broken) {
            opened.completeExceptionally(broken);
        }
    }

    /** Nothing to do: the last of the connections that stand on it has closed it. */
    @Override
    public void close() {
    }
}
