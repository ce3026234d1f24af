// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.BROKEN;
import static io.colonnade.pool.Lease.Condition.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening connections: side by side, late, failing for a while or for good. */
class PoolConnectTest {

    private final FakeDatabase database = new FakeDatabase();

    private static DatabaseException down() {
        return DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "connection refused").retrySafe(true).build();
    }

    /** P8. */
    @Test
    void anAttemptThatHangsDoesNotHoldUpTheOthers() {
        database.maxSize = 10;
        ConnectionPool pool = database.pool();
        for (int i = 0; i < 5; i++) {
            database.next(new CompletableFuture<>());
        }
        List<Request> all = IntStream.range(0, 10).mapToObj(i -> database.request().on(pool)).toList();
        assertEquals(new PoolStatus(5, 0, 5, 5, 5), pool.status());
        assertEquals(5, all.stream().filter(Request::granted).count());
        database.time.advance(Duration.ofSeconds(12));
        assertEquals(new PoolStatus(10, 0, 10, 0, 0), pool.status());
        assertTrue(all.stream().allMatch(Request::granted));
    }

    /** P4. */
    @Test
    void aConnectionThatIsOpenedAfterItsTimeoutIsClosed() {
        CompletableFuture<OpenedConnection> slow = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        Request request = database.request().on(pool);
        database.time.advance(Duration.ofSeconds(12));
        assertTrue(request.granted(), "the next attempt serves it");
        FakeConnection late = database.connection();
        slow.complete(late.opened());
        assertFalse(late.isOpen());
        assertEquals(1, late.disposals.get());
        assertEquals(new PoolStatus(1, 0, 1, 0, 0), pool.status());
    }

    @Test
    void aWithdrawnRequestLeavesItsConnectionToTheNextOne() {
        CompletableFuture<OpenedConnection> slow = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        Request request = database.request().on(pool);
        assertTrue(pool.withdraw(request));
        slow.complete(database.connection().opened());
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
        assertTrue(database.request().on(pool).granted());
        assertEquals(1, database.attempts);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION_FAILED", "TLS_FAILED", "CONFIG_INVALID", "CORRUPT", "READ_ONLY", "PERMISSION",
            "DATABASE_UNREACHABLE"})
    void anErrorThatLastsReachesEverybodyWhoWaitsAtOnce(ErrorKind kind) {
        CompletableFuture<OpenedConnection> attempt = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        Request first = database.request().on(pool);
        Request second = database.request().on(pool);
        DatabaseException error = DatabaseException.of(kind, "from the test").build();
        attempt.completeExceptionally(new CompletionException(error));
        assertSame(error, first.failure());
        assertSame(error, second.failure());
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        Request third = database.request().on(pool);
        database.time.advance(Duration.ofMillis(210));
        assertTrue(third.granted(), "a later request tries again");
    }

    @Test
    void anErrorThatLastsDoesNotFailThoseWhomAnOpenConnectionCanServe() {
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        database.nextFails(DatabaseException.of(ErrorKind.AUTHENTICATION_FAILED, "password changed").build(), 100);
        Request waiter = database.request().on(pool);
        database.time.advance(Duration.ofSeconds(5));
        assertTrue(waiter.waits());
        holder.release(CLEAN);
        assertTrue(waiter.granted());
        Request exhausted = database.request().within(database.time, Duration.ofMillis(500)).on(pool);
        database.time.advance(Duration.ofSeconds(1));
        assertEquals(ErrorKind.POOL_EXHAUSTED, exhausted.failure().kind());
        assertTrue(exhausted.failure().getMessage().contains("AUTHENTICATION_FAILED: password changed"));
    }

    /** P1. */
    @Test
    void aDatabaseThatIsDownIsSaidToBeUnreachableWithTheLastCauseAndItsAge() {
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 1_000);
        Request request = database.request().within(database.time, Duration.ofSeconds(5)).on(pool);
        database.time.advance(Duration.ofMillis(4_999));
        assertTrue(request.waits());
        database.time.advance(Duration.ofMillis(21));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, request.failure().kind());
        assertTrue(request.failure().getMessage().matches("Pool 'test': no connection for 'query' within 500\\d ms: the last attempt to "
                + "connect failed \\d+ ms ago \\(DATABASE_UNREACHABLE: connection refused\\)"), request.failure().getMessage());
        assertEquals("connection refused", request.failure().getCause().getMessage());
    }

    /** P1: a database that accepts and says nothing. */
    @Test
    void anAttemptWithoutAnswerIsSaidToBeUnreachable() {
        database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        Request request = database.request().within(database.time, Duration.ofMillis(250)).on(pool);
        database.time.advance(Duration.ofMillis(270));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, request.failure().kind());
        assertTrue(request.failure().getMessage().contains("connecting has been under way for 250 ms"), request.failure().getMessage());
    }

    @Test
    void aConnectorThatBreaksItsContractGivesATypedError() {
        ConnectionPool pool = database.pool();
        database.next(CompletableFuture.failedFuture(new IllegalStateException("from the test")));
        assertEquals(ErrorKind.INTERNAL, database.request().on(pool).failure().kind());
        database.time.advance(Duration.ofSeconds(1));
        database.next(CompletableFuture.completedFuture(null));
        assertEquals(ErrorKind.INTERNAL, database.request().on(pool).failure().kind());
        assertEquals(0, pool.status().connecting());
    }

    @Test
    void aBrokenConnectionIsReplacedForThoseWhoWait() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        FakeConnection broken = holder.connection();
        Request waiter = database.request().on(pool);
        holder.release(BROKEN);
        assertFalse(broken.isOpen());
        assertEquals(1, broken.disposals.get());
        assertTrue(waiter.connection().isOpen());
    }

    @Test
    void openingFillsUpToTheSmallestNumber() {
        database.minSize = 3;
        database.maxSize = 5;
        CompletableFuture<OpenedConnection> slow = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ZERO);
        assertFalse(opened.isDone());
        assertEquals(new PoolStatus(2, 2, 0, 1, 0), pool.status());
        slow.complete(database.connection().opened());
        opened.join();
        assertEquals(new PoolStatus(3, 3, 0, 0, 0), pool.status());
    }

    @Test
    void openingFailsWithTheErrorOfTheAttemptThatFailed() {
        database.minSize = 2;
        database.maxSize = 2;
        DatabaseException error = down();
        database.nextFails(error, 1);
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ZERO);
        assertSame(error, assertThrows(CompletionException.class, opened::join).getCause());
        assertTrue(pool.close(Duration.ZERO).isDone());
        assertTrue(database.connections.stream().noneMatch(FakeConnection::isOpen));
    }

    @Test
    void openingConnectsOnceEvenIfNoConnectionIsToBeKept() {
        assertTrue(database.pool().open(Duration.ZERO).isDone());
        assertEquals(1, database.attempts);
    }

    /** What may pass for a pool that is open is told to whoever opens one, for it may be a wrong address. */
    @Test
    void openingTriesOnce() {
        DatabaseException error = down();
        database.nextFails(error, 1);
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ZERO);
        assertSame(error, assertThrows(CompletionException.class, opened::join).getCause());
        database.time.advance(Duration.ofMinutes(1));
        assertEquals(1, database.attempts);
    }

    @Test
    void whoeverWaitsForAPoolThatCannotBeOpenedIsToldAtOnce() {
        CompletableFuture<OpenedConnection> attempt = database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        pool.open(Duration.ZERO);
        Request request = database.request().on(pool);
        DatabaseException error = down();
        attempt.completeExceptionally(error);
        assertSame(error, request.failure());
        assertEquals(1, database.attempts);
    }

    @Test
    void openingTriesAgainForAsLongAsItIsTold() {
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 3);
        CompletableFuture<Void> opened = pool.open(Duration.ofSeconds(5));
        database.time.advance(Duration.ofSeconds(2));
        assertTrue(opened.isDone() && !opened.isCompletedExceptionally(), "it came back in time");
        assertEquals(4, database.attempts);
    }

    @Test
    void openingFailsWithTheLastErrorOnceThatTimeIsUp() {
        ConnectionPool pool = database.pool();
        DatabaseException error = down();
        database.nextFails(error, 1_000);
        CompletableFuture<Void> opened = pool.open(Duration.ofSeconds(5));
        database.time.advance(Duration.ofMillis(3_900));
        assertFalse(opened.isDone());
        database.time.advance(Duration.ofMillis(1_100));
        assertSame(error, assertThrows(CompletionException.class, opened::join).getCause());
        int attempts = database.attempts;
        database.time.advance(Duration.ofMinutes(1));
        assertEquals(attempts, database.attempts);
    }

    @Test
    void openingDoesNotTryAgainWhatLasts() {
        ConnectionPool pool = database.pool();
        DatabaseException error = DatabaseException.of(ErrorKind.AUTHENTICATION_FAILED, "from the test").build();
        database.nextFails(error, 1);
        CompletableFuture<Void> opened = pool.open(Duration.ofSeconds(30));
        assertSame(error, assertThrows(CompletionException.class, opened::join).getCause());
        assertEquals(1, database.attempts);
    }

    @Test
    void openingFillsUpToTheSmallestNumberThroughAnOutage() {
        database.minSize = 3;
        database.maxSize = 3;
        database.nextFails(down(), 4);
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ofSeconds(5));
        database.time.advance(Duration.ofSeconds(2));
        opened.join();
        assertEquals(new PoolStatus(3, 3, 0, 0, 0), pool.status());
    }

    /** Its thread and its socket must not wait for somebody who never answers. */
    @Test
    void anAttemptWhoseTimeIsUpIsToldThatNobodyWaits() {
        database.next(new CompletableFuture<>());
        ConnectionPool pool = database.pool();
        CompletableFuture<Void> opened = pool.open(Duration.ZERO);
        database.time.advance(Duration.ofMillis(9_900));
        assertEquals(0, database.givenUpAttempts);
        database.time.advance(Duration.ofMillis(120));
        assertEquals(1, database.givenUpAttempts);
        DatabaseException error = (DatabaseException) assertThrows(CompletionException.class, opened::join).getCause();
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, error.kind());
        assertTrue(error.getMessage().startsWith("Connecting to test did not end within 10"), error::getMessage);
    }
}
