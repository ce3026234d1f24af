// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.waiting;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Queries;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Ten thousand callers wait a quarter of a second for connections that do not come back before that. Each is told so, in the order in which
 * they came, and how late the last of them was told is measured. A round is all callers of one kind.
 */
public final class WaitingDrill implements Drill {

    private static final int CALLERS = 10_000;
    private static final int CONNECTIONS = 2;
    private static final Duration LONG = Duration.ofSeconds(60);

    /** On one thread, so that the order in which futures complete can be seen. */
    private final ExecutorService completions = Executors.newSingleThreadExecutor(work -> new Thread(work, "fire-waiting"));
    private final Database patient;
    private final Database impatient;

    /** On a database that need not hold anything. */
    public WaitingDrill(Target target) {
        DatabaseOptions.Builder options = DatabaseOptions.of(target.url()).maxSize(CONNECTIONS).completionExecutor(completions);
        patient = Database.open(options.build()).join();
        impatient = Database.open(options.acquireTimeout(Caller.PATIENCE).build()).join();
    }

    @Override
    public int perRound() {
        return CALLERS;
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        Caller caller = Caller.values()[(int) (number % Caller.values().length)];
        Database database = caller.told() == ErrorKind.POOL_EXHAUSTED ? impatient : patient;
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<?> held = hold(database, enough);
        Crowd crowd = new Crowd(caller, database);
        boolean ended = crowd.call(figures);
        enough.complete(null);
        held.get(LONG.toSeconds(), TimeUnit.SECONDS);
        figures.expect(ended, caller + ": " + crowd.left() + " were told nothing; " + database.status());
        figures.expect(database.status().waiting() == 0 && database.status().lent() == 0, caller + " leave " + database.status());
    }

    private static CompletableFuture<?> hold(Database database, CompletableFuture<Void> enough) throws Exception {
        CountDownLatch lent = new CountDownLatch(CONNECTIONS);
        List<CompletableFuture<Void>> holders = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            holders.add(holdOne(database, lent, enough));
        }
        if (!lent.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the connections cannot be had: " + database.status());
        }
        return CompletableFuture.allOf(holders.toArray(CompletableFuture[]::new));
    }

    /** Asks again where the machine is so busy that a connection takes longer to be opened than the impatient wait. */
    private static CompletableFuture<Void> holdOne(Database database, CountDownLatch lent, CompletableFuture<Void> enough) {
        return database.withConnection(connection -> {
            lent.countDown();
            return enough;
        }).exceptionallyCompose(late -> holdOne(database, lent, enough));
    }

    @Override
    public void finish(Figures figures) {
        close();
    }

    @Override
    public void close() {
        patient.close();
        impatient.close();
        completions.shutdown();
    }

    /** The callers of one kind, who come one right after the other. */
    private static final class Crowd {

        private final Caller caller;
        private final Database database;
        private final long[] came = new long[CALLERS];
        private final long[] told = new long[CALLERS];
        private final int[] turn = new int[CALLERS];
        private final AtomicInteger ended = new AtomicInteger();

        Crowd(Caller caller, Database database) {
            this.caller = caller;
            this.database = database;
        }

        /** Whether all of them were told something. */
        boolean call(Figures figures) throws InterruptedException, ExecutionException {
            Queries timed = database.withTimeout(Caller.PATIENCE);
            CompletableFuture<?>[] all = new CompletableFuture<?>[CALLERS];
            for (int i = 0; i < CALLERS; i++) {
                int id = i;
                came[id] = System.nanoTime();
                all[id] = caller.call(database, timed).handle((nothing, failure) -> {
                    told[id] = System.nanoTime();
                    turn[id] = ended.getAndIncrement();
                    check(failure, figures);
                    return null;
                });
            }
            try {
                CompletableFuture.allOf(all).get(LONG.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException hung) {
                return false;
            }
            measure(figures);
            return true;
        }

        private void check(Throwable failure, Figures figures) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof DatabaseException error && error.kind() == caller.told()) {
                figures.count(caller.told().toString());
            } else {
                figures.fault(caller + " was told " + cause);
            }
        }

        private void measure(Figures figures) {
            long late = 0;
            for (int i = 0; i < CALLERS; i++) {
                long waited = told[i] - came[i];
                late = Math.max(late, waited - Caller.PATIENCE.toNanos());
                figures.expect(waited >= Caller.PATIENCE.toNanos(), caller + " waited only " + waited + " ns");
                figures.add("out of turn", turn[i] == i ? 0 : 1);
                figures.expect(turn[i] == i || !caller.inTurn(), caller + " " + i + " was told as number " + turn[i]);
            }
            figures.max("late ms " + caller, TimeUnit.NANOSECONDS.toMillis(late));
        }

        int left() {
            return CALLERS - ended.get();
        }
    }
}
