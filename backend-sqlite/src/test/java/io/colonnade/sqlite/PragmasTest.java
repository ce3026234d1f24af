// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No PRAGMA of one borrower is there for the next one. The list is the engine's own. */
class PragmasTest {

    /** Values other than those of a fresh connection. */
    private static final Map<String, String> OTHER = Map.ofEntries(Map.entry("locking_mode", "EXCLUSIVE"), Map.entry("analysis_limit", "77"),
            Map.entry("automatic_index", "0"), Map.entry("cache_spill", "0"), Map.entry("journal_size_limit", "5000"),
            Map.entry("mmap_size", "1048576"), Map.entry("short_column_names", "0"), Map.entry("threads", "3"),
            Map.entry("wal_autocheckpoint", "0"), Map.entry("max_page_count", "5000"), Map.entry("busy_timeout", "123456"),
            Map.entry("cache_size", "77"), Map.entry("cell_size_check", "0"), Map.entry("foreign_keys", "0"), Map.entry("synchronous", "0"),
            Map.entry("temp_store", "2"), Map.entry("journal_mode", "off"), Map.entry("page_size", "8192"), Map.entry("auto_vacuum", "0"));

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=1&journal_mode=delete").join();
        db.execute("CREATE TABLE t (a TEXT)").join();
        db.execute("INSERT INTO t VALUES ('x')").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** What can be seen of a session. */
    private Map<String, List<Object>> state() {
        Map<String, List<Object>> state = new LinkedHashMap<>();
        for (String name : names()) {
            if (!name.equals("schema_version") && reads(name)) {
                state.put(name, all("PRAGMA " + name));
            }
        }
        state.put("like", all("SELECT 'a' LIKE 'A'"));
        state.put("names", all("SELECT count(*) FROM t"));
        return state;
    }

    /** Whether it tells a setting, and sets nothing where it is given no value. */
    private static boolean reads(String name) {
        return Pragma.ALL.get(name).fate() != Pragma.Fate.READS && !name.equals("case_sensitive_like");
    }

    private List<Object> all(String sql) {
        List<Object> all = new ArrayList<>();
        for (Row row : db.fetchAll(sql).join()) {
            all.add(row.asMap().toString());
        }
        return all;
    }

    private List<String> names() {
        return db.fetchAll("PRAGMA pragma_list").join().stream().map(row -> row.get(0, String.class)).toList();
    }

    @Test
    void everyPragmaOfTheEngineHasAFate() {
        for (String name : names()) {
            assertNotNull(Pragma.ALL.get(name), "PRAGMA " + name + " of this version of SQLite: decide in Pragma what becomes of it");
        }
    }

    static Stream<String> settable() {
        return Pragma.ALL.values().stream().filter(pragma -> pragma.fate() == Pragma.Fate.RESET || pragma.fate() == Pragma.Fate.RESTORED)
                .map(Pragma::name);
    }

    @ParameterizedTest
    @MethodSource("settable")
    void theNextBorrowerFindsAFreshSession(String name) {
        Map<String, List<Object>> fresh = state();
        String value = OTHER.getOrDefault(name, "1");
        for (String sql : List.of("PRAGMA " + name + " = " + value, "/* x */ pragma\n main . \"" + name + "\" (" + value + ")",
                "EXPLAIN PRAGMA " + name + " = " + value)) {
            db.withConnection(connection -> connection.execute(sql)).join();
            assertEquals(fresh, state(), sql);
            db.transaction(tx -> tx.execute(sql)).handle((done, refused) -> null).join();
            assertEquals(fresh, state(), sql + " in a transaction");
        }
    }

    @Test
    void aPragmaWorksEachTime() {
        for (String name : List.of("cache_size", "threads", "mmap_size", "busy_timeout", "analysis_limit", "automatic_index")) {
            for (int i = 0; i < 3; i++) {
                String value = OTHER.get(name);
                assertEquals(value, db.withConnection(connection -> connection.execute("PRAGMA " + name + " = " + value).thenCompose(
                        done -> connection.fetchAll("PRAGMA " + name))).join().get(0).get(0).toString(), name + ", time " + i);
            }
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(0L, db.withConnection(connection -> connection.execute("PRAGMA case_sensitive_like = 1").thenCompose(
                    done -> connection.fetchAll("SELECT 'a' LIKE 'A'"))).join().get(0).get(0), "time " + i);
        }
    }

    @Test
    void asATableOfValuesItSetsNothing() {
        Map<String, List<Object>> fresh = state();
        for (String name : names()) {
            if (Pragma.ALL.get(name).fate() != Pragma.Fate.READS) {
                db.fetchAll("SELECT * FROM pragma_" + name + "('1')").handle((rows, refused) -> null).join();
                db.fetchAll("SELECT * FROM pragma_" + name).handle((rows, refused) -> null).join();
            }
        }
        assertEquals(fresh, state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRAGMA hard_heap_limit=200000000", "/* a */ EXPLAIN QUERY PLAN pragma -- b\n 'main'.[soft_heap_limit](5000)",
        "PRAGMA temp_store_directory = '/tmp'", "PRAGMA `Hard_Heap_Limit` = 1000000"})
    void whatHoldsForTheProcessIsRefused(String sql) {
        List<Object> before = all("PRAGMA hard_heap_limit");
        DatabaseException refused = (DatabaseException) assertThrows(CompletionException.class, () -> db.execute(sql).join()).getCause();
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertTrue(words(refused).contains("heap_limit") || words(refused).contains("temp_store_directory"));
        assertEquals(before, all("PRAGMA hard_heap_limit"));
        assertEquals(List.of("{soft_heap_limit=0}"), all("PRAGMA soft_heap_limit"));
    }

    @Test
    void anExclusiveLockEndsWithItsBorrower() throws SQLException {
        db.withConnection(connection -> connection.execute("PRAGMA locking_mode = EXCLUSIVE").thenCompose(
                done -> connection.execute("INSERT INTO t VALUES ('y')"))).join();
        // It reads nothing of the file, but has the connection after its reset.
        all("SELECT 1");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"));
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 0");
            statement.execute("INSERT INTO t VALUES ('z')");
        }
        assertEquals(List.of("{count(*)=3}"), all("SELECT count(*) FROM t"));
    }

    @Test
    void aVacuumMakesNothingElseOfTheFile() {
        db.withConnection(connection -> connection.execute("PRAGMA page_size = 8192")).join();
        List<Object> before = all("PRAGMA page_size");
        assertNotEquals(List.of("{page_size=8192}"), before);
        db.execute("VACUUM").join();
        assertEquals(before, all("PRAGMA page_size"));
    }
}
