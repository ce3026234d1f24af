// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.rows;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
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
import org.junit.jupiter.params.provider.CsvSource;

/** What one borrower does to a session the next one does not find. */
class SqliteResetTest {

    @TempDir
    Path directory;

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections(directory.resolve("a.db").toString(), "busy_timeout", "60ms");
        connection = connections.open();
        run(connection, "CREATE TABLE t (a)");
        await(connection.reset());
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @ParameterizedTest
    @CsvSource({"foreign_keys, 0", "query_only, 1", "synchronous, 0", "cache_size, 5", "trusted_schema, 1", "cell_size_check, 0",
        "writable_schema, 1", "ignore_check_constraints, 1", "recursive_triggers, 1", "reverse_unordered_selects, 1",
        "read_uncommitted, 1", "legacy_alter_table, 1", "temp_store, 2", "max_page_count, 4000", "locking_mode, EXCLUSIVE"})
    void forgetsPragmas(String pragma, String value) {
        Object before = value(connection, "PRAGMA " + pragma);
        run(connection, "PRAGMA " + pragma + " = " + value);
        await(connection.reset());
        assertEquals(before, value(connection, "PRAGMA " + pragma));
    }

    @Test
    void forgetsTemporaryTablesAndAttachedFiles() {
        run(connection, "CREATE TEMP TABLE scratch (a)");
        run(connection, "INSERT INTO scratch VALUES (1)");
        run(connection, "ATTACH ? AS \"o\"\"ther\"", directory.resolve("other.db").toString());
        run(connection, "CREATE TABLE \"o\"\"ther\".t (a)");
        await(connection.reset());
        assertEquals(0L, value(connection, "SELECT count(*) FROM sqlite_temp_schema"));
        assertEquals(List.of(List.of("main")), rows(connection, "SELECT name FROM pragma_database_list WHERE name <> 'temp'"));
        assertThrows(DatabaseException.class, () -> run(connection, "SELECT * FROM scratch"));
    }

    @Test
    void restoresTheBusyTimeout() throws SQLException {
        run(connection, "PRAGMA busy_timeout = 100000000");
        await(connection.reset());
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"))) {
            foreign.createStatement().execute("BEGIN IMMEDIATE");
            DatabaseException failure = assertThrows(DatabaseException.class, () -> run(connection, "INSERT INTO t VALUES (1)"));
            assertEquals(ErrorKind.LOCK_TIMEOUT, failure.kind());
        }
    }

    @Test
    void savepointsOfRawTextAreUndone() {
        run(connection, "SAVEPOINT mine");
        run(connection, "INSERT INTO t VALUES (1)");
        await(connection.reset());
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void validatesAnOpenConnectionOnly() {
        await(connection.validate());
        await(connection.close());
        assertThrows(DatabaseException.class, () -> await(connection.validate()));
    }
}
