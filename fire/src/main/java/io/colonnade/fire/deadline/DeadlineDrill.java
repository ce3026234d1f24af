// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.deadline;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Transactions whose timeouts are about as long as they take, so that many end just when theirs passes: what a timeout is comes from how long
 * the others took.
 */
public final class DeadlineDrill implements Drill {

    /** What the function of a transaction does after its work. */
    private enum End { WELL, WELL_ON_ANOTHER_THREAD, BADLY, COMMITS, ROLLS_BACK, NESTED, FORCED_ROLLBACK, CANCELLED }

    private static final int IN_FLIGHT = 16;
    private static final int PER_ROUND = 500;
    private static final int FREE_OF_TEN = 3;
    private static final long PATIENCE_SECONDS = 60;
    private static final double AVERAGED_OVER = 32;

    private final Target target;
    private final Aftermath before;
    private final Database database;
    private final AtomicLong usualNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(5));

    /**
     * On a database in which it makes the table fire_deadline anew.
     *
     * @throws SQLException if the server cannot be asked
     */
    public DeadlineDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        database = Database.open(target.url()).join();
        database.execute("DROP TABLE IF EXISTS fire_deadline").join();
        database.execute("CREATE TABLE fire_deadline (id INTEGER NOT NULL PRIMARY KEY)").join();
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws SQLException {
        Ledger ledger = new Ledger(figures);
        Semaphore places = new Semaphore(IN_FLIGHT);
        Map<Integer, CompletableFuture<?>> open = new HashMap<>();
        for (int id = 0; id < PER_ROUND && tryAcquire(places); id++) {
            open.put(id, start(id, random, ledger, places));
        }
        open.forEach((id, future) -> figures.expect(endsInTime(future), "transaction " + id + " has not ended"));
        figures.expect(nothingIsLent(), "connections were not given back although nothing runs any more: " + database.status());
        ledger.compare(stored());
        database.execute("DELETE FROM fire_deadline").join();
    }

    private Set<Integer> stored() throws SQLException {
        Set<Integer> stored = new HashSet<>();
        try (Connection truth = target.truth(); Statement statement = truth.createStatement();
             ResultSet rows = statement.executeQuery("SELECT id FROM fire_deadline")) {
            while (rows.next()) {
                stored.add(rows.getInt(1));
            }
        }
        return stored;
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        database.execute("DROP TABLE fire_deadline").join();
        database.close();
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        database.close();
    }

    private CompletableFuture<?> start(int id, RandomGenerator random, Ledger ledger, Semaphore places) {
        End end = End.values()[Math.max(0, random.nextInt(2 * End.values().length) - End.values().length)];
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
            case WELL_ON_ANOTHER_THREAD -> work.thenApplyAsync(done -> done, task -> new Thread(task, "fire").start());
            case BADLY -> work.thenApply(done -> {
                throw new IllegalStateException("on purpose");
            });
            case COMMITS -> work.thenCompose(done -> tx.commit()).thenApply(done -> "committed");
            case ROLLS_BACK -> work.thenCompose(done -> tx.rollback()).thenApply(done -> "rolled back");
            default -> work;
        };
    }

    private static CompletableFuture<String> insert(Transaction tx, int id) {
        return tx.execute("INSERT INTO fire_deadline VALUES (:id)", id).thenCompose(done -> tx.fetchAll("SELECT id FROM fire_deadline WHERE id = :id", id))
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

    /** Once what was cancelled has had the time to be rolled back. */
    private boolean nothingIsLent() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (database.status().lent() + database.status().waiting() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return database.status().lent() == 0;
    }
}
