// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.POOR;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Sql.createView;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.UsageException;
import io.colonnade.sql.Expression;
import io.colonnade.sql.NamedParameter;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Types;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lists that are given by name to an expression. */
class ListParameterTest {

    private static final NamedParameter<Long> IDS = param("ids", BIGINT);
    private static final Select IN = select(NOTES.text).from(NOTES).where(NOTES.text.eq("a")).where(NOTES.id.in(IDS))
            .where(NOTES.text.ne("b"));
    private static final String START = "SELECT text FROM notes WHERE text = ? AND id ";

    private final StatementCache cache = new StatementCache(100);

    private BoundStatement compile(Dialect dialect, Statement statement, Map<String, ?> values) {
        return cache.compile(dialect, statement, values);
    }

    private void assertSql(Dialect dialect, Statement statement, Map<String, ?> values, String sql, Object... binds) {
        for (int i = 0; i < 2; i++) {
            BoundStatement bound = compile(dialect, statement, values);
            assertEquals(sql, bound.compiled().sql());
            assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        }
    }

    private void refused(String message, Statement statement, Map<String, ?> values) {
        assertEquals(message, assertThrows(UsageException.class, () -> compile(ANSI, statement, values)).getMessage());
    }

    @Test
    void aListBecomesSoManyPlaceholders() {
        assertSql(ANSI, IN, Map.of("ids", List.of(1L, 2L)), START + "IN (?, ?) AND text <> ?", "a", 1L, 2L, "b");
        assertSql(ANSI, IN, Map.of("ids", List.of(1L, 2L, 3L)), START + "IN (?, ?, ?, ?) AND text <> ?", "a", 1L, 2L, 3L, 3L, "b");
        assertSql(ANSI, IN, Map.of("ids", List.of(1, 2)), START + "IN (?, ?) AND text <> ?", "a", 1L, 2L, "b");
        assertSql(POOR, IN, Map.of("ids", List.of(5L)), "SELECT text FROM notes WHERE text = $1 AND id IN ($2) AND text <> $3", "a", 5L, "b");
    }

    @Test
    void anEmptyListHoldsNothing() {
        assertSql(ANSI, IN, Map.of("ids", List.of()), START.replace("id ", "FALSE") + " AND text <> ?", "a", "b");
        assertSql(POOR, deleteFrom(NOTES).where(NOTES.id.plus(3L).notIn(IDS)), Map.of("ids", List.of()), "DELETE FROM notes WHERE 1 = 1");
    }

    @Test
    void aLongListIsOneArrayWhereThereAreArrays() {
        List<Long> ten = LongStream.range(0, 10).boxed().toList();
        assertSql(ANSI, IN, Map.of("ids", ten), START + "= ANY (?) AND text <> ?", "a", new ArrayBind(ten), "b");
        assertSql(ANSI, deleteFrom(NOTES).where(NOTES.id.notIn(IDS)), Map.of("ids", ten), "DELETE FROM notes WHERE id <> ALL (?)",
                new ArrayBind(ten));
        assertSql(ANSI.toBuilder().without(Feature.ARRAY_PARAMETERS).build(), deleteFrom(NOTES).where(NOTES.id.in(IDS)), Map.of("ids", ten),
                "DELETE FROM notes WHERE id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 9L, 9L,
                9L, 9L, 9L, 9L);
        Expression<Integer> numbers = NOTES.id.cast(INTEGER);
        List<Integer> integers = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertSql(ANSI, deleteFrom(NOTES).where(NOTES.id.in(IDS).and(numbers.in(param("ids", INTEGER)))), Map.of("ids", integers),
                "DELETE FROM notes WHERE id = ANY (?) AND CAST(id AS INTEGER) = ANY (?)",
                new ArrayBind(LongStream.rangeClosed(1, 9).boxed().toList()), new ArrayBind(integers));
        SqlType<String> vendor = SqlType.vendor("citext", String.class);
        List<String> texts = integers.stream().map(String::valueOf).toList();
        assertEquals("DELETE FROM notes WHERE text IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", compile(ANSI,
                deleteFrom(NOTES).where(NOTES.text.in(param("texts", vendor))), Map.of("texts", texts)).compiled().sql());
    }

    @Test
    void listsOfOneSizeShareAText() {
        Compiled two = compile(ANSI, IN, Map.of("ids", List.of(1L, 2L))).compiled();
        assertSame(two, compile(ANSI, IN, Map.of("ids", List.of(8L, 9L))).compiled());
        assertNotSame(two, compile(ANSI, IN, Map.of("ids", List.of(8L))).compiled());
        List<Long> ten = LongStream.range(0, 10).boxed().toList();
        assertSame(compile(ANSI, IN, Map.of("ids", ten)).compiled(), compile(ANSI, IN, Map.of("ids", ten.subList(0, 9))).compiled());
    }

    @Test
    void aPlainValueIsAListOfOne() {
        assertSql(ANSI, IN, Map.of("ids", 4L), START + "IN (?) AND text <> ?", "a", 4L, "b");
        BoundBatch batch = cache.compileMany(ANSI, deleteFrom(NOTES).where(NOTES.id.in(IDS)), List.of(Map.of("ids", 1L), Map.of("ids", 2L)));
        assertEquals("DELETE FROM notes WHERE id IN (?)", batch.compiled().sql());
        assertEquals("row 0: parameter ids is given a list; a statement with a list is run once, not many times",
                assertThrows(UsageException.class, () -> cache.compileMany(ANSI, deleteFrom(NOTES).where(NOTES.id.in(IDS)),
                        List.of(Map.of("ids", List.of(1L))))).getMessage());
    }

    @Test
    void elementsGoThroughTheConverter() {
        SqlType<DayOfWeek> day = Types.enumByName(DayOfWeek.class);
        Select days = selectFrom(NOTES).where(NOTES.text.typeCoerce(day).in(param("days", day)));
        assertEquals(List.of("MONDAY", "SUNDAY"), Arrays.asList(compile(ANSI, days,
                Map.of("days", List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY))).binds()));
    }

    @Test
    void oneListInSeveralPlacesBesideOtherParameters() {
        Statement both = insertInto(NOTES).columns(NOTES.text).from(select(param("text", TEXT).as("t")).from(NOTES).where(NOTES.id.in(IDS))
                .union(select(NOTES.text).from(NOTES).where(NOTES.parent.notIn(IDS))));
        assertSql(ANSI, both, Map.of("text", "x", "ids", List.of(1L, 2L)), "INSERT INTO notes (text) SELECT ? AS t FROM notes WHERE id IN "
                + "(?, ?) UNION SELECT text FROM notes WHERE parent NOT IN (?, ?)", "x", 1L, 2L, 1L, 2L);
    }

    @Test
    void whatIsNoListIsRefused() {
        refused("parameter ids: element 1 of the list is null, and SQL's NULL equals nothing, so that NOT IN would find no row; leave it "
                + "out and add IS NULL", IN, Map.of("ids", Arrays.asList(1L, null)));
        refused("no value is given for [ids]; the statement takes [ids]", IN, Map.of());
        refused("parameter ids: BIGINT takes Long, not java.lang.String", IN, Map.of("ids", List.of("secret")));
        refused("parameter ids is given a list, which can stand only in in(param(…)) or notIn(param(…))",
                IN.where(NOTES.parent.eq(IDS)), Map.of("ids", List.of(1L)));
        refused("parameter :ids cannot stand in a statement that creates something; give a value",
                createView(NOTES, selectFrom(NOTES).where(NOTES.id.in(IDS))), Map.of());
    }

    @Test
    void peopleReadTheName() {
        assertEquals("SELECT text FROM notes WHERE text = 'a' AND id IN (:ids) AND text <> 'b'", ANSI.print(IN));
    }
}
