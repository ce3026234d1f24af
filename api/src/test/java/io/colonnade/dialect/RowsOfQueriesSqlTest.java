// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Sql.commonTable;
import static io.colonnade.sql.Sql.createTableAs;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.valuesTable;
import static io.colonnade.sql.Sql.with;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.UsageException;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.Insert;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Queries of every kind where rows are inserted from, a view shows or a table is created from. */
class RowsOfQueriesSqlTest {

    private static final Dialect WITHIN = ANSI.toBuilder().without(Feature.WITH_BEFORE_INSERT).build();
    private static final Dialect DERIVED = ANSI.toBuilder().setOperands(SetOperands.DERIVED_TABLE).build();

    private static final Select IDS = select(NOTES.id).from(NOTES).where(NOTES.text.eq("a"));
    private static final Select PARENTS = select(NOTES.parent).from(NOTES);
    private static final CommonTable TOPS = commonTable("tops", IDS);
    private static final Select OF_TOPS = select(TOPS.column(NOTES.id)).from(TOPS).where(TOPS.column(NOTES.id).gt(7L));

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        for (int i = 0; i < 2; i++) {
            BoundStatement bound = cache.compile(dialect, statement, Map.of());
            assertEquals(sql, bound.compiled().sql());
            assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        }
    }

    private static Insert parents(QueryExpression query) {
        return insertInto(NOTES).columns(NOTES.parent).from(query);
    }

    @Test
    void rowsOfSeveralQueries() {
        assertSql(ANSI, "INSERT INTO notes (parent) SELECT id FROM notes WHERE text = ? UNION SELECT parent FROM notes LIMIT ?",
                parents(IDS.union(PARENTS).limit(3)), "a", 3L);
        String upsert = " ON CONFLICT (id) DO NOTHING";
        assertSql(ANSI, "INSERT INTO notes (parent) SELECT id FROM notes WHERE text = ? UNION ALL SELECT parent FROM notes WHERE TRUE" + upsert,
                parents(IDS.unionAll(PARENTS)).onConflict(NOTES.id).doNothing(), "a");
        assertSql(ANSI, "INSERT INTO notes (parent) SELECT id FROM notes WHERE text = ? UNION ALL SELECT parent FROM notes ORDER BY id" + upsert,
                parents(IDS.unionAll(PARENTS).orderBy(NOTES.id)).onConflict(NOTES.id).doNothing(), "a");
        assertSql(DERIVED, "INSERT INTO notes (parent) SELECT id FROM notes WHERE text = ? UNION SELECT parent FROM "
                + "(SELECT parent FROM notes EXCEPT SELECT id FROM notes WHERE text = ?) AS operand WHERE TRUE" + upsert,
                parents(IDS.union(PARENTS.except(IDS))).onConflict(NOTES.id).doNothing(), "a", "a");
    }

    @Test
    void withStandsBeforeTheInsertOrBehindItsColumns() {
        Insert insert = parents(OF_TOPS);
        String tops = "WITH tops AS (SELECT id FROM notes WHERE text = ?) ";
        assertSql(ANSI, tops + "INSERT INTO notes (parent) SELECT id FROM tops WHERE id > ?", with(TOPS).then(insert), "a", 7L);
        assertSql(WITHIN, "INSERT INTO notes (parent) " + tops + "SELECT id FROM tops WHERE id > ?", with(TOPS).then(insert), "a", 7L);
        assertSql(ANSI, "INSERT INTO notes (parent) " + tops + "SELECT id FROM tops WHERE id > ?", parents(with(TOPS).then(OF_TOPS)), "a", 7L);
        CommonTable low = commonTable("low", OF_TOPS.limit(2));
        assertSql(WITHIN, "INSERT INTO notes (parent) WITH tops AS (SELECT id FROM notes WHERE text = ?), low AS (SELECT id FROM tops "
                + "WHERE id > ? LIMIT ?) SELECT id FROM low ON CONFLICT (id) DO NOTHING".replace("FROM low", "FROM low WHERE TRUE"),
                with(TOPS).then(parents(with(low).then(selectFrom(low))).onConflict(NOTES.id).doNothing()), "a", 7L, 2L);
    }

    @Test
    void otherValuesFindThePlacesOfWithTextThatMoved() {
        for (String text : List.of("x", "y")) {
            CommonTable tops = commonTable("tops", select(NOTES.id).from(NOTES).where(NOTES.text.eq(text)));
            BoundStatement bound = cache.compile(WITHIN, with(tops).then(parents(select(tops.column(NOTES.id)).from(tops)
                    .where(tops.column(NOTES.id).gt((long) text.charAt(0))))), Map.of());
            assertEquals(List.of(text, (long) text.charAt(0)), Arrays.asList(bound.binds()));
        }
    }

    @Test
    void valuesThatReadACommonTableHaveNoPlaceForIt() {
        Insert one = insertInto(NOTES).set(NOTES.text, "a");
        assertTrue(assertThrows(io.colonnade.error.DatabaseException.class, () -> cache.compile(WITHIN, with(TOPS).then(one), Map.of()))
                .getMessage().startsWith("with(…) before an insert of values is not possible with dialect ansi; select the values"));
    }

    @Test
    void everythingOfASource() {
        var words = valuesTable("words").declare("number", BIGINT).declare("word", TEXT).row(1L, "a").row(2L, "b");
        assertSql(ANSI, "INSERT INTO app.tags (note, tag) SELECT number, word FROM (VALUES (?, ?), (?, ?)) AS words (number, word)",
                insertInto(TAGS).columns(TAGS.note, TAGS.tag).from(selectFrom(words)), 1L, "a", 2L, "b");
        assertSql(OTHER, "SELECT id FROM (SELECT id FROM notes WHERE text = ?) AS d", selectFrom(IDS.as("d")), "a");
        assertSql(ANSI, "SELECT note, tag, \"rank\" FROM app.tags AS t", selectFrom(TAGS.as("t")));
        assertEquals("column 1 of derived table d is calculated and has no name; give it one with as(…)", assertThrows(UsageException.class,
                () -> selectFrom(select(NOTES.id.plus(1L)).from(NOTES).as("d"))).getMessage());
    }

    @Test
    void viewsAndTables() {
        Select tags = selectFrom(TAGS).where(TAGS.tag.eq("it's"));
        String rows = "SELECT note, tag, \"rank\" FROM app.tags WHERE tag = 'it''s'";
        assertSql(ANSI, "CREATE VIEW app.tags AS " + rows + " UNION " + rows, createView(TAGS, tags.union(tags)));
        CommonTable some = commonTable("some", tags);
        assertSql(ANSI, "CREATE TABLE app.tags AS WITH \"some\" AS (" + rows + ") SELECT note, tag, \"rank\" FROM \"some\"",
                createTableAs(TAGS, with(some).then(selectFrom(some))));
    }
}
