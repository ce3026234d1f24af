// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.pool.ConnectionPool;
import io.colonnade.pool.LogCapture;
import io.colonnade.pool.OpenedConnection;
import io.colonnade.pool.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The database is closed, and the server answers nothing any more: whoever waits is told at once. */
class CutOffTest {

    private static final String INSERT = "INSERT INTO t VALUES (1)";

    private final WalkedConnection server = new WalkedConnection();
    private final ManualTimer timer = new ManualTimer();
    private final ConnectionPool pool = new ConnectionPool(new PoolSettings("cut", 0, 1, Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO,
            Duration.ofHours(1), Duration.ZERO, Duration.ofSeconds(5)), givenUp -> CompletableFuture.completedFuture(
                    new OpenedConnection(server, () -> { }, () -> { })), timer, System::nanoTime);
    private final Engine engine = new Engine(DatabaseOptions.of("walked://server/x").build(), pool, timer, WalkedConnection.DIALECT);

    private void close() {
        pool.close(Duration.ZERO);
        timer.stop();
    }

    private static DatabaseException assertTold(CompletableFuture<?> call) {
        assertTrue(call.isDone(), "told at once");
        DatabaseException told = assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, call::join).getCause());
        assertEquals(ErrorKind.POOL_CLOSED, told.kind(), told::getMessage);
        return told;
    }

    private OpenTransaction begin() {
        CompletableFuture<OpenTransaction> begin = LeasedBegin.start(engine, TransactionOptions.DEFAULT, true);
        server.answer(WalkedConnection.Answer.DONE);
        return begin.join();
    }

    @Test
    void tellsTheFunctionOfAConnectionAndAllItsCalls() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        CompletableFuture<Object> function = ConnectionRun.start(SessionRequest.submit(engine, false, "test"), connection -> {
            calls.add(connection.execute(INSERT));
            calls.add(connection.execute(INSERT));
            calls.add(connection.begin());
            calls.add(connection.begin());
            return new CompletableFuture<>();
        });

        close();

        assertTold(function);
        calls.forEach(CutOffTest::assertTold);
    }

    @Test
    void tellsASingleCallThatNobodyKnowsWhetherItWasApplied() {
        CompletableFuture<?> call = engine.runLeased(Call.of(Query.of(INSERT), RowCollector.result()), null);

        close();

        assertEquals(StatementOutcome.UNKNOWN, assertTold(call).outcome());
    }

    @Test
    void tellsATransactionThatNothingWasApplied() {
        Transaction transaction = new Transaction(begin(), null);
        CompletableFuture<?> running = transaction.execute(INSERT);
        CompletableFuture<Void> commit = transaction.commit();

        close();

        assertEquals(StatementOutcome.NOT_APPLIED, assertTold(running).outcome());
        assertEquals(StatementOutcome.NOT_APPLIED, assertTold(commit).outcome());
        assertFalse(transaction.isOpen());
        assertTold(transaction.execute(INSERT));
        assertTold(transaction.rollback());
    }

    @Test
    void warnsOfALostTransactionOnlyWhileItIsOpen() {
        try (LogCapture log = new LogCapture()) {
            OpenTransaction lost = begin();
            lost.abandon();
            assertEquals(1, log.lines("was dropped without commit or rollback").size());
            assertEquals("ROLLBACK", server.sent.peek().what());
            server.answer(WalkedConnection.Answer.DONE);

            OpenTransaction closed = begin();
            close();
            closed.abandon();
            assertEquals(1, log.lines("was dropped without commit or rollback").size());
        }
    }
}
