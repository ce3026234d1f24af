// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Types.BIGINT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.StatementCache;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Select;
import io.colonnade.sql.TableAlias;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of docs/expressions.md on lists that are given by name, and on rows. */
class TypedRowsPageTest extends PortablePage {

    // snippet: rows-records
    record NoteAuthor(String name, String team) {
    }

    record WrittenNote(long id, String text, NoteAuthor author) {
    }
    // end

    @Test
    void lists() {
        // snippet: rows-lists
        Select some = selectFrom(NOTES).where(NOTES.id.in(param("ids", BIGINT)));
        CompletableFuture<List<Row>> chosen = db.fetchAll(some, Map.of("ids", List.of(1L, 3L)));
        // end
        assertEquals(2, chosen.join().size());
        assertEquals("SELECT id, author, text, priority, completed FROM notes WHERE id IN (?, ?)", new StatementCache(1)
                .compile(Database.dialectOf("sqlite"), some, Map.of("ids", List.of(1L, 3L))).compiled().sql());
    }

    @Test
    void expressions() {
        // snippet: rows-expressions
        Expression<Integer> doubled = NOTES.priority.times(2);
        TableAlias author = AUTHORS.as("author");
        Select lines = select(NOTES.text, doubled, author.column(AUTHORS.team)).from(NOTES)
                .join(author, author.column(AUTHORS.name).eq(NOTES.author))
                .orderBy(NOTES.id);
        CompletableFuture<String> line = db.fetchAll(lines).thenApply(rows -> {
            Row row = rows.get(0);
            int number = row.get(doubled);
            return row.get(NOTES.text) + ", " + number + ", " + row.get(author.column(AUTHORS.team));
        });
        // end
        assertEquals("draw the mill, 6, engines", line.join());
    }

    @Test
    void records() {
        // snippet: rows-nested
        Select written = selectFrom(NOTES).select(AUTHORS.columnsAs("author"))
                .leftJoin(AUTHORS, AUTHORS.name.eq(NOTES.author))
                .where(NOTES.id.eq(3L));
        CompletableFuture<List<WrittenNote>> notes = db.fetchAll(written, WrittenNote.class);
        // end
        assertSql("rows-nested", written);
        assertEquals(List.of(new WrittenNote(3, "find the moth", new NoteAuthor("grace", "ships"))), notes.join());
    }
}
