// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Acquiring, waiting, the order of grants, deadlines and withdrawal. */
class PoolAcquireTest {

    private final FakeDatabase database = new FakeDatabase();

    @Test
    void anIdleConnectionIsGrantedOnTheCallingThreadAndUsedAgain() {
        ConnectionPool pool = database.pool();
        Request first = database.request().on(pool);
        FakeConnection connection = first.connection();
        first.release(CLEAN);
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
        Request second = database.request().on(pool);
        assertSame(connection, second.connection());
        assertSame(Thread.currentThread(), second.thread);
        assertEquals(new PoolStatus(1, 0, 1, 0, 0), pool.status());
        assertEquals(0, connection.resets.get());
    }

    @Test
    void theConnectionUsedLastIsLentFirst() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        List<FakeConnection> returned = lendAndReturn(pool, 3);
        assertSame(returned.get(2), database.request().on(pool).connection());
    }

    @Test
    void connectionsInUseTakeTurnsAmongThoseWhoWantOneForThemselves() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        List<FakeConnection> returned = lendAndReturn(pool, 3);
        for (int i = 0; i < 6; i++) {
            Request next = database.request().alone().on(pool);
            assertSame(returned.get(i % 3), next.connection());
            next.release(CLEAN);
        }
    }

    @Test
    void connectionsBeyondTheNeedGetNoTurn() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        FakeConnection last = lendAndReturn(pool, 3).get(2);
        for (int i = 0; i < 3; i++) {
            database.time.advance(Duration.ofSeconds(2));
            Request next = database.request().alone().on(pool);
            assertSame(last, next.connection());
            next.release(CLEAN);
        }
    }

    private List<FakeConnection> lendAndReturn(ConnectionPool pool, int count) {
        List<Request> all = IntStream.range(0, count).mapToObj(i -> database.request().on(pool)).toList();
        List<FakeConnection> connections = all.stream().map(Request::connection).toList();
        all.forEach(request -> request.release(CLEAN));
        return connections;
    }

    @Test
    void opensNoMoreThanTheLargestNumberAndThenLetsWait() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        List<Request> all = IntStream.range(0, 5).mapToObj(i -> database.request().on(pool)).toList();
        assertEquals(new PoolStatus(3, 0, 3, 0, 2), pool.status());
        assertEquals(3, database.attempts);
        all.get(1).release(CLEAN);
        assertTrue(all.get(3).granted());
        assertTrue(all.get(4).waits());
    }

    /** P12. */
    @Test
    void waitersAreServedExactlyInTheirOrder() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            Request request = i % 3 == 0 ? database.request().alone() : i % 3 == 1 ? database.request() : database.request().writing();
            request.then(lease -> {
                order.add(number);
                lease.release(CLEAN);
            }).on(pool);
        }
        holder.release(CLEAN);
        assertTrue(IntStream.range(0, 1_000).boxed().toList().equals(order), "out of order");
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }

    @Test
    void aLateComerDoesNotOvertakeThoseWhoWait() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        Request[] late = new Request[1];
        Request early = database.request().then(lease -> late[0] = database.request().on(pool)).on(pool);
        holder.release(CLEAN);
        assertTrue(early.granted());
        assertTrue(late[0].waits());
    }

    @Test
    void releasingDeepInsideGrantsDoesNotExhaustTheStack() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            all.add(database.request().then(lease -> lease.release(CLEAN)).on(pool));
        }
        holder.release(CLEAN);
        assertTrue(all.stream().allMatch(Request::granted));
    }

    /** P1, P13: the error says why, and who holds the connections. */
    @Test
    void anExhaustedPoolFailsWhoWaitsAtTheDeadlineAndNamesTheHolders() {
        database.maxSize = 2;
        database.leakThreshold = Duration.ofMinutes(1);
        ConnectionPool pool = database.pool();
        Request outer = database.request().named("transaction begun in test").alone().on(pool);
        database.time.advance(Duration.ofSeconds(12));
        database.request().named("stream of rows").on(pool);
        Request inner = database.request().named("nested query").within(database.time, Duration.ofMillis(250)).on(pool);
        database.time.advance(Duration.ofMillis(249));
        assertTrue(inner.waits());
        database.time.advance(Duration.ofMillis(21));
        DatabaseException error = inner.failure();
        assertEquals(ErrorKind.POOL_EXHAUSTED, error.kind());
        assertTrue(error.retrySafe());
        String message = error.getMessage();
        assertTrue(message.startsWith("Pool 'test': no connection for 'nested query' within 25"), message);
        assertTrue(message.contains("2 active, 0 idle, 1 waiting, max_size 2"), message);
        assertTrue(message.contains("'transaction begun in test' for 12.3 s; 'stream of rows' for 250 ms;"), message);
        assertEquals(2, error.getSuppressed().length);
        assertTrue(error.getSuppressed()[0].getMessage().contains(Thread.currentThread().getName()));
        assertEquals("anExhaustedPoolFailsWhoWaitsAtTheDeadlineAndNamesTheHolders", testMethodOf(error.getSuppressed()[0]));
        assertEquals(0, pool.status().waiting());
        outer.release(CLEAN);
        assertEquals(1, inner.answers.get());
    }

    private static String testMethodOf(Throwable site) {
        return Arrays.stream(site.getStackTrace()).filter(frame -> frame.getClassName().equals(PoolAcquireTest.class.getName()))
                .findFirst().orElseThrow().getMethodName();
    }

    @Test
    void holdersAreNamedWithoutStacksUnlessLeaksAreLookedFor() {
        ConnectionPool pool = database.pool();
        database.request().named("report").on(pool);
        Request waiter = database.request().within(database.time, Duration.ofMillis(50)).on(pool);
        database.time.advance(Duration.ofMillis(70));
        assertTrue(waiter.failure().getMessage().contains("'report' for 5"), waiter.failure().getMessage());
        assertEquals(0, waiter.failure().getSuppressed().length);
    }

    /** Of thousands that fail at once none needs to be copied to name its statement, and none describes the holders anew. */
    @Test
    void thoseWhoFailTogetherNameTheirOwnStatementsAndTheSameHolders() {
        ConnectionPool pool = database.pool();
        database.request().named("report").on(pool);
        Request read = database.request().within(database.time, Duration.ofMillis(50)).ofStatement("SELECT one").on(pool);
        Request write = database.request().writing().within(database.time, Duration.ofMillis(50)).ofStatement("UPDATE two").on(pool);
        Request neither = database.request().alone().within(database.time, Duration.ofMillis(50)).on(pool);
        database.time.advance(Duration.ofMillis(70));
        assertEquals("SELECT one", read.failure().sql());
        assertEquals("UPDATE two", write.failure().sql());
        assertNull(neither.failure().sql());
        String picture = ": 1 active, 0 idle, 3 waiting, max_size 1. Held by: 'report' for ";
        for (Request waiter : List.of(read, write, neither)) {
            assertTrue(waiter.failure().getMessage().contains(picture), waiter.failure().getMessage());
        }
    }

    @Test
    void eachRequestFailsAtItsOwnDeadlineWhateverTheOrder() {
        ConnectionPool pool = database.pool();
        database.request().on(pool);
        int[] timeouts = {900, 100, 500, 300, 700};
        List<Request> all = new ArrayList<>();
        for (int timeout : timeouts) {
            all.add(database.request().within(database.time, Duration.ofMillis(timeout)).on(pool));
        }
        for (int passed = 20; passed <= 1_000; passed += 20) {
            database.time.advance(Duration.ofMillis(20));
            for (int i = 0; i < timeouts.length; i++) {
                boolean due = passed >= timeouts[i] + 20;
                boolean early = passed < timeouts[i];
                assertTrue(!due || all.get(i).error != null, "late: " + timeouts[i] + " at " + passed);
                assertTrue(!early || all.get(i).waits(), "early: " + timeouts[i] + " at " + passed);
            }
        }
    }

    /** P16: nothing fires once nobody waits. */
    @Test
    void noTimerTaskIsLeftWhenNobodyWaits() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        Request waiter = database.request().on(pool);
        holder.release(CLEAN);
        waiter.release(CLEAN);
        database.time.advance(Duration.ofMinutes(1));
        assertEquals(0, database.time.pending());
        assertEquals(1, waiter.answers.get());
        assertNull(waiter.error);
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }

    @Test
    void manyWaitersShareOneTimerTask() {
        ConnectionPool pool = database.pool();
        database.request().on(pool);
        for (int i = 0; i < 100; i++) {
            database.request().on(pool);
            database.time.advance(Duration.ofMillis(1));
        }
        assertEquals(1, database.time.pending());
    }

    @Test
    void aWithdrawnRequestHearsNothingAndKeepsNothing() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        Request withdrawn = database.request().on(pool);
        Request next = database.request().on(pool);
        assertTrue(pool.withdraw(withdrawn));
        assertFalse(pool.withdraw(withdrawn));
        assertFalse(pool.withdraw(holder));
        holder.release(CLEAN);
        assertTrue(next.granted());
        assertEquals(0, withdrawn.answers.get());
    }

    /** P14. */
    @Test
    void anInterruptedThreadKeepsItsFlagAndLosesNothing() {
        ConnectionPool pool = database.pool();
        Thread.currentThread().interrupt();
        Request first = database.request().on(pool);
        Request second = database.request().on(pool);
        first.release(CLEAN);
        second.release(CLEAN);
        assertTrue(Thread.interrupted());
        assertTrue(second.granted());
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }

    /** P15. */
    @Test
    void aRequestThatThrowsWhenGrantedCostsItsConnectionAndNoPermit() {
        ConnectionPool pool = database.pool();
        Request thrower = database.request().then(lease -> {
            throw new IllegalStateException("from the test");
        });
        try (LogCapture log = new LogCapture()) {
            thrower.on(pool);
            assertEquals(1, log.lines("ERROR io.colonnade.pool").size());
        }
        assertTrue(thrower.granted());
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        assertFalse(database.connections.get(0).isOpen());
        assertTrue(database.request().on(pool).granted());
    }

    /** P18. */
    @Test
    void aLeaseIsOfNoUseOnceItWasReleased() {
        ConnectionPool pool = database.pool();
        Request first = database.request().on(pool);
        Lease lease = first.lease;
        lease.release(CLEAN);
        Request second = database.request().named("second").alone().on(pool);
        lease.release(Lease.Condition.BROKEN);
        lease.release(CLEAN);
        assertEquals(new PoolStatus(1, 0, 1, 0, 0), pool.status());
        assertTrue(second.connection().isOpen());
        assertThrows(UsageException.class, lease::connection);
    }
}
