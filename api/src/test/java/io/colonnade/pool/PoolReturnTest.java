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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a connection that comes back, and before it is lent again. */
class PoolReturnTest {

    private final FakeDatabase database = new FakeDatabase();

    /** Every way in which a call to a connection can go wrong. */
    static Stream<Supplier<CompletionStage<Void>>> failures() {
        return Stream.of(
                () -> CompletableFuture.failedFuture(new IllegalStateException("from the test")),
                () -> {
                    throw new IllegalStateException("from the test");
                },
                () -> null,
                CompletableFuture::new);
    }

    @Test
    void aUsedConnectionIsResetBeforeItIsLentAgain() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        FakeConnection connection = holder.connection();
        CompletableFuture<Void> reset = new CompletableFuture<>();
        connection.onReset = () -> reset;
        Request waiter = database.request().on(pool);
        holder.release(USED);
        assertTrue(waiter.waits());
        assertEquals(new PoolStatus(1, 0, 0, 0, 1), pool.status());
        reset.complete(null);
        assertSame(connection, waiter.connection());
        waiter.release(CLEAN);
        assertEquals(1, connection.resets.get());
    }

    /** P15, S4. */
    @ParameterizedTest
    @MethodSource("failures")
    void aConnectionWhoseResetFailsIsClosedAndItsPlaceIsFree(Supplier<CompletionStage<Void>> failure) {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        FakeConnection connection = holder.connection();
        connection.onReset = failure;
        Request waiter = database.request().on(pool);
        holder.release(USED);
        database.time.advance(Duration.ofMillis(1_020));
        assertFalse(connection.isOpen());
        assertEquals(1, connection.disposals.get());
        assertNotSame(connection, waiter.connection());
        assertEquals(new PoolStatus(1, 0, 1, 0, 0), pool.status());
    }

    @Test
    void aResetThatAnswersAfterItsTimeoutBringsNothingBack() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        CompletableFuture<Void> reset = new CompletableFuture<>();
        holder.connection().onReset = () -> reset;
        holder.release(USED);
        database.time.advance(Duration.ofMillis(1_020));
        reset.complete(null);
        assertEquals(new PoolStatus(0, 0, 0, 0, 0), pool.status());
        assertNotSame(database.connections.get(0), database.request().on(pool).connection());
    }

    @Test
    void aConnectionIdleForLongIsValidatedBeforeItIsLent() {
        database.validateAfterIdle = Duration.ofSeconds(30);
        ConnectionPool pool = database.pool();
        database.request().on(pool).release(CLEAN);
        FakeConnection connection = database.last();
        database.time.advance(Duration.ofSeconds(29));
        database.request().on(pool).release(CLEAN);
        assertEquals(0, connection.validations.get());
        database.time.advance(Duration.ofSeconds(30));
        CompletableFuture<Void> validation = new CompletableFuture<>();
        connection.onValidate = () -> validation;
        Request request = database.request().on(pool);
        assertTrue(request.waits());
        validation.complete(null);
        assertSame(connection, request.connection());
        request.release(CLEAN);
        assertTrue(database.request().on(pool).granted());
        assertEquals(1, connection.validations.get());
    }

    @Test
    void zeroMeansThatEveryIdleConnectionIsValidated() {
        database.validateAfterIdle = Duration.ZERO;
        ConnectionPool pool = database.pool();
        Request first = database.request().on(pool);
        Request handedOver = database.request().on(pool);
        first.release(CLEAN);
        assertEquals(0, handedOver.connection().validations.get(), "it was not idle");
        handedOver.release(CLEAN);
        for (int i = 1; i <= 3; i++) {
            database.request().on(pool).release(CLEAN);
            assertEquals(i, database.last().validations.get());
        }
    }

    /** P6, P10, E10. */
    @ParameterizedTest
    @MethodSource("failures")
    void aDeadConnectionIsNeverOfferedAndTheSameRequestGetsAnother(Supplier<CompletionStage<Void>> failure) {
        database.maxSize = 3;
        database.validateAfterIdle = Duration.ofSeconds(1);
        ConnectionPool pool = database.pool();
        Stream.of(1, 2, 3).map(i -> database.request().on(pool)).toList().forEach(request -> request.release(CLEAN));
        database.connections.forEach(connection -> connection.onValidate = failure);
        database.time.advance(Duration.ofSeconds(2));
        Request request = new Request("query", false, false, database.time.getAsLong() + Duration.ofMinutes(2).toNanos()).on(pool);
        database.time.advance(Duration.ofSeconds(35));
        assertEquals(1, request.answers.get());
        assertEquals(3, request.connection().number);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, database.connections.get(i).validations.get());
            assertEquals(1, database.connections.get(i).disposals.get());
        }
        request.release(CLEAN);
        assertEquals(new PoolStatus(1, 1, 0, 0, 0), pool.status());
    }

    /** P1: a database that has stopped answering on the connections that are open. */
    @Test
    void aValidationWithoutAnswerIsSaidToBeUnreachable() {
        database.validateAfterIdle = Duration.ofSeconds(1);
        ConnectionPool pool = database.pool();
        database.request().on(pool).release(CLEAN);
        database.last().onValidate = CompletableFuture::new;
        database.time.advance(Duration.ofSeconds(2));
        Request request = database.request().within(database.time, Duration.ofMillis(250)).on(pool);
        database.time.advance(Duration.ofMillis(270));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, request.failure().kind());
        assertTrue(request.failure().getMessage().contains("validating has been under way for 250 ms"), request.failure().getMessage());
    }

    @Test
    void whoeverComesFirstGetsTheConnectionThatIsFreeFirst() {
        database.maxSize = 2;
        database.validateAfterIdle = Duration.ofSeconds(1);
        ConnectionPool pool = database.pool();
        Request busy = database.request().on(pool);
        database.request().on(pool).release(CLEAN);
        FakeConnection stale = database.last();
        CompletableFuture<Void> validation = new CompletableFuture<>();
        stale.onValidate = () -> validation;
        database.time.advance(Duration.ofSeconds(2));
        Request request = database.request().on(pool);
        assertTrue(request.waits());
        FakeConnection other = busy.connection();
        busy.release(CLEAN);
        assertSame(other, request.connection());
        validation.complete(null);
        assertEquals(new PoolStatus(2, 1, 1, 0, 0), pool.status());
    }

    /** P7. */
    @ParameterizedTest
    @MethodSource("failures")
    void aCloseThatFailsOrNeverAnswersGivesItsPlaceBackAfterTheTimeout(Supplier<CompletionStage<Void>> failure) {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        FakeConnection connection = holder.connection();
        connection.onClose = failure;
        Request waiter = database.request().on(pool);
        holder.release(BROKEN);
        database.time.advance(Duration.ofMillis(1_020));
        assertEquals(1, connection.closes.get());
        assertEquals(1, connection.disposals.get());
        assertTrue(waiter.granted());
        assertEquals(1, pool.status().open());
    }

    @Test
    void neverMoreConnectionsThanTheLargestNumberEvenWhileOneIsClosing() {
        ConnectionPool pool = database.pool();
        Request holder = database.request().on(pool);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        holder.connection().onClose = () -> closed;
        Request waiter = database.request().on(pool);
        holder.release(BROKEN);
        assertEquals(1, database.attempts);
        assertTrue(waiter.waits());
        closed.complete(null);
        assertTrue(waiter.granted());
    }
}
