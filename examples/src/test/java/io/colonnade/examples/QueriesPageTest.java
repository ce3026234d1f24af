// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.Scalar;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of docs/queries.md. */
class QueriesPageTest {

    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT, completed BOOLEAN NOT NULL DEFAULT FALSE)")
                .thenCompose(created -> db.execute("INSERT INTO notes VALUES (1, 'milk', FALSE), (2, 'bread', TRUE), (3, NULL, FALSE)"))
                .join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void opening() {
        // snippet: queries-open
        CompletableFuture<Long> answer = Database.open("sqlite:///:memory:").thenCompose(db ->
                db.fetchValue("SELECT 6 * 7", Long.class)
                        .thenApply(Scalar::get)
                        .whenComplete((value, error) -> db.closeAsync()));
        // end
        assertEquals(42, answer.join());
    }

    @Test
    void values() {
        // snippet: queries-values
        var byName = db.fetchAll("SELECT * FROM notes WHERE completed = :done AND id < :limit",
                Map.of("done", true, "limit", 100));
        var inOrder = db.fetchAll("SELECT * FROM notes WHERE id = :id OR text = :text OR :id = 0", 1, "bread");
        // end
        assertEquals(List.of("bread"), byName.join().stream().map(row -> row.getString("text")).toList());
        assertEquals(2, inOrder.join().size());
    }

    @Test
    void nullAmongValues() {
        // snippet: queries-null
        Map<String, Object> blank = new HashMap<>();
        blank.put("id", 1);
        blank.put("text", null);
        var byName = db.execute("UPDATE notes SET text = :text WHERE id = :id", blank);
        var inOrder = db.execute("UPDATE notes SET text = :text WHERE id = :id", null, 2);
        // end
        CompletableFuture.allOf(byName, inOrder).join();
        assertEquals(3, db.fetchValue("SELECT count(*) FROM notes WHERE text IS NULL", Integer.class).join().get());
    }

    @Test
    void fetching() {
        // snippet: queries-fetch
        CompletableFuture<List<Row>> all = db.fetchAll("SELECT * FROM notes ORDER BY id");
        CompletableFuture<Optional<Row>> first = db.fetchOne("SELECT * FROM notes WHERE id = :id", 7);
        CompletableFuture<Row> only = db.fetchExactlyOne("SELECT * FROM notes WHERE id = :id", 1);
        CompletableFuture<Scalar<Long>> value = db.fetchValue("SELECT count(*) FROM notes", Long.class);
        // end
        assertEquals(3, all.join().size());
        assertTrue(first.join().isEmpty());
        assertEquals("milk", only.join().getString("text"));
        assertEquals(3, value.join().get());
    }

    @Test
    void rows() {
        Row row = db.fetchExactlyOne("SELECT id, text, completed FROM notes WHERE id = 2").join();
        // snippet: queries-row
        long id = row.getLong("id");
        String text = row.getString("text");
        boolean completed = row.getBoolean(2);
        Integer small = row.get("id", Integer.class);
        Map<String, Object> byName = row.asMap();
        // end
        assertEquals(2, id);
        assertEquals("bread", text);
        assertTrue(completed);
        assertEquals(2, small);
        assertEquals(List.of("id", "text", "completed"), List.copyOf(byName.keySet()));
    }

    // snippet: queries-record-type
    record Note(long id, String text, boolean completed) {
    }
    // end

    @Test
    void records() {
        // snippet: queries-record
        CompletableFuture<List<Note>> open =
                db.fetchAll("SELECT * FROM notes WHERE completed = :done ORDER BY id", Note.class, false);
        // end
        assertEquals(List.of(new Note(1, "milk", false), new Note(3, null, false)), open.join());
    }

    @Test
    void results() {
        // snippet: queries-result
        CompletableFuture<Long> changed = db.execute("UPDATE notes SET completed = TRUE WHERE id < :limit", 3)
                .thenApply(Result::rowsAffected);
        CompletableFuture<Long> newId = db.execute("INSERT INTO notes (text) VALUES (:text) RETURNING id", "tea")
                .thenApply(result -> result.rows().get(0).getLong("id"));
        // end
        assertEquals(2, changed.join());
        assertEquals(4, newId.join());
    }

    @Test
    void batches() {
        // snippet: queries-batch
        CompletableFuture<long[]> counts = db.executeMany("INSERT INTO notes (id, text) VALUES (:id, :text)", List.of(
                Map.of("id", 10, "text", "jam"),
                Map.of("id", 11, "text", "tea")));
        // end
        assertArrayEquals(new long[] {1, 1}, counts.join());
    }

    @Test
    void aBatchThatFailsTakesNoEffectAndNamesTheItem() {
        var error = assertThrows(CompletionException.class, () -> db.executeMany("INSERT INTO notes (id) VALUES (:id)",
                List.of(Map.of("id", 20), Map.of("id", 1))).join());
        var cause = (StatementException) error.getCause();
        assertEquals(1, cause.batchIndex());
        assertEquals(3, db.fetchValue("SELECT count(*) FROM notes", Long.class).join().get());
    }

    // snippet: queries-subscriber
    static final class Texts implements Flow.Subscriber<Row> {
        final List<String> texts = new ArrayList<>();
        final CompletableFuture<List<String>> done = new CompletableFuture<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscription.request(1);
        }

        @Override
        public void onNext(Row row) {
            texts.add(row.getString("text"));
            subscription.request(1);
        }

        @Override
        public void onError(Throwable error) {
            done.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            done.complete(texts);
        }
    }
    // end

    @Test
    void streams() {
        // snippet: queries-stream
        Texts subscriber = new Texts();
        db.iterate("SELECT text FROM notes WHERE id <= :last ORDER BY id", 2).subscribe(subscriber);
        CompletableFuture<List<String>> texts = subscriber.done;
        // end
        assertEquals(List.of("milk", "bread"), texts.join());
    }

    @Test
    void deadlines() {
        String slowQuery = ENDLESS;
        // snippet: queries-deadline
        Queries quick = db.withTimeout(Duration.ofMillis(200));
        CompletableFuture<List<Row>> rows = quick.fetchAll(slowQuery);
        // end
        var error = assertThrows(CompletionException.class, rows::join);
        assertEquals(ErrorKind.STATEMENT_TIMEOUT, ((DatabaseException) error.getCause()).kind());
    }

    @Test
    void cancelling() {
        String slowQuery = ENDLESS;
        // snippet: queries-cancel
        CompletableFuture<List<Row>> rows = db.fetchAll(slowQuery);
        rows.cancel(true);
        // end
        assertThrows(CancellationException.class, rows::join);
        assertEquals(3, db.fetchAll("SELECT * FROM notes").join().size());
    }

    @Test
    void connections() {
        // snippet: queries-connection
        CompletableFuture<Long> count = db.withConnection(connection ->
                connection.execute("CREATE TEMPORARY TABLE picked AS SELECT id FROM notes WHERE completed")
                        .thenCompose(created -> connection.fetchValue("SELECT count(*) FROM picked", Long.class))
                        .thenApply(Scalar::get));
        // end
        assertEquals(1, count.join());
    }
}
