// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.rows;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the support for JDBC drivers does by itself: a session of two lines over a driver, here that of SQLite. */
class PlainJdbcTest {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    Path directory;

    private ConnectionBackend connection;

    /** The least that a backend supplies. */
    private record PlainSession(Connection connection, Dialect dialect) implements JdbcSession {
    }

    private final class Context implements BackendContext {
        @Override
        public ScheduledExecutorService executor() {
            return executor;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> create) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        String url = "jdbc:sqlite:" + directory.resolve("a.db");
        connection = await(JdbcConnection.open(new Context(), JdbcErrors.STANDARD,
                () -> new PlainSession(DriverManager.getConnection(url), Dialect.ansi("plain"))));
        run(connection, "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)");
    }

    @AfterEach
    void close() {
        await(connection.close());
        executor.shutdown();
    }

    @Test
    void runsStatements() {
        assertEquals(2, run(connection, "INSERT INTO t VALUES (?, ?), (2, NULL)", 1, "x").rowsAffected());
        var typed = sql("SELECT a, b FROM t WHERE b = ?", List.of(Types.BIGINT, Types.TEXT));
        assertEquals(List.of(List.of(1L, "x")), rows(connection, typed, "x"));
        assertNull(value(connection, "SELECT b FROM t WHERE a = 2"));
        assertEquals(1, run(connection, "DELETE FROM t WHERE a = ?", 2).rowsAffected());
    }

    @Test
    void runsMany() {
        var insert = sql("INSERT INTO t VALUES (?, ?)");
        assertArrayEquals(new long[] {1, 1}, await(connection.executeMany(insert, List.of(new Object[] {1, "x"}, new Object[] {2, null}))));
        assertThrows(DatabaseException.class,
                () -> await(connection.executeMany(insert, List.of(new Object[] {3, "x"}, new Object[] {1, "twice"}))));
        assertEquals(2, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void hasTransactionsAndSavepoints() {
        TransactionBackend transaction = await(connection.begin(TransactionDefinition.DEFAULT));
        run(connection, "INSERT INTO t VALUES (1, 'kept')");
        TransactionBackend savepoint = await(transaction.savepoint());
        run(connection, "INSERT INTO t VALUES (2, 'lost')");
        await(savepoint.rollback());
        await(transaction.commit());
        TransactionBackend undone = await(connection.begin(TransactionDefinition.DEFAULT));
        run(connection, "DELETE FROM t");
        await(undone.rollback());
        assertEquals(List.of(List.of(1)), rows(connection, "SELECT a FROM t"));
        await(connection.begin(TransactionDefinition.DEFAULT));
        run(connection, "DELETE FROM t");
        await(connection.reset());
        assertEquals(1, value(connection, "SELECT count(*) FROM t"));
        await(connection.validate());
    }

    @Test
    void aTransactionKeepsWhatWouldEndIt() {
        TransactionBackend transaction = await(connection.begin(TransactionDefinition.DEFAULT));
        run(connection, "INSERT INTO t VALUES (1, 'lost')");
        assertEquals(ErrorKind.USAGE, refusal("COMMIT"));
        await(transaction.rollback());
        transaction = await(connection.begin(TransactionDefinition.DEFAULT));
        run(connection, "INSERT INTO t VALUES (2, 'lost')");
        assertEquals(ErrorKind.UNSUPPORTED, refusal("CREATE TABLE u (a INTEGER)"), "the dialect says that DDL cannot be undone");
        await(transaction.rollback());
        assertEquals(0, value(connection, "SELECT count(*) FROM t"));
        run(connection, "CREATE TABLE u (a INTEGER)");
    }

    private ErrorKind refusal(String sql) {
        return assertThrows(DatabaseException.class, () -> run(connection, sql)).kind();
    }

    @Test
    void refusesTransactionsThatTheDialectLacks() {
        for (TransactionDefinition lacking : List.of(new TransactionDefinition(IsolationLevel.READ_COMMITTED, false, false),
                new TransactionDefinition(null, false, true))) {
            assertEquals(ErrorKind.UNSUPPORTED, assertThrows(DatabaseException.class, () -> await(connection.begin(lacking))).kind());
        }
        run(connection, "INSERT INTO t VALUES (1, 'kept')");
        await(connection.reset());
        assertEquals(1, value(connection, "SELECT count(*) FROM t"));
    }

    /** A level, once set, stays with a JDBC connection. */
    @Test
    void aTransactionThatAsksForNoLevelHasTheDefaultOne() throws SQLException {
        Connection driver = connection.unwrap(Connection.class).orElseThrow();
        driver.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
        TransactionBackend transaction = await(connection.begin(TransactionDefinition.DEFAULT));
        assertEquals(Connection.TRANSACTION_SERIALIZABLE, driver.getTransactionIsolation());
        await(transaction.rollback());
    }

    @Test
    void givesGeneratedKeys() {
        Compiled insert = new Compiled("INSERT INTO t (b) VALUES (?)", StatementKind.INSERT, false,
                List.of(new Parameter("b", Types.TEXT)), List.of(new ResultColumn("a", Types.BIGINT, null)), true);
        assertEquals(List.of(1L), await(connection.execute(insert, new Object[] {"x"}, RowSink.NONE)).generatedKeys());
        assertEquals(List.of(2L), await(connection.execute(insert, new Object[] {"y"}, RowSink.NONE)).generatedKeys());
        assertEquals(List.of(), run(connection, "DELETE FROM t").generatedKeys());
    }

    /** An enumerated type of a database's own. */
    private enum Mood { CALM, CROSS }

    @Test
    void enumsPassByName() {
        run(connection, "INSERT INTO t VALUES (?, ?)", 1, Mood.CROSS);
        assertEquals("CROSS", value(connection, "SELECT b FROM t"));
        assertEquals(List.of(List.of("CROSS")), rows(connection, sql("SELECT b FROM t", List.of(SqlType.vendor("MOOD", Mood.class)))));
    }

    @Test
    void streams() {
        run(connection, "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
        Rows rows = new Rows();
        connection.stream(sql("SELECT b FROM t"), new Object[0], 2).subscribe(rows);
        rows.request(2);
        assertEquals(List.of("x", "y"), rows.await(2));
        rows.request(1);
        assertNull(rows.awaitEnd());
        assertEquals(List.of("x", "y", "z"), rows.values());
    }

    @Test
    void translatesByState() {
        assertEquals(ErrorKind.CONSTRAINT, JdbcErrors.STANDARD.translate(new SQLException("twice", "23505"), -1).kind());
        assertEquals(ErrorKind.NOT_FOUND, JdbcErrors.STANDARD.translate(new SQLException("no table", "42S02"), -1).kind());
        assertEquals(ErrorKind.ALREADY_EXISTS, JdbcErrors.STANDARD.translate(new SQLException("a table", "42S01"), -1).kind());
        assertEquals(ErrorKind.SYNTAX, JdbcErrors.STANDARD.translate(new SQLException("SELEKT", "42000"), -1).kind());
        DatabaseException lost = JdbcErrors.STANDARD.translate(new SQLException("gone", "08006"), -1);
        assertEquals(ErrorKind.CONNECTION_LOST, lost.kind());
        assertEquals(false, lost.connectionUsable());
    }
}
