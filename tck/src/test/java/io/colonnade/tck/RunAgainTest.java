// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.tck.reference.ReferenceBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections are lost: what was never sent runs on another one, what may have been sent never does, and one restart costs one error. */
class RunAgainTest {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Dialect PIPELINED = new ReferenceBackend().dialect().toBuilder().pipeliningDepth(4).build();
    private static final String INSERT = "INSERT INTO again (id) VALUES (:id)";

    /** How many of the next statements find their connection lost, and what the backend knows of them. */
    private final AtomicInteger losses = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Losing> connections = new ArrayList<>();
    private volatile StatementOutcome outcome = StatementOutcome.NOT_APPLIED;
    private volatile boolean retrySafe = true;
    private volatile CompletableFuture<Void> hanging;
    private volatile CompletableFuture<Outcome> answer;
    private int depth = 1;
    private Database db;

    private void open(int maxSize) {
        db = await(Database.open(DatabaseOptions.of("memory:///again" + DATABASES.incrementAndGet()).maxSize(maxSize)
                .closeTimeout(Duration.ofMillis(100)).backend(new LosingBackend()).build()));
        await(db.execute("CREATE TABLE again (id INTEGER)"));
        sent.set(0);
    }

    @AfterEach
    void close() {
        db.close();
    }

    private long rows() {
        return await(db.fetchValue("SELECT count(*) FROM again", Long.class)).get();
    }

    @Test
    void whatWasNeverSentRunsOnAnotherConnection() {
        open(1);
        losses.set(1);
        await(db.execute(INSERT, 1));
        losses.set(1);
        await(db.executeMany(INSERT, List.of(Map.of("id", 2), Map.of("id", 3))));
        losses.set(1);
        assertEquals(3, rows());
        assertEquals(4, connections.size());
        assertTrue(db.status().open() <= 1, db.status()::toString);
    }

    @Test
    void whatMayHaveBeenSentDoesNot() {
        open(1);
        outcome = StatementOutcome.UNKNOWN;
        losses.set(1);
        assertEquals(StatementOutcome.UNKNOWN, failure(ErrorKind.CONNECTION_LOST, db.execute(INSERT, 1)).outcome());
        assertEquals(1, sent.get());
        assertEquals(0, rows());
    }

    /** A backend that has not thought of the outcome says NOT_APPLIED as well. */
    @Test
    void whatIsNotCalledSafeDoesNot() {
        open(1);
        retrySafe = false;
        losses.set(1);
        failure(ErrorKind.CONNECTION_LOST, db.execute(INSERT, 1));
        assertEquals(1, sent.get());
    }

    @Test
    void itRunsAgainOnceOnly() {
        open(1);
        losses.set(2);
        failure(ErrorKind.CONNECTION_LOST, db.execute(INSERT, 1));
        assertEquals(2, sent.get());
    }

    @Test
    void whatDependsOnItsConnectionDoesNot() {
        open(1);
        losses.set(1);
        failure(ErrorKind.CONNECTION_LOST, db.withConnection(connection -> connection.execute(INSERT, 1)));
        losses.set(1);
        failure(ErrorKind.CONNECTION_LOST, db.transaction(tx -> tx.execute(INSERT, 2)));
        assertEquals(2, sent.get());
        assertEquals(0, rows());
    }

    @Test
    void oneRestartCostsOneCallerAnError() {
        open(20);
        CompletableFuture<Void> all = new CompletableFuture<>();
        List<CompletableFuture<Void>> held = IntStream.range(0, 20).mapToObj(i -> db.withConnection(connection -> all)).toList();
        settles(20, () -> db.status().lent());
        all.complete(null);
        held.forEach(RunAgainTest::await);
        outcome = StatementOutcome.UNKNOWN;
        connections.forEach(connection -> connection.lost = true);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Throwable failure = await(db.execute(INSERT, i).handle((done, error) -> error));
            if (failure != null) {
                failures.add(failure);
            }
        }
        assertEquals(1, failures.size(), failures::toString);
        assertEquals(39, rows());
    }

    /** A connection that is shared is lost for all who share it; each of them is told, or runs again. */
    @Test
    void sharersRunAgainEach() {
        depth = 4;
        open(1);
        losses.set(3);
        List<CompletableFuture<?>> all = new ArrayList<>();
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        answer = first;
        for (int i = 0; i < 3; i++) {
            all.add(db.fetchAll("SELECT 1"));
        }
        settles(3, sent::get);
        answer = null;
        first.completeExceptionally(lost());
        all.forEach(RunAgainTest::await);
        assertEquals(6, sent.get());
    }

    @Test
    void writersRunAgainWithinTheirLimit() {
        open(4);
        losses.set(1);
        List<CompletableFuture<?>> writers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writers.add(db.execute(INSERT, i));
        }
        writers.forEach(RunAgainTest::await);
        assertEquals(20, rows());
    }

    @Test
    void aDeadlineHoldsWhileItWaitsForAnotherConnection() {
        open(1);
        hanging = new CompletableFuture<>();
        losses.set(1);
        failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(200)).execute(INSERT, 1));
        settles(0, () -> db.status().waiting());
        hanging.complete(null);
        assertEquals(0, rows());
    }

    @Test
    void itCanBeCancelledWhileItWaitsForAnotherConnection() {
        open(1);
        hanging = new CompletableFuture<>();
        losses.set(1);
        CompletableFuture<?> insert = db.execute(INSERT, 1);
        settles(1, () -> db.status().waiting());
        assertTrue(insert.cancel(true));
        assertEquals(0, db.status().waiting());
        hanging.complete(null);
        assertEquals(0, rows());
    }

    @Test
    void closingEndsItsWait() {
        open(1);
        hanging = new CompletableFuture<>();
        losses.set(1);
        CompletableFuture<?> insert = db.execute(INSERT, 1);
        settles(1, () -> db.status().waiting());
        db.closeAsync();
        failure(ErrorKind.POOL_CLOSED, insert);
        hanging.complete(null);
    }

    /** Whoever has given up must not cause a statement that nobody waits for. */
    @Test
    void whatWasCancelledDoesNotRunAgain() {
        open(1);
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        answer = late;
        losses.set(1);
        CompletableFuture<?> insert = db.execute(INSERT, 1);
        settles(1, sent::get);
        assertTrue(insert.cancel(true));
        answer = null;
        late.completeExceptionally(lost());
        assertEquals(0, rows());
        assertEquals(2, sent.get(), "the insert, and the count");
    }

    private DatabaseException lost() {
        return DatabaseException.of(ErrorKind.CONNECTION_LOST, "from the test").outcome(outcome).retrySafe(retrySafe).connectionUsable(false)
                .build();
    }

    private static void settles(int expected, IntSupplier actual) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (actual.getAsInt() != expected) {
            assertTrue(System.nanoTime() < end, () -> "it stays " + actual.getAsInt());
            Thread.onSpinWait();
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    private static DatabaseException failure(ErrorKind kind, CompletableFuture<?> future) {
        Throwable failure = await(future.handle((value, error) -> error));
        DatabaseException typed = assertInstanceOf(DatabaseException.class, failure);
        assertEquals(kind, typed.kind(), typed::getMessage);
        return typed;
    }

    private final class LosingBackend extends ForwardingBackend {

        LosingBackend() {
            super(new ReferenceBackend());
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            CompletionStage<ConnectionBackend> opened = super.connect(settings, context).thenApply(this::losing);
            CompletableFuture<Void> first = hanging;
            return first == null ? opened : first.thenCompose(now -> opened);
        }

        private ConnectionBackend losing(ConnectionBackend sound) {
            Losing losing = new Losing(sound);
            synchronized (connections) {
                connections.add(losing);
            }
            return losing;
        }
    }

    private final class Losing extends ForwardingConnection {
        private volatile boolean lost;

        Losing(ConnectionBackend sound) {
            super(sound);
        }

        private <T> CompletionStage<T> failsFirst() {
            sent.incrementAndGet();
            if (losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                lost = true;
            }
            return lost ? CompletableFuture.failedStage(lost()) : null;
        }

        @Override
        public Dialect dialect() {
            return depth == 1 ? super.dialect() : PIPELINED;
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            CompletionStage<Outcome> failed = failsFirst();
            CompletionStage<Outcome> held = answer;
            return failed == null ? super.execute(statement, binds, sink) : held == null ? failed : held;
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            CompletionStage<long[]> failed = failsFirst();
            return failed == null ? super.executeMany(statement, bindings) : failed;
        }

        @Override
        public CompletionStage<Void> validate() {
            return lost ? CompletableFuture.failedStage(lost()) : super.validate();
        }
    }
}
