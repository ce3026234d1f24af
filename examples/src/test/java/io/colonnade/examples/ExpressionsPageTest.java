// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Sql.and;
import static io.colonnade.sql.Sql.avg;
import static io.colonnade.sql.Sql.caseWhen;
import static io.colonnade.sql.Sql.coalesce;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.or;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Types.INTEGER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.sql.CreateTable;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Select;
import io.colonnade.sql.Text;
import io.colonnade.sql.Update;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of docs/expressions.md and docs/tables.md, and the SQL that the pages say they become. */
class ExpressionsPageTest extends PortablePage {

    @Test
    void creating() {
        // snippet: tables-create
        CreateTable create = createTable(NOTES).ifNotExists();
        // end
        assertSql("tables-create", create);
        db.execute(create).join();
    }

    @Test
    void selecting() {
        // snippet: expressions-select
        Select urgent = select(NOTES.id, NOTES.text)
                .from(NOTES)
                .where(NOTES.completed.eq(false))
                .where(NOTES.priority.ge(2))
                .orderBy(NOTES.priority.desc(), NOTES.id.asc())
                .limit(10);
        CompletableFuture<List<Row>> rows = db.fetchAll(urgent);
        // end
        assertSql("expressions-select", urgent);
        assertEquals(List.of("draw the mill", "find the moth"), rows.join().stream().map(row -> row.get(NOTES.text)).toList());
    }

    @Test
    void conditions() {
        // snippet: expressions-conditions
        Select some = selectFrom(NOTES).where(or(
                and(NOTES.author.in("ada", "grace"), NOTES.text.isNotNull()),
                NOTES.priority.between(7, 9),
                NOTES.text.like("find %")));
        // end
        assertSql("expressions-conditions", some);
        assertEquals(3, db.fetchAll(some).join().size());
    }

    @Test
    void calculations() {
        // snippet: expressions-calculations
        Expression<String> word = caseWhen(NOTES.priority.gt(2)).then("high").orElse("low");
        Select words = select(word.as("word"), NOTES.priority.plus(1).times(2).as("score"), coalesce(NOTES.text, "-").as("text"))
                .from(NOTES);
        // end
        assertSql("expressions-calculations", words);
        Row first = db.fetchAll(words).join().get(0);
        assertEquals(List.of("high", 8, "draw the mill"), first.toList());
    }

    @Test
    void joinsAndGroups() {
        // snippet: expressions-group
        Labelled<Long> notes = count().as("notes");
        Select teams = select(AUTHORS.team, notes, avg(NOTES.priority).as("mean_priority"))
                .from(NOTES)
                .join(AUTHORS, AUTHORS.name.eq(NOTES.author))
                .groupBy(AUTHORS.team)
                .having(count().gt(1L))
                .orderBy(notes.desc());
        // end
        assertSql("expressions-group", teams);
        assertEquals(List.of("engines", 2L, 2.0), db.fetchExactlyOne(teams).join().toList());
    }

    @Test
    void inserting() {
        // snippet: expressions-insert
        Insert one = insertInto(NOTES).set(NOTES.author, "grace").set(NOTES.text, "rest");
        CompletableFuture<Long> key = db.execute(one).thenApply(result -> result.generatedKey(Long.class));
        // end
        assertSql("expressions-insert", one);
        assertEquals(4, key.join());
    }

    @Test
    void insertingMany() {
        // snippet: expressions-insert-many
        CompletableFuture<Result> few = db.execute(insertInto(NOTES)
                .columns(NOTES.author, NOTES.text)
                .values("ada", "one")
                .values("grace", "two"));
        CompletableFuture<long[]> many = db.executeMany(insertInto(NOTES), List.of(
                Map.of("author", "ada", "text", "three"),
                Map.of("author", "grace", "text", "four")));
        // end
        assertEquals(2, few.join().rowsAffected());
        assertArrayEquals(new long[] {1, 1}, many.join());
    }

    @Test
    void updating() {
        // snippet: expressions-update
        Update raise = update(NOTES)
                .set(NOTES.priority, NOTES.priority.plus(1))
                .where(NOTES.author.eq("ada"))
                .returning(NOTES.id, NOTES.priority);
        // end
        assertSql("expressions-update", raise);
        if (where == PageDatabase.MYSQL || where == PageDatabase.MARIADB) {
            assertRefused(raise);
            return;
        }
        assertEquals(List.of(4, 2), db.execute(raise).join().rows().stream().map(row -> row.get(NOTES.priority)).toList());
    }

    @Test
    void deleting() {
        // snippet: expressions-delete
        Delete old = deleteFrom(NOTES).where(NOTES.priority.lt(2));
        // end
        assertSql("expressions-delete", old);
        assertEquals(1, db.execute(old).join().rowsAffected());
    }

    @Test
    void parameters() {
        // snippet: expressions-parameters
        Select atLeast = selectFrom(NOTES).where(NOTES.priority.ge(param("least", INTEGER)));
        CompletableFuture<List<Row>> high = db.fetchAll(atLeast, Map.of("least", 3));
        // end
        assertEquals(2, high.join().size());
    }

    @Test
    void texts() {
        // snippet: expressions-text
        Text found = text("SELECT id, completed FROM notes WHERE text LIKE :pattern -- :not_a_bind")
                .bind("pattern", "%moth%")
                .columns(NOTES.id, NOTES.completed);
        CompletableFuture<Row> row = db.fetchExactlyOne(found);
        // end
        assertSql("expressions-text", found);
        assertEquals(false, row.join().get(NOTES.completed));
    }
}
