// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions, savepoints, and transactions that SQLite ends by itself. */
class SqliteTransactionTest {

    private static final TransactionDefinition READ_ONLY = new TransactionDefinition(null, true, false);

    @TempDir
    Path directory;

    private Connections connections;
    private ConnectionBackend connection;
    private ConnectionBackend other;

    @BeforeEach
    void open() {
        connections = new Connections(directory.resolve("a.db").toString(), "busy_timeout", "100ms");
        connection = connections.open();
        other = connections.open();
        run(connection, "CREATE TABLE t (a INTEGER UNIQUE, b TEXT)");
        run(connection, "CREATE TABLE child (a INTEGER REFERENCES t (a) DEFERRABLE INITIALLY DEFERRED)");
        run(connection, "CREATE TRIGGER undo BEFORE INSERT ON t WHEN NEW.a = 13 BEGIN SELECT RAISE(ROLLBACK, 'unlucky'); END");
        run(connection, "CREATE TABLE plain (a)");
        await(connection.reset());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private TransactionBackend begin() {
        return await(connection.begin(TransactionDefinition.DEFAULT));
    }

    private static DatabaseException failure(Runnable work) {
        return assertThrows(DatabaseException.class, work::run);
    }

    private long count() {
        return (Long) value(other, "SELECT count(*) FROM t");
    }

    @Test
    void commitsAndRollsBack() {
        TransactionBackend first = begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        assertEquals(0, count(), "not visible before the commit");
        await(first.commit());
        assertEquals(1, count());
        TransactionBackend second = begin();
        run(connection, "INSERT INTO t VALUES (2, 'x')");
        await(second.rollback());
        assertEquals(1, count());
    }

    @Test
    void endsOnce() {
        TransactionBackend transaction = begin();
        await(transaction.commit());
        assertEquals(ErrorKind.USAGE, failure(() -> await(transaction.commit())).kind());
        assertEquals(ErrorKind.USAGE, failure(() -> await(transaction.rollback())).kind());
        assertEquals(ErrorKind.USAGE, failure(() -> await(transaction.savepoint())).kind());
    }

    @Test
    void rollingBackASavepointKeepsTheWorkBeforeIt() {
        TransactionBackend transaction = begin();
        run(connection, "INSERT INTO t VALUES (1, 'kept')");
        TransactionBackend outer = await(transaction.savepoint());
        run(connection, "INSERT INTO t VALUES (2, 'lost')");
        TransactionBackend inner = await(outer.savepoint());
        run(connection, "INSERT INTO t VALUES (3, 'lost')");
        await(inner.commit());
        await(outer.rollback());
        run(connection, "INSERT INTO t VALUES (4, 'kept')");
        await(transaction.commit());
        assertEquals(List.of(List.of(1L), List.of(4L)), Connections.rows(other, "SELECT a FROM t ORDER BY a"));
    }

    @Test
    void aFailedStatementLeavesTheTransactionOpen() {
        TransactionBackend transaction = begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        assertEquals(ErrorKind.CONSTRAINT, failure(() -> run(connection, "INSERT INTO t VALUES (1, 'y')")).kind());
        run(connection, "INSERT INTO t VALUES (2, 'x')");
        await(transaction.commit());
        assertEquals(2, count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT OR ROLLBACK INTO t VALUES (1, 'twice')", "INSERT INTO t VALUES (13, 'trigger')",
        "INSERT INTO plain VALUES (zeroblob(1000000))"})
    void isDeadOnceSqliteHasRolledItBack(String ending) {
        TransactionBackend transaction = begin();
        run(connection, "PRAGMA max_page_count = 40");
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        DatabaseException first = failure(() -> run(connection, ending));
        assertTrue(List.of(ErrorKind.CONSTRAINT, ErrorKind.STORAGE_FULL).contains(first.kind()), first.kind() + " " + first.getMessage());
        DatabaseException refused = failure(() -> run(connection, "INSERT INTO t VALUES (2, 'stray')"));
        assertEquals(ErrorKind.TRANSACTION_ABORTED, refused.kind());
        assertSame(first, refused.getCause());
        assertEquals(ErrorKind.TRANSACTION_ABORTED, failure(() -> await(transaction.savepoint())).kind());
        List<Object[]> one = List.<Object[]>of(new Object[] {"y"});
        assertEquals(ErrorKind.TRANSACTION_ABORTED,
                failure(() -> await(connection.executeMany(sql("INSERT INTO t VALUES (3, ?)"), one))).kind());
        DatabaseException committed = failure(() -> await(transaction.commit()));
        assertEquals(ErrorKind.TRANSACTION_ROLLED_BACK, committed.kind());
        assertSame(first, committed.getCause());
        assertEquals(0, count());
        run(connection, "INSERT INTO t VALUES (4, 'after')");
        assertEquals(1, count());
    }

    @Test
    void fullStorageThatUndoesOnlyTheStatementLeavesTheTransactionOpen() {
        TransactionBackend transaction = begin();
        run(connection, "PRAGMA max_page_count = 40");
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        String several = "INSERT INTO t VALUES (2, zeroblob(100000)), (3, zeroblob(100000))";
        assertEquals(ErrorKind.STORAGE_FULL, failure(() -> run(connection, several)).kind());
        run(connection, "INSERT INTO t VALUES (4, 'x')");
        await(transaction.commit());
        assertEquals(2, count());
        await(connection.reset());
        run(connection, several);
        assertEquals(4, count(), "there is space again");
    }

    @Test
    void rollsBackQuietlyWhatSqliteHasRolledBack() {
        TransactionBackend transaction = begin();
        TransactionBackend savepoint = await(transaction.savepoint());
        failure(() -> run(connection, "INSERT INTO t VALUES (13, 'trigger')"));
        await(savepoint.rollback());
        assertEquals(ErrorKind.TRANSACTION_ABORTED, failure(() -> run(connection, "INSERT INTO t VALUES (2, 'stray')")).kind());
        await(transaction.rollback());
        assertEquals(0, count());
        run(other, "INSERT INTO t VALUES (5, 'the writer of this process may go on')");
        assertEquals(1, count());
    }

    @Test
    void aDeferredConstraintFailsTheCommitAndRollsBack() {
        TransactionBackend transaction = begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        run(connection, "INSERT INTO child VALUES (77)");
        DatabaseException failure = failure(() -> await(transaction.commit()));
        assertEquals(ErrorKind.CONSTRAINT, failure.kind());
        assertEquals(0, count());
        run(connection, "INSERT INTO t VALUES (2, 'x')");
        assertEquals(1, count());
    }

    @Test
    void aReaderInTheWayOfACommitIsALockTimeout() throws SQLException {
        Path file = directory.resolve("delete.db");
        try (Connections rollbackJournal = new Connections(file.toString(), "journal_mode", "delete", "busy_timeout", "50ms");
             Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            ConnectionBackend writer = rollbackJournal.open();
            run(writer, "CREATE TABLE t (a)");
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("SELECT * FROM t").next();
            TransactionBackend transaction = await(writer.begin(TransactionDefinition.DEFAULT));
            run(writer, "INSERT INTO t VALUES (1)");
            DatabaseException failure = failure(() -> await(transaction.commit()));
            assertEquals(ErrorKind.LOCK_TIMEOUT, failure.kind());
            assertTrue(failure.retrySafe());
            reader.rollback();
            assertEquals(0L, value(writer, "SELECT count(*) FROM t"));
            run(writer, "INSERT INTO t VALUES (2)");
            assertEquals(1L, value(writer, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void aReadOnlyTransactionRefusesToWriteAndTheNextOneDoesNot() {
        TransactionBackend transaction = await(connection.begin(READ_ONLY));
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
        run(other, "INSERT INTO t VALUES (1, 'a writer is not kept out')");
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"), "one snapshot");
        assertEquals(ErrorKind.READ_ONLY, failure(() -> run(connection, "INSERT INTO t VALUES (2, 'x')")).kind());
        await(transaction.commit());
        run(connection, "INSERT INTO t VALUES (3, 'x')");
        assertEquals(2, count());
    }

    @Test
    void refusesWhatSqliteDoesNotHaveBeforeItBegins() {
        for (IsolationLevel level : IsolationLevel.values()) {
            var definition = new TransactionDefinition(level, false, false);
            if (level == IsolationLevel.SERIALIZABLE) {
                await(await(connection.begin(definition)).rollback());
            } else {
                assertEquals(ErrorKind.UNSUPPORTED, failure(() -> await(connection.begin(definition))).kind());
            }
        }
        var deferrable = new TransactionDefinition(null, true, true);
        assertEquals(ErrorKind.UNSUPPORTED, failure(() -> await(connection.begin(deferrable))).kind());
        run(other, "INSERT INTO t VALUES (1, 'nothing is locked')");
    }

    @Test
    void manyInATransactionBelongToIt() {
        TransactionBackend transaction = begin();
        await(connection.executeMany(sql("INSERT INTO t VALUES (?, 'x')"), List.of(new Object[] {1}, new Object[] {2})));
        await(transaction.rollback());
        assertEquals(0, count());
    }

    @Test
    void aSecondTransactionOnTheConnectionIsRefused() {
        TransactionBackend transaction = begin();
        assertEquals(ErrorKind.USAGE, failure(this::begin).kind());
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        await(transaction.commit());
        assertEquals(1, count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "-- done\nEND TRANSACTION", "/* undo */ ROLLBACK", ";commit"})
    void rawTextDoesNotEndIt(String text) {
        TransactionBackend transaction = begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        assertEquals(ErrorKind.USAGE, failure(() -> run(connection, text)).kind());
        run(connection, "SAVEPOINT mine");
        run(connection, "INSERT INTO t VALUES (2, 'x')");
        run(connection, "ROLLBACK TO mine");
        assertEquals(0, count());
        await(transaction.commit());
        assertEquals(1, count());
    }

    @Test
    void resetUndoesATransactionBegunByRawText() {
        run(connection, "BEGIN");
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        assertEquals(ErrorKind.INVALID_STATE, failure(this::begin).kind());
        await(connection.reset());
        assertEquals(0, count());
        run(other, "INSERT INTO t VALUES (1, 'not locked out')");
    }

    @Test
    void resetEndsAnOpenTransaction() {
        TransactionBackend transaction = begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        await(connection.reset());
        assertEquals(0, count());
        assertEquals(ErrorKind.USAGE, failure(() -> await(transaction.commit())).kind());
        run(other, "INSERT INTO t VALUES (1, 'x')");
    }

    @Test
    void closeRollsBack() {
        begin();
        run(connection, "INSERT INTO t VALUES (1, 'x')");
        await(connection.close());
        run(other, "INSERT INTO t VALUES (2, 'x')");
        assertEquals(1, count());
    }
}
