// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.WalkedConnection.Answer;
import io.colonnade.WalkedConnection.Sent;
import io.colonnade.pool.ConnectionPool;
import io.colonnade.pool.OpenedConnection;
import io.colonnade.pool.PoolSettings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever goes on with the outer transaction as soon as an inner one is cancelled goes on outside the inner one: what he calls then runs after
 * its rollback, and is not undone with it.
 */
class CancelledInnerTest {

    private static final String INNER = "INSERT INTO t VALUES ('inner')";
    private static final String OUTER = "INSERT INTO t VALUES ('outer')";

    private final WalkedConnection server = new WalkedConnection();
    private final ManualTimer timer = new ManualTimer();
    private final ConnectionPool pool = new ConnectionPool(new PoolSettings("cancelled", 0, 1, Duration.ofSeconds(10), Duration.ZERO,
            Duration.ZERO, Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(5)), givenUp -> CompletableFuture.completedFuture(
                    new OpenedConnection(server, () -> { }, () -> { })), timer, System::nanoTime);
    private final Engine engine = new Engine(DatabaseOptions.of("walked://server/x").build(), pool, timer, WalkedConnection.DIALECT);
    private final CompletableFuture<Void> never = new CompletableFuture<>();

    /** What of an inner transaction is cancelled. */
    enum Moment {
        /** The database has not answered to its begin. */
        BEGINNING,
        /** A statement of it runs. */
        RUNNING,
        /** Its function waits for something else. */
        WAITING
    }


    private Transaction begin() {
        CompletableFuture<Transaction> begin = TransactionBegin.watched(LeasedBegin.start(engine, TransactionOptions.DEFAULT, true));
        answer("BEGIN", Answer.DONE);
        return begin.join();
    }

    private void answer(String what, Answer how) {
        Sent first = server.sent.peek();
        assertEquals(what, first == null ? null : first.what());
        server.answer(how);
    }

    private CompletableFuture<?> cancelled(Function<Function<Transaction, CompletableFuture<?>>, CompletableFuture<?>> transaction, Moment moment,
            String begin) {
        CompletableFuture<?> inner = transaction.apply(tx -> (moment == Moment.RUNNING ? tx.execute(INNER) : never).thenCompose(done -> never));
        if (moment != Moment.BEGINNING) {
            answer(begin, Answer.DONE);
        }
        return inner;
    }

    private void answerAll(Moment moment, String begin, String rollback) {
        if (moment == Moment.BEGINNING) {
            answer(begin, Answer.DONE);
        } else if (moment == Moment.RUNNING) {
            assertTrue(server.cancelled, "the statement of the inner transaction was not cancelled");
            answer(INNER, Answer.CANCELLED);
        }
        answer(rollback, Answer.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void theOuterTransactionGoesOnAfterItsRollback(Moment moment) {
        Transaction tx = begin();
        CompletableFuture<?> inner = cancelled(work -> tx.transaction(work::apply), moment, "SAVEPOINT");
        CompletableFuture<Result> next = inner.handle((done, failure) -> tx.execute(OUTER)).thenCompose(call -> call);
        assertTrue(inner.cancel(true));
        answerAll(moment, "SAVEPOINT", "ROLLBACK TO");
        assertFalse(server.cancelled);
        answer(OUTER, Answer.DONE);
        next.join();
        CompletableFuture<Void> commit = tx.commit();
        answer("COMMIT", Answer.DONE);
        commit.join();
        assertEquals(Set.of(OUTER), server.committed);
    }

    @ParameterizedTest
    @EnumSource
    void theOuterTransactionIsCommittedAfterItsRollback(Moment moment) {
        Transaction tx = begin();
        CompletableFuture<?> inner = cancelled(work -> tx.transaction(work::apply), moment, "SAVEPOINT");
        CompletableFuture<Void> commit = inner.handle((done, failure) -> tx.commit()).thenCompose(call -> call);
        assertTrue(inner.cancel(true));
        answerAll(moment, "SAVEPOINT", "ROLLBACK TO");
        answer("COMMIT", Answer.DONE);
        commit.join();
        assertEquals(Set.of(), server.committed);
    }

    @Test
    void aFunctionThatEndsWhenItsFutureIsCancelledIsNotCommitted() {
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<Void> run = TransactionRun.start(LeasedBegin.start(engine, TransactionOptions.DEFAULT, false), null,
                tx -> tx.execute(OUTER).thenCompose(done -> enough));
        run.whenComplete((done, cancelled) -> enough.complete(null));
        answer("BEGIN", Answer.DONE);
        answer(OUTER, Answer.DONE);
        assertTrue(run.cancel(true));
        answer("ROLLBACK", Answer.DONE);
        assertEquals(Set.of(), server.committed);
    }

    @Test
    void aHandleThatNobodyGetsIsRolledBackFirst() {
        Transaction tx = begin();
        CompletableFuture<Transaction> inner = tx.begin();
        CompletableFuture<Result> next = inner.handle((done, failure) -> tx.execute(OUTER)).thenCompose(call -> call);
        assertTrue(inner.cancel(true));
        answer("SAVEPOINT", Answer.DONE);
        answer("ROLLBACK TO", Answer.DONE);
        answer(OUTER, Answer.DONE);
        next.join();
    }

    @ParameterizedTest
    @EnumSource
    void theConnectionGoesOnAfterItsRollback(Moment moment) {
        CompletableFuture<Connection> lent = new CompletableFuture<>();
        CompletableFuture<Void> used = ConnectionRun.start(SessionRequest.submit(engine, false, "test"), connection -> {
            lent.complete(connection);
            return never;
        });
        Connection connection = lent.join();
        CompletableFuture<?> transaction = cancelled(work -> connection.transaction(work::apply), moment, "BEGIN");
        CompletableFuture<Result> next = transaction.handle((done, failure) -> connection.execute(OUTER)).thenCompose(call -> call);
        assertTrue(transaction.cancel(true));
        answerAll(moment, "BEGIN", "ROLLBACK");
        assertFalse(server.cancelled);
        answer(OUTER, Answer.DONE);
        next.join();
        never.complete(null);
        used.join();
        assertNull(server.sent.peek());
    }
}
