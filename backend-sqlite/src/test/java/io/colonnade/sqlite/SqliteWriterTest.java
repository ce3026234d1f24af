// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer, several readers, in one process and between two. */
class SqliteWriterTest {

    private static final int WRITERS = 50;
    private static final int ROUNDS = 4;
    private static final Object[] NONE = {};

    @TempDir
    Path directory;

    private String file() {
        return directory.resolve("a.db").toString();
    }

    @Test
    void fiftyWritersNeverSeeABusyDatabase() {
        // A busy timeout of nothing: if the gate let two in, one of them would fail at once.
        try (Connections connections = new Connections(file(), "busy_timeout", "0ms")) {
            run(connections.open(), "CREATE TABLE t (a INTEGER)");
            List<CompletableFuture<?>> done = new ArrayList<>();
            List<ConnectionBackend> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(connections.open());
            }
            for (int i = 0; i < WRITERS; i++) {
                ConnectionBackend writer = writers.get(i);
                CompletionStage<Void> work = CompletableFuture.completedFuture(null);
                for (int round = 0; round < ROUNDS; round++) {
                    int kind = (i + round) % 3;
                    work = work.thenCompose(previous ->
                            kind == 0 ? transaction(writer) : (kind == 1 ? single(writer) : many(writer)).thenAccept(ended -> { }));
                }
                done.add(work.toCompletableFuture());
            }
            done.forEach(Connections::await);
            assertEquals((long) WRITERS * ROUNDS, value(writers.get(0), "SELECT count(*) FROM t"));
        }
    }

    private static CompletionStage<?> single(ConnectionBackend writer) {
        return writer.execute(sql("INSERT INTO t VALUES (1)"), NONE, RowSink.NONE);
    }

    private static CompletionStage<?> many(ConnectionBackend writer) {
        return writer.executeMany(sql("INSERT INTO t VALUES (?)"), List.<Object[]>of(new Object[] {1}));
    }

    private static CompletionStage<Void> transaction(ConnectionBackend writer) {
        return writer.begin(TransactionDefinition.DEFAULT)
                .thenCompose(open -> writer.execute(sql("SELECT count(*) FROM t"), NONE, RowSink.NONE)
                        .thenCompose(counted -> single(writer))
                        .thenCompose(inserted -> open.commit()));
    }

    @Test
    void readersGoOnWhileATransactionWrites() {
        try (Connections connections = new Connections(file())) {
            ConnectionBackend writer = connections.open();
            ConnectionBackend reader = connections.open();
            run(writer, "CREATE TABLE t (a)");
            TransactionBackend transaction = await(writer.begin(TransactionDefinition.DEFAULT));
            run(writer, "INSERT INTO t VALUES (1)");
            assertEquals(0L, value(reader, "SELECT count(*) FROM t"));
            await(transaction.commit());
            assertEquals(1L, value(reader, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void waitingForAWriterOfThisProcessIsBounded() {
        try (Connections connections = new Connections(file(), "writer_timeout", "50ms")) {
            ConnectionBackend writer = connections.open();
            ConnectionBackend waiting = connections.open();
            run(writer, "CREATE TABLE t (a)");
            TransactionBackend transaction = await(writer.begin(TransactionDefinition.DEFAULT));
            for (int i = 0; i < 2; i++) {
                DatabaseException failure = assertThrows(DatabaseException.class, () -> run(waiting, "INSERT INTO t VALUES (1)"));
                assertEquals(ErrorKind.LOCK_TIMEOUT, failure.kind());
                assertTrue(words(failure).contains("writer_timeout"), failure.getMessage());
                assertTrue(failure.retrySafe());
            }
            assertThrows(DatabaseException.class, () -> await(waiting.begin(TransactionDefinition.DEFAULT)));
            await(transaction.commit());
            run(waiting, "INSERT INTO t VALUES (1)");
        }
    }

    @Test
    void waitingForAnotherProcessIsBoundedAndTyped() throws SQLException {
        try (Connections connections = new Connections(file(), "busy_timeout", "60ms");
             Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            ConnectionBackend writer = connections.open();
            run(writer, "CREATE TABLE t (a)");
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            DatabaseException failure = assertThrows(DatabaseException.class, () -> run(writer, "INSERT INTO t VALUES (1)"));
            assertEquals(ErrorKind.LOCK_TIMEOUT, failure.kind());
            assertTrue(words(failure).contains("busy_timeout"), failure.getMessage());
            assertTrue(failure.retrySafe());
            assertEquals(ErrorKind.LOCK_TIMEOUT,
                    assertThrows(DatabaseException.class, () -> await(writer.begin(TransactionDefinition.DEFAULT))).kind());
            foreign.createStatement().execute("COMMIT");
            run(writer, "INSERT INTO t VALUES (1)");
            assertEquals(1L, value(writer, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void waitsForAnotherProcessThatEndsInTime() throws SQLException {
        try (Connections connections = new Connections(file());
             Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            ConnectionBackend writer = connections.open();
            run(writer, "CREATE TABLE t (a)");
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            CompletableFuture<?> insert = single(writer).toCompletableFuture();
            assertFalse(insert.isDone());
            foreign.createStatement().execute("COMMIT");
            await(insert);
            assertEquals(1L, value(writer, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void anUpgradeOfAnOldSnapshotIsASerializationFailure() {
        try (Connections connections = new Connections(file())) {
            ConnectionBackend raw = connections.open();
            ConnectionBackend other = connections.open();
            run(raw, "CREATE TABLE t (a)");
            run(raw, "BEGIN");
            assertEquals(0L, value(raw, "SELECT count(*) FROM t"));
            run(other, "INSERT INTO t VALUES (1)");
            DatabaseException failure = assertThrows(DatabaseException.class, () -> run(raw, "INSERT INTO t VALUES (2)"));
            assertEquals(ErrorKind.SERIALIZATION, failure.kind());
            assertTrue(failure.retrySafe());
            await(raw.reset());
            run(raw, "INSERT INTO t VALUES (3)");
        }
    }

    @Test
    void twoNamesOfAFileShareOneGate() throws Exception {
        Path link = directory.resolve("link.db");
        try (Connections connections = new Connections(file())) {
            ConnectionBackend writer = connections.open();
            run(writer, "CREATE TABLE t (a)");
            java.nio.file.Files.createSymbolicLink(link, Path.of(file()));
            try (Connections linked = new Connections(link.toString(), "writer_timeout", "50ms", "busy_timeout", "0ms")) {
                ConnectionBackend second = linked.open();
                TransactionBackend transaction = await(writer.begin(TransactionDefinition.DEFAULT));
                DatabaseException failure = assertThrows(DatabaseException.class, () -> run(second, "INSERT INTO t VALUES (1)"));
                assertTrue(words(failure).contains("writer_timeout"), failure.getMessage());
                await(transaction.commit());
            }
        }
    }
}
