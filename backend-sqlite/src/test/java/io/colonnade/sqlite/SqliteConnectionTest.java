// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.rows;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.RowSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements on one connection. */
class SqliteConnectionTest {

    @TempDir
    Path directory;

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections(directory.resolve("a.db").toString());
        connection = connections.open();
        run(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void isFoundByServiceLoader() {
        assertTrue(ServiceLoader.load(DatabaseBackend.class).stream().anyMatch(found -> found.type() == SqliteBackend.class));
    }

    @Test
    void countsWhatAStatementAffectsAndNothingElse() {
        assertEquals(2, run(connection, "INSERT INTO t (name) VALUES (?), (?)", "a", "b").rowsAffected());
        assertEquals(2, run(connection, "UPDATE t SET name = name").rowsAffected());
        assertEquals(0, run(connection, "CREATE TABLE u (a)").rowsAffected());
        assertEquals(0, run(connection, "SELECT 1").rowsAffected());
        assertEquals(0, run(connection, "DELETE FROM t WHERE id = 99").rowsAffected());
        assertEquals(1, run(connection, "DELETE FROM t WHERE id = ?", 1L).rowsAffected());
    }

    @Test
    void returningGivesRowsAndTheCount() {
        List<Object> keys = new ArrayList<>();
        var outcome = await(connection.execute(sql("INSERT INTO t (name) VALUES (?), (?) RETURNING id"), new Object[] {"a", "b"},
                row -> keys.add(row.get(0))));
        assertEquals(List.of(1L, 2L), keys);
        assertEquals(2, outcome.rowsAffected());
    }

    @Test
    void endsEarlyWhenNoMoreRowsAreWanted() {
        List<Object> seen = new ArrayList<>();
        String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";
        await(connection.execute(sql(endless), new Object[0], row -> {
            seen.add(row.get(0));
            return seen.size() < 3;
        }));
        assertEquals(List.of(1L, 2L, 3L), seen);
        assertEquals(1L, value(connection, "SELECT 1"));
    }

    @Test
    void completesOnTheConnectionsThread() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Thread> own = new CompletableFuture<>();
        connection.executor().execute(() -> own.complete(Thread.currentThread()));
        connection.execute(sql("SELECT 1"), new Object[0], RowSink.NONE).thenRun(() -> thread.complete(Thread.currentThread()));
        assertSame(await(own), await(thread));
    }

    @Test
    void seesNewColumnsOfAnotherConnection() {
        var all = sql("SELECT * FROM t");
        run(connection, "INSERT INTO t (name) VALUES ('a')");
        assertEquals(List.of(List.of(1L, "a")), rows(connection, all));
        run(connections.open(), "ALTER TABLE t ADD COLUMN extra BOOLEAN DEFAULT 1");
        assertEquals(List.of(List.of(1L, "a", true)), rows(connection, all));
    }

    @Test
    void manyAreOneUnit() {
        var insert = sql("INSERT INTO t (id, name) VALUES (?, ?)");
        assertArrayEquals(new long[] {1, 1}, await(connection.executeMany(insert, List.of(new Object[] {1, "a"}, new Object[] {2, "b"}))));
        StatementException failure = assertThrows(StatementException.class, () -> await(connection.executeMany(insert,
                List.of(new Object[] {3, "c"}, new Object[] {4, "d"}, new Object[] {1, "e"}, new Object[] {5, "f"}))));
        assertEquals(ErrorKind.CONSTRAINT, failure.kind());
        assertEquals(2, failure.batchIndex());
        assertEquals(2L, value(connection, "SELECT count(*) FROM t"));
        assertEquals(0, await(connection.executeMany(insert, List.of())).length);
    }

    @Test
    void refusesWorkAfterCloseAndClosesTwice() {
        await(connection.close());
        await(connection.close());
        DatabaseException failure = assertThrows(DatabaseException.class, () -> run(connection, "SELECT 1"));
        assertEquals(ErrorKind.USAGE, failure.kind());
    }

    @Test
    void unwrapsToTheDriver() {
        assertTrue(connection.unwrap(Connection.class).isPresent());
        assertFalse(connection.unwrap(String.class).isPresent());
    }

    @Test
    void hostileNamesAreOnlyNames() {
        for (String name : List.of("a?vfs=memdb&b#c%20d", "x'; DROP TABLE t; --.db", "?enable_load_extension=true", "ünï cödé.db")) {
            try (Connections hostile = new Connections(directory.resolve(name).toString())) {
                ConnectionBackend own = hostile.open();
                run(own, "CREATE TABLE \"a\"\"b; DROP TABLE t\" (a)");
                assertTrue(Files.exists(directory.resolve(name)), name);
            }
        }
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
    }
}
