// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Authors.AUTHORS;
import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.sql.Statement;
import java.util.List;
import java.util.Map;

/** What the tests of the pages on expressions share: the rows on which snippets run, and the SQL that a page shows for one. */
final class SampleNotes {

    private SampleNotes() {
    }

    /** A database in memory with two authors and three notes. */
    static Database open() {
        Database db = Database.open("sqlite:///:memory:").join();
        create(db);
        return db;
    }

    /** Creates two authors and three notes, in place of what another test may have left. */
    static void create(Database db) {
        drop(db);
        db.execute(createTable(AUTHORS))
                .thenCompose(created -> db.execute(createTable(NOTES)))
                .thenCompose(created -> db.executeMany(insertInto(AUTHORS), List.of(
                        Map.of("name", "ada", "team", "engines"), Map.of("name", "grace", "team", "ships"))))
                .thenCompose(counts -> db.execute(insertInto(NOTES).columns(NOTES.author, NOTES.text, NOTES.priority)
                        .values("ada", "draw the mill", 3).values("ada", "write notes", 1).values("grace", "find the moth", 3)))
                .join();
    }

    static void drop(Database db) {
        db.execute(dropTable(NOTES).ifExists()).thenCompose(dropped -> db.execute(dropTable(AUTHORS).ifExists())).join();
    }

    /** Compares with the block of SQL that follows the snippet in its page; the page may break lines where it likes. */
    static void assertSql(Dialect dialect, String snippet, Statement statement) {
        String java = Snippet.all().stream().filter(s -> s.name().equals(snippet)).findFirst().orElseThrow().text();
        List<MarkdownBlock> blocks = Repository.pages().stream().map(MarkdownBlock::of).flatMap(List::stream).toList();
        int index = 0;
        while (!blocks.get(index).text().equals(java)) {
            index++;
        }
        MarkdownBlock sql = blocks.get(index + 1);
        assertEquals("sql", sql.language(), () -> "the block after " + snippet);
        assertEquals(dialect.sql(statement), String.join(" ", sql.text().lines().map(String::strip).toList()));
    }
}
