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

import io.colonnade.Database;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** Which databases are opened, with what settings, and which are refused. */
class SqliteOpeningTest {

    private static final String NUMBERS = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 200) "
            + "SELECT value FROM n";

    @TempDir
    Path directory;

    private static ErrorKind refusal(Connections connections) {
        return assertThrows(DatabaseException.class, connections::open).kind();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":memory:"})
    void aMemoryDatabaseIsSharedByItsConnectionsAndNobodyElse(String name) {
        try (Connections connections = new Connections(name); Connections others = new Connections(name)) {
            ConnectionBackend first = connections.open();
            run(first, "CREATE TABLE t (a)");
            run(first, "INSERT INTO t VALUES (1)");
            await(first.close());
            assertEquals(1L, value(connections.open(), "SELECT count(*) FROM t"));
            assertThrows(DatabaseException.class, () -> run(others.open(), "SELECT * FROM t"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite:///:memory:", "sqlite://"})
    void aMemoryDatabaseIsGoneWhenItIsClosed(String url) {
        for (int i = 0; i < 2; i++) {
            try (Database database = Database.open(url).join()) {
                database.execute("CREATE TABLE gone (a)").join();
                assertEquals(List.of(), database.fetchAll("SELECT a FROM gone").join());
            }
        }
    }

    @Test
    void aStreamFromMemoryDoesNotMakeAWriterFailAtOnce() {
        try (Connections connections = new Connections(":memory:")) {
            ConnectionBackend reader = connections.open();
            ConnectionBackend writer = connections.open();
            run(writer, "CREATE TABLE t (a)");
            run(writer, "INSERT INTO t VALUES (1), (2), (3)");
            Rows rows = new Rows();
            reader.stream(sql("SELECT a FROM t"), new Object[0], 10).subscribe(rows);
            rows.request(1);
            assertEquals(List.of(1L), rows.await(1));
            var insert = writer.execute(sql("INSERT INTO t VALUES (4)"), new Object[0], row -> true).toCompletableFuture();
            rows.request(Long.MAX_VALUE);
            rows.awaitEnd();
            await(insert);
            assertEquals(4L, value(reader, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void setsWhatIsSafe() {
        try (Connections connections = new Connections(directory.resolve("a.db").toString())) {
            ConnectionBackend connection = connections.open();
            assertEquals("wal", value(connection, "PRAGMA journal_mode"));
            assertEquals(1L, value(connection, "PRAGMA foreign_keys"));
            assertEquals(1L, value(connection, "PRAGMA synchronous"));
            assertEquals(0L, value(connection, "PRAGMA trusted_schema"));
            assertEquals(1L, value(connection, "PRAGMA cell_size_check"));
            assertThrows(DatabaseException.class, () -> run(connection, "SELECT load_extension('x')"));
            assertTrue(connection.dialect().serverVersion().startsWith("3."), connection.dialect().serverVersion());
        }
    }

    @Test
    void setsWhatIsAskedFor() {
        try (Connections connections = new Connections(directory.resolve("a.db").toString(), "journal_mode", "DELETE",
                "foreign_keys", "off", "synchronous", "full", "cache_size", "77")) {
            ConnectionBackend connection = connections.open();
            assertEquals("delete", value(connection, "PRAGMA journal_mode"));
            assertEquals(0L, value(connection, "PRAGMA foreign_keys"));
            assertEquals(2L, value(connection, "PRAGMA synchronous"));
            assertEquals(77L, value(connection, "PRAGMA cache_size"));
        }
    }

    @Test
    void opensOnlyWhatExistsIfToldSo() {
        Path file = directory.resolve("a.db");
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, refusal(new Connections(file.toString(), "mode", "rw")));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, refusal(new Connections(file.toString(), "mode", "ro")));
        assertFalse(Files.exists(file));
    }

    @Test
    void writesNothingWhenOpenedReadOnly() {
        String file = directory.resolve("a.db").toString();
        try (Connections connections = new Connections(file); Connections readers = new Connections(file, "mode", "ro")) {
            run(connections.open(), "CREATE TABLE t (a)");
            ConnectionBackend reader = readers.open();
            assertEquals(0L, value(reader, "SELECT count(*) FROM t"));
            DatabaseException failure = assertThrows(DatabaseException.class, () -> run(reader, "INSERT INTO t VALUES (1)"));
            assertEquals(ErrorKind.READ_ONLY, failure.kind());
            TransactionBackend transaction = await(reader.begin(TransactionDefinition.DEFAULT));
            assertEquals(ErrorKind.READ_ONLY,
                    assertThrows(DatabaseException.class, () -> run(reader, "INSERT INTO t VALUES (1)")).kind());
            await(transaction.rollback());
            assertEquals(0L, value(reader, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void refusesWhatIsNoDatabase() throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "These are notes and no database. ".repeat(100));
        assertEquals(ErrorKind.CORRUPT, refusal(new Connections(text.toString())));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, refusal(new Connections(directory.toString())));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, refusal(new Connections(directory.resolve("no/such/a.db").toString())));
        DatabaseException failure = assertThrows(DatabaseException.class, () -> new Connections(directory.toString()).open());
        assertTrue(words(failure).contains(directory.toString()), failure.getMessage());
        assertEquals("These are", Files.readString(text).substring(0, 9));
    }

    @Test
    void reportsADamagedFile() throws IOException {
        Path file = directory.resolve("a.db");
        try (Connections connections = new Connections(file.toString(), "journal_mode", "delete")) {
            ConnectionBackend connection = connections.open();
            run(connection, "CREATE TABLE t (a TEXT)");
            run(connection, "INSERT INTO t SELECT printf('%0500d', value) FROM (" + NUMBERS + ")");
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int page = 2; page < bytes.length / 4096; page++) {
            bytes[page * 4096] = 99;
        }
        Files.write(file, bytes);
        try (Connections connections = new Connections(file.toString(), "journal_mode", "delete")) {
            ConnectionBackend connection = connections.open();
            DatabaseException failure = assertThrows(DatabaseException.class, () -> value(connection, "SELECT max(a) FROM t"));
            assertEquals(ErrorKind.CORRUPT, failure.kind());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":resource:http://127.0.0.1/a.db", ":RESOURCE:a", "file:a.db?vfs=memdb", "FILE:/a.db",
        "jdbc:sqlite:a.db", "a\u0000b"})
    void refusesCommandsToTheDriver(String database) {
        var settings = new ConnectionSettings("sqlite", null, -1, null, () -> null, database, Map.of());
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> new SqliteBackend().validate(settings));
        assertEquals(ErrorKind.CONFIG_INVALID, failure.kind());
    }

    @ParameterizedTest
    @CsvSource({"journal_mode, off", "journal_mode, wal; DROP TABLE t", "synchronous, 9", "foreign_keys, maybe", "cache_size, many",
        "mode, memory", "busy_timeout, -1s", "busy_timeout, 5 s", "busy_timeout, 9999999999999999999s", "busy_timeout, 2h",
        "busy_timeout, s"})
    void refusesOptionsOutOfRange(String option, String value) {
        var settings = new ConnectionSettings("sqlite", null, -1, null, () -> null, "a.db", Map.of(option, value));
        ConfigurationException failure = assertThrows(ConfigurationException.class, () -> new SqliteBackend().validate(settings));
        assertEquals(option, failure.option());
        assertTrue(words(failure).contains(option) && words(failure).contains("accepted"), failure.getMessage());
    }

    @Test
    void refusesWhatHasNoMeaning() {
        for (String option : List.of("mode", "journal_mode", "synchronous")) {
            var settings = new ConnectionSettings("sqlite", null, -1, null, () -> null, ":memory:", Map.of(option, "rw"));
            assertEquals(option, assertThrows(ConfigurationException.class, () -> new SqliteBackend().validate(settings)).option());
        }
        var withHost = new ConnectionSettings("sqlite", "localhost", -1, null, () -> null, "a.db", Map.of());
        assertThrows(ConfigurationException.class, () -> new SqliteBackend().validate(withHost));
        assertFalse(new SqliteBackend().options().contains("enable_load_extension"));
    }

    /** In whatever way it is written. */
    @ParameterizedTest
    @EnumSource
    void knowsNoOptionOfTheDriver(SQLiteConfig.Pragma pragma) {
        String name = pragma.pragmaName;
        String escaped = String.format("%%%02x", (int) name.charAt(0)) + name.substring(1);
        for (String written : List.of(name, name.toUpperCase(Locale.ROOT), escaped, "mode=rw&" + name)) {
            boolean ours = new SqliteBackend().options().contains(written.replace(escaped, name).replace("mode=rw&", ""));
            if (!ours) {
                Throwable failure = assertThrows(CompletionException.class,
                        () -> Database.open("sqlite:///nowhere/a.db?" + written + "=1").toCompletableFuture().join()).getCause();
                assertEquals(ErrorKind.CONFIG_INVALID, ((DatabaseException) failure).kind(), failure::getMessage);
            }
        }
    }
}
