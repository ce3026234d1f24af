// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A storm of transactions on one database. What each does comes from the seed; how long its timeout is comes from how long the others took, so
 * that many end just when it passes.
 */
final class StormRun {

    /** What the function of a transaction does after its work. */
    private enum End { WELL, WELL_ON_ANOTHER_THREAD, BADLY, COMMITS, ROLLS_BACK, NESTED, FORCED_ROLLBACK, CANCELLED }

    private static final int IN_FLIGHT = 16;
    private static final int BATCH = 5_000;
    private static final int FREE_OF_TEN = 3;
    private static final long PATIENCE_SECONDS = 60;
    private static final double AVERAGED_OVER = 32;

    private final Database database;
    private final Random random;
    private final StormLedger ledger = new StormLedger();
    private final AtomicLong usualNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(5));

    StormRun(Database database, long seed) {
        this.database = database;
        random = new Random(seed);
    }

    /** Runs as many transactions. */
    StormLedger run(int count) {
        database.execute("DROP TABLE IF EXISTS storm").join();
        database.execute("CREATE TABLE storm (id INTEGER NOT NULL PRIMARY KEY)").join();
        for (int first = 0; first < count; first += BATCH) {
            batch(first, Math.min(BATCH, count - first));
        }
        database.execute("DROP TABLE storm").join();
        return ledger;
    }

    private void batch(int first, int count) {
        Semaphore places = new Semaphore(IN_FLIGHT);
        Map<Integer, CompletableFuture<?>> open = new HashMap<>();
        for (int id = first; id < first + count; id++) {
            if (!tryAcquire(places)) {
                break;
            }
            open.put(id, start(id, End.values()[Math.max(0, random.nextInt(2 * End.values().length) - End.values().length)], places));
        }
        open.forEach((id, future) -> {
            if (!endsInTime(future)) {
                ledger.open(id);
            }
        });
        ledger.left(lentAfterAll());
        ledger.compare(database.fetchAll("SELECT id FROM storm").join().stream().map(StormRun::id).collect(Collectors.toSet()));
        database.execute("DELETE FROM storm").join();
    }

    private static Integer id(Row row) {
        return row.get(0, Integer.class);
    }

    private CompletableFuture<?> start(int id, End end, Semaphore places) {
        TransactionOptions options = TransactionOptions.DEFAULT.withForceRollback(end == End.FORCED_ROLLBACK);
        if (random.nextInt(10) >= FREE_OF_TEN) {
            options = options.withTimeout(Duration.ofNanos((long) (usualNanos.get() * (0.3 + 1.4 * random.nextDouble())) + 1));
        }
        AtomicLong started = new AtomicLong(System.nanoTime());
        CompletableFuture<String> run = database.transaction(options, tx -> {
            // The time of a transaction runs from its begin on, not from the wish for a connection.
            started.set(System.nanoTime());
            return work(tx, id, end);
        });
        if (end == End.CANCELLED) {
            CompletableFuture.delayedExecutor(usualNanos.get() / 2, TimeUnit.NANOSECONDS).execute(() -> run.cancel(true));
        }
        return run.handle((value, failure) -> {
            places.release();
            if (failure == null) {
                usualNanos.updateAndGet(usual -> usual + (long) ((System.nanoTime() - started.get() - usual) / AVERAGED_OVER));
                ledger.succeeded(id, end, end != End.ROLLS_BACK && end != End.FORCED_ROLLBACK);
            } else {
                ledger.failed(id, end, failure instanceof CompletionException ? failure.getCause() : failure, end == End.BADLY);
            }
            return value;
        });
    }

    private static CompletableFuture<String> work(Transaction tx, int id, End end) {
        if (end == End.NESTED) {
            return tx.transaction(inner -> insert(inner, id)).thenApply(done -> "nested");
        }
        CompletableFuture<String> work = insert(tx, id);
        return switch (end) {
            case WELL_ON_ANOTHER_THREAD -> work.thenApplyAsync(done -> done, task -> new Thread(task, "storm").start());
            case BADLY -> work.thenApply(done -> {
                throw new IllegalStateException("on purpose");
            });
            case COMMITS -> work.thenCompose(done -> tx.commit()).thenApply(done -> "committed");
            case ROLLS_BACK -> work.thenCompose(done -> tx.rollback()).thenApply(done -> "rolled back");
            default -> work;
        };
    }

    private static CompletableFuture<String> insert(Transaction tx, int id) {
        return tx.execute("INSERT INTO storm VALUES (:id)", id).thenCompose(done -> tx.fetchAll("SELECT id FROM storm WHERE id = :id", id))
                .thenApply(rows -> "inserted " + rows.size());
    }

    private static boolean tryAcquire(Semaphore places) {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean endsInTime(CompletableFuture<?> future) {
        CountDownLatch ended = new CountDownLatch(1);
        future.whenComplete((value, failure) -> ended.countDown());
        try {
            return ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** How many connections are lent once what was cancelled has had the time to be rolled back. */
    private int lentAfterAll() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (database.status().lent() + database.status().waiting() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return database.status().lent();
    }
}
