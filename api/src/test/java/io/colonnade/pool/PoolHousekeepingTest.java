// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Idle timeout, maximal lifetime, smallest number and leaks, in a time that the test moves (P17, P20). */
class PoolHousekeepingTest {

    private final FakeDatabase database = new FakeDatabase();

    private ConnectionPool poolWithIdle(int count) {
        ConnectionPool pool = database.pool();
        List<Request> all = IntStream.range(0, count).mapToObj(i -> database.request().on(pool)).toList();
        all.forEach(request -> request.release(CLEAN));
        return pool;
    }

    private long open() {
        return database.connections.stream().filter(FakeConnection::isOpen).count();
    }

    @Test
    void idleConnectionsBeyondTheSmallestNumberAreClosed() {
        database.maxSize = 10;
        database.minSize = 2;
        database.idleTimeout = Duration.ofMinutes(10);
        ConnectionPool pool = poolWithIdle(10);
        pool.open(Duration.ZERO).join();
        database.time.advance(Duration.ofMinutes(5));
        FakeConnection used = database.request().on(pool).connection();
        database.time.advance(Duration.ofSeconds(299));
        assertEquals(10, open());
        database.time.advance(Duration.ofMinutes(3));
        assertEquals(new PoolStatus(2, 1, 1, 0, 0), pool.status());
        assertTrue(used.isOpen());
        database.time.advance(Duration.ofHours(5));
        assertEquals(2, open());
        assertEquals(10, database.attempts);
    }

    @Test
    void theTaskStopsWhenNothingIsOpen() {
        database.idleTimeout = Duration.ofMinutes(1);
        ConnectionPool pool = poolWithIdle(1);
        assertEquals(1, database.time.pending());
        database.time.advance(Duration.ofMinutes(2));
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        assertEquals(0, database.time.pending());
        assertEquals(1, database.connections.get(0).disposals.get());
    }

    @Test
    void noTaskIsNeededWhereNothingIsLimited() {
        poolWithIdle(1);
        database.time.advance(Duration.ofMinutes(1));
        assertEquals(0, database.time.pending());
    }

    /** P17: never more than 2.5 % in one second, each at its own time, and none that is lent. */
    @Test
    void connectionsAreReplacedAtTheEndOfTheirLivesAndNotAllTogether() {
        database.maxSize = 1_000;
        database.minSize = 1_000;
        database.maxLifetime = Duration.ofMinutes(30);
        ConnectionPool pool = database.pool();
        pool.open(Duration.ZERO).join();
        Request holder = database.request().on(pool);
        FakeConnection lent = holder.connection();
        database.time.advance(Duration.ofMinutes(27).minusSeconds(1));
        assertEquals(1_000, open());
        assertEquals(1_000, database.attempts);
        int most = 0;
        int before = database.attempts;
        for (int second = 0; second < 240; second++) {
            database.time.advance(Duration.ofSeconds(1));
            most = Math.max(most, database.attempts - before);
            before = database.attempts;
        }
        assertTrue(most > 0 && most <= 25, "so many in one second: " + most);
        assertEquals(1_999, database.attempts);
        assertTrue(lent.isOpen());
        holder.release(CLEAN);
        assertFalse(lent.isOpen());
        assertEquals(new PoolStatus(1_000, 1_000, 0, 0, 0), pool.status());
    }

    @Test
    void aSharedConnectionAtTheEndOfItsLifeTakesNoMoreSharers() {
        database.depth = 4;
        database.maxLifetime = Duration.ofMinutes(10);
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        FakeConnection old = holder.connection();
        database.time.advance(Duration.ofMinutes(11));
        Request next = database.request().on(pool);
        assertTrue(next.waits());
        holder.release(CLEAN);
        assertFalse(old.isOpen());
        assertTrue(next.connection().isOpen());
    }

    @Test
    void theSmallestNumberIsFilledUpAgainAfterAnOutage() {
        database.minSize = 3;
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        pool.open(Duration.ZERO).join();
        List<Request> all = IntStream.range(0, 3).mapToObj(i -> database.request().on(pool)).toList();
        database.nextFails(new IllegalStateException("down"), 3);
        all.forEach(request -> request.release(Lease.Condition.BROKEN));
        assertEquals(0, pool.status().open());
        database.time.advance(Duration.ofMinutes(3));
        assertEquals(new PoolStatus(3, 3, 0, 0, 0), pool.status());
    }

    /** P20. */
    @Test
    void aConnectionLentForTooLongIsReportedOnceWithItsStackAndItsReturnToo() {
        database.name = "leaky";
        database.leakThreshold = Duration.ofSeconds(10);
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        Request leak = database.request().named("report of a test").on(pool);
        database.time.advance(Duration.ofSeconds(5));
        Request fine = database.request().named("short query").on(pool);
        try (LogCapture log = new LogCapture()) {
            database.time.advance(Duration.ofSeconds(4));
            assertEquals(List.of(), log.lines("leaky"));
            fine.release(CLEAN);
            database.time.advance(Duration.ofSeconds(60));
            assertEquals(1, log.lines("WARN").size());
            String warning = log.lines("WARN").get(0);
            assertTrue(warning.contains("Pool 'leaky': a connection lent for 'report of a test' was not given back for 1"), warning);
            assertEquals(1, log.lines("aConnectionLentForTooLongIsReportedOnceWithItsStackAndItsReturnToo").size());
            leak.release(CLEAN);
            leak.release(CLEAN);
            assertEquals(1, log.lines("recovered").size());
        }
        assertEquals(new PoolStatus(2, 2, 0, 0, 0), pool.status());
    }

    @Test
    void evictionNeverTouchesAConnectionThatIsBeingValidatedOrReset() {
        database.idleTimeout = Duration.ofSeconds(1);
        database.closeTimeout = Duration.ofMinutes(1);
        ConnectionPool pool = database.pool();
        Request request = database.request().on(pool);
        FakeConnection connection = request.connection();
        CompletableFuture<Void> reset = new CompletableFuture<>();
        connection.onReset = () -> reset;
        request.release(Lease.Condition.USED);
        database.time.advance(Duration.ofSeconds(30));
        assertTrue(connection.isOpen());
        reset.complete(null);
        assertEquals(1, pool.status().idle());
        database.time.advance(Duration.ofSeconds(2));
        assertFalse(connection.isOpen());
    }
}
