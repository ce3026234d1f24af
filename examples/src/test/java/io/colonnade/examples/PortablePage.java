// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tests of a page whose snippets give the same on every database; each finds the {@linkplain SampleNotes sample notes} as they were. */
@ParameterizedClass(name = "{0}")
@EnumSource(PageDatabase.class)
abstract class PortablePage {

    private static Database open;

    @Parameter
    PageDatabase where;
    Database db;

    @BeforeParameterizedClassInvocation
    static void open(PageDatabase where) {
        open = where.open();
    }

    @BeforeEach
    final void create() {
        db = open;
        SampleNotes.create(db);
    }

    @AfterEach
    final void drop() {
        SampleNotes.drop(db);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        open.close();
    }

    /** Compares with the block of SQL that follows the snippet in its page, which is what SQLite gets. */
    final void assertSql(String snippet, Statement statement) {
        SampleNotes.assertSql(Database.dialectOf("sqlite"), snippet, statement);
    }

    /**
     * Compares what the page's tables say of each database with what it gets: this one with the dialect of its server, the others with what
     * is known without one.
     *
     * @param label the heading of the cells, or their row
     * @param part takes that part of the statement which the page shows
     */
    final void assertTable(String label, Statement statement, UnaryOperator<String> part) {
        Map<String, String> cells = PageTable.cells(label);
        for (PageDatabase database : PageDatabase.values()) {
            if (database == where || database.isKnownWithoutServer()) {
                Dialect dialect = database == where ? db.dialect() : Database.dialectOf(database.name().toLowerCase(Locale.ROOT));
                PageTable.assertSays(cells.get(database.title()), part.apply(dialect.sql(statement)));
            }
        }
    }

    /** It is refused before it is sent, as the page says of some databases. */
    final void assertRefused(Statement statement) {
        DatabaseException refusal = assertInstanceOf(DatabaseException.class,
                assertThrows(CompletionException.class, () -> db.execute(statement).join()).getCause());
        assertEquals(ErrorKind.UNSUPPORTED, refusal.kind(), refusal.getMessage());
    }
}
