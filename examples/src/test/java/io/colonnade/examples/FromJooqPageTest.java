// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.caseWhen;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.excluded;
import static io.colonnade.sql.Sql.fragment;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.set;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Sql.valuesTable;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Row;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Select;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Update;
import io.colonnade.sql.ValuesTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of docs/from-jooq.md. */
class FromJooqPageTest extends NotesPage {

    // snippet: from-jooq-record
    record Task(long id, String text, Person author) {
    }

    record Person(String name, String team) {
    }
    // end

    @Test
    void selecting() {
        // snippet: from-jooq-select
        Labelled<String> level = caseWhen(NOTES.priority.ge(3)).then("high").orElse("low").as("level");
        Select query = select(NOTES.id, level)
                .from(NOTES)
                .where(NOTES.author.eq("ada"))
                .orderBy(NOTES.priority.desc(), NOTES.id);
        CompletableFuture<Optional<String>> first = db.fetchOne(query)
                .thenApply(row -> row.map(found -> found.get(level)));
        // end
        assertEquals(Optional.of("high"), first.join());
    }

    @Test
    void records() {
        // snippet: from-jooq-into
        TableAlias author = AUTHORS.as("author");
        CompletableFuture<List<Task>> tasks = db.fetchAll(select(NOTES.id, NOTES.text)
                .select(author.columnsAs("author"))
                .from(NOTES)
                .join(author, author.column(AUTHORS.name).eq(NOTES.author))
                .orderBy(NOTES.id), Task.class);
        // end
        assertEquals(new Task(1, "draw the mill", new Person("ada", "engines")), tasks.join().get(0));
    }

    @Test
    void conditions() {
        // snippet: from-jooq-optional
        Select query = selectFrom(NOTES);
        String part = "moth";
        if (part != null) {
            query = query.where(NOTES.text.contains(part));
        }
        CompletableFuture<List<Row>> rows = db.fetchAll(query);
        // end
        assertEquals(1, rows.join().size());
    }

    @Test
    void derivedTables() {
        // snippet: from-jooq-derived
        Labelled<Integer> highest = max(NOTES.priority).as("highest");
        DerivedTable tops = select(NOTES.author, highest).from(NOTES).groupBy(NOTES.author).as("tops");
        Select query = select(AUTHORS.team, tops.column(highest))
                .from(AUTHORS)
                .join(tops, tops.column(NOTES.author).eq(AUTHORS.name));
        // end
        assertEquals(2, db.fetchAll(query).join().size());
    }

    @Test
    void aggregates() {
        // snippet: from-jooq-aggregates
        Labelled<String> texts = stringAgg(NOTES.text, "; ").orderBy(NOTES.id).as("texts");
        Select query = select(NOTES.author, count().filter(NOTES.priority.gt(1)).as("urgent"), texts)
                .from(NOTES)
                .groupBy(NOTES.author)
                .orderBy(NOTES.author);
        // end
        assertEquals("draw the mill; write notes", db.fetchAll(query).join().get(0).get(texts));
    }

    @Test
    void changes() {
        // snippet: from-jooq-changes
        Insert merge = insertInto(AUTHORS).columns(AUTHORS.name, AUTHORS.team)
                .values("ada", "looms")
                .values("joan", "codes")
                .onConflict(AUTHORS.name)
                .doUpdate(set(AUTHORS.team, excluded(AUTHORS.team)));
        ValuesTable levels = valuesTable("levels").declare("author", TEXT).declare("priority", INTEGER).row("ada", 5).row("grace", 7);
        Update raise = update(NOTES).set(NOTES.priority, levels.column("priority", INTEGER))
                .from(levels)
                .where(levels.column("author", TEXT).eq(NOTES.author));
        // end
        assertEquals(2, db.execute(merge).join().rowsAffected());
        assertEquals(3, db.execute(raise).join().rowsAffected());
    }

    @Test
    void batches() {
        // snippet: from-jooq-batch
        CompletableFuture<long[]> counts = db.executeMany(insertInto(AUTHORS), List.of(
                Map.of("name", "joan", "team", "codes"),
                Map.of("name", "edsger", "team", "paths")));
        // end
        assertArrayEquals(new long[] {1, 1}, counts.join());
    }

    @Test
    void plainSql() {
        // snippet: from-jooq-plain
        Expression<Integer> length = fragment("length({0}) + {1}", INTEGER, NOTES.text, value(1));
        CompletableFuture<List<Row>> rows = db.fetchAll(select(length).from(NOTES).orderBy(length));
        CompletableFuture<List<Row>> plain = db.fetchAll("SELECT id FROM notes WHERE author = :author", "ada");
        // end
        assertEquals(List.of(12, 14, 14), rows.join().stream().map(row -> row.get(length)).toList());
        assertEquals(2, plain.join().size());
    }

    @Test
    void transactions() {
        // snippet: from-jooq-transaction
        CompletableFuture<Long> total = db.transaction(tx ->
                tx.execute(update(NOTES).set(NOTES.completed, true).where(NOTES.author.eq("ada")))
                        .thenCompose(done -> tx.fetchValue(select(count()).from(NOTES).where(NOTES.completed), Long.class))
                        .thenApply(number -> number.get()));
        // end
        assertEquals(2, total.join());
    }
}
