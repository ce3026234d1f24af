// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.WalkedConnection.Answer;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.pool.ConnectionPool;
import io.colonnade.pool.OpenedConnection;
import io.colonnade.pool.PoolSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A transaction whose connection is lost keeps neither a connection nor its callers, and each is told what can be known. */
class LostTransactionTest {

    private static final String INSERT = "INSERT INTO t VALUES (1)";
    private static final String CALL = "CALL commits_by_itself()";

    private final WalkedConnection server = new WalkedConnection();
    private final ManualTimer timer = new ManualTimer();
    private final ConnectionPool pool = pool(server);
    private final Engine engine = engine(pool);

    private ConnectionPool pool(WalkedConnection only) {
        return new ConnectionPool(new PoolSettings("lost", 0, 1, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, Duration.ofHours(1),
                Duration.ZERO, Duration.ofSeconds(5)), givenUp -> CompletableFuture.completedFuture(
                        new OpenedConnection(only, () -> { }, () -> { })), timer, System::nanoTime);
    }

    private Engine engine(ConnectionPool lending) {
        return new Engine(DatabaseOptions.of("walked://server/x").build(), lending, timer, WalkedConnection.DIALECT);
    }

    private static DatabaseException failure(ErrorKind kind, CompletableFuture<?> call) {
        assertTrue(call.isDone(), "told");
        DatabaseException told = assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, call::join).getCause());
        assertEquals(kind, told.kind(), told::getMessage);
        return told;
    }

    private static void assertNotApplied(ErrorKind kind, CompletableFuture<?> call) {
        DatabaseException told = failure(kind, call);
        assertEquals(StatementOutcome.NOT_APPLIED, told.outcome());
        assertTrue(told.retrySafe(), "safe to run again");
    }

    private Transaction begin() {
        CompletableFuture<Transaction> begin = TransactionBegin.watched(LeasedBegin.start(engine, TransactionOptions.DEFAULT, true));
        server.answer(Answer.DONE);
        return begin.join();
    }

    private static Transaction nested(Transaction outer, WalkedConnection server) {
        CompletableFuture<Transaction> begin = outer.begin();
        server.answer(Answer.DONE);
        return begin.join();
    }

    private CompletableFuture<Result> lose(Transaction tx, String sql) {
        CompletableFuture<Result> statement = tx.execute(sql);
        server.answer(Answer.LOST);
        assertFalse(tx.isOpen(), "open, though its connection is known to be lost");
        return statement;
    }

    @Test
    void oneThatTheProgramHoldsGivesItsConnectionBackAtOnce() {
        Transaction tx = begin();
        CompletableFuture<Result> waiting = tx.execute(INSERT);
        CompletableFuture<Result> next = tx.execute(INSERT);
        server.answer(Answer.LOST);
        assertNotApplied(ErrorKind.CONNECTION_LOST, waiting);
        failure(ErrorKind.CONNECTION_LOST, next);
        assertFalse(tx.isOpen());
        assertEquals(0, pool.status().lent(), "connections lent, though nobody has ended the transaction");
        assertNotApplied(ErrorKind.CONNECTION_LOST, tx.execute(INSERT));
        assertNotApplied(ErrorKind.CONNECTION_LOST, tx.begin());
        assertNotApplied(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
        failure(ErrorKind.CONNECTION_LOST, tx.commit());
    }

    @Test
    void rollbackIsQuiet() {
        Transaction tx = begin();
        lose(tx, INSERT);
        tx.rollback().join();
    }

    @Test
    void rollbackIsQuietThatFindsOutItself() {
        Transaction tx = begin();
        CompletableFuture<Void> rollback = tx.rollback();
        server.answer(Answer.LOST);
        rollback.join();
        assertEquals(0, pool.status().lent());
    }

    @Test
    void aNestedOneIsLostWithTheOuterOne() {
        Transaction tx = begin();
        Transaction inner = nested(tx, server);
        assertNotApplied(ErrorKind.CONNECTION_LOST, lose(inner, INSERT));
        assertFalse(tx.isOpen());
        assertEquals(0, pool.status().lent());
        inner.rollback();
        assertNotApplied(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
    }

    @Test
    void aLossThatTheCallerOfANestedOneSwallowedIsSafeToRetry() {
        for (Answer release : new Answer[] {Answer.DONE, Answer.LOST}) {
            WalkedConnection fresh = new WalkedConnection();
            CompletableFuture<Object> run = TransactionRun.start(LeasedBegin.start(engine(pool(fresh)), TransactionOptions.DEFAULT, false), null,
                    tx -> tx.transaction(inner -> inner.execute(INSERT)).handle((done, failure) -> "swallowed"));
            fresh.answer(Answer.DONE);
            fresh.answer(Answer.DONE);
            fresh.answer(release);
            if (release == Answer.DONE) {
                fresh.answer(Answer.LOST);
            }
            assertNotApplied(ErrorKind.TRANSACTION_ROLLED_BACK, run);
        }
    }

    /** Only of COMMIT that was sent nobody knows what became. */
    @Test
    void aCommitThatWasNeverSentWasNotApplied() {
        Transaction unsent = begin();
        CompletableFuture<Void> commit = unsent.commit();
        server.answer(Answer.LOST_BEFORE_IT_WAS_SENT);
        assertNotApplied(ErrorKind.CONNECTION_LOST, commit);
        assertEquals(0, pool.status().lent());
    }

    @Test
    void aCommitWhoseAnswerIsLostIsInDoubt() {
        Transaction sent = begin();
        CompletableFuture<Void> commit = sent.commit();
        server.answer(Answer.LOST);
        DatabaseException told = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, commit);
        assertEquals(StatementOutcome.UNKNOWN, told.outcome());
        assertFalse(told.retrySafe());
    }

    /** A procedure may commit, and only the database could say whether it has. */
    @Test
    void whatMayHaveCommittedByItselfStaysInDoubt() {
        Transaction tx = begin();
        assertEquals(StatementOutcome.UNKNOWN, failure(ErrorKind.CONNECTION_LOST, lose(tx, CALL)).outcome());
        DatabaseException told = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, tx.rollback());
        assertEquals(StatementOutcome.UNKNOWN, told.outcome());
        assertFalse(told.retrySafe());

        WalkedConnection fresh = new WalkedConnection();
        CompletableFuture<Result> run = TransactionRun.start(LeasedBegin.start(engine(pool(fresh)), TransactionOptions.DEFAULT, false), null,
                function -> function.execute(CALL));
        fresh.answer(Answer.DONE);
        fresh.answer(Answer.LOST);
        DatabaseException verdict = failure(ErrorKind.CONNECTION_LOST, run);
        assertEquals(StatementOutcome.UNKNOWN, verdict.outcome());
        assertFalse(verdict.retrySafe());
    }

    /** Until its function has ended, another call would wait for the place that it has in the pool. */
    @Test
    void oneOfAFunctionIsHeldUntilTheFunctionHasEnded() {
        CompletableFuture<DatabaseException> run = ConnectionRun.start(SessionRequest.submit(engine, false, "test"),
                connection -> connection.execute(INSERT).handle((done, failure) -> SelfDeadlock.ofConnections(engine)));
        server.answer(Answer.LOST);
        assertEquals(ErrorKind.USAGE, run.join().kind());
        assertEquals(0, pool.status().lent());
    }

    /** The time of a procedure is up that has committed before: the rollback finds out. */
    @Test
    void whatRanOutOfTimeIsInDoubtWhereTheRollbackFindsItEnded() {
        TransactionLifecycle life = new TransactionLifecycle(false, false);
        life.abort(DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "its time is up").retrySafe(true).build());
        life.commitsNow();
        life.answered(DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "it has ended").outcome(StatementOutcome.UNKNOWN).build());
        DatabaseException told = assertInstanceOf(DatabaseException.class, life.verdict(null));
        assertEquals(ErrorKind.STATEMENT_TIMEOUT, told.kind());
        assertEquals(StatementOutcome.UNKNOWN, told.outcome());
        assertFalse(told.retrySafe());
    }
}
