// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static io.colonnade.pool.Lease.Condition.BROKEN;
import static io.colonnade.pool.Lease.Condition.CLEAN;
import static io.colonnade.pool.Lease.Condition.LOST;
import static io.colonnade.pool.Lease.Condition.USED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One connection is lost: what struck it may have struck the others, so none of them is lent before it was tested. */
class PoolLossTest {

    private final FakeDatabase database = new FakeDatabase();

    /** A pool of so many connections, all idle. */
    private ConnectionPool idle(int size) {
        database.maxSize = size;
        ConnectionPool pool = database.pool();
        List<Request> all = IntStream.range(0, size).mapToObj(i -> database.request().on(pool)).toList();
        all.forEach(request -> request.release(CLEAN));
        assertEquals(new PoolStatus(size, size, 0, 0, 0), pool.status());
        return pool;
    }

    private static Supplier<CompletionStage<Void>> gone() {
        return () -> CompletableFuture.failedFuture(
                DatabaseException.of(ErrorKind.CONNECTION_LOST, "from the test").connectionUsable(false).build());
    }

    @Test
    void aRestartIsFoundOutByOneCaller() {
        ConnectionPool pool = idle(20);
        database.connections.forEach(connection -> connection.onValidate = gone());
        Request first = database.request().on(pool);
        first.release(LOST);
        assertTrue(database.connections.stream().noneMatch(FakeConnection::isOpen));
        List<Request> next = IntStream.range(0, 20).mapToObj(i -> database.request().on(pool)).toList();
        assertTrue(next.stream().allMatch(request -> request.connection().number >= 20), "only connections that are new");
    }

    @Test
    void connectionsThatAnswerAreKept() {
        ConnectionPool pool = idle(4);
        Request lost = database.request().on(pool);
        lost.release(LOST);
        assertEquals(new PoolStatus(3, 3, 0, 0, 0), pool.status());
        assertEquals(3, database.connections.stream().filter(connection -> connection.validations.get() == 1).count());
        database.request().on(pool).release(LOST);
        assertEquals(2, database.connections.stream().filter(connection -> connection.validations.get() == 2).count(),
                "another loss is a new suspicion");
    }

    @Test
    void nothingIsLentWhileItIsTested() {
        ConnectionPool pool = idle(2);
        Request lost = database.request().on(pool);
        FakeConnection other = database.connections.stream().filter(each -> each != lost.connection()).findFirst().orElseThrow();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        other.onValidate = () -> answer;
        database.next(new CompletableFuture<>());
        lost.release(LOST);
        Request next = database.request().on(pool);
        assertFalse(next.granted());
        answer.complete(null);
        assertSame(other, next.connection());
    }

    @Test
    void aConnectionThatWasLentThenIsTestedWhenItComesBack() {
        database.maxSize = 3;
        ConnectionPool pool = database.pool();
        Request clean = database.request().on(pool);
        Request used = database.request().on(pool);
        Request lost = database.request().on(pool);
        FakeConnection first = clean.connection();
        FakeConnection second = used.connection();
        lost.release(LOST);
        assertEquals(0, first.validations.get());
        clean.release(CLEAN);
        used.release(USED);
        assertEquals(1, first.validations.get());
        assertEquals(1, second.resets.get());
        assertEquals(1, second.validations.get(), "a reset may have asked nothing of the database");
        database.request().on(pool).release(CLEAN);
        assertEquals(1, first.validations.get(), "once is enough");
        assertEquals(1, second.validations.get());
    }

    /** Twenty statements that are cut off by one restart are one loss: what was opened in between is not tested for each of them. */
    @Test
    void manyLossesOfOneEventAreOne() {
        database.maxSize = 20;
        ConnectionPool pool = database.pool();
        List<Request> running = IntStream.range(0, 19).mapToObj(i -> database.request().on(pool)).toList();
        running.get(0).release(LOST);
        Request fresh = database.request().on(pool);
        FakeConnection opened = fresh.connection();
        fresh.release(CLEAN);
        running.stream().skip(1).forEach(request -> request.release(LOST));
        assertEquals(0, opened.validations.get());
        assertSame(opened, database.request().on(pool).connection());
    }

    @Test
    void aConnectionThatIsMerelyBrokenSaysNothingOfTheOthers() {
        ConnectionPool pool = idle(3);
        database.request().on(pool).release(BROKEN);
        assertTrue(database.connections.stream().allMatch(connection -> connection.validations.get() == 0));
    }

    /** The first who finds a connection stale after a long idle time knows as much as one whose statement failed. */
    @Test
    void aValidationThatFailsIsALossToo() {
        database.validateAfterIdle = Duration.ofSeconds(30);
        ConnectionPool pool = idle(5);
        database.connections.forEach(connection -> connection.onValidate = gone());
        database.time.advance(Duration.ofSeconds(31));
        Request request = database.request().on(pool);
        assertTrue(request.connection().number >= 5);
        assertTrue(database.connections.stream().limit(5).noneMatch(FakeConnection::isOpen));
    }

    @Test
    void aTestWithoutAnswerIsGivenUpAndItsThreadFreed() {
        ConnectionPool pool = idle(2);
        Request lost = database.request().on(pool);
        FakeConnection other = database.connections.stream().filter(each -> each != lost.connection()).findFirst().orElseThrow();
        other.onValidate = CompletableFuture::new;
        lost.release(LOST);
        database.time.advance(Duration.ofMillis(10_020));
        assertEquals(1, other.interrupts.get());
        assertEquals(1, other.disposals.get());
        assertNotSame(other, database.request().on(pool).connection());
    }

    @Test
    void sharersJoinOnlyWhatIsAboveSuspicion() {
        database.maxSize = 2;
        database.depth = 4;
        ConnectionPool pool = database.pool();
        Request shared = database.request().on(pool);
        Request lost = database.request().alone().on(pool);
        FakeConnection suspect = shared.connection();
        lost.release(LOST);
        Request next = database.request().on(pool);
        assertNotSame(suspect, next.connection());
        shared.release(CLEAN);
        assertEquals(1, suspect.validations.get());
        assertEquals(2, pool.status().open());
    }

    /** The system knows that all are dead: nobody who wants one, for whatever, meets an error. */
    @Test
    void whatHasReachedItsEndIsNotLent() {
        ConnectionPool pool = idle(20);
        database.connections.forEach(connection -> {
            connection.unread = true;
            connection.onValidate = gone();
        });
        database.time.advance(Duration.ofMillis(20));
        List<Request> all = IntStream.range(0, 20)
                .mapToObj(i -> (i % 2 == 0 ? database.request() : database.request().alone()).on(pool)).toList();
        assertTrue(all.stream().allMatch(request -> request.connection().number >= 20), "only connections that are new");
        assertTrue(database.connections.stream().limit(20).noneMatch(FakeConnection::isOpen));
    }

    /** Such as word of a setting that was changed for all. */
    @Test
    void whatWasToldSomethingElseIsLentOnceItHasAnswered() {
        ConnectionPool pool = idle(3);
        database.connections.forEach(connection -> {
            connection.unread = true;
            connection.onValidate = () -> {
                connection.unread = false;
                return FakeConnection.done();
            };
        });
        database.time.advance(Duration.ofMillis(20));
        List<Request> all = IntStream.range(0, 3).mapToObj(i -> database.request().alone().on(pool)).toList();
        assertTrue(all.stream().allMatch(request -> request.connection().number < 3));
        assertTrue(database.connections.stream().allMatch(connection -> connection.validations.get() == 1));
    }

    /** A connection that takes turns with those in use need not be the one that was used last. */
    @Test
    void theOneWhoseTurnItIsIsPassedOverAndTestedNext() {
        ConnectionPool pool = idle(3);
        FakeConnection longestIdle = database.connections.get(0);
        longestIdle.unread = true;
        longestIdle.onValidate = gone();
        database.time.advance(Duration.ofMillis(20));
        assertNotSame(longestIdle, database.request().alone().on(pool).connection());
        assertNotSame(longestIdle, database.request().on(pool).connection());
        assertFalse(longestIdle.isOpen());
        assertEquals(new PoolStatus(2, 0, 2, 0, 0), pool.status());
    }

    @Test
    void whatWasUsedJustNowIsNotLookedAt() {
        ConnectionPool pool = idle(1);
        database.time.advance(Duration.ofMillis(9));
        database.request().on(pool).release(CLEAN);
        assertEquals(0, database.connections.get(0).looks.get());
        database.time.advance(Duration.ofMillis(10));
        database.request().on(pool).release(CLEAN);
        assertEquals(1, database.connections.get(0).looks.get());
    }

    @Test
    void aLossWhileClosingTestsNothing() {
        ConnectionPool pool = idle(2);
        Request first = database.request().on(pool);
        Request second = database.request().on(pool);
        CompletableFuture<Void> closed = pool.close(Duration.ofSeconds(5));
        first.release(LOST);
        second.release(CLEAN);
        assertTrue(closed.isDone());
        assertTrue(database.connections.stream().allMatch(connection -> connection.validations.get() == 0));
    }
}
