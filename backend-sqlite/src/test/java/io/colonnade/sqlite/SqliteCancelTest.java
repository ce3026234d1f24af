// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling ends what runs, wherever it is, and nothing else. */
class SqliteCancelTest {

    private static final String ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    private static final Object[] NONE = {};

    @TempDir
    Path directory;

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections(directory.resolve("a.db").toString());
        connection = connections.open();
        run(connection, "CREATE TABLE t (a)");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private static void assertCancelled(CompletionStage<?> stage) {
        assertEquals(ErrorKind.CANCELLED, assertThrows(DatabaseException.class, () -> await(stage)).kind());
    }

    /** Starts a statement and returns once the connection's thread has reached it. */
    private CompletableFuture<?> started(String text) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        connection.executor().execute(reached::countDown);
        CompletableFuture<?> running = connection.execute(sql(text), NONE, RowSink.NONE).toCompletableFuture();
        reached.await();
        return running;
    }

    /** Lets it get going, then cancels it. */
    private void cancelUntilDone(CompletableFuture<?> running) {
        while (!endsSoon(running)) {
            connection.cancel();
        }
        await(connection.cancel());
    }

    private static boolean endsSoon(CompletableFuture<?> running) {
        try {
            running.get(5, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException | InterruptedException ended) {
            return true;
        }
    }

    @Test
    void endsALongQueryAndTheNextAnswersRight() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            CompletableFuture<?> running = started(ENDLESS);
            cancelUntilDone(running);
            assertCancelled(running);
            assertEquals(42L, value(connection, "SELECT 42"));
        }
    }

    @Test
    void hitsCallsWhoseTurnHasNotComeAndNoLaterOne() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        connection.executor().execute(() -> {
            try {
                free.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        CompletionStage<?> first = connection.execute(sql("INSERT INTO t VALUES (1)"), NONE, RowSink.NONE);
        CompletionStage<?> second = connection.execute(sql("INSERT INTO t VALUES (2)"), NONE, RowSink.NONE);
        CompletionStage<Void> cancelled = connection.cancel();
        CompletionStage<?> third = connection.execute(sql("INSERT INTO t VALUES (3)"), NONE, RowSink.NONE);
        free.countDown();
        assertCancelled(first);
        assertCancelled(second);
        await(third);
        await(cancelled);
        assertEquals(3L, value(connection, "SELECT sum(a) FROM t"));
    }

    @Test
    void hitsAStreamThatHasNotBegun() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        connection.executor().execute(() -> {
            try {
                free.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        Rows rows = new Rows();
        connection.stream(sql(ENDLESS), NONE, 1).subscribe(rows);
        connection.cancel();
        free.countDown();
        assertEquals(ErrorKind.CANCELLED, ((DatabaseException) rows.awaitEnd()).kind());
    }

    @Test
    void hitsNothingWhenNothingRuns() {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<?> previous = connection.execute(sql("SELECT 1"), NONE, RowSink.NONE).toCompletableFuture();
            CompletionStage<Void> cancelled = connection.cancel();
            try {
                await(previous);
            } catch (DatabaseException hit) {
                assertEquals(ErrorKind.CANCELLED, hit.kind());
            }
            await(cancelled);
            assertEquals(42L, value(connection, "SELECT 42"));
        }
    }

    @Test
    void endsTheWaitForAWriterOfThisProcess() throws InterruptedException {
        ConnectionBackend writer = connections.open();
        TransactionBackend transaction = await(writer.begin(TransactionDefinition.DEFAULT));
        CompletableFuture<?> waiting = started("INSERT INTO t VALUES (1)");
        cancelUntilDone(waiting);
        assertCancelled(waiting);
        CompletableFuture<?> beginning = connection.begin(TransactionDefinition.DEFAULT).toCompletableFuture();
        cancelUntilDone(beginning);
        assertCancelled(beginning);
        await(transaction.commit());
        run(connection, "INSERT INTO t VALUES (2)");
        assertEquals(1L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void endsTheWaitForAnotherProcess() throws InterruptedException, SQLException {
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"))) {
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            CompletableFuture<?> waiting = started("INSERT INTO t VALUES (1)");
            cancelUntilDone(waiting);
            assertCancelled(waiting);
            foreign.createStatement().execute("COMMIT");
        }
        run(connection, "INSERT INTO t VALUES (2)");
        assertEquals(1L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void aCancelledWriteEndsItsTransaction() throws InterruptedException {
        TransactionBackend transaction;
        DatabaseException first;
        do {
            transaction = await(connection.begin(TransactionDefinition.DEFAULT));
            run(connection, "INSERT INTO t VALUES (1)");
            CompletableFuture<?> running = started("INSERT INTO t " + ENDLESS);
            cancelUntilDone(running);
            first = assertThrows(DatabaseException.class, () -> await(running));
            if (first.getCause() == null) {
                // It was caught before it was sent, which leaves the transaction as it was.
                await(transaction.rollback());
            }
        } while (first.getCause() == null);
        assertEquals(ErrorKind.CANCELLED, first.kind());
        DatabaseException next = assertThrows(DatabaseException.class, () -> run(connection, "INSERT INTO t VALUES (2)"));
        assertEquals(ErrorKind.TRANSACTION_ABORTED, next.kind());
        await(transaction.rollback());
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
    }
}
