// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.dialect.Dialects.ANSI;
import static io.colonnade.dialect.Dialects.OTHER;
import static io.colonnade.dialect.Tables.NOTES;
import static io.colonnade.sql.Aggregates.*;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.sql.Expression;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Types;
import io.colonnade.sql.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows, aggregates with more than an argument, and several groupings at once. */
class WindowGoldenTest {

    private final StatementCache cache = new StatementCache(100);

    private void assertSql(Dialect dialect, String sql, Statement statement, Object... binds) {
        BoundStatement bound = cache.compile(dialect, statement, Map.of());
        assertEquals(sql, bound.compiled().sql());
        assertEquals(Arrays.asList(binds), Arrays.asList(bound.binds()));
        assertEquals(bound.compiled(), cache.compile(dialect, statement, Map.of()).compiled());
    }

    private void assertItem(Dialect dialect, String sql, Expression<?> item, Object... binds) {
        assertSql(dialect, "SELECT " + sql + " AS x FROM notes", select(item.as("x")).from(NOTES), binds);
    }

    private void assertItem(String sql, Expression<?> item, Object... binds) {
        assertItem(ANSI, sql, item, binds);
    }

    @Test
    void partsOfAWindow() {
        assertItem("count(*) OVER ()", count().over());
        assertItem("sum(id) OVER (PARTITION BY parent, completed)", sum(NOTES.id).over(partitionBy(NOTES.parent, NOTES.completed)));
        assertItem("sum(id + ?) OVER (PARTITION BY parent + ? ORDER BY text DESC, id + ?)",
                sum(NOTES.id.plus(1L)).over(partitionBy(NOTES.parent.plus(2L)).orderBy(NOTES.text.desc(), NOTES.id.plus(3L))), 1L, 2L, 3L);
        assertItem("max(id) OVER (ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)", max(NOTES.id).over(rows(preceding(2), currentRow())));
        Window byId = orderBy(NOTES.id);
        assertItem("avg(id) OVER (ORDER BY id RANGE BETWEEN UNBOUNDED PRECEDING AND 1 FOLLOWING)",
                avg(NOTES.id).over(byId.range(unboundedPreceding(), following(1))));
        assertItem("avg(id) OVER (ORDER BY id GROUPS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)",
                avg(NOTES.id).over(byId.groups(currentRow(), unboundedFollowing()).excludeCurrentRow()));
        assertItem("avg(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE GROUP)",
                avg(NOTES.id).over(byId.rows(currentRow(), currentRow()).excludeGroup()));
        assertItem("avg(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE TIES)",
                avg(NOTES.id).over(byId.rows(currentRow(), currentRow()).excludeTies()));
    }

    @Test
    void functionsOfWindows() {
        Window byId = orderBy(NOTES.id);
        String over = " OVER (ORDER BY id)";
        assertItem("row_number()" + over, rowNumber().over(byId));
        assertItem("rank()" + over, rank().over(byId));
        assertItem("dense_rank()" + over, denseRank().over(byId));
        assertItem("percent_rank()" + over, percentRank().over(byId));
        assertItem("cume_dist()" + over, cumeDist().over(byId));
        assertItem("ntile(?)" + over, ntile(4).over(byId), 4);
        assertItem("lag(text)" + over, lag(NOTES.text).over(byId));
        assertItem("lag(text, ?)" + over, lag(NOTES.text, 2).over(byId), 2);
        assertItem("lag(text, ?, ?)" + over, lag(NOTES.text, 2, "none").over(byId), 2, "none");
        assertItem("lead(text)" + over, lead(NOTES.text).over(byId));
        assertItem("lead(text, ?)" + over, lead(NOTES.text, 0).over(byId), 0);
        assertItem("lead(text, ?, ?)" + over, lead(NOTES.text, 1, "none").over(byId), 1, "none");
        assertItem("first_value(text)" + over, firstValue(NOTES.text).over(byId));
        assertItem("last_value(text)" + over, lastValue(NOTES.text).over(byId));
        assertItem("nth_value(text, ?)" + over, nthValue(NOTES.text, 3).over(byId), 3);
        assertItem("row_number() OVER ()", rowNumber().over());
        assertSql(ANSI, "SELECT row_number() OVER () AS \"row_number\", count(*) AS count FROM notes",
                select(rowNumber().over(), count()).from(NOTES));
    }

    @Test
    void nullOrderWithinAWindow() {
        Expression<Long> number = rowNumber().over(orderBy(NOTES.parent.desc().nullsFirst(), NOTES.id.plus(7L).as("y").asc().nullsLast()));
        assertItem("row_number() OVER (ORDER BY parent DESC NULLS FIRST, id + ? NULLS LAST)", number, 7L);
        assertItem(OTHER, "row_number() OVER (ORDER BY CASE WHEN parent IS NULL THEN 0 ELSE 1 END, parent DESC, CASE WHEN id + ? IS "
                + "NULL THEN 1 ELSE 0 END, id + ?)", number, 7L, 7L);
    }

    @Test
    void namedWindows() {
        NamedWindow w = window("w", partitionBy(NOTES.parent).orderBy(NOTES.id.plus(1L)));
        NamedWindow v = window("V", orderBy(NOTES.id));
        Select select = select(rank().over(w).as("a"), sum(NOTES.id).over(v).as("b")).from(NOTES).where(NOTES.id.gt(2L)).window(w, v)
                .orderBy(NOTES.id);
        assertSql(ANSI, "SELECT rank() OVER w AS a, sum(id) OVER \"V\" AS b FROM notes WHERE id > ? WINDOW w AS (PARTITION BY parent ORDER "
                + "BY id + ?), \"V\" AS (ORDER BY id) ORDER BY id", select, 2L, 1L);
    }

    @Test
    void aggregatesWithAFilter() {
        Expression<Boolean> some = NOTES.completed.eq(true);
        assertItem("count(*) FILTER (WHERE completed = ?)", count().filter(some), true);
        assertItem(OTHER, "count(CASE WHEN completed = ? THEN 1 END)", count().filter(some), true);
        assertItem(OTHER, "count(DISTINCT CASE WHEN completed = ? THEN text END)", countDistinct(NOTES.text).filter(some), true);
        assertItem("sum(id + ?) FILTER (WHERE completed = ? AND id > ?) OVER (ORDER BY id)",
                sum(NOTES.id.plus(1L)).filter(some).filter(NOTES.id.gt(2L)).over(orderBy(NOTES.id)), 1L, true, 2L);
        assertItem(OTHER, "sum(CASE WHEN completed = ? AND id > ? THEN id + ? END) OVER (ORDER BY id)",
                sum(NOTES.id.plus(1L)).filter(some).filter(NOTES.id.gt(2L)).over(orderBy(NOTES.id)), true, 2L, 1L);
    }

    @Test
    void meansWithTheDigitsOfADouble() {
        assertItem("avg(DISTINCT id)", avg(NOTES.id).asDistinct());
        assertItem(OTHER, "avg(DISTINCT CAST(id AS DOUBLE PRECISION))", avg(NOTES.id).asDistinct());
        assertItem(OTHER, "avg(CASE WHEN completed THEN CAST(id AS DOUBLE PRECISION) END) OVER ()", avg(NOTES.id).filter(NOTES.completed)
                .over());
    }

    @Test
    void aggregatesWithAnOrder() {
        assertItem("string_agg(text, ? ORDER BY id DESC, text)",
                aggregate("string_agg", Types.TEXT, NOTES.text, value(",")).orderBy(NOTES.id.desc()).orderBy(NOTES.text), ",");
        assertItem("percentile_cont(?) WITHIN GROUP (ORDER BY id DESC)", percentileCont(0.5, NOTES.id.desc()), 0.5);
        assertItem("percentile_disc(?) WITHIN GROUP (ORDER BY text)", percentileDisc(0.5, NOTES.text), 0.5);
        assertItem("mode() WITHIN GROUP (ORDER BY text) FILTER (WHERE completed)", mode(NOTES.text).filter(NOTES.completed));
    }

    @Test
    void aggregatesThatAreNotKnownMayWrite() {
        Expression<String> all = aggregate("string_agg", Types.TEXT, NOTES.text);
        assertFalse(cache.compile(ANSI, select(all).from(NOTES), Map.of()).compiled().readOnly());
        assertTrue(cache.compile(ANSI, select(aggregate("string_agg", Types.TEXT, NOTES.text).asPure()).from(NOTES), Map.of()).compiled()
                .readOnly());
        assertTrue(cache.compile(ANSI, select(max(NOTES.id).over()).from(NOTES), Map.of()).compiled().readOnly());
    }

    @Test
    void severalGroupings() {
        Select count = select(NOTES.parent, count().as("n")).from(NOTES);
        String start = "SELECT parent, count(*) AS n FROM notes GROUP BY ";
        assertSql(ANSI, start + "ROLLUP (parent, completed)", count.groupBy(rollup(NOTES.parent, NOTES.completed)));
        assertSql(OTHER, start + "parent, completed WITH ROLLUP HAVING count(*) > ?",
                count.groupBy(rollup(NOTES.parent, NOTES.completed)).having(count().gt(1L)), 1L);
        assertSql(ANSI, start + "text, CUBE (parent, id + ?)", count.groupBy(NOTES.text, cube(NOTES.parent, NOTES.id.plus(1L))), 1L);
        assertSql(ANSI, start + "GROUPING SETS ((parent, completed), parent, ())",
                count.groupBy(groupingSets(List.of(NOTES.parent, NOTES.completed), List.of(NOTES.parent), List.of())));
        assertItem("grouping(parent)", grouping(NOTES.parent));
    }
}
