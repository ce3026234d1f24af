// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.usercode;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Aftermath;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Code of the user's in each place where the product calls it, behaving in each way in which it ought not to: whoever waits is told, the
 * connection comes back, the next caller is served, and the database closes.
 */
public final class UserCodeDrill implements Drill {

    private record Cell(Place place, Behaviour behaviour) {

        @Override
        public String toString() {
            return place + " that " + behaviour;
        }
    }

    private static final long PATIENCE_SECONDS = 20;
    /** So that a few rounds are some of everything; has no factor in common with the number of cells. */
    private static final long STRIDE = 61;
    private static final long ROWS = 3;
    private static final String COUNT = "SELECT count(*) FROM fire_user";

    private final Target target;
    private final Aftermath before;
    private final List<Cell> cells = new ArrayList<>();

    /** On a database in which it makes the table fire_user anew. */
    public UserCodeDrill(Target target) throws SQLException {
        this.target = target;
        before = Aftermath.of(target);
        run("DROP TABLE IF EXISTS fire_referring", "DROP TABLE IF EXISTS fire_user", "CREATE TABLE fire_user (n INTEGER PRIMARY KEY, m INTEGER)",
                "INSERT INTO fire_user (n) VALUES (1), (2), (3)");
        for (Place place : Place.values()) {
            for (Behaviour behaviour : Behaviour.values()) {
                if (target.engine().isServer() || !place.needsServer()) {
                    cells.add(new Cell(place, behaviour));
                }
            }
        }
    }

    private void run(String... statements) throws SQLException {
        try (Connection truth = target.truth(); Statement statement = truth.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** How many rounds do everything once. */
    public int cells() {
        return cells.size();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        Cell cell = cells.get((int) (number * STRIDE % cells.size()));
        Code code = new Code(cell.behaviour());
        Database database = Database.open(cell.place().options(DatabaseOptions.of(target.url()).minSize(2).maxSize(2)
                .closeTimeout(Duration.ofMillis(20)), code).build()).join();
        code.arm();
        try {
            // On a thread of its own, for some places are on the caller's.
            CompletableFuture<CompletableFuture<?>> made = new CompletableFuture<>();
            new Thread(() -> make(cell, database, code, made), "caller").start();
            if (!code.reached().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                figures.fault(cell + ": the code was never called");
            }
            if (cell.behaviour().blocks()) {
                code.disarm();
                CompletableFuture<?> other = whileBlocked(cell, database, figures);
                code.release();
                figures.expect(ends(other), cell + ": somebody else is not served afterwards");
            }
            judge(cell, database, made, figures);
            code.disarm();
            if (cell.behaviour() != Behaviour.BLOCKS_AT_CLOSE) {
                expectService(cell, database, figures);
            }
            figures.expect(ends(database.closeAsync()), cell + ": the database does not close");
        } finally {
            code.release();
            code.disarm();
        }
        figures.count(cell.behaviour().blocks() ? "blocked" : cell.behaviour().fails() ? "thrown" : "interrupted");
    }

    private static void make(Cell cell, Database database, Code code, CompletableFuture<CompletableFuture<?>> made) {
        try {
            made.complete(cell.place().call(database, code));
        } catch (Throwable thrown) {
            made.completeExceptionally(new IllegalStateException("the call throws", thrown));
        }
    }

    private static CompletableFuture<?> whileBlocked(Cell cell, Database database, Figures figures) {
        if (cell.behaviour() == Behaviour.BLOCKS_AT_CLOSE) {
            figures.expect(ends(database.closeAsync()), cell + ": the database does not close meanwhile");
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> other = database.fetchAll(Place.QUERY);
        figures.expect(cell.place().holdsReturnedConnection() || ends(other), cell + ": nobody else is served meanwhile");
        return other;
    }

    private static void judge(Cell cell, Database database, CompletableFuture<CompletableFuture<?>> made, Figures figures) {
        Throwable failure;
        try {
            CompletableFuture<?> call = made.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            failure = failure(call);
        } catch (ExecutionException thrown) {
            failure = thrown.getCause().getCause();
            // What is built before a call is made tells its builder.
            figures.expect(cell.place() == Place.FOREIGN_KEY_OF_TABLE, cell + ": the call throws " + failure + " and returns no future");
        } catch (TimeoutException | InterruptedException hung) {
            figures.fault(cell + ": the call does not return");
            return;
        }
        if (failure instanceof TimeoutException) {
            figures.fault(cell + ": nobody is told");
        } else if (cell.behaviour().fails()) {
            figures.expect(isTold(cell, failure), cell + ": the caller is told " + failure);
        } else if (cell.behaviour() == Behaviour.INTERRUPTS) {
            figures.expect(failure == null || isRefusedAnyway(cell.place()), cell + ": the caller is told " + failure);
        }
    }

    /** A value of a class that no database knows, and a transaction in which a statement failed. */
    private static boolean isRefusedAnyway(Place place) {
        return place == Place.VALUE_OF_AN_OWN_CLASS || place == Place.SUBSCRIBER_OF_TRANSACTION_ON_ERROR;
    }

    private static boolean isTold(Cell cell, Throwable failure) {
        Throwable told = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cell.place().told()) {
            case ITSELF -> cell.behaviour().is(told);
            case DATA -> told instanceof DatabaseException typed && typed.kind() == ErrorKind.DATA;
            case SOMETHING -> told != null;
            case NOTHING -> true;
        };
    }

    private void expectService(Cell cell, Database database, Figures figures) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (database.status().lent() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        figures.expect(database.status().lent() == 0, cell + ": " + database.status());
        // On both connections, whichever had the code.
        List<CompletableFuture<Long>> next = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            next.add(database.transaction(transaction -> transaction.fetchValue(COUNT, Long.class).thenApply(count -> count.get())));
            next.add(database.transaction(transaction -> transaction.execute("UPDATE fire_user SET n = n WHERE n = 1")
                    .thenCompose(done -> transaction.fetchValue(COUNT, Long.class)).thenApply(count -> count.get())));
            next.add(database.fetchValue(COUNT, Long.class).thenApply(count -> count.get()));
        }
        for (CompletableFuture<Long> call : next) {
            Throwable failure = failure(call);
            figures.expect(failure == null && call.join() == ROWS, cell + ": the next call ends with " + (failure == null ? call.join() : failure));
        }
    }

    private static boolean ends(CompletableFuture<?> call) {
        return failure(call) == null;
    }

    /** What it failed with; null if it did not; a TimeoutException if it does not end. */
    private static Throwable failure(CompletableFuture<?> call) {
        try {
            call.handle((value, failure) -> failure).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return call.handle((value, failure) -> failure).join();
        } catch (TimeoutException | ExecutionException | InterruptedException hung) {
            return new TimeoutException();
        }
    }

    @Override
    public void finish(Figures figures) throws SQLException {
        run("DROP TABLE IF EXISTS fire_referring", "DROP TABLE fire_user");
        Aftermath.expect(target, before, figures);
    }

    @Override
    public void close() {
    }
}
