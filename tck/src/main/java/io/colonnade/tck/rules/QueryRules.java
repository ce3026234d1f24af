// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.Scalar;
import io.colonnade.dialect.Feature;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Insert;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetching rows, and what a statement says that it did. */
@Topic(why = "Queries and their counts are what an application is made of.",
        look = "ConnectionBackend.execute and executeMany: how rows are read and how affected rows are counted.")
public class QueryRules extends RuleGroup {

    /** More rows than any driver fetches at a time by itself, and more than the pieces of a wire protocol hold. */
    private static final int MANY = 2_500;

    /** A note as a Java record. */
    public record NoteRecord(int id, String text, Boolean completed) {
    }

    protected QueryRules(Target target) {
        super(target);
    }

    private Notes threeNotes() {
        Notes notes = notes();
        add(db(), notes, 1, 2, 3);
        return notes;
    }

    @Rule(id = "QRY-01",
            text = "what an insert expression stored, a select expression fetches: all rows in order, as the classes of their types")
    final void expressions() {
        Notes notes = notes();
        await(db().execute(insertInto(notes).set(notes.id, 1).set(notes.text, "example1").set(notes.completed, true)));
        await(db().executeMany(insertInto(notes), List.of(Notes.row(2, "example2", false), Notes.row(3, "example3", true))));
        List<Row> rows = await(db().fetchAll(selectFrom(notes).orderBy(notes.id)));
        assertEquals(List.of(List.of(1, "example1", true), List.of(2, "example2", false), List.of(3, "example3", true)),
                rows.stream().map(Row::toList).toList());
        assertEquals("example2", await(db().fetchValue(select(notes.text).from(notes).where(notes.id.eq(2)), String.class)).get());
    }

    @Rule(id = "QRY-02", text = "what an insert as text with named parameters stored, a query as text fetches")
    final void texts() {
        Notes notes = notes();
        await(db().execute(notes.insertSql(), Notes.row(1, "example1", true)));
        await(db().executeMany(notes.insertSql(), List.of(Notes.row(2, "example2", false), Notes.row(3, "example3", true))));
        List<Row> rows = await(db().fetchAll("SELECT * FROM " + notes.name() + " WHERE completed = :done ORDER BY id",
                Map.of("done", true)));
        assertEquals(List.of("example1", "example3"), rows.stream().map(row -> row.getString("text")).toList());
        assertTrue(rows.get(0).getBoolean("completed"), "completed of the first row");
    }

    @Rule(id = "QRY-03",
            text = "a column is found by index, by name and by its declaration; the names are those of the expression or the table")
    final void findsColumns() {
        Notes notes = threeNotes();
        Row row = await(db().fetchExactlyOne(selectFrom(notes).where(notes.id.eq(2))));
        assertEquals(List.of("id", "text", "completed"), row.columnNames());
        assertEquals(List.of("id", "text", "completed"),
                await(db().fetchOne("SELECT * FROM " + notes.name())).orElseThrow().columnNames());
        assertEquals("note 2", row.get(1));
        assertEquals("note 2", row.get("text"));
        assertEquals("note 2", row.get(notes.text));
        assertThrows(UsageException.class, () -> row.get("no_such_column"));
    }

    @Rule(id = "QRY-04", text = "columns with the same name are all kept in order, and asking for that name is an error")
    final void keepsDuplicateNames() {
        Row row = await(db().fetchExactlyOne("SELECT 1 AS id, 2 AS id"));
        assertEquals(List.of("id", "id"), row.columnNames());
        assertEquals(1, row.getInt(0));
        assertEquals(2, row.getInt(1));
        assertThrows(UsageException.class, () -> row.get("id"));
        assertThrows(UsageException.class, row::asMap);
    }

    @Rule(id = "QRY-05", text = "a row is given as a map by name and as a Java record by component name")
    final void maps() {
        Notes notes = threeNotes();
        Row row = await(db().fetchExactlyOne(selectFrom(notes).where(notes.id.eq(2))));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("id", 2);
        expected.put("text", "note 2");
        expected.put("completed", true);
        assertEquals(expected, row.asMap());
        assertEquals(new NoteRecord(2, "note 2", true), row.as(NoteRecord.class));
    }

    @Rule(id = "QRY-06", text = "columns of two tables that have the same name are told apart by their declarations")
    final void joinsTables() {
        Notes left = threeNotes();
        Notes right = notes();
        await(db().execute(right.insertSql(), Notes.row(2, "other", false)));
        Row row = await(db().fetchExactlyOne(select(left.text, right.text).from(left).join(right, left.id.eq(right.id))));
        assertEquals("note 2", row.get(left.text));
        assertEquals("other", row.get(right.text));
    }

    @Rule(id = "QRY-07",
            text = "rows affected are the rows inserted, matched for update, or deleted, and 0 for a query; with SANE_ROWCOUNT a row is"
                    + " matched for update though nothing changed in it")
    final void countsRows() {
        Notes notes = notes();
        assertEquals(1, await(db().execute(insertInto(notes).set(notes.id, 1).set(notes.text, "a"))).rowsAffected(), "rows inserted");
        Insert two = insertInto(notes).columns(notes.id, notes.text).values(2, "b");
        if (run().dialect().has(Feature.MULTIVALUES_INSERT)) {
            assertEquals(2, await(db().execute(two.values(3, "c"))).rowsAffected(), "rows inserted at once");
        } else {
            add(db(), notes, 2, 3);
        }
        String update = "UPDATE " + notes.name() + " SET text = :text WHERE id >= :id";
        assertEquals(2, await(db().execute(update, "x", 2)).rowsAffected(), "rows updated");
        if (run().dialect().has(Feature.SANE_ROWCOUNT)) {
            assertEquals(2, await(db().execute(update, "x", 2)).rowsAffected(), "rows matched though unchanged");
        }
        assertEquals(0, await(db().execute(update, "x", 9)).rowsAffected(), "rows updated when none match");
        assertEquals(0, await(db().execute("SELECT id FROM " + notes.name())).rowsAffected(), "rows affected by a query");
        assertEquals(2, await(db().execute("DELETE FROM " + notes.name() + " WHERE id >= :id", 2)).rowsAffected(), "rows deleted");
    }

    @Rule(id = "QRY-08",
            text = "an insert expression on a table with a generated key gives the key of each row, with which the row is found")
    final void generatesKeys() {
        KeyedNotes notes = new KeyedNotes(run().newTable());
        await(run().create(db(), createTable(notes)));
        Long first = await(db().execute(insertInto(notes).set(notes.text, "first"))).generatedKey(Long.class);
        Long second = await(db().execute(insertInto(notes).set(notes.text, "second"))).generatedKey(Long.class);
        assertFalse(first.equals(second), "two rows have the same key");
        assertEquals("first", await(db().fetchValue(select(notes.text).from(notes).where(notes.id.eq(first)), String.class)).get());
        assertEquals("second", await(db().fetchValue(select(notes.text).from(notes).where(notes.id.eq(second)), String.class)).get());
        if (!run().dialect().has(Feature.MULTIVALUES_INSERT)) {
            return;
        }
        List<Object> keys = await(db().execute(insertInto(notes).columns(notes.text).values("third").values("fourth"))).generatedKeys();
        assertEquals(2, keys.size(), "keys of two rows");
        Long third = (Long) keys.get(0);
        assertEquals("third", await(db().fetchValue(select(notes.text).from(notes).where(notes.id.eq(third)), String.class)).get());
    }

    @Rule(id = "QRY-09", text = "fetchOne gives the first row, and empty if there is none")
    final void fetchesOne() {
        Notes notes = threeNotes();
        Optional<Row> row = await(db().fetchOne("SELECT id FROM " + notes.name() + " ORDER BY id"));
        assertEquals(1, row.orElseThrow().getInt("id"));
        assertEquals(Optional.empty(), await(db().fetchOne("SELECT id FROM " + notes.name() + " WHERE id = 9")));
        assertEquals(List.of(), await(db().fetchAll("SELECT id FROM " + notes.name() + " WHERE id = 9")));
    }

    @Rule(id = "QRY-10", text = "fetchValue tells no row from NULL from a value")
    final void fetchesValue() {
        Notes notes = notes();
        await(db().execute(notes.insertSql(), Notes.row(1, "a", null)));
        String query = "SELECT completed FROM " + notes.name() + " WHERE id = :id";
        Scalar<Object> nothing = await(db().fetchValue(query, Object.class, 9));
        assertFalse(nothing.hasRow(), "there is no row");
        Scalar<Object> empty = await(db().fetchValue(query, Object.class, 1));
        assertTrue(empty.hasRow() && empty.isNull(), "there is a row and it is NULL");
        assertEquals("a", await(db().fetchValue("SELECT text FROM " + notes.name(), String.class)).get());
    }

    @Rule(id = "QRY-11", text = "fetchExactlyOne fails with kind DATA if there is no row or more than one")
    final void fetchesExactlyOne() {
        Notes notes = threeNotes();
        String query = "SELECT id FROM " + notes.name() + " WHERE id >= :id";
        assertEquals(3, await(db().fetchExactlyOne(query, 3)).getInt(0));
        failure(ErrorKind.DATA, db().fetchExactlyOne(query, 9));
        failure(ErrorKind.DATA, db().fetchExactlyOne(query, 2));
    }

    @Rule(id = "QRY-12", text = "a result of thousands of rows arrives whole and in order",
            hint = "look at where the driver's result is read in pieces")
    final void fetchesMany() {
        Notes notes = notes();
        await(db().transaction(tx -> addAll(tx, notes, range(1, MANY))));
        List<Integer> ids = await(ids(db(), notes));
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            expected.add(i);
        }
        assertEquals(MANY, ids.size(), "rows fetched");
        assertEquals(expected, ids, "the rows in order");
    }

    @Rule(id = "QRY-13", text = "a batch gives the number of rows that each of its items affected, in their order",
            needs = Feature.SANE_MULTI_ROWCOUNT)
    final void countsBatch() {
        Notes notes = threeNotes();
        long[] counts = await(db().executeMany("UPDATE " + notes.name() + " SET text = :text WHERE id >= :low AND id <= :high", List.of(
                Map.of("text", "x", "low", 1, "high", 1), Map.of("text", "y", "low", 8, "high", 9),
                Map.of("text", "z", "low", 2, "high", 3))));
        assertArrayEquals(new long[] {1, 0, 2}, counts);
        assertArrayEquals(new long[] {1, 1}, await(addAll(db(), notes, 4, 5)));
    }

    @Rule(id = "QRY-14", text = "a batch of which one item fails leaves nothing of it, and the error names the item",
            why = "Half a batch cannot be repeated.")
    final void batchIsAtomic() {
        Notes notes = threeNotes();
        List<Map<String, Object>> rows = List.of(Notes.row(4, "d", true), Notes.row(5, "e", true), Notes.row(3, "again", true),
                Notes.row(6, "f", true));
        StatementException failure = assertInstanceOf(StatementException.class,
                failure(ErrorKind.CONSTRAINT, db().executeMany(notes.insertSql(), rows)));
        assertEquals(2, failure.batchIndex(), "the index of the item that failed");
        assertIds(db(), notes, 1, 2, 3);
    }

    @Rule(id = "QRY-15", text = "a batch of no items does nothing and gives no counts")
    final void emptyBatch() {
        Notes notes = threeNotes();
        assertArrayEquals(new long[0], await(db().executeMany(notes.insertSql(), List.of())));
        assertIds(db(), notes, 1, 2, 3);
    }

    @Rule(id = "QRY-16", text = "a condition on a list takes no values, one and thousands: in none is nothing, not in none is everything")
    final void listConditions() {
        Notes notes = threeNotes();
        assertEquals(List.of(2, 3), idsWhere(notes, notes.id.in(2, 3)));
        assertEquals(List.of(), idsWhere(notes, notes.id.in(List.of())));
        assertEquals(List.of(1, 2, 3), idsWhere(notes, notes.id.notIn(List.of())));
        List<Integer> many = new ArrayList<>();
        for (int i = 2; i < 5_000; i++) {
            many.add(i);
        }
        assertEquals(List.of(2, 3), idsWhere(notes, notes.id.in(many)));
    }

    private List<Integer> idsWhere(Notes notes, Condition condition) {
        return await(db().fetchAll(select(notes.id).from(notes).where(condition).orderBy(notes.id)))
                .stream().map(row -> row.get(notes.id)).toList();
    }

    @Rule(id = "QRY-17", text = "a percent sign in SQL text is nothing but a percent sign")
    final void percentSign() {
        Notes notes = threeNotes();
        assertEquals(3L, await(db().fetchValue("SELECT count(*) FROM " + notes.name() + " WHERE text LIKE '%note%'", Long.class)).get());
    }

    @Rule(id = "QRY-18", text = "a failed query leaves the database as usable as it was, on the same connection and on others")
    final void queriesAfterError() {
        Notes notes = threeNotes();
        Await.databaseFailure(db().fetchAll("SELECT no_such_column FROM " + notes.name()));
        assertIds(db(), notes, 1, 2, 3);
        await(db().withConnection(connection -> connection.fetchAll("SELECT no_such_column FROM " + notes.name())
                .handle((rows, failure) -> failure)
                .thenCompose(failure -> ids(connection, notes))
                .thenAccept(ids -> assertEquals(List.of(1, 2, 3), ids))));
    }

    @Rule(id = "QRY-19", text = "the same query sees rows that were added and removed since it ran before")
    final void seesChanges() {
        Notes notes = notes();
        assertIds(db(), notes);
        add(db(), notes, 1);
        assertIds(db(), notes, 1);
        await(db().execute("DELETE FROM " + notes.name()));
        assertIds(db(), notes);
        assertNull(await(db().fetchOne(selectFrom(notes))).orElse(null));
    }

    @Rule(id = "QRY-20", text = "a query that was run often before its table changed gives the rows in their new form")
    final void survivesDdl() {
        Database database = openSingle();
        Notes notes = notes(database);
        add(database, notes, 1);
        for (int i = 0; i < 7; i++) {
            assertEquals(3, await(database.fetchExactlyOne("SELECT * FROM " + notes.name())).size(), "columns before");
        }
        await(database.execute("ALTER TABLE " + notes.name() + " ADD COLUMN added VARCHAR(10)"));
        await(database.execute("UPDATE " + notes.name() + " SET added = 'new'"));
        Row row = await(database.fetchExactlyOne("SELECT * FROM " + notes.name()));
        assertEquals(List.of("id", "text", "completed", "added"), row.columnNames());
        assertEquals("new", row.get(3));
    }
}
