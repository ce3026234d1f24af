// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Calls of every kind, each cancelled at a random moment of about the time that its kind takes, several callers at once. Whoever is answered
 * must be answered his own; nobody else may notice; and afterwards each connection works and is one that the server knows.
 */
public final class CancelDrill implements Drill {

    private static final int PER_ROUND = 125;
    private static final int IN_FLIGHT = 12;
    private static final int SPARED_OF_TEN = 2;
    private static final int AT_ONCE_OF_TEN = 1;
    private static final int CONNECTIONS = 6;
    private static final long PATIENCE_SECONDS = 30;
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Target target;
    private final Aftermath before;
    private final Tables tables;
    private final Database database;
    private final Calls calls;
    private final ScheduledExecutorService cancels = Executors.newScheduledThreadPool(2);
    /** How long the kinds have taken of late. */
    private final AtomicLongArray usualNanos = new AtomicLongArray(Calls.Kind.values().length);

    /** On a database in which it makes the tables fire_cancel and fire_cancel_marks anew. */
    public CancelDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        tables = new Tables(target, PER_ROUND + CONNECTIONS);
        database = Database.open(target.url().withOption("max_size", Integer.toString(CONNECTIONS))).join();
        calls = new Calls(database, tables.slowMarks());
        for (Calls.Kind kind : Calls.Kind.values()) {
            usualNanos.set(kind.ordinal(), TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public int perRound() {
        return PER_ROUND;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        Semaphore places = new Semaphore(IN_FLIGHT);
        Map<Attempt, Calls.Kind> attempts = new LinkedHashMap<>();
        for (int id = 0; id < PER_ROUND; id++) {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                figures.fault("nobody ends: " + database.status());
                break;
            }
            Calls.Kind kind = Calls.Kind.values()[random.nextInt(Calls.Kind.values().length)];
            Attempt attempt = new Attempt(id);
            attempts.put(attempt, kind);
            start(kind, attempt, random, places);
        }
        Map<Attempt, List<List<Integer>>> told = new LinkedHashMap<>();
        attempts.forEach((attempt, kind) -> told.put(attempt, outcome(attempt, kind, figures)));
        figures.expect(await(() -> database.status().lent() + database.status().waiting() == 0), "round " + number
                + ": connections were not given back although nothing runs any more: " + database.status());
        compare(told, attempts, figures);
        probe(figures);
    }

    private void start(Calls.Kind kind, Attempt attempt, RandomGenerator random, Semaphore places) {
        long began = System.nanoTime();
        int die = random.nextInt(10);
        long delay = die < SPARED_OF_TEN + AT_ONCE_OF_TEN ? 0 : (long) (usualNanos.get(kind.ordinal()) * 1.3 * random.nextDouble());
        attempt.told().whenComplete((done, broken) -> {
            if (!attempt.isCancelled()) {
                long took = System.nanoTime() - began;
                usualNanos.getAndUpdate(kind.ordinal(), usual -> usual + (took - usual) / 16);
            }
            places.release();
        });
        calls.start(kind, attempt);
        if (die >= SPARED_OF_TEN && die < SPARED_OF_TEN + AT_ONCE_OF_TEN) {
            attempt.cancel();
        } else if (die >= SPARED_OF_TEN) {
            cancels.schedule(attempt::cancel, delay, TimeUnit.NANOSECONDS);
        }
    }

    private List<List<Integer>> outcome(Attempt attempt, Calls.Kind kind, Figures figures) {
        try {
            List<List<Integer>> possible = attempt.told().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            figures.count(attempt.wasHit() ? "cancels" : attempt.isCancelled() ? "too late" : "spared");
            return possible;
        } catch (ExecutionException broken) {
            figures.fault(kind + " " + broken.getCause().getMessage());
        } catch (InterruptedException | TimeoutException hung) {
            figures.fault(kind + " " + attempt.id() + " has not ended: " + database.status());
        }
        return null;
    }

    private void compare(Map<Attempt, List<List<Integer>>> told, Map<Attempt, Calls.Kind> attempts, Figures figures) throws SQLException {
        Map<Integer, List<Integer>> stored = tables.takeStored();
        told.forEach((attempt, possible) -> {
            List<Integer> parts = stored.getOrDefault(attempt.id(), List.of());
            figures.expect(possible == null || possible.contains(parts), attempts.get(attempt) + " " + attempt.id() + ": " + parts
                    + " is stored, and its caller knows that it is one of " + possible);
            figures.add("stored", parts.isEmpty() ? 0 : 1);
        });
    }

    /** Holds every connection at once, and asks each for marks of its own. */
    private void probe(Figures figures) throws Exception {
        CountDownLatch held = new CountDownLatch(CONNECTIONS);
        CompletableFuture<Void> all = new CompletableFuture<>();
        List<CompletableFuture<List<Row>>> answers = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int id = PER_ROUND + i;
            answers.add(database.withConnection(connection -> {
                held.countDown();
                return all.thenCompose(open -> connection.fetchAll(Tables.MARKS, id));
            }));
        }
        boolean open = held.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        figures.expect(open, "not all connections can be had: " + database.status());
        all.complete(null);
        for (int i = 0; i < CONNECTIONS; i++) {
            List<Row> rows = answers.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            figures.expect(Tables.areMarks(PER_ROUND + i, rows), "a connection answers another's question: " + rows);
        }
        if (target.engine().isServer()) {
            // The truth has one as well.
            int ours = before.sessions() + 1 + CONNECTIONS;
            figures.expect(await(() -> sessions() == ours), "the server has " + sessions() + " sessions instead of " + ours + "; "
                    + database.status());
        }
    }

    private int sessions() {
        try {
            return Aftermath.of(target).sessions();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        database.close();
        tables.drop();
        tables.close();
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
        cancels.shutdownNow();
        database.close();
    }
}
