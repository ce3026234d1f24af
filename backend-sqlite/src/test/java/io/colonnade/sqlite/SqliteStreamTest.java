// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams: demand, cancelling, and what becomes of the cursor. */
class SqliteStreamTest {

    private static final String ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
    private static final String NEVER = ENDLESS + " WHERE i < 0";

    @TempDir
    Path directory;

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections(directory.resolve("a.db").toString());
        connection = connections.open();
        run(connection, "CREATE TABLE t (a INTEGER UNIQUE)");
        run(connection, "INSERT INTO t VALUES (1), (2), (3)");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private Rows subscribe(String text) {
        Rows rows = new Rows();
        connection.stream(sql(text), new Object[0], 16).subscribe(rows);
        return rows;
    }

    /** Waits until the connection's thread has done all that was asked of it so far. */
    private void settle() {
        await(CompletableFuture.runAsync(() -> { }, connection.executor()));
    }

    /** Succeeds only if no cursor is open on the table. */
    private void assertNoCursorIsOpen() {
        run(connection, "DROP TABLE t");
    }

    @Test
    void deliversNoMoreThanIsAskedFor() {
        Rows rows = subscribe(ENDLESS);
        settle();
        assertEquals(List.of(), rows.values());
        rows.request(2);
        rows.request(1);
        settle();
        assertEquals(List.of(1L, 2L, 3L), rows.values());
        assertSame(await(CompletableFuture.supplyAsync(Thread::currentThread, connection.executor())), rows.thread());
        rows.cancel();
    }

    @Test
    void completesWithTheLastRowAndFreesTheCursor() {
        Rows rows = subscribe("SELECT a FROM t");
        rows.request(3);
        assertNull(rows.awaitEnd());
        assertEquals(List.of(1L, 2L, 3L), rows.values());
        assertNoCursorIsOpen();
    }

    @Test
    void completesWithoutDemandWhenThereAreNoRows() {
        assertNull(subscribe("SELECT a FROM t WHERE a > 99").awaitEnd());
    }

    @Test
    void runsTheStatementForEachSubscriber() {
        Flow.Publisher<RowValues> publisher = connection.stream(sql("SELECT count(*) FROM t"), new Object[0], 1);
        Rows first = new Rows();
        publisher.subscribe(first);
        first.request(1);
        first.awaitEnd();
        run(connection, "INSERT INTO t VALUES (4)");
        Rows second = new Rows();
        publisher.subscribe(second);
        second.request(1);
        second.awaitEnd();
        assertEquals(List.of(List.of(3L), List.of(4L)), List.of(first.values(), second.values()));
    }

    @Test
    void otherStatementsRunBetweenItsRows() {
        Rows rows = subscribe("SELECT a FROM t ORDER BY a");
        Rows same = subscribe("SELECT a FROM t ORDER BY a DESC");
        rows.request(1);
        same.request(1);
        rows.await(1);
        assertEquals(3L, value(connection, "SELECT count(*) FROM t"));
        same.request(9);
        rows.request(9);
        assertNull(rows.awaitEnd());
        assertNull(same.awaitEnd());
        assertEquals(List.of(List.of(1L, 2L, 3L), List.of(3L, 2L, 1L)), List.of(rows.values(), same.values()));
    }

    @Test
    void cancellingFreesTheCursor() {
        Rows rows = subscribe("SELECT a FROM t");
        rows.request(1);
        rows.await(1);
        rows.cancel();
        settle();
        assertNoCursorIsOpen();
        rows.request(1);
        settle();
        assertEquals(1, rows.values().size());
        assertFalse(rows.ended());
    }

    @Test
    void cancellingEndsTheSearchForTheNextRow() {
        Rows rows = subscribe(NEVER);
        rows.cancel();
        settle();
        assertEquals(3L, value(connection, "SELECT count(*) FROM t"));
        assertFalse(rows.ended());
    }

    @Test
    void cancellingTheConnectionEndsAStreamBetweenItsRows() {
        Rows rows = subscribe("SELECT a FROM t");
        rows.request(1);
        rows.await(1);
        await(connection.cancel());
        DatabaseException failure = assertInstanceOf(DatabaseException.class, rows.awaitEnd());
        assertEquals(ErrorKind.CANCELLED, failure.kind());
        assertNoCursorIsOpen();
    }

    @Test
    void aRequestOfNothingIsAnErrorThatNamesTheRule() {
        for (long n : new long[] {0, -1, Long.MIN_VALUE}) {
            Rows rows = subscribe("SELECT a FROM t");
            settle();
            rows.request(n);
            Throwable failure = rows.awaitEnd();
            assertInstanceOf(IllegalArgumentException.class, failure);
            assertTrue(failure.getMessage().contains("3.9"), failure.getMessage());
        }
        assertNoCursorIsOpen();
    }

    @Test
    void aSubscriberThatThrowsIsCancelled() {
        CompletableFuture<Void> thrown = new CompletableFuture<>();
        connection.stream(sql("SELECT a FROM t"), new Object[0], 1).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(2);
            }

            @Override
            public void onNext(RowValues row) {
                if (!thrown.complete(null)) {
                    thrown.obtrudeException(new AssertionError("called again"));
                }
                throw new IllegalStateException("broken");
            }

            @Override
            public void onError(Throwable failure) {
                thrown.obtrudeException(failure);
            }

            @Override
            public void onComplete() {
                thrown.obtrudeException(new AssertionError("completed"));
            }
        });
        await(thrown);
        settle();
        await(thrown);
        assertNoCursorIsOpen();
    }

    @Test
    void refusesNullAndAFetchSizeOfNothing() {
        assertThrows(NullPointerException.class, () -> connection.stream(sql("SELECT 1"), new Object[0], 1).subscribe(null));
        assertThrows(IllegalArgumentException.class, () -> connection.stream(sql("SELECT 1"), new Object[0], 0));
    }

    @Test
    void anErrorEndsIt() {
        assertEquals(ErrorKind.SYNTAX, ((DatabaseException) subscribe("SELECT FROM").awaitEnd()).kind());
        Rows rows = subscribe("SELECT abs(CASE a WHEN 3 THEN -9223372036854775807 - 1 ELSE a END) FROM t ORDER BY a");
        rows.request(9);
        assertEquals(ErrorKind.DATA, ((DatabaseException) rows.awaitEnd()).kind());
        assertNoCursorIsOpen();
    }

    @Test
    void whatWritesIsDoneBeforeTheFirstRowIsTaken() {
        Rows rows = subscribe("INSERT INTO t VALUES (7), (8) RETURNING a");
        settle();
        ConnectionBackend other = connections.open();
        assertEquals(5L, value(other, "SELECT count(*) FROM t"));
        run(other, "INSERT INTO t VALUES (9)");
        rows.request(2);
        assertNull(rows.awaitEnd());
        assertEquals(List.of(7L, 8L), rows.values());
    }

    @Test
    void resetAndCloseEndIt() {
        Rows rows = subscribe("SELECT a FROM t");
        await(connection.reset());
        assertInstanceOf(DatabaseException.class, rows.awaitEnd());
        Rows more = subscribe("SELECT a FROM t");
        await(connection.close());
        assertInstanceOf(DatabaseException.class, more.awaitEnd());
        Rows late = subscribe("SELECT a FROM t");
        assertEquals(ErrorKind.USAGE, ((DatabaseException) late.awaitEnd()).kind());
    }

    @Test
    void aDeadTransactionRefusesIt() {
        TransactionBackend transaction = await(connection.begin(TransactionDefinition.DEFAULT));
        assertThrows(DatabaseException.class, () -> run(connection, "INSERT OR ROLLBACK INTO t VALUES (1)"));
        assertEquals(ErrorKind.TRANSACTION_ABORTED, ((DatabaseException) subscribe("SELECT a FROM t").awaitEnd()).kind());
        await(transaction.rollback());
    }

    @Test
    void demandFromWithinDoesNotRecurse() {
        CompletableFuture<Long> sum = new CompletableFuture<>();
        connection.stream(sql(ENDLESS + " LIMIT 200000"), new Object[0], 1).subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;
            private long total;

            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription = given;
                given.request(1);
            }

            @Override
            public void onNext(RowValues row) {
                total += (Long) row.get(0);
                subscription.request(1);
            }

            @Override
            public void onError(Throwable failure) {
                sum.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                sum.complete(total);
            }
        });
        assertEquals(200_000L * 200_001L / 2, await(sum));
    }
}
