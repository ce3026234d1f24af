// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.await;
import static io.colonnade.tck.cases.Calls.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program changes the tables while rows of a stream are still to come, on a connection that goes on afterwards. */
class SchemaChangedBesideStreamTest {

    private static final String ALL = "SELECT * FROM t ORDER BY id";
    private static final int ROWS = 500;

    @TempDir
    Path directory;

    private Database db;

    private void open(String journal) {
        db = await(Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=2&fetch_size=10&busy_timeout=5s&journal_mode=" + journal));
        await(db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BOOLEAN)"));
        await(db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ") INSERT INTO t SELECT i, 'a', 1 FROM n"));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void elsewhere(String... statements) throws SQLException {
        try (java.sql.Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("a.db"));
                java.sql.Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void pinned(Consumer<Connection> body) {
        await(db.withConnection(connection -> CompletableFuture.runAsync(() -> body.accept(connection))));
    }

    private static Map<String, Object> first(Connection connection) {
        return await(connection.fetchAll(ALL)).get(0).asMap();
    }

    private static void change(Runner runner) {
        try {
            runner.run();
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private interface Runner {
        void run() throws SQLException;
    }

    /** With a journal of its own the writer is not in the way of the readers: each sees the tables of one moment. */
    @Test
    void aStreamKeepsTheNamesOfItsMomentAndWhatFollowsHasTheNewOnes() {
        open("wal");
        Map<String, Object> before = Map.of("id", 1L, "a", "a", "b", true);
        pinned(connection -> {
            assertEquals(before, first(connection));
            Reader reader = new Reader();
            connection.iterate(ALL).subscribe(reader);
            assertEquals(before, reader.next().asMap());
            change(() -> elsewhere("ALTER TABLE t RENAME TO old", "CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT, a DECIMAL_TEXT, c DEFAULT 7)",
                    "INSERT INTO t (id, b, a) SELECT id, a, '1.50' FROM old", "DROP TABLE old"));
            assertEquals(before, first(connection), "the connection reads at the moment of its stream");
            for (long id = 2; id <= ROWS; id++) {
                assertEquals(Map.of("id", id, "a", "a", "b", true), reader.next().asMap());
            }
            await(reader.end);
            Map<String, Object> after = Map.of("id", 1L, "b", "a", "a", new java.math.BigDecimal("1.50"), "c", 7L);
            assertEquals(after, first(connection));
            Reader again = new Reader();
            connection.iterate(ALL).subscribe(again);
            assertEquals(after, again.next().asMap());
            again.cancel();
            assertEquals(after, first(connection));
        });
        assertEquals(7L, await(db.fetchAll(ALL)).get(0).get("c"));
    }

    /** What is cancelled half way lets go of its moment. */
    @Test
    void aStreamThatIsCancelledHoldsNothing() {
        open("wal");
        pinned(connection -> {
            Reader reader = new Reader();
            connection.iterate(ALL).subscribe(reader);
            reader.next();
            change(() -> elsewhere("ALTER TABLE t RENAME COLUMN a TO x"));
            reader.cancel();
            assertEquals(Map.of("id", 1L, "x", "a", "b", true), first(connection));
        });
    }

    /** A write at an old moment could not be right; it is refused in a way that is safe to retry, and succeeds behind the stream. */
    @Test
    void aWriteBesideTheStreamIsRefusedOrRight() {
        open("wal");
        pinned(connection -> {
            Reader reader = new Reader();
            connection.iterate(ALL).subscribe(reader);
            reader.next();
            change(() -> elsewhere("ALTER TABLE t RENAME COLUMN a TO x"));
            assertTrue(failure(ErrorKind.SERIALIZATION, connection.execute("UPDATE t SET b = 0 WHERE id = 3")).retrySafe());
            for (int row = 2; row <= ROWS; row++) {
                assertEquals(List.of("id", "a", "b"), reader.next().columnNames());
            }
            await(reader.end);
            assertEquals(1, await(connection.execute("UPDATE t SET b = 0 WHERE id = 3")).rowsAffected());
            assertEquals(Map.of("id", 3L, "x", "a", "b", false), await(connection.fetchAll(ALL)).get(2).asMap());
        });
    }

    /** With the rollback journal the other program has to wait for the stream. */
    @Test
    void theRollbackJournalMakesTheOtherWait() {
        open("delete");
        pinned(connection -> {
            Reader reader = new Reader();
            connection.iterate(ALL).subscribe(reader);
            reader.next();
            assertThrows(SQLException.class, () -> elsewhere("PRAGMA busy_timeout = 0", "ALTER TABLE t RENAME COLUMN a TO x"));
            assertEquals(Map.of("id", 1L, "a", "a", "b", true), first(connection));
            reader.cancel();
            assertEquals(Map.of("id", 1L, "a", "a", "b", true), first(connection));
            change(() -> elsewhere("ALTER TABLE t RENAME COLUMN a TO x"));
            assertEquals(Map.of("id", 1L, "x", "a", "b", true), first(connection));
        });
    }

    /** Asks for rows one by one. */
    private static final class Reader implements Flow.Subscriber<Row> {
        final CompletableFuture<Void> end = new CompletableFuture<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final BlockingQueue<Row> rows = new LinkedBlockingQueue<>();

        Row next() {
            await(subscription).request(1);
            try {
                Row row = rows.poll(30, TimeUnit.SECONDS);
                assertTrue(row != null, () -> "no row came, " + end);
                return row;
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        void cancel() {
            await(subscription).cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(Row row) {
            rows.add(row);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
