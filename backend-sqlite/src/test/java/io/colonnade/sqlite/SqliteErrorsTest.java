// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQLite's errors are called, and that the connection outlives them. */
class SqliteErrorsTest {

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections("");
        connection = connections.open();
        run(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE, e TEXT, b INTEGER NOT NULL DEFAULT 0, c INTEGER "
                + "CONSTRAINT positive CHECK (c > 0), d INTEGER REFERENCES t (id), UNIQUE (b, c))");
        run(connection, "CREATE UNIQUE INDEX lower_a ON t (lower(e))");
        run(connection, "CREATE TABLE s (a INTEGER) STRICT");
        run(connection, "CREATE TRIGGER no BEFORE DELETE ON t BEGIN SELECT RAISE(ABORT, 'kept for ever'); END");
        run(connection, "INSERT INTO t (id, a, b, c, e) VALUES (1, 'x', 1, 1, 'x')");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private StatementException failure(String text, Object... binds) {
        StatementException failure = assertThrows(StatementException.class, () -> run(connection, text, binds));
        assertEquals(StatementOutcome.NOT_APPLIED, failure.outcome());
        assertTrue(failure.connectionUsable());
        assertNull(failure.sqlState());
        assertEquals(1L, value(connection, "SELECT count(*) FROM t"));
        return failure;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SELEC 1 | SYNTAX", "SELECT 'open | SYNTAX", "SELECT (1 | SYNTAX", "INSERT INTO t (id) VALUES (1, 2) | SYNTAX",
        "SELECT abs() | SYNTAX", "SELECT * FROM missing | NOT_FOUND", "SELECT missing FROM t | NOT_FOUND", "SELECT missing(1) | NOT_FOUND",
        "INSERT INTO t (missing) VALUES (1) | NOT_FOUND", "DROP INDEX missing | NOT_FOUND", "CREATE TABLE t (a) | ALREADY_EXISTS",
        "CREATE INDEX lower_a ON t (a) | ALREADY_EXISTS", "ALTER TABLE t ADD COLUMN a | ALREADY_EXISTS",
        "SELECT abs(-9223372036854775807 - 1) | DATA", "SELECT json('{') | DATA", "INSERT INTO s VALUES ('x') | DATA",
        "INSERT INTO t (id) VALUES ('x') | DATA", "SELECT randomblob(2147483647) | VALUE_TOO_LARGE", "DETACH nobody | NOT_FOUND"})
    void areTyped(String text, ErrorKind kind) {
        StatementException failure = failure(text);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertNotEquals(0, failure.vendorCode());
        assertFalse(failure.retrySafe());
        assertFalse(failure.getMessage().contains("[SQLITE"), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "INSERT INTO t (id, b) VALUES (1, 9) | PRIMARY_KEY | 1555 | t | id |",
        "INSERT INTO t (id, a) VALUES (2, 'x') | UNIQUE | 2067 | t | a |",
        "INSERT INTO t (b, c) VALUES (1, 1) | UNIQUE | 2067 | t | b,c |",
        "INSERT INTO t (e, b) VALUES ('X', 9) | UNIQUE | 2067 | | | lower_a",
        "INSERT INTO t (b) VALUES (NULL) | NOT_NULL | 1299 | t | b |", "INSERT INTO t (b, c) VALUES (9, -1) | CHECK | 275 | | | positive",
        "INSERT INTO t (b, d) VALUES (9, 77) | FOREIGN_KEY | 787 | | |", "DELETE FROM t | OTHER | 1811 | | |"})
    void namesTheConstraint(String text, Type type, int code, String table, String columns, String name) {
        StatementException failure = failure(text);
        assertEquals(ErrorKind.CONSTRAINT, failure.kind());
        assertEquals(code, failure.vendorCode());
        List<String> expected = columns == null ? List.of() : List.of(columns.split(","));
        assertEquals(new ConstraintViolation(type, name, table, expected), failure.constraint().orElseThrow());
    }

    @Test
    void tellNoValues() {
        StatementException failure = failure("INSERT INTO t (a, b) VALUES (?, 9), (?, 8)", "secret", "secret");
        assertFalse(failure.toString().contains("secret") || String.valueOf(failure.getCause()).contains("secret"), failure.toString());
        StatementException path = failure("SELECT json_extract('{}', ?)", "///secret[");
        assertFalse(path.toString().contains("secret") || String.valueOf(path.getCause()).contains("secret"), path.toString());
    }

    @Test
    void textWithoutAStatementIsRefused() {
        for (String text : List.of("", " ", "-- nothing", "/* nothing */ ;\n-- more\n", "/* open", ";")) {
            assertThrows(DatabaseException.class, () -> run(connection, text), text);
        }
        assertEquals(1L, value(connection, "SELECT 1"));
    }

    @Test
    void aReturnedRowThatCannotBeReadDoesNotHideThatTheStatementTookEffect() {
        var returning = sql("INSERT INTO t (id, a, b) VALUES (2, 'no number', 2) RETURNING a", List.of(Types.BIGINT));
        DatabaseException failure = assertThrows(DatabaseException.class,
                () -> await(connection.execute(returning, new Object[0], row -> true)));
        assertEquals(ErrorKind.DATA, failure.kind());
        assertEquals(StatementOutcome.APPLIED, failure.outcome());
        assertEquals(2L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void aSinkThatThrowsIsReportedAndTheCursorIsFreed() {
        DatabaseException failure = assertThrows(DatabaseException.class, () -> await(connection.execute(sql("SELECT id FROM t"),
                new Object[0], row -> {
                    throw new IllegalStateException("broken");
                })));
        assertEquals(ErrorKind.INTERNAL, failure.kind());
        assertTrue(failure.getCause() instanceof IllegalStateException);
        run(connection, "DROP TABLE t");
    }
}
