// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.sql.Aggregates.cube;
import static io.colonnade.sql.Aggregates.groupingSets;
import static io.colonnade.sql.Aggregates.rollup;
import static io.colonnade.sql.Functions.substring;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.sql.Windows.rowNumber;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Expression;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Terms of ORDER BY, GROUP BY and DISTINCT ON that meet what the select returns mean the same on every database. */
class TermsOnEveryServerTest {

    private static final Set<String> POSTGRES = Set.of(POSTGRES_14, POSTGRES_18);
    private static final Select NEGATED = select(PEOPLE.id, PEOPLE.points.negate().as("points")).from(PEOPLE);

    @BeforeAll
    static void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    private static List<Object> column(QueryExpression query) {
        return rows(query).stream().map(row -> row.get(0)).toList();
    }

    /** A calculation made anew. */
    private static Expression<String> word() {
        return caseWhen(PEOPLE.points.gt(9)).then("high").orElse("low");
    }

    @Test
    void aColumnIsNotTheLabelOfItsName() {
        OrderTerm points = PEOPLE.points;
        assertEquals(List.of(5L, 1L, 3L, 4L), column(NEGATED.where(PEOPLE.points.isNotNull()).orderBy(points, PEOPLE.id)));
        assertEquals(List.of(2L, 5L, 1L, 3L, 4L), column(NEGATED.orderBy(PEOPLE.points.asc().nullsFirst(), PEOPLE.id)));
        assertEquals(List.of(5L, 1L, 3L, 4L, 2L), column(NEGATED.orderBy(PEOPLE.points.asc().nullsLast(), PEOPLE.id)));
        assertEquals(List.of(2L, 3L, 4L, 1L, 5L), column(NEGATED.orderBy(PEOPLE.points.desc().nullsFirst(), PEOPLE.id)));
        assertEquals(List.of(5L, 1L, 3L, 4L), column(select(PEOPLE.id, PEOPLE.points.negate().as("POINTS")).from(PEOPLE)
                .where(PEOPLE.points.isNotNull()).orderBy(PEOPLE.points, PEOPLE.id)));
        assertEquals(List.of(List.of("blue", "dlue"), List.of("red", "drue")), rows(select(PEOPLE.team.as("t"), caseWhen(PEOPLE.team
                .eq("red")).then("drue").orElse("dlue").as("team")).from(PEOPLE).distinct().orderBy(PEOPLE.team)));
        golden(NEGATED.orderBy(PEOPLE.points.asc().nullsLast()), MYSQL, "SELECT id, -points AS points FROM query_people ORDER BY CASE WHEN "
                + "query_people.points IS NULL THEN 1 ELSE 0 END, query_people.points", POSTGRES_18,
                "SELECT id, -points AS points FROM query_people ORDER BY query_people.points NULLS LAST");
    }

    @Test
    void groupsAndConditionsReadColumns() {
        Select two = select(PEOPLE.points.modulo(1).as("points"), count().as("n")).from(PEOPLE).where(PEOPLE.points.isNotNull())
                .groupBy(PEOPLE.points);
        assertEquals(List.of(asList(0, 1L), asList(0, 1L), asList(0, 2L)), rows(two.orderBy(PEOPLE.points)));
        assertEquals(List.of(asList(0, 2L)), rows(two.having(PEOPLE.points.gt(10))));
    }

    @Test
    void theOrderOfAWindowReadsColumns() {
        assertEquals(List.of(asList(1L, -10, 2L), asList(3L, -30, 3L), asList(5L, -5, 1L)), rows(select(PEOPLE.id,
                PEOPLE.points.negate().as("points"), rowNumber().over(orderBy(PEOPLE.points)).as("n")).from(PEOPLE)
                        .where(PEOPLE.id.in(1L, 3L, 5L)).orderBy(PEOPLE.id)));
    }

    @Test
    void groupsByCalculationsWithValues() {
        assertEquals(List.of(asList("high", 3L), asList("low", 2L)),
                rows(select(word().as("w"), count().as("n")).from(PEOPLE).groupBy(word()).orderBy(word())));
        Expression<Integer> known = coalesce(PEOPLE.points, 0);
        assertEquals(List.of(asList(0, 1L), asList(5, 1L), asList(10, 1L), asList(30, 2L)),
                rows(select(known.as("known"), count().as("n")).from(PEOPLE).groupBy(known).orderBy(known)));
        assertEquals(List.of(asList("r", 2L), asList("b", 3L)), rows(select(substring(PEOPLE.team, 1, 1).as("s"), count().as("n"))
                .from(PEOPLE).groupBy(substring(PEOPLE.team, 1, 1)).orderBy(substring(PEOPLE.team, 1, 1).desc())));
        Expression<Integer> step = PEOPLE.points.plus(param("step", Types.INTEGER));
        Select steps = select(step.as("stepped")).from(PEOPLE).groupBy(step).having(count().gt(1L));
        assertEquals(List.of(List.of(32)), EveryServer.same(database -> values(database.fetchAll(steps, Map.of("step", 2)).join())));
        Select words = select(word().as("w")).from(PEOPLE).groupBy(word());
        String start = "SELECT CASE WHEN points > ? THEN ? ELSE ? END AS w FROM query_people GROUP BY 1";
        golden(words, SQLITE, start, POSTGRES_18, start, MYSQL, start, MARIADB, start);
    }

    @Test
    void groupsOfAQueryInsideAnother() {
        TableAlias other = PEOPLE.as("other");
        Expression<Integer> half = other.column(PEOPLE.points).dividedBy(2);
        assertEquals(List.of(1L, 3L, 4L, 5L), column(select(PEOPLE.id).from(PEOPLE).where(PEOPLE.points.dividedBy(2).in(select(half).from(other)
                .groupBy(other.column(PEOPLE.points).dividedBy(2)))).orderBy(PEOPLE.id)));
    }

    @Test
    void whereNullStandsInAnOrderOfGroups() {
        Expression<Integer> next = PEOPLE.points.plus(1);
        Select nexts = select(next.as("next"), count().as("n")).from(PEOPLE).groupBy(next);
        assertEquals(asList(6, 11, 31, null), column(nexts.orderBy(next.asc().nullsLast())));
        assertEquals(asList(null, 31, 11, 6), column(nexts.orderBy(next.as("next").desc().nullsFirst())));
    }

    @Test
    void distinctRowsInTheOrderOfACalculation() {
        Expression<Integer> next = PEOPLE.points.plus(1);
        assertEquals(List.of(31, 11, 6), column(select(next.as("next")).from(PEOPLE).where(PEOPLE.points.isNotNull()).distinct()
                .orderBy(PEOPLE.points.plus(1).desc())));
    }

    @Test
    void severalGroupingsByCalculationsWithValues() {
        Select words = select(word().as("w"), count().as("n")).from(PEOPLE);
        List<List<Object>> expected = List.of(asList("high", 3L), asList("low", 2L), asList(null, 5L));
        only(Set.of(POSTGRES_14, POSTGRES_18, MYSQL, MARIADB), database -> assertEquals(Set.copyOf(expected),
                Set.copyOf(values(database.fetchAll(words.groupBy(rollup(word()))).join()))));
        only(POSTGRES, database -> {
            assertEquals(expected, values(database.fetchAll(words.groupBy(cube(word())).orderBy(word())).join()));
            assertEquals(expected, values(database.fetchAll(words.groupBy(groupingSets(List.of(word()), List.of()))
                    .orderBy(word().asc().nullsLast())).join()));
        });
    }

    @Test
    void theFirstOfDistinctCalculations() {
        Select firsts = select(word().as("w"), PEOPLE.id).from(PEOPLE).distinctOn(word()).orderBy(word(), PEOPLE.id);
        only(POSTGRES, database -> assertEquals(List.of(asList("high", 1L), asList("low", 2L)), values(database.fetchAll(firsts).join())));
        Select byColumn = NEGATED.distinctOn(PEOPLE.points).orderBy(PEOPLE.points, PEOPLE.id).where(PEOPLE.points.isNotNull());
        only(POSTGRES, database -> assertEquals(List.of(asList(5L, -5), asList(1L, -10), asList(3L, -30)),
                values(database.fetchAll(byColumn).join())));
    }
}
