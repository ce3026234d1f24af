// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.BROKEN;
import static io.colonnade.pool.Lease.Condition.CLEAN;
import static io.colonnade.pool.Lease.Condition.USED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pipelining: shared and exclusive leases. The limit on concurrent writers. */
class PoolSharingTest {

    private final FakeDatabase database = new FakeDatabase();

    private List<Request> acquire(ConnectionPool pool, int count) {
        return IntStream.range(0, count).mapToObj(i -> database.request().on(pool)).toList();
    }

    @Test
    void requestsShareAConnectionUpToItsDepth() {
        database.depth = 4;
        ConnectionPool pool = database.pool();
        List<Request> all = acquire(pool, 5);
        assertEquals(1, database.attempts);
        all.subList(0, 4).forEach(request -> assertSame(all.get(0).connection(), request.connection()));
        assertTrue(all.get(4).waits());
        assertEquals(new PoolStatus(1, 0, 1, 0, 1), pool.status());
        all.get(2).release(CLEAN);
        assertTrue(all.get(4).granted());
        Stream.of(0, 1, 3, 4).forEach(i -> all.get(i).release(CLEAN));
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }

    @Test
    void theLeastUsedConnectionIsSharedAndThePoolGrowsMeanwhile() {
        database.depth = 4;
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        List<Request> all = acquire(pool, 8);
        assertEquals(2, database.attempts);
        for (FakeConnection connection : database.connections) {
            assertEquals(4, all.stream().filter(request -> request.connection() == connection).count());
        }
    }

    @Test
    void anExclusiveRequestGetsAConnectionAloneAndThoseBehindItDoNotStarveIt() {
        database.depth = 4;
        ConnectionPool pool = database.pool();
        List<Request> shared = acquire(pool, 3);
        Request exclusive = database.request().alone().on(pool);
        Request late = database.request().on(pool);
        assertTrue(exclusive.waits());
        assertTrue(late.waits(), "took a place that the exclusive request waits for");
        shared.forEach(request -> request.release(CLEAN));
        assertTrue(exclusive.granted());
        assertTrue(late.waits());
        exclusive.release(CLEAN);
        assertTrue(late.granted());
        assertEquals(0, pool.status().waiting());
    }

    @Test
    void onlyOneConnectionIsKeptFreeForAnExclusiveRequest() {
        database.depth = 4;
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        List<Request> shared = acquire(pool, 4);
        Request exclusive = database.request().alone().on(pool);
        List<Request> late = acquire(pool, 3);
        assertTrue(exclusive.waits());
        FakeConnection other = late.get(0).connection();
        assertSame(other, late.get(1).connection());
        assertTrue(late.get(2).waits());
        shared.stream().filter(request -> request.connection() != other).forEach(request -> request.release(CLEAN));
        assertNotSame(other, exclusive.connection());
    }

    @Test
    void withdrawingTheExclusiveRequestLetsOthersShareAgain() {
        database.depth = 4;
        ConnectionPool pool = database.pool();
        acquire(pool, 1);
        Request exclusive = database.request().alone().on(pool);
        Request late = database.request().on(pool);
        assertTrue(late.waits());
        assertTrue(pool.withdraw(exclusive));
        assertTrue(late.granted());
    }

    @Test
    void anExclusiveConnectionIsNotShared() {
        database.depth = 4;
        ConnectionPool pool = database.pool();
        Request exclusive = database.request().alone().on(pool);
        List<Request> shared = acquire(pool, 2);
        assertTrue(shared.stream().allMatch(Request::waits));
        exclusive.release(CLEAN);
        assertTrue(shared.stream().allMatch(Request::granted));
    }

    @Test
    void aSharedConnectionIsResetOrClosedOnlyWhenTheLastOneIsBack() {
        database.depth = 4;
        ConnectionPool pool = database.pool();
        List<Request> shared = acquire(pool, 2);
        FakeConnection connection = shared.get(0).connection();
        shared.get(0).release(USED);
        Request late = database.request().on(pool);
        assertTrue(late.waits(), "lent with the session changed");
        assertEquals(0, connection.resets.get());
        shared.get(1).release(CLEAN);
        assertEquals(1, connection.resets.get());
        assertSame(connection, late.connection());
        Request next = database.request().on(pool);
        next.release(BROKEN);
        assertTrue(connection.isOpen());
        late.release(USED);
        assertEquals(1, connection.closes.get());
        assertEquals(1, connection.resets.get());
    }

    @Test
    void noMoreWritersThanTheDatabaseTakesAndReadersOvertakeThem() {
        database.writers = 1;
        database.maxSize = 4;
        ConnectionPool pool = database.pool();
        Request writer = database.request().writing().on(pool);
        Request second = database.request().writing().alone().on(pool);
        Request third = database.request().writing().on(pool);
        Request reader = database.request().on(pool);
        assertTrue(writer.granted());
        assertTrue(reader.granted());
        assertTrue(second.waits());
        assertEquals(new PoolStatus(2, 0, 2, 0, 2), pool.status());
        reader.release(CLEAN);
        assertTrue(second.waits(), "a reader's connection does not make room for a writer");
        writer.release(USED);
        assertTrue(second.granted());
        assertTrue(third.waits());
        second.release(BROKEN);
        assertTrue(third.granted());
    }

    @Test
    void whoWaitsInVainToWriteIsToldWhoWritesAndNotToOpenMoreConnections() {
        database.writers = 1;
        database.maxSize = 4;
        ConnectionPool pool = database.pool();
        Request reader = database.request().named("report").on(pool);
        Request writer = database.request().named("import").writing().on(pool);
        Request second = database.request().named("INSERT").writing().within(database.time, Duration.ofSeconds(1)).on(pool);
        database.time.advance(Duration.ofMillis(1_050));
        assertTrue(reader.granted());
        assertTrue(writer.granted());
        assertEquals(ErrorKind.POOL_EXHAUSTED, second.failure().kind());
        assertTrue(second.failure().retrySafe());
        String message = second.failure().getMessage();
        assertTrue(message.contains(": it writes, and the database takes one writer at a time."), message);
        assertTrue(message.contains("Writing now: 'import' for 10") && message.contains("raise acquire_timeout"), message);
        assertFalse(message.contains("report") || message.contains("raise max_size"), message);
    }

    @Test
    void whoWaitsInVainToReadIsToldOfAllWhoHoldConnections() {
        database.writers = 1;
        database.maxSize = 1;
        ConnectionPool pool = database.pool();
        database.request().named("import").writing().alone().on(pool);
        Request reader = database.request().named("SELECT").within(database.time, Duration.ofSeconds(1)).on(pool);
        database.time.advance(Duration.ofMillis(1_050));
        String message = reader.failure().getMessage();
        assertTrue(message.contains("Held by: 'import' for 10") && message.contains("raise max_size"), message);
    }

    @Test
    void writersKeepTheirOrderAndNeverRunTogether() {
        database.writers = 2;
        database.maxSize = 8;
        ConnectionPool pool = database.pool();
        database.request().on(pool).release(CLEAN);
        List<Integer> order = new ArrayList<>();
        List<Request> running = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            Request writer = database.request().writing();
            writer.then(lease -> {
                order.add(number);
                running.add(writer);
                assertTrue(running.size() <= 2);
            }).on(pool);
        }
        while (!running.isEmpty()) {
            running.remove(0).release(USED);
        }
        assertEquals(IntStream.range(0, 50).boxed().toList(), order);
        assertTrue(pool.status().open() <= 2, "opened connections for writers that may not start");
    }

    @Test
    void aBrokenOrFailedWriterGivesItsPermitBack() {
        database.writers = 1;
        ConnectionPool pool = database.pool();
        for (Lease.Condition condition : Lease.Condition.values()) {
            Request writer = database.request().writing().on(pool);
            assertTrue(writer.granted(), condition.name());
            writer.release(condition);
            writer.release(condition);
        }
        Request last = database.request().writing().on(pool);
        assertTrue(last.granted());
        assertTrue(database.request().writing().on(pool).waits());
    }
}
