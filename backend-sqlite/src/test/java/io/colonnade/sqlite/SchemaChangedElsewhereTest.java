// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.colonnade.Database;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another program changes the tables while a text is prepared here: the next run gives what a fresh connection would give. */
class SchemaChangedElsewhereTest {

    private static final String ALL = "SELECT * FROM t";

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = open("delete");
    }

    private Database open(String journal) {
        Database opened = Database.open("sqlite:///" + directory.resolve(journal + ".db") + "?max_size=1&journal_mode=" + journal).join();
        opened.execute("CREATE TABLE t (a INTEGER, b TEXT)").join();
        opened.execute("INSERT INTO t VALUES (1, 'two')").join();
        return opened;
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void elsewhere(String... statements) {
        inFile("delete", statements);
    }

    private void inFile(String journal, String... statements) {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(journal + ".db"));
                Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private Map<String, Object> row(String sql) {
        return db.fetchAll(sql).join().get(0).asMap();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "wal"})
    void valuesStandUnderTheNamesThatTheyHave(String journal) {
        close();
        db = open(journal.equals("wal") ? "wal" : "truncate");
        String file = journal.equals("wal") ? "wal" : "truncate";
        assertEquals(Map.of("a", 1L, "b", "two"), row(ALL));
        inFile(file, "ALTER TABLE t RENAME TO old", "CREATE TABLE t (b TEXT, a INTEGER)", "INSERT INTO t (a, b) SELECT a, b FROM old");
        assertEquals(Map.of("a", 1L, "b", "two"), row(ALL));
        inFile(file, "ALTER TABLE t RENAME COLUMN a TO total");
        assertEquals(Map.of("total", 1L, "b", "two"), row(ALL));
        inFile(file, "ALTER TABLE t ADD COLUMN c DEFAULT 3");
        assertEquals(Map.of("total", 1L, "b", "two", "c", 3L), row(ALL));
        inFile(file, "ALTER TABLE t DROP COLUMN b", "ALTER TABLE t ADD COLUMN d DEFAULT 4");
        assertEquals(Map.of("total", 1L, "c", 3L, "d", 4L), row(ALL));
    }

    @Test
    void aResultThatWasEmptyIsNoReasonToKeepTheNames() {
        row(ALL);
        elsewhere("DELETE FROM t");
        db.fetchAll(ALL).join();
        elsewhere("ALTER TABLE t RENAME COLUMN a TO x");
        db.fetchAll(ALL).join();
        elsewhere("INSERT INTO t VALUES (1, 'two')");
        assertEquals(Map.of("x", 1L, "b", "two"), row(ALL));
    }

    @Test
    void aColumnIsReadAsItIsDeclaredNow() {
        String sql = "SELECT a FROM t";
        assertEquals(1L, row(sql).get("a"));
        elsewhere("ALTER TABLE t RENAME TO old", "CREATE TABLE t (a BOOLEAN)", "INSERT INTO t SELECT a FROM old");
        assertEquals(true, row(sql).get("a"));
        elsewhere("DROP TABLE t", "CREATE TABLE t (a DECIMAL_TEXT)", "INSERT INTO t VALUES ('1.50')");
        assertEquals(new BigDecimal("1.50"), row(sql).get("a"));
    }

    @Test
    void aViewIsReadAsItIsNow() {
        elsewhere("CREATE VIEW v AS SELECT a, b FROM t");
        assertEquals(Map.of("a", 1L, "b", "two"), row("SELECT * FROM v"));
        elsewhere("DROP VIEW v", "CREATE VIEW v AS SELECT b AS a, a AS b FROM t");
        assertEquals(Map.of("a", "two", "b", 1L), row("SELECT * FROM v"));
    }

    @Test
    void returnedRowsToo() {
        String sql = "UPDATE t SET b = b RETURNING *";
        assertEquals(Map.of("a", 1L, "b", "two"), row(sql));
        elsewhere("ALTER TABLE t RENAME COLUMN a TO x");
        assertEquals(Map.of("x", 1L, "b", "two"), row(sql));
    }

    @Test
    void withinTransactionsToo() {
        assertEquals(Map.of("a", 1L, "b", "two"), db.transaction(tx -> tx.fetchAll(ALL)).join().get(0).asMap());
        elsewhere("ALTER TABLE t RENAME COLUMN a TO x");
        List<Map<String, Object>> seen = db.transaction(tx -> tx.fetchAll(ALL).thenCompose(first -> tx.execute(
                "ALTER TABLE t RENAME COLUMN x TO y").thenCompose(done -> tx.fetchAll(ALL)).thenApply(second -> List.of(
                        first.get(0).asMap(), second.get(0).asMap())))).join();
        assertEquals(List.of(Map.of("x", 1L, "b", "two"), Map.of("y", 1L, "b", "two")), seen);
        db.transaction(tx -> tx.transaction(inner -> inner.execute("ALTER TABLE t RENAME COLUMN y TO z").thenCompose(
                done -> inner.fetchAll(ALL)).thenAccept(rows -> {
                    assertEquals(Map.of("z", 1L, "b", "two"), rows.get(0).asMap());
                    throw new IllegalStateException("back");
                })).handle((value, failure) -> failure).thenCompose(failure -> tx.fetchAll(ALL)).thenAccept(
                        rows -> assertEquals(Map.of("y", 1L, "b", "two"), rows.get(0).asMap()))).join();
    }

    @Test
    void streamsToo() {
        assertEquals(Map.of("a", 1L, "b", "two"), streamed());
        elsewhere("ALTER TABLE t RENAME TO old", "CREATE TABLE t (b TEXT, a INTEGER)", "INSERT INTO t (a, b) SELECT a, b FROM old");
        assertEquals(Map.of("a", 1L, "b", "two"), streamed());
    }

    private Map<String, Object> streamed() {
        CompletableFuture<Map<String, Object>> first = new CompletableFuture<>();
        db.iterate(ALL).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(io.colonnade.Row row) {
                first.complete(row.asMap());
            }

            @Override
            public void onError(Throwable failure) {
                first.completeExceptionally(failure);
            }

            @Override
            public void onComplete() {
                first.completeExceptionally(new AssertionError("no row"));
            }
        });
        return first.join();
    }

    @Test
    void attachedFilesToo() {
        inFile("other", "CREATE TABLE o (a INTEGER, b TEXT)", "INSERT INTO o VALUES (1, 'two')");
        db.withConnection(connection -> connection.execute("ATTACH '" + directory.resolve("other.db") + "' AS far")
                .thenCompose(done -> connection.fetchAll("SELECT * FROM far.o")).thenCompose(before -> {
                    assertEquals(Map.of("a", 1L, "b", "two"), before.get(0).asMap());
                    inFile("other", "ALTER TABLE o RENAME COLUMN a TO x");
                    return connection.fetchAll("SELECT * FROM far.o");
                }).thenAccept(after -> assertEquals(Map.of("x", 1L, "b", "two"), after.get(0).asMap()))).join();
    }

    @Test
    void batchesGoToTheColumnsThatTheyName() {
        String sql = "INSERT INTO t (a, b) VALUES (:a, :b)";
        db.executeMany(sql, List.of(Map.of("a", 2, "b", "x"))).join();
        elsewhere("ALTER TABLE t RENAME TO old", "CREATE TABLE t (b TEXT, a INTEGER)");
        db.executeMany(sql, List.of(Map.of("a", 3, "b", "y"))).join();
        assertEquals(Map.of("a", 3L, "b", "y"), row(ALL));
        assertInstanceOf(Long.class, row(ALL).get("a"));
    }
}
