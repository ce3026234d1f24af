// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.down;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Calls of a kind that were begun together, and how they ended. */
final class Calls {

    private static final String QUERY = "SELECT 1";

    private final String name;
    private final List<CompletableFuture<?>> all = new ArrayList<>();
    private final CountDownLatch open;

    /**
     * Begins them.
     *
     * @param name how the faults call them
     * @param deadline of each; null for none
     * @param random decides which call it is
     */
    Calls(String name, Database database, int count, Duration deadline, RandomGenerator random) {
        this.name = name;
        open = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            CompletableFuture<?> call = begin(database, deadline, random.nextInt(3));
            call.whenComplete((value, failure) -> open.countDown());
            all.add(call);
        }
    }

    private static CompletableFuture<?> begin(Database database, Duration deadline, int which) {
        if (deadline != null) {
            return database.withTimeout(deadline).fetchAll(QUERY);
        }
        return switch (which) {
            case 0 -> database.fetchAll(QUERY);
            case 1 -> database.transaction(tx -> tx.fetchAll(QUERY));
            default -> database.withConnection(connection -> connection.fetchAll(QUERY));
        };
    }

    /** How many have not ended. */
    long open() {
        return open.getCount();
    }

    /** Waits until all have ended; what does not is a fault. */
    void await(long seconds, Figures figures) throws InterruptedException {
        figures.expect(open.await(seconds, TimeUnit.SECONDS), open.getCount() + " calls, " + name + ", do not end.");
    }

    /** Waits until one of those has ended that are still open. */
    void awaitFirst(long stillOpen, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (open.getCount() >= stillOpen && stillOpen > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /**
     * All that have ended must have ended so, or must have been told that their connection was lost.
     *
     * @param kind of the error, which must be safe to retry; null for none
     * @return how many have lost their connection
     */
    long expect(ErrorKind kind, Figures figures) {
        long lost = 0;
        for (CompletableFuture<?> call : all) {
            if (call.isDone()) {
                Throwable failure = call.handle((value, error) -> error instanceof CompletionException ? error.getCause() : error).join();
                ErrorKind told = failure instanceof DatabaseException error ? error.kind() : null;
                figures.count(name + ": " + (told != null ? told : failure == null ? "served" : "untyped"));
                lost += told == ErrorKind.CONNECTION_LOST ? 1 : 0;
                boolean asExpected = kind == null ? failure == null : told == kind && ((DatabaseException) failure).retrySafe();
                figures.expect(asExpected || told == ErrorKind.CONNECTION_LOST, "A call, " + name + ", was told " + failure);
            }
        }
        return lost;
    }
}
