// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.createTableAs;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropView;
import static io.colonnade.sql.Sql.refreshView;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.update;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.Sql.valuesTable;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.TableSample.bernoulli;
import static io.colonnade.sql.TableSample.system;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Windows.partitionBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.StringAggregate;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Samples, views that keep their rows, joined texts over a window, lateral queries beside a changed table, and names that SQLite changes. */
class SamplesAndViewsSqlTest {

    private static final Dialect TOGETHER = ANSI.toBuilder().updateFrom(UpdateFrom.MULTI_TABLE).deleteUsing(DeleteUsing.MULTI_TABLE).build();
    private static final Select TRUE = select(value(1).as("true"));

    private final StatementCache cache = new StatementCache(100);

    private static final class Kept extends Table {
        final Column<Integer> yes = column("true", INTEGER);

        Kept() {
            super("kept");
        }
    }

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(dialect, statement, Map.of());
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
    }

    private void unsupported(Dialect dialect, String message, Statement statement) {
        DatabaseException error = assertThrows(DatabaseException.class, () -> cache.compile(dialect, statement, Map.of()));
        assertEquals(ErrorKind.UNSUPPORTED, error.kind());
        assertEquals(message, error.getMessage());
    }

    @Test
    void samples() {
        assertSql(ANSI, "SELECT id FROM notes TABLESAMPLE BERNOULLI (?) WHERE completed",
                select(NOTES.id).from(bernoulli(NOTES, 10)).where(NOTES.completed), 10.0);
        TableAlias n = NOTES.as("n");
        assertSql(ANSI, "SELECT n.id FROM app.tags JOIN notes AS n TABLESAMPLE SYSTEM (?) REPEATABLE (?) ON n.id = tags.note",
                select(n.column(NOTES.id)).from(TAGS).join(system(n, 2.5).repeatable(7), n.column(NOTES.id).eq(TAGS.note)), 2.5, 7L);
        assertSql(ANSI, "SELECT note, tag, \"rank\" FROM app.tags TABLESAMPLE BERNOULLI (?)", selectFrom(bernoulli(TAGS, 1)), 1.0);
        assertNotEquals(cache.compile(ANSI, select(NOTES.id).from(bernoulli(NOTES, 1)), Map.of()).compiled(),
                cache.compile(ANSI, select(NOTES.id).from(system(NOTES, 1)), Map.of()).compiled());
        unsupported(POOR, "a sample of notes is not possible with dialect poor; order by a random number, with limit(…)",
                select(NOTES.id).from(bernoulli(NOTES, 1)));
        for (double percent : new double[] {-1, 101, Double.NaN}) {
            assertEquals("a sample of " + percent + " of a hundred rows; 0 to 100 is accepted",
                    assertThrows(UsageException.class, () -> bernoulli(NOTES, percent)).getMessage());
        }
        assertEquals("\"d\" is no table, and a sample is of the rows of a table",
                assertThrows(UsageException.class, () -> bernoulli(TRUE.as("d"), 1)).getMessage());
    }

    @Test
    void viewsThatKeepTheirRows() {
        Select ids = select(NOTES.id.cast(INTEGER).as("true")).from(NOTES);
        Kept kept = new Kept();
        assertSql(ANSI, "CREATE MATERIALIZED VIEW kept AS SELECT CAST(id AS INTEGER) AS \"true\" FROM notes",
                createView(kept, ids).asMaterialized());
        assertSql(ANSI.toBuilder().without(Feature.VIEW_IF_NOT_EXISTS).build(), "CREATE MATERIALIZED VIEW IF NOT EXISTS kept AS SELECT "
                + "CAST(id AS INTEGER) AS \"true\" FROM notes", createView(kept, ids).asMaterialized().ifNotExists());
        assertSql(ANSI, "REFRESH MATERIALIZED VIEW kept", refreshView(kept));
        assertSql(ANSI, "REFRESH MATERIALIZED VIEW CONCURRENTLY kept", refreshView(kept).concurrently());
        assertSql(ANSI, "DROP MATERIALIZED VIEW IF EXISTS kept", dropView(kept).asMaterialized().ifExists());
        String message = "a materialized view is not possible with dialect poor; use a view, or a table that is filled by "
                + "insertInto(…).from(…)";
        unsupported(POOR, message, createView(kept, ids).asMaterialized());
        unsupported(POOR, message, refreshView(kept));
        unsupported(POOR, message, dropView(kept).asMaterialized());
        assertEquals("materialized view kept cannot be replaced; drop it and create it", assertThrows(UsageException.class,
                () -> createView(kept, ids).asMaterialized().orReplace()).getMessage());
    }

    @Test
    void joinedTextsOverAWindow() {
        StringAggregate texts = stringAgg(NOTES.text, ", ");
        Select running = select(NOTES.id, texts.filter(NOTES.completed).over(partitionBy(NOTES.parent).orderBy(NOTES.id)).as("texts"))
                .from(NOTES);
        assertSql(ANSI, "SELECT id, string_agg(text, ', ') FILTER (WHERE completed) OVER (PARTITION BY parent ORDER BY id) AS texts FROM notes",
                running);
        unsupported(OTHER.toBuilder().stringAggregation(StringAggregation.GROUP_CONCAT).build(), "stringAgg over a window is not possible "
                + "with dialect other; use scalar(…) of a select with stringAgg", running);
        assertEquals("stringAgg() over a window takes neither DISTINCT nor an order of its own; order the window",
                assertThrows(UsageException.class, () -> texts.orderBy(NOTES.id).over()).getMessage());
        assertEquals("stringAgg() over a window takes neither DISTINCT nor an order of its own; order the window",
                assertThrows(UsageException.class, () -> texts.asDistinct().over()).getMessage());
    }

    @Test
    void lateralQueriesBesideAChangedTable() {
        TableAlias n = NOTES.as("n");
        DerivedTable last = select(TAGS.tag).from(TAGS).where(TAGS.note.eq(n.column(NOTES.id))).limit(1).lateral("last");
        assertSql(ANSI, "UPDATE notes SET text = last.tag FROM notes AS n CROSS JOIN LATERAL (SELECT tags.tag FROM app.tags WHERE "
                + "tags.note = n.id LIMIT ?) AS last WHERE n.id = notes.parent", update(NOTES).set(NOTES.text,
                        last.column(TAGS.tag)).from(n, last).where(n.column(NOTES.id).eq(NOTES.parent)), 1L);
        DerivedTable own = select(TAGS.tag).from(TAGS).where(TAGS.note.eq(NOTES.id)).limit(1).lateral("own");
        Statement delete = deleteFrom(NOTES).using(own).where(own.column(TAGS.tag).eq("a"));
        assertSql(TOGETHER, "DELETE FROM notes USING notes CROSS JOIN LATERAL (SELECT tags.tag FROM app.tags WHERE tags.note = notes.id "
                + "LIMIT ?) AS own WHERE own.tag = ?", delete, 1L, "a");
        assertEquals("column notes.id belongs to table notes, which is not in FROM; add it with from(…) or join(…)",
                assertThrows(UsageException.class, () -> cache.compile(ANSI, delete, Map.of())).getMessage());
    }

    @Test
    void columnsNamedLikeBooleans() {
        Dialect renames = ANSI.toBuilder().without(Feature.BOOLEAN_WORDS_AS_NAMES).setOperands(SetOperands.DERIVED_TABLE).build();
        assertSql(ANSI, "SELECT \"true\" FROM (SELECT ? AS \"true\") AS d", selectFrom(TRUE.as("d")), 1);
        assertSql(renames, "SELECT ? AS \"true\"", TRUE, 1);
        String end = ", which the database would rename, is not possible with dialect ansi; give it another name with as(…)";
        unsupported(renames, "a column named true in derived table d" + end, selectFrom(TRUE.as("d")));
        unsupported(renames, "a column named true in derived table c" + end, with(commonTable("c", TRUE)).then(select(value(1))));
        unsupported(renames, "a column named False in table of values v" + end,
                selectFrom(valuesTable("v").declare("False", INTEGER).row(1)));
        unsupported(renames, "a column named true in a query of several" + end, TRUE.limit(1).union(TRUE));
        unsupported(renames, "a column named true in kept" + end, createTableAs(new Kept(), TRUE));
    }
}
