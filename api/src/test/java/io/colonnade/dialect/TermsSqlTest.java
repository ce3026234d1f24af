// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.dialect.Tables.TAGS;
import static io.colonnade.sql.Aggregates.cube;
import static io.colonnade.sql.Aggregates.grouping;
import static io.colonnade.sql.Aggregates.rollup;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.sql.Windows.rowNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.UsageException;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Types;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Terms of ORDER BY, GROUP BY and DISTINCT ON that meet what the select returns: by its name, or because they equal it. */
class TermsSqlTest {

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(dialect, statement, Map.of());
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        assertSame(bound.compiled(), cache.compile(dialect, statement, Map.of()).compiled());
    }

    private void assertSql(String sql, Statement statement, Object... binds) {
        assertSql(ANSI, sql, statement, binds);
    }

    /** A calculation made anew, so that only its values make it equal to another. */
    private static Expression<String> word(long least, String high) {
        return caseWhen(NOTES.id.gt(least)).then(high).orElse("low");
    }

    @Test
    void aColumnIsNotALabelOfItsName() {
        Select negated = select(NOTES.text, NOTES.id.negate().as("id")).from(NOTES);
        assertSql("SELECT text, -id AS id FROM notes ORDER BY notes.id", negated.orderBy(NOTES.id));
        assertSql("SELECT text, -id AS id FROM notes ORDER BY notes.id DESC NULLS LAST, text",
                negated.orderBy(NOTES.id.desc().nullsLast(), NOTES.text));
        assertSql(POOR, "SELECT text, -id AS id FROM notes ORDER BY CASE WHEN notes.id IS NULL THEN 1 ELSE 0 END, notes.id",
                negated.orderBy(NOTES.id.asc().nullsLast()));
        assertSql("SELECT text, -id AS \"ID\" FROM notes ORDER BY notes.id",
                select(NOTES.text, NOTES.id.negate().as("ID")).from(NOTES).orderBy(NOTES.id));
        assertSql("SELECT DISTINCT ON (notes.id) text, -id AS id FROM notes ORDER BY notes.id",
                negated.distinctOn(NOTES.id).orderBy(NOTES.id));
        assertSql("SELECT DISTINCT id AS number, -parent AS id FROM notes ORDER BY notes.id",
                select(NOTES.id.as("number"), NOTES.parent.negate().as("id")).from(NOTES).distinct().orderBy(NOTES.id));
        assertSql("SELECT text, -id AS id FROM notes ORDER BY notes.id",
                negated.orderBy(NOTES.id.typeCoerce(Types.BIGINT)));
        assertSql("SELECT tag, -note AS note FROM app.tags ORDER BY tags.note",
                select(TAGS.tag, TAGS.note.negate().as("note")).from(TAGS).orderBy(TAGS.note));
    }

    @Test
    void theSameColumnAndALabelKeepTheirNames() {
        Labelled<Long> negated = NOTES.id.negate().as("id");
        assertSql("SELECT id, text FROM notes ORDER BY id, text", select(NOTES.id, NOTES.text.as("text")).from(NOTES)
                .orderBy(NOTES.id, NOTES.text));
        assertSql("SELECT -id AS id FROM notes ORDER BY id DESC", select(negated).from(NOTES).orderBy(negated.desc()));
        assertSql("SELECT -id AS id FROM notes GROUP BY id ORDER BY -id", select(negated).from(NOTES).groupBy(NOTES.id)
                .orderBy(NOTES.id.negate()));
    }

    @Test
    void aNameInTheOrderOfAWindowIsThatOfTheColumn() {
        assertSql("SELECT -id AS id, row_number() OVER (ORDER BY notes.id) AS n FROM notes",
                select(NOTES.id.negate().as("id"), rowNumber().over(orderBy(NOTES.id)).as("n")).from(NOTES));
    }

    @Test
    void innerSelectsHaveNamesOfTheirOwn() {
        DerivedTable inner = select(NOTES.id.negate().as("id"), NOTES.text).from(NOTES).orderBy(NOTES.id).as("inside");
        assertSql("SELECT text, -id AS id FROM (SELECT -id AS id, text FROM notes ORDER BY notes.id) AS inside ORDER BY inside.id",
                select(inner.column(NOTES.text), inner.column("id", Types.BIGINT).negate().as("id")).from(inner)
                        .orderBy(inner.column("id", Types.BIGINT)));
        assertSql("SELECT -id AS id FROM notes WHERE text IN (SELECT notes.text FROM notes ORDER BY notes.id) ORDER BY notes.id",
                select(NOTES.id.negate().as("id")).from(NOTES).where(NOTES.text.in(select(NOTES.text).from(NOTES).orderBy(NOTES.id)))
                        .orderBy(NOTES.id));
    }

    @Test
    void aNameThatNobodyGaveHidesAColumnToo() {
        DerivedTable prices = select(NOTES.price, NOTES.id.as("min")).from(NOTES).as("prices");
        assertSql("SELECT min(price) AS min FROM (SELECT price, id AS min FROM notes) AS prices GROUP BY min ORDER BY prices.min",
                select(min(prices.column(NOTES.price))).from(prices).groupBy(prices.column("min", Types.BIGINT))
                        .orderBy(prices.column("min", Types.BIGINT)));
    }

    @Test
    void aTermWithValuesIsThePlaceOfWhatItEquals() {
        String sql = "SELECT count(*) AS n, CASE WHEN id > ? THEN ? ELSE ? END AS word FROM notes GROUP BY 2";
        Select words = select(count().as("n"), word(2, "high").as("word")).from(NOTES).groupBy(word(2, "high"));
        assertSql(sql, words, 2L, "high", "low");
        assertSql(sql + " ORDER BY 2 DESC", words.orderBy(word(2, "high").desc()), 2L, "high", "low");
        assertSql("SELECT DISTINCT id + ? AS column_1 FROM notes ORDER BY 1",
                select(NOTES.id.plus(1L)).from(NOTES).distinct().orderBy(NOTES.id.plus(1L)), 1L);
        assertSql("SELECT DISTINCT ON (1, text) id + ? AS next FROM notes ORDER BY 1, text", select(NOTES.id.plus(1L).as("next")).from(NOTES)
                .distinctOn(NOTES.id.plus(1L), NOTES.text).orderBy(NOTES.id.plus(1L), NOTES.text), 1L);
        assertSql("SELECT lower(text) AS word FROM notes GROUP BY lower(text)",
                select(lower(NOTES.text).as("word")).from(NOTES).groupBy(lower(NOTES.text)));
    }

    @Test
    void whetherValuesAreEqualIsStructure() {
        Select equal = select(word(2, "high").as("word")).from(NOTES).groupBy(NOTES.id, word(2, "high"));
        Select other = select(word(2, "high").as("word")).from(NOTES).groupBy(NOTES.id, word(2, "top"));
        Select alsoEqual = select(word(7, "top").as("word")).from(NOTES).groupBy(NOTES.id, word(7, "top"));
        String start = "SELECT CASE WHEN id > ? THEN ? ELSE ? END AS word FROM notes GROUP BY id, ";
        assertSql(start + "1", equal, 2L, "high", "low");
        assertSql(start + "CASE WHEN id > ? THEN ? ELSE ? END", other, 2L, "high", "low", 2L, "top", "low");
        assertSql(start + "1", alsoEqual, 7L, "top", "low");
        Compiled first = cache.compile(ANSI, equal, Map.of()).compiled();
        assertSame(first, cache.compile(ANSI, alsoEqual, Map.of()).compiled());
        assertNotEquals(first, cache.compile(ANSI, other, Map.of()).compiled());
    }

    @Test
    void severalGroupingsTakePlaces() {
        Expression<String> word = word(2, "high");
        Select words = select(word.as("word"), NOTES.text, count().as("n")).from(NOTES);
        String start = "SELECT CASE WHEN id > ? THEN ? ELSE ? END AS word, text, count(*) AS n FROM notes GROUP BY ";
        assertSql(start + "ROLLUP (1, text)", words.groupBy(rollup(word(2, "high"), NOTES.text)), 2L, "high", "low");
        assertSql(start + "CUBE (1), text", words.groupBy(cube(word), NOTES.text), 2L, "high", "low");
        assertSql(OTHER, start + "1 WITH ROLLUP", words.groupBy(rollup(word)), 2L, "high", "low");
    }

    @Test
    void whereNullStandsInAnOrderOfGroups() {
        Expression<Long> next = NOTES.parent.plus(1L);
        String start = "SELECT parent + ? AS next FROM notes";
        assertSql(OTHER, start + " GROUP BY 1 ORDER BY CASE WHEN count(parent + ?) = 0 THEN 1 ELSE 0 END, 1",
                select(next.as("next")).from(NOTES).groupBy(next).orderBy(next.asc().nullsLast()), 1L, 1L);
        assertSql(OTHER, start + " GROUP BY 1 ORDER BY CASE WHEN count(parent + ?) = 0 THEN 1 ELSE 0 END, next",
                select(next.as("next")).from(NOTES).groupBy(next).orderBy(next.as("next").asc().nullsLast()), 1L, 1L);
        assertSql(OTHER, start + " ORDER BY CASE WHEN parent + ? IS NULL THEN 1 ELSE 0 END, 1",
                select(next.as("next")).from(NOTES).orderBy(NOTES.parent.plus(1L).asc().nullsLast()), 1L, 1L);
    }

    @Test
    void namedValuesAreValues() {
        Expression<Long> next = NOTES.id.plus(param("step", Types.BIGINT));
        Select select = select(next.as("next")).from(NOTES).groupBy(NOTES.id.plus(param("step", Types.BIGINT)));
        BoundStatement bound = cache.compile(ANSI, select, Map.of("step", 3L));
        assertEquals("SELECT id + ? AS next FROM notes GROUP BY 1", bound.compiled().sql());
        assertEquals(java.util.List.of(3L), Arrays.asList(bound.binds()));
    }

    @Test
    void whatNoDatabaseWouldFindIsRefused() {
        Expression<Long> next = NOTES.id.plus(1L);
        UsageException distinct = assertThrows(UsageException.class, () -> cache.compile(ANSI,
                select(NOTES.text).from(NOTES).distinctOn(next).orderBy(NOTES.id.plus(1L).desc()), Map.of()));
        assertTrue(distinct.getMessage().contains("add it to the select"), distinct.getMessage());
        assertSql("SELECT DISTINCT ON (id + ?) text FROM notes ORDER BY text",
                select(NOTES.text).from(NOTES).distinctOn(next).orderBy(NOTES.text), 1L);
        UsageException grouping = assertThrows(UsageException.class, () -> cache.compile(ANSI,
                select(next.as("next"), grouping(next).as("all")).from(NOTES).groupBy(rollup(next)), Map.of()));
        assertTrue(grouping.getMessage().contains("group by its column"), grouping.getMessage());
    }
}
