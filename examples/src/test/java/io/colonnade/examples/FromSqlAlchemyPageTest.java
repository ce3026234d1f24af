// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Functions.concat;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.exists;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.or;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Windows.partitionBy;
import static io.colonnade.sql.Windows.rowNumber;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Text;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of docs/from-sqlalchemy.md. */
class FromSqlAlchemyPageTest extends NotesPage {

    // snippet: from-sqlalchemy-record
    record Author(String name, String team) {
    }

    record Note(long id, String text, Author author) {
    }
    // end

    @Test
    void openingAndCreating() {
        // snippet: from-sqlalchemy-open
        CompletableFuture<Long> number = Database.open("sqlite:///:memory:").thenCompose(db ->
                db.execute(createAll(MetaData.of(AUTHORS, NOTES)))
                        .thenCompose(created -> db.fetchValue(select(count()).from(NOTES), Long.class))
                        .thenApply(count -> count.get())
                        .whenComplete((count, error) -> db.closeAsync()));
        // end
        assertEquals(0, number.join());
    }

    @Test
    void inserting() {
        // snippet: from-sqlalchemy-insert
        CompletableFuture<Long> key = db.execute(insertInto(NOTES).set(NOTES.author, "ada").set(NOTES.text, "rest"))
                .thenApply(result -> result.generatedKey(Long.class));
        CompletableFuture<long[]> counts = db.executeMany(insertInto(NOTES), List.of(
                Map.of("author", "ada", "text", "one"),
                Map.of("author", "grace", "text", "two")));
        // end
        assertTrue(key.join() > 3);
        assertArrayEquals(new long[] {1, 1}, counts.join());
    }

    @Test
    void selecting() {
        // snippet: from-sqlalchemy-select
        Select query = select(NOTES.id, NOTES.text)
                .from(NOTES)
                .where(NOTES.priority.gt(1).and(or(NOTES.text.isNull(), NOTES.text.like("draw%"))))
                .orderBy(NOTES.id.desc())
                .limit(10);
        CompletableFuture<List<String>> texts = db.fetchAll(query)
                .thenApply(rows -> rows.stream().map(row -> row.get(NOTES.text)).toList());
        // end
        assertEquals(List.of("draw the mill"), texts.join());
    }

    @Test
    void joining() {
        // snippet: from-sqlalchemy-join
        TableAlias other = NOTES.as("other");
        Labelled<Long> later = count(other.column(NOTES.id)).as("later");
        Select query = select(NOTES.author, NOTES.id, later)
                .from(NOTES)
                .leftJoin(other, other.column(NOTES.author).eq(NOTES.author).and(other.column(NOTES.id).gt(NOTES.id)))
                .where(exists(select(value(1)).from(AUTHORS).where(AUTHORS.name.eq(NOTES.author))))
                .groupBy(NOTES.author, NOTES.id)
                .orderBy(NOTES.id);
        CompletableFuture<List<Long>> counts = db.fetchAll(query)
                .thenApply(rows -> rows.stream().map(row -> row.get(later)).toList());
        // end
        assertEquals(List.of(1L, 0L, 0L), counts.join());
    }

    @Test
    void records() {
        // snippet: from-sqlalchemy-nested
        CompletableFuture<List<Note>> notes = db.fetchAll(select(NOTES.id, NOTES.text)
                .select(AUTHORS.columnsAs("author"))
                .from(NOTES)
                .leftJoin(AUTHORS, AUTHORS.name.eq(NOTES.author))
                .orderBy(NOTES.id), Note.class);
        // end
        assertEquals(new Note(3, "find the moth", new Author("grace", "ships")), notes.join().get(2));
    }

    @Test
    void commonTablesAndWindows() {
        // snippet: from-sqlalchemy-cte
        Labelled<Long> place = rowNumber().over(partitionBy(NOTES.author).orderBy(NOTES.priority.desc())).as("place");
        CommonTable ranked = commonTable("ranked", select(NOTES.id, place).from(NOTES));
        QueryExpression best = with(ranked).then(
                select(ranked.column(NOTES.id)).from(ranked).where(ranked.column(place).eq(1L)));
        // end
        assertEquals(2, db.fetchAll(best).join().size());
    }

    @Test
    void changing() {
        // snippet: from-sqlalchemy-change
        CompletableFuture<Long> changed = db.execute(update(NOTES)
                .set(NOTES.text, concat(NOTES.text, value("!")))
                .where(NOTES.author.eq("ada")))
                .thenApply(Result::rowsAffected);
        CompletableFuture<Result> gone = db.execute(deleteFrom(NOTES).where(NOTES.id.in(
                select(max(NOTES.id)).from(NOTES))).returning(NOTES.text));
        // end
        assertEquals(2, changed.join());
        assertEquals("find the moth", gone.join().rows().get(0).get(NOTES.text));
    }

    @Test
    void upserting() {
        // snippet: from-sqlalchemy-upsert
        Insert save = insertInto(AUTHORS).set(AUTHORS.name, "ada").set(AUTHORS.team, "looms")
                .onConflict(AUTHORS.name).doUpdate();
        // end
        assertEquals(1, db.execute(save).join().rowsAffected());
    }

    @Test
    void parameters() {
        // snippet: from-sqlalchemy-lists
        Select some = select(NOTES.text).from(NOTES).where(NOTES.id.in(param("ids", BIGINT))).orderBy(NOTES.id);
        CompletableFuture<List<Row>> rows = db.fetchAll(some, Map.of("ids", List.of(1L, 3L)));
        // end
        assertEquals(2, rows.join().size());
    }

    @Test
    void texts() {
        // snippet: from-sqlalchemy-text
        Text found = text("SELECT id, text FROM notes WHERE text LIKE :pattern")
                .bind("pattern", "%moth%")
                .columns(NOTES.id, NOTES.text);
        CompletableFuture<Row> row = db.fetchExactlyOne(found);
        // end
        assertEquals(3L, row.join().get(NOTES.id));
    }

    @Test
    void transactions() {
        // snippet: from-sqlalchemy-transaction
        CompletableFuture<Result> moved = db.transaction(tx ->
                tx.execute(update(NOTES).set(NOTES.author, "grace").where(NOTES.id.eq(1L)))
                        .thenCompose(first -> tx.execute(update(NOTES).set(NOTES.author, "ada").where(NOTES.id.eq(3L)))));
        // end
        assertEquals(1, moved.join().rowsAffected());
    }

    @Test
    void printing() {
        Select query = select(NOTES.text).from(NOTES).where(NOTES.author.eq("ada"));
        // snippet: from-sqlalchemy-print
        Dialect dialect = Database.dialectOf("sqlite");
        String sent = dialect.sql(query);
        String forPeople = dialect.print(query);
        // end
        assertEquals("SELECT text FROM notes WHERE author = ?", sent);
        assertEquals("SELECT text FROM notes WHERE author = 'ada'", forPeople);
        assertEquals(2, db.fetchAll(selectFrom(NOTES).where(NOTES.author.eq("ada"))).join().size());
    }
}
