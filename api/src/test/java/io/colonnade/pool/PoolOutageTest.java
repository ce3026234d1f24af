// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.CLEAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The database of a pool that is open goes away and comes back: when it is tried again, and who waits for that. */
class PoolOutageTest {

    private final FakeDatabase database = new FakeDatabase();

    private static DatabaseException down() {
        return DatabaseException.of(ErrorKind.DATABASE_UNREACHABLE, "connection refused").retrySafe(true).build();
    }

    /** P9: back-off while it is down, and no wait of more than its longest step once it is back. */
    @Test
    void attemptsBackOffAndRecoverByThemselves() {
        database.maxSize = 4;
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 10_000);
        for (int i = 0; i < 10; i++) {
            new Request("query", false, false, database.time.getAsLong() + Duration.ofHours(1).toNanos()).on(pool);
        }
        database.time.advance(Duration.ofMinutes(1));
        assertTrue(database.attempts >= 119, "gave up: " + database.attempts);
        assertTrue(database.attempts <= 4 + 245, "a storm: " + database.attempts);
        database.clearScript();
        database.time.advance(Duration.ofMillis(520));
        assertEquals(4, pool.status().lent());
    }

    /** P9: behind something that answers nothing each attempt keeps its place in the pool until its timeout; they must not all take theirs at once. */
    @Test
    void attemptsThatHangLeavePlacesForThoseThatFindTheDatabaseBack() {
        database.maxSize = 10;
        ConnectionPool pool = database.pool();
        database.onConnect = CompletableFuture::new;
        Request request = new Request("query", false, false, database.time.getAsLong() + Duration.ofHours(1).toNanos()).on(pool);
        for (int i = 0; i < 20; i++) {
            new Request("query", false, false, database.time.getAsLong() + Duration.ofHours(1).toNanos()).on(pool);
        }
        database.time.advance(Duration.ofMinutes(1));
        int before = database.attempts;
        for (int i = 0; i < 30; i++) {
            database.time.advance(Duration.ofMillis(1_100));
            assertTrue(database.attempts > before, "nothing was tried for 1.1 s");
            before = database.attempts;
        }
        assertTrue(database.attempts <= 120, "a storm: " + database.attempts);
        database.onConnect = () -> CompletableFuture.completedFuture(database.connection().opened());
        database.time.advance(Duration.ofMillis(1_100));
        assertTrue(request.granted());
    }

    @Test
    void nobodyWaitingMeansNobodyTrying() {
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 1_000);
        database.request().within(database.time, Duration.ofSeconds(1)).on(pool);
        database.time.advance(Duration.ofSeconds(2));
        int attempts = database.attempts;
        database.time.advance(Duration.ofMinutes(10));
        assertEquals(attempts, database.attempts);
        assertEquals(0, database.time.pending());
    }

    /** However many wait, and however many connections there may be: a database that starts up is not to be stormed. */
    @Test
    void attemptsInAnOutageAreAboutTenASecondInAll() {
        database.maxSize = 50;
        ConnectionPool pool = database.pool();
        List<Request> holders = IntStream.range(0, 50).mapToObj(i -> database.request().on(pool)).toList();
        database.nextFails(down(), 100_000);
        int before = database.attempts;
        holders.forEach(holder -> holder.release(Lease.Condition.LOST));
        List<Request> waiting = IntStream.range(0, 200).mapToObj(i -> database.request().on(pool)).toList();
        database.time.advance(Duration.ofSeconds(28));
        assertTrue(waiting.stream().allMatch(Request::waits));
        List<Long> attempts = database.attemptsAtNanos.subList(before, database.attempts);
        for (int i = 0; i + 10 < attempts.size(); i++) {
            assertTrue(attempts.get(i + 10) - attempts.get(i) >= Duration.ofSeconds(1).toNanos(), "more than ten in a second");
        }
        assertTrue(attempts.size() >= 56, "gave up: " + attempts.size());
        database.clearScript();
        // The back-off is at most half a second.
        database.time.advance(Duration.ofMillis(600));
        assertEquals(50, waiting.stream().filter(Request::granted).count());
    }

    /** An attempt that hangs, as to a host that is gone, keeps no other from finding the new one. */
    @Test
    void anAttemptThatHangsInAnOutageKeepsNoOtherBack() {
        database.maxSize = 2;
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        database.next(new CompletableFuture<>());
        holder.release(Lease.Condition.LOST);
        Request first = database.request().on(pool);
        Request second = database.request().on(pool);
        database.time.advance(Duration.ofMillis(250));
        assertTrue(first.granted());
        assertFalse(second.granted());
    }

    @Test
    void closingDuringTheBackOffTellsWhoeverWaitsAndLeavesNothing() {
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 1_000);
        Request request = database.request().on(pool);
        database.time.advance(Duration.ofSeconds(3));
        assertTrue(request.waits());
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(1));
        assertEquals(ErrorKind.POOL_CLOSED, request.failure().kind());
        assertTrue(closed.isDone());
        int attempts = database.attempts;
        database.time.advance(Duration.ofMinutes(1));
        assertEquals(attempts, database.attempts);
        assertEquals(0, database.time.pending());
    }

    @Test
    void aDeadlineThatIsShorterThanTheBackOffHolds() {
        ConnectionPool pool = database.pool();
        database.nextFails(down(), 1_000);
        database.request().on(pool);
        database.time.advance(Duration.ofSeconds(10));
        Request brief = database.request().within(database.time, Duration.ofMillis(30)).on(pool);
        database.time.advance(Duration.ofMillis(50));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, brief.failure().kind());
        assertTrue(brief.failure().retrySafe());
        assertTrue(brief.failure().getMessage().contains("connection refused"), brief.failure()::getMessage);
    }

    /** Writers beyond the database's limit cause no attempts, and get their turn when it is back. */
    @Test
    void anOutageKeepsTheLimitOfWriters() {
        database.maxSize = 4;
        database.writers = 1;
        ConnectionPool pool = database.pool();
        Request holder = database.request().writing().on(pool);
        database.nextFails(down(), 3);
        holder.release(Lease.Condition.LOST);
        List<Request> writers = IntStream.range(0, 3).mapToObj(i -> database.request().writing().on(pool)).toList();
        database.time.advance(Duration.ofSeconds(3));
        assertEquals(1, writers.stream().filter(Request::granted).count());
        assertEquals(1, pool.status().open());
        writers.get(0).release(CLEAN);
        writers.get(1).release(CLEAN);
        assertTrue(writers.get(2).granted());
    }
}
