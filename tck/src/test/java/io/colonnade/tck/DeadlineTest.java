// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.tck.reference.ReferenceBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deadlines hold on a database that does not answer, say what may have happened, and leave the pool whole. */
class DeadlineTest {

    private static final TransactionOptions BRIEF = TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(200));
    /** Enough to come as far as the end on a busy machine. */
    private static final TransactionOptions LONGER = TransactionOptions.DEFAULT.withTimeout(Duration.ofSeconds(3));
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final AtomicReference<String> unanswered = new AtomicReference<>("");
    private Database db;

    @BeforeEach
    void open() {
        db = await(Database.open(DatabaseOptions.of("memory:///deadline" + DATABASES.incrementAndGet()).maxSize(1)
                .closeTimeout(Duration.ofMillis(100)).backend(new Silent()).build()));
        await(db.execute("CREATE TABLE deadline (id INTEGER)"));
    }

    @AfterEach
    void serves() {
        unanswered.set("");
        assertEquals(1L, await(db.fetchValue("SELECT 1", Long.class)).get(), "the database goes on");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (db.status().lent() > 0) {
            assertTrue(System.nanoTime() < end, db.status()::toString);
            Thread.onSpinWait();
        }
        assertTrue(db.status().open() <= 1, db.status()::toString);
        db.close();
    }

    @Test
    void aBeginIsNotWaitedForLonger() {
        unanswered.set("BEGIN");
        DatabaseException failure = failure(ErrorKind.STATEMENT_TIMEOUT, db.transaction(BRIEF, tx -> tx.fetchAll("SELECT 1")));
        assertTrue(failure.retrySafe(), "nothing was done");
    }

    @Test
    void aSavepointIsNotWaitedForLonger() {
        failure(ErrorKind.STATEMENT_TIMEOUT, db.transaction(BRIEF, tx -> {
            unanswered.set("SAVEPOINT");
            return tx.transaction(inner -> inner.fetchAll("SELECT 1"));
        }));
    }

    @Test
    void aCommitThatIsNotAnsweredMayHaveTakenEffect() {
        DatabaseException failure = failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, db.transaction(LONGER, tx -> {
            unanswered.set("COMMIT");
            return tx.execute("INSERT INTO deadline (id) VALUES (1)");
        }));
        assertEquals(StatementOutcome.UNKNOWN, failure.outcome());
        assertFalse(failure.retrySafe(), "it may be stored already");
    }

    @Test
    void aCommitOfOnesOwnIsNotWaitedForLonger() {
        Transaction tx = await(db.begin(LONGER));
        unanswered.set("COMMIT");
        failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, tx.commit());
    }

    @Test
    void aRollbackIsNotWaitedForLonger() {
        Transaction tx = await(db.begin(LONGER));
        unanswered.set("ROLLBACK");
        failure(ErrorKind.STATEMENT_TIMEOUT, tx.rollback());
    }

    @Test
    void whatIsIdleWhenItsTimeIsUpIsToldThoughTheRollbackIsNotAnswered() {
        failure(ErrorKind.STATEMENT_TIMEOUT, db.transaction(BRIEF, tx -> {
            unanswered.set("ROLLBACK");
            return new CompletableFuture<>();
        }));
    }

    @Test
    void aStatementInATransactionIsNotWaitedForLonger() {
        failure(ErrorKind.STATEMENT_TIMEOUT, db.transaction(BRIEF, tx -> {
            unanswered.set("INSERT");
            return tx.execute("INSERT INTO deadline (id) VALUES (1)");
        }));
    }

    @Test
    void aCancelledTransactionGivesItsConnectionBackThoughTheRollbackIsNotAnswered() {
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Object> run = db.transaction(tx -> {
            unanswered.set("ROLLBACK");
            inside.complete(null);
            return new CompletableFuture<>();
        });
        await(inside);
        run.cancel(true);
        assertTrue(run.isCancelled());
    }

    /** The backend cannot tell whether the statement was done when it was cancelled: then neither must its deadline. */
    @Test
    void aDeadlineClaimsNoMoreThanTheBackendKnows() {
        unanswered.set("late INSERT");
        DatabaseException failure = failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(100))
                .execute("INSERT INTO deadline (id) VALUES (1)"));
        assertEquals(StatementOutcome.UNKNOWN, failure.outcome());
        assertFalse(failure.retrySafe(), "it may be stored already");
        assertEquals(1L, await(db.fetchValue("SELECT count(*) FROM deadline", Long.class)).get());
    }

    /** Nothing was sent for it, so it can be run again. */
    @Test
    void aStreamThatGetsNoConnectionInTimeIsSafeToRunAgain() {
        Transaction holder = await(db.begin());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        db.withTimeout(Duration.ofNanos(100_000)).iterate("SELECT 1").subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(1);
            }

            @Override
            public void onNext(Row row) {
                ended.complete(null);
            }

            @Override
            public void onError(Throwable failure) {
                ended.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                ended.complete(null);
            }
        });
        DatabaseException failure = failure(ErrorKind.STATEMENT_TIMEOUT, ended);
        assertTrue(failure.retrySafe(), "safe to run again");
        assertFalse(failure.sent(), "anything was sent");
        assertTrue(failure.getMessage().contains("100 µs"), failure::getMessage);
        await(holder.rollback());
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    private static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        Throwable failure = await(stage.handle((value, error) -> error));
        DatabaseException typed = assertInstanceOf(DatabaseException.class, failure);
        assertEquals(kind, typed.kind(), typed::getMessage);
        return typed;
    }

    /** A backend that gives no answer to what the test names. */
    private final class Silent extends ForwardingBackend {

        Silent() {
            super(new ReferenceBackend());
        }

        @Override
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            return super.connect(settings, context).thenApply(SilentConnection::new);
        }
    }

    private <T> CompletionStage<T> answer(String what, CompletionStage<T> answer) {
        return unanswered.get().equals(what) ? new CompletableFuture<>() : answer;
    }

    private final class SilentConnection extends ForwardingConnection {
        private volatile CompletableFuture<Outcome> late;

        SilentConnection(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            CompletionStage<Outcome> done = super.execute(statement, binds, sink);
            if (unanswered.get().equals("late INSERT") && statement.sql().startsWith("INSERT")) {
                late = new CompletableFuture<>();
                return late;
            }
            return statement.sql().startsWith("INSERT") ? answer("INSERT", done) : done;
        }

        @Override
        public CompletionStage<Void> cancel() {
            if (late != null) {
                late.completeExceptionally(DatabaseException.of(ErrorKind.CANCELLED, "cancelled").outcome(StatementOutcome.UNKNOWN).build());
            }
            return super.cancel();
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            return answer("BEGIN", super.begin(definition).thenApply(SilentTransaction::new));
        }
    }

    private final class SilentTransaction implements TransactionBackend {
        private final TransactionBackend sound;

        SilentTransaction(TransactionBackend sound) {
            this.sound = sound;
        }

        @Override
        public CompletionStage<Void> commit() {
            return answer("COMMIT", sound.commit());
        }

        @Override
        public CompletionStage<Void> rollback() {
            return answer("ROLLBACK", sound.rollback());
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            return answer("SAVEPOINT", sound.savepoint().thenApply(SilentTransaction::new));
        }
    }
}
