// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Closing (P7, P19). */
class PoolCloseTest {

    private final FakeDatabase database = new FakeDatabase();

    private void assertAllDisposed() {
        database.connections.forEach(connection -> assertEquals(1, connection.disposals.get(), connection.toString()));
        assertEquals(0, database.time.pending());
    }

    @Test
    void anIdlePoolClosesAtOnceAndTakesNoMoreRequests() {
        database.maxSize = 3;
        database.idleTimeout = Duration.ofMinutes(1);
        ConnectionPool pool = database.pool();
        database.request().on(pool).release(CLEAN);
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(5));
        assertTrue(closed.isDone());
        assertSame(closed, pool.close(Duration.ZERO));
        assertEquals(ErrorKind.POOL_CLOSED, database.request().on(pool).failure().kind());
        assertTrue(pool.open(Duration.ZERO).isCompletedExceptionally());
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        assertAllDisposed();
    }

    @Test
    void whoWaitsFailsAtOnceAndWhoHoldsMayFinish() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        Request waiter = database.request().on(pool);
        FakeConnection connection = holder.connection();
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(5));
        assertEquals(ErrorKind.POOL_CLOSED, waiter.failure().kind());
        assertFalse(pool.withdraw(waiter));
        database.time.advance(Duration.ofSeconds(4));
        assertTrue(connection.isOpen());
        assertFalse(closed.isDone());
        holder.release(Lease.Condition.USED);
        assertTrue(closed.isDone());
        assertEquals(0, connection.resets.get());
        assertEquals(0, connection.cancels.get());
        assertAllDisposed();
    }

    @Test
    void afterTheGraceWhatIsLentIsCancelledAndClosed() {
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        Request first = database.request().on(pool);
        Request second = database.request().on(pool);
        first.connection().onCancel = () -> CompletableFuture.failedFuture(new IllegalStateException("nothing to cancel"));
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(5));
        database.time.advance(Duration.ofMillis(4_999));
        assertFalse(closed.isDone());
        database.time.advance(Duration.ofMillis(21));
        assertTrue(closed.isDone());
        database.connections.forEach(connection -> assertEquals(1, connection.cancels.get()));
        database.connections.forEach(connection -> assertEquals(1, connection.closes.get()));
        first.release(CLEAN);
        second.release(Lease.Condition.BROKEN);
        database.connections.forEach(connection -> assertEquals(1, connection.closes.get()));
        assertAllDisposed();
    }

    @Test
    void whatIsLentWhenTheGraceEndsIsReportedWithItsStack() {
        database.name = "left";
        database.leakThreshold = Duration.ofMinutes(1);
        ConnectionPool pool = database.pool();
        database.request().named("abandoned transaction").on(pool);
        try (LogCapture log = new LogCapture()) {
            pool.close(Duration.ofSeconds(5));
            database.time.advance(Duration.ofMillis(5_021));
            assertEquals(1, log.lines("Pool 'left': a connection lent for 'abandoned transaction' was not given back for 5").size());
            assertEquals(1, log.lines("whatIsLentWhenTheGraceEndsIsReportedWithItsStack").size());
        }
        assertAllDisposed();
    }

    /** P7. */
    @Test
    void connectionsThatNeverAnswerAreCutOff() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        Request idle = database.request().on(pool);
        Request deaf = database.request().on(pool);
        Request mute = database.request().on(pool);
        idle.connection().onClose = CompletableFuture::new;
        deaf.connection().onCancel = CompletableFuture::new;
        mute.connection().onClose = CompletableFuture::new;
        idle.release(CLEAN);
        CompletableFuture<Void> closed = pool.close(Duration.ZERO);
        database.time.advance(Duration.ofMillis(999));
        assertFalse(closed.isDone());
        database.time.advance(Duration.ofMillis(21));
        assertTrue(closed.isDone());
        assertAllDisposed();
    }

    @Test
    void anAttemptThatIsUnderWayIsWaitedForAndItsConnectionClosed() {
        CompletableFuture<OpenedConnection> slow = database.next(new CompletableFuture<>());
        database.minSize = 1;
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ZERO);
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(5));
        DatabaseException error = (DatabaseException) assertThrows(CompletionException.class, opened::join).getCause();
        assertEquals(ErrorKind.POOL_CLOSED, error.kind());
        assertFalse(closed.isDone());
        slow.complete(database.connection().opened());
        assertTrue(closed.isDone());
        assertAllDisposed();
    }

    @Test
    void anAttemptThatNeverEndsHoldsTheClosingUpForTheTimeoutOnlyAndLeaksNothing() {
        CompletableFuture<OpenedConnection> hanging = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        database.request().on(pool);
        CompletableFuture<Void> closed = pool.close(Duration.ofMillis(100));
        database.time.advance(Duration.ofMillis(1_140));
        assertTrue(closed.isDone());
        hanging.complete(database.connection().opened());
        assertFalse(database.last().isOpen());
        database.time.advance(Duration.ofSeconds(2));
        assertAllDisposed();
    }

    @Test
    void aConnectionInTheMiddleOfItsResetIsClosedToo() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        CompletableFuture<Void> reset = new CompletableFuture<>();
        holder.connection().onReset = () -> reset;
        holder.release(Lease.Condition.USED);
        assertTrue(pool.close(Duration.ofSeconds(5)).isDone());
        reset.complete(null);
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        assertAllDisposed();
    }

    @Test
    void mayBeClosedFromInsideAGrant() {
        ConnectionPool pool = database.pool();
        Request request = database.request().then(lease -> {
            pool.close(Duration.ofSeconds(1));
            lease.release(CLEAN);
        });
        request.on(pool);
        assertTrue(pool.close(Duration.ZERO).isDone());
        assertAllDisposed();
    }

    @Test
    void aThrowingDisposalDoesNotHoldUpTheClosing() {
        FakeConnection connection = database.connection();
        database.next(CompletableFuture.completedFuture(new OpenedConnection(connection, () -> { }, () -> {
            connection.disposals.incrementAndGet();
            throw new IllegalStateException("from the test");
        })));
        ConnectionPool pool = database.pool();
        database.request().on(pool).release(CLEAN);
        assertTrue(pool.close(Duration.ZERO).isDone());
        assertAllDisposed();
    }

    /** P19: with real threads, closed from a connection's own thread, a hundred times. */
    @Test
    void aHundredPoolsLeaveNoThreadAndNoTask() throws Exception {
        try (LogCapture log = new LogCapture()) {
            openAndCloseAHundredPools();
            assertEquals(100, log.lines("' closed").size());
        }
    }

    private static void openAndCloseAHundredPools() throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        List<ExecutorService> executors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            FakeDatabase each = new FakeDatabase();
            each.minSize = 2;
            each.maxSize = 2;
            each.idleTimeout = Duration.ofMinutes(1);
            for (int j = 0; j < 2; j++) {
                ExecutorService executor = Executors.newSingleThreadExecutor();
                executors.add(executor);
                FakeConnection connection = each.connection();
                connection.executor = executor;
                connection.onClose = () -> CompletableFuture.runAsync(() -> { }, executor);
                each.next(CompletableFuture.supplyAsync(() -> new OpenedConnection(connection, () -> { }, executor::shutdown), executor));
            }
            ConnectionPool pool = each.pool(timer, System::nanoTime);
            pool.open(Duration.ZERO);
            CompletableFuture<CompletableFuture<Void>> closing = new CompletableFuture<>();
            new Request("first", false, false, System.nanoTime() + TimeUnit.SECONDS.toNanos(30)).then(lease -> {
                closing.complete(pool.close(Duration.ofSeconds(10)));
                lease.release(CLEAN);
            }).on(pool);
            closing.thenCompose(closed -> closed).get(20, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), List.copyOf(timer.getQueue()));
        timer.shutdownNow();
        for (ExecutorService executor : executors) {
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        }
    }
}
