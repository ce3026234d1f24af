// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.sql.Aggregates.aggregate;
import static io.colonnade.sql.Aggregates.cube;
import static io.colonnade.sql.Aggregates.grouping;
import static io.colonnade.sql.Aggregates.groupingSets;
import static io.colonnade.sql.Aggregates.mode;
import static io.colonnade.sql.Aggregates.percentileCont;
import static io.colonnade.sql.Aggregates.percentileDisc;
import static io.colonnade.sql.Aggregates.rollup;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.*;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Types;
import io.colonnade.sql.Window;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows, aggregates and several groupings: the same rows on every database, or a refusal before anything is sent. */
class WindowsOnEveryServerTest {

    private static final Set<String> POSTGRES = Set.of(EveryServer.POSTGRES_14, EveryServer.POSTGRES_18);
    private static final Window BY_ID = orderBy(PEOPLE.id);

    @BeforeAll
    static void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    private static Select item(Expression<?> expression) {
        return select(expression.as("x")).from(PEOPLE).orderBy(PEOPLE.id);
    }

    private static void expect(Set<String> names, Statement statement, Object... column) {
        only(names, database -> assertEquals(asList(column), values(database.fetchAll(statement).join()).stream().map(row -> row.get(0))
                .toList()));
    }

    private static void everywhere(Expression<?> expression, Object... column) {
        assertEquals(asList(column), rows(item(expression)).stream().map(row -> row.get(0)).toList());
    }

    @Test
    void functionsOfWindows() {
        everywhere(rowNumber().over(BY_ID), 1L, 2L, 3L, 4L, 5L);
        everywhere(rank().over(partitionBy(PEOPLE.team).orderBy(PEOPLE.points.desc().nullsLast())), 1L, 2L, 1L, 1L, 3L);
        everywhere(denseRank().over(partitionBy(PEOPLE.team).orderBy(PEOPLE.points.desc().nullsFirst())), 2L, 1L, 1L, 1L, 2L);
        everywhere(ntile(2).over(BY_ID), 1L, 1L, 1L, 2L, 2L);
        everywhere(lag(PEOPLE.points).over(BY_ID), null, 10, null, 30, 30);
        everywhere(lag(PEOPLE.points, 2).over(BY_ID), null, null, 10, null, 30);
        everywhere(lead(PEOPLE.points, 1).over(BY_ID), null, 30, 30, 5, null);
        everywhere(firstValue(PEOPLE.id).over(partitionBy(PEOPLE.team).orderBy(PEOPLE.id)), 1L, 1L, 3L, 3L, 3L);
        everywhere(lastValue(PEOPLE.id).over(BY_ID.rows(unboundedPreceding(), unboundedFollowing())), 5L, 5L, 5L, 5L, 5L);
        everywhere(nthValue(PEOPLE.id, 2).over(BY_ID), null, 2L, 2L, 2L, 2L);
        everywhere(percentRank().over(BY_ID), 0.0, 0.25, 0.5, 0.75, 1.0);
        everywhere(cumeDist().over(BY_ID), 0.2, 0.4, 0.6, 0.8, 1.0);
        Select otherwise = item(lag(PEOPLE.id, 1, 0L).over(BY_ID));
        refused(Set.of(MARIADB), otherwise);
        expect(allBut(MARIADB), otherwise, 0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void framesOfWindows() {
        everywhere(count().over(), 5L, 5L, 5L, 5L, 5L);
        everywhere(sum(PEOPLE.id.cast(Types.BIGINT)).over(BY_ID.rows(preceding(1), currentRow())).cast(Types.BIGINT), 1L, 3L, 5L, 7L, 9L);
        everywhere(count(PEOPLE.points).over(BY_ID.range(preceding(1), following(1))), 1L, 2L, 2L, 3L, 2L);
        Select groups = item(count().over(orderBy(PEOPLE.team).groups(currentRow(), unboundedFollowing())));
        refused(Set.of(MYSQL, MARIADB), groups);
        expect(allBut(MYSQL, MARIADB), groups, 2L, 2L, 5L, 5L, 5L);
        for (Window window : List.of(BY_ID.rows(unboundedPreceding(), unboundedFollowing()).excludeCurrentRow(),
                BY_ID.rows(unboundedPreceding(), unboundedFollowing()).excludeGroup())) {
            refused(Set.of(MYSQL, MARIADB), item(count().over(window)));
            expect(allBut(MYSQL, MARIADB), item(count().over(window)), 4L, 4L, 4L, 4L, 4L);
        }
        expect(allBut(MYSQL, MARIADB), item(count().over(orderBy(PEOPLE.team).rows(unboundedPreceding(), unboundedFollowing())
                .excludeTies())), 4L, 4L, 3L, 3L, 3L);
    }

    @Test
    void joinedTexts() {
        Expression<String> running = stringAgg(PEOPLE.team, ",").filter(PEOPLE.id.ne(2L)).over(BY_ID);
        refused(Set.of(MYSQL, MARIADB), item(running));
        expect(allBut(MYSQL, MARIADB), item(running), "red", "red", "red,blue", "red,blue,blue", "red,blue,blue,blue");
    }

    @Test
    void namedWindows() {
        NamedWindow w = window("w", partitionBy(PEOPLE.team).orderBy(PEOPLE.id));
        assertEquals(List.of(List.of(1L, 1L), List.of(2L, 2L), List.of(1L, 1L), List.of(2L, 2L), List.of(3L, 3L)),
                rows(select(rowNumber().over(w).as("a"), rank().over(w).as("b")).from(PEOPLE).window(w).orderBy(PEOPLE.id)));
    }

    @Test
    void nullOrderWithinAWindow() {
        everywhere(rowNumber().over(orderBy(PEOPLE.points.asc().nullsFirst(), PEOPLE.id)), 3L, 1L, 4L, 5L, 2L);
        everywhere(rowNumber().over(orderBy(PEOPLE.points.asc().nullsLast(), PEOPLE.id)), 2L, 5L, 3L, 4L, 1L);
        everywhere(rowNumber().over(orderBy(PEOPLE.points.desc().nullsFirst(), PEOPLE.id)), 4L, 1L, 2L, 3L, 5L);
        everywhere(rowNumber().over(orderBy(PEOPLE.points.desc().nullsLast(), PEOPLE.id)), 3L, 5L, 1L, 2L, 4L);
    }

    @Test
    void aggregatesWithAFilter() {
        Expression<Boolean> blue = PEOPLE.team.eq("blue");
        Select select = select(count().filter(blue).as("n"), count(PEOPLE.points).filter(PEOPLE.points.gt(5))
                .as("m"), countDistinct(PEOPLE.points).filter(blue).as("d"), max(PEOPLE.id).filter(PEOPLE.team.eq("red")).as("x"),
                min(PEOPLE.id).filter(PEOPLE.team.eq("none")).as("none")).from(PEOPLE);
        assertEquals(List.of(asList(3L, 3L, 2L, 2L, null)), rows(select));
        everywhere(count().filter(blue).over(BY_ID), 0L, 0L, 1L, 2L, 3L);
        golden(select(count().filter(blue).as("n")).from(PEOPLE), SQLITE, "SELECT count(*) FILTER (WHERE team = ?) AS n FROM query_people",
                MYSQL, "SELECT count(CASE WHEN team = ? THEN 1 END) AS n FROM query_people");
    }

    @Test
    void aggregatesWithAnOrder() {
        Select all = select(aggregate("string_agg", Types.TEXT, PEOPLE.team, value("-")).orderBy(PEOPLE.id.desc()).as("x")).from(PEOPLE);
        refused(Set.of(MYSQL, MARIADB), all);
        expect(allBut(MYSQL, MARIADB), all, "blue-blue-blue-red-red");
        Select half = select(percentileCont(0.5, PEOPLE.id.asc()).as("x")).from(PEOPLE);
        refused(Set.of(MYSQL, MARIADB, SQLITE), half);
        expect(POSTGRES, half, 3.0);
        expect(POSTGRES, select(percentileDisc(0.25, PEOPLE.id).as("x")).from(PEOPLE), 2L);
        expect(POSTGRES, select(mode(PEOPLE.team).filter(PEOPLE.id.ne(4L)).as("x")).from(PEOPLE).where(PEOPLE.id.ne(5L)), "red");
    }

    @Test
    void rollups() {
        Labelled<Long> n = count().as("n");
        Select counts = select(PEOPLE.team, n).from(PEOPLE).groupBy(rollup(PEOPLE.team));
        refused(Set.of(SQLITE), counts);
        refused(Set.of(SQLITE, MARIADB), counts.orderBy(PEOPLE.team));
        DerivedTable derived = counts.as("counts");
        Statement ordered = select(derived.column(n), derived.column(PEOPLE.team)).from(derived)
                .orderBy(derived.column(PEOPLE.team).asc().nullsLast());
        expect(allBut(SQLITE), ordered, 3L, 2L, 5L);
        expect(allBut(SQLITE, MARIADB), select(n, PEOPLE.team).from(PEOPLE).groupBy(rollup(PEOPLE.team))
                .having(count().gt(2L)).orderBy(n), 3L, 5L);
        Select grouping = select(grouping(PEOPLE.team).as("g"), n).from(PEOPLE).groupBy(rollup(PEOPLE.team))
                .orderBy(n);
        refused(Set.of(SQLITE, MARIADB), grouping);
        expect(allBut(SQLITE, MARIADB), grouping, 0, 0, 1);
    }

    @Test
    void cubeAndGroupingSets() {
        Labelled<Long> n = count().as("n");
        Select cube = select(n, PEOPLE.team, PEOPLE.points).from(PEOPLE).groupBy(cube(PEOPLE.team, PEOPLE.points)).orderBy(n.desc());
        refused(Set.of(MYSQL, MARIADB, SQLITE), cube);
        expect(POSTGRES, cube, 5L, 3L, 2L, 2L, 2L, 1L, 1L, 1L, 1L, 1L, 1L);
        Select sets = select(n, PEOPLE.team).from(PEOPLE).groupBy(groupingSets(List.of(PEOPLE.team), List.of())).orderBy(n.desc());
        refused(Set.of(MYSQL, MARIADB, SQLITE), sets);
        expect(POSTGRES, sets, 5L, 3L, 2L);
    }
}
