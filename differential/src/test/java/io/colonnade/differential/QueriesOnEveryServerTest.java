// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.golden;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.refused;
import static io.colonnade.differential.EveryServer.rows;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.differential.QueryTables.TAGS;
import static io.colonnade.sql.Sql.*;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.CommonTable;
import io.colonnade.sql.CommonTableAlias;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import io.colonnade.sql.ValuesTable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Joins, queries put together, WITH, paging and values: the same rows on every database, or a refusal before anything is sent. */
class QueriesOnEveryServerTest {

    private static final Labelled<Long> N = value(0L).as("n");
    private static final Select IDS = select(PEOPLE.id).from(PEOPLE);
    private static final Set<String> POSTGRES = Set.of(EveryServer.POSTGRES_14, POSTGRES_18);

    @BeforeAll
    static void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    /** A query of the number alone. */
    private static Select number(long number) {
        return select(value(number).as("n"));
    }

    private static List<Object> column(QueryExpression query) {
        return rows(query).stream().map(row -> row.get(0)).toList();
    }

    private static void expect(Set<String> names, Statement statement, List<List<Object>> expected) {
        only(names, database -> assertEquals(expected, values(database.fetchAll(statement).join())));
    }

    @Test
    void joins() {
        Select joined = select(PEOPLE.id, TAGS.tag).from(PEOPLE);
        assertEquals(List.of(asList(1L, "a"), asList(1L, "b"), asList(3L, "a"), asList(null, "z")),
                rows(joined.rightJoin(TAGS, TAGS.person.eq(PEOPLE.id)).orderBy(PEOPLE.id.asc().nullsLast(), TAGS.tag)));
        assertEquals(20, rows(select(PEOPLE.id, TAGS.tag).from(PEOPLE).crossJoin(TAGS).orderBy(PEOPLE.id, TAGS.tag)).size());
        Select full = joined.fullJoin(TAGS, TAGS.person.eq(PEOPLE.id)).orderBy(PEOPLE.id.asc().nullsFirst(), TAGS.tag);
        refused(Set.of(MYSQL, MARIADB), full);
        expect(allBut(MYSQL, MARIADB), full, List.of(asList(null, "z"), asList(1L, "a"), asList(1L, "b"), asList(2L, null), asList(3L, "a"),
                asList(4L, null), asList(5L, null)));
        TableAlias boss = PEOPLE.as("boss");
        assertEquals(List.of(List.of(2L, "red"), List.of(3L, "red"), List.of(4L, "red"), List.of(5L, "red")),
                rows(select(PEOPLE.id, boss.column(PEOPLE.team)).from(PEOPLE).join(boss, boss.column(PEOPLE.id).eq(PEOPLE.boss))
                        .orderBy(PEOPLE.id)));
    }

    @Test
    void lateral() {
        TableAlias other = PEOPLE.as("other");
        Select best = select(other.column(PEOPLE.id)).from(other).where(other.column(PEOPLE.boss).eq(PEOPLE.id))
                .orderBy(other.column(PEOPLE.id).desc()).limit(1);
        DerivedTable latest = best.lateral("latest");
        Select select = select(PEOPLE.id, latest.column(PEOPLE.id).as("latest")).from(PEOPLE);
        Statement left = select.leftJoin(latest, latest.column(PEOPLE.id).gt(3L)).orderBy(PEOPLE.id);
        Statement cross = select.crossJoin(latest).orderBy(PEOPLE.id);
        Statement inner = select.join(latest, latest.column(PEOPLE.id).gt(3L)).orderBy(PEOPLE.id);
        refused(Set.of(SQLITE, MARIADB), left);
        Set<String> others = allBut(SQLITE, MARIADB);
        expect(others, left, List.of(asList(1L, null), asList(2L, 5L), asList(3L, null), asList(4L, null), asList(5L, null)));
        expect(others, cross, List.of(asList(1L, 3L), asList(2L, 5L)));
        expect(others, inner, List.of(asList(2L, 5L)));
        golden(cross, MYSQL, "SELECT query_people.id, latest.id AS latest FROM query_people CROSS JOIN LATERAL (SELECT other.id FROM "
                + "query_people AS other WHERE other.boss = query_people.id ORDER BY other.id DESC LIMIT ?) AS latest ORDER BY "
                + "query_people.id");
    }

    @Test
    void correlatedSubqueries() {
        TableAlias other = PEOPLE.as("other");
        Select mates = select(max(other.column(PEOPLE.points)).as("most")).from(other).where(other.column(PEOPLE.team).eq(PEOPLE.team));
        assertEquals(List.of(1L, 3L, 4L), column(IDS.where(PEOPLE.points.eq(scalar(mates, Types.INTEGER))).orderBy(PEOPLE.id)));
        DerivedTable derived = select(other.column(PEOPLE.id)).from(other).where(other.column(PEOPLE.boss).eq(PEOPLE.id)).as("d");
        Select bosses = IDS.where(exists(select(derived.column(PEOPLE.id)).from(derived))).orderBy(PEOPLE.id);
        refused(Set.of(MARIADB), bosses);
        expect(allBut(MARIADB), bosses, List.of(List.of(1L), List.of(2L)));
        assertEquals(List.of(1L, 2L), column(IDS.where(exists(derived.query())).orderBy(PEOPLE.id)));
    }

    @Test
    void oneOrderOfSetOperations() {
        QueryExpression one = number(1);
        QueryExpression two = number(2);
        QueryExpression three = number(3);
        assertEquals(List.of(), column(one.except(two).intersect(three)));
        assertEquals(List.of(1L), column(one.except(two.intersect(three))));
        assertEquals(List.of(3L), column(one.union(three).intersect(two.union(three))));
        assertEquals(List.of(1L), column(one.intersect(two).union(one)));
        assertEquals(List.of(1L, 2L, 2L), column(one.unionAll(two).unionAll(two.union(two)).orderBy(N)));
        assertEquals(List.of(1L), column(one.union(two.except(two.union(three)))));
        assertEquals(List.of(1L, 3L), column(one.union(two).union(three).except(two).orderBy(N)));
        golden(one.except(two.intersect(three)), SQLITE, "SELECT ? AS n EXCEPT SELECT * FROM (SELECT ? AS n INTERSECT SELECT ? AS n) AS "
                + "operand", MYSQL, "SELECT ? AS n EXCEPT (SELECT ? AS n INTERSECT SELECT ? AS n)", POSTGRES_18,
                "SELECT ? AS n EXCEPT (SELECT ? AS n INTERSECT SELECT ? AS n)");
    }

    @Test
    void setOperationsThatKeepEqualRows() {
        QueryExpression teams = select(PEOPLE.team).from(PEOPLE);
        QueryExpression some = select(PEOPLE.team).from(PEOPLE).where(PEOPLE.id.in(3L, 4L));
        refused(Set.of(SQLITE), teams.exceptAll(some));
        refused(Set.of(SQLITE), teams.intersectAll(some));
        expect(allBut(SQLITE), teams.exceptAll(some).orderBy(PEOPLE.team), List.of(List.of("blue"), List.of("red"), List.of("red")));
        expect(allBut(SQLITE), teams.intersectAll(some), List.of(List.of("blue"), List.of("blue")));
        assertEquals(List.of("red"), column(teams.except(some)));
    }

    @Test
    void setOperationsWithOrderAndLimit() {
        QueryExpression both = IDS.orderBy(PEOPLE.id.desc()).limit(2).unionAll(IDS.orderBy(PEOPLE.id).limit(2).offset(1));
        DerivedTable derived = both.as("x");
        assertEquals(List.of(2L, 3L, 4L, 5L), column(select(derived.column(PEOPLE.id)).from(derived).orderBy(derived.column(PEOPLE.id))));
        assertEquals(List.of(4L, 3L), column(IDS.orderBy(PEOPLE.id.desc()).limit(2).unionAll(IDS.where(PEOPLE.id.lt(4L)))
                .orderBy(PEOPLE.id.desc()).limit(2).offset(1)));
        assertEquals(List.of(3L), column(IDS.where(PEOPLE.id.in(both.union(number(1)))).where(PEOPLE.id.gt(1L)).orderBy(PEOPLE.id).limit(1)
                .offset(1)));
        Select points = select(PEOPLE.points).from(PEOPLE);
        assertEquals(asList(null, 30, 10, 5), column(points.union(points).orderBy(PEOPLE.points.desc().nullsFirst())));
        assertEquals(asList(5, 10, 30, null), column(points.union(points).orderBy(PEOPLE.points.asc().nullsLast())));
        assertEquals(asList(null, 5, 10, 30), column(points.union(points).orderBy(PEOPLE.points.asc().nullsFirst())));
    }

    @Test
    void setOperationsWhereSelectsStand() {
        QueryExpression tagged = select(TAGS.person).from(TAGS).union(select(TAGS.person).from(TAGS));
        assertEquals(List.of(1L, 3L), column(IDS.where(PEOPLE.id.in(tagged)).orderBy(PEOPLE.id)));
        assertEquals(List.of(2L, 4L, 5L), column(IDS.where(PEOPLE.id.notIn(tagged)).orderBy(PEOPLE.id)));
        assertEquals(List.of(1L, 2L), column(IDS.where(PEOPLE.id.in(IDS.orderBy(PEOPLE.id).limit(2))).orderBy(PEOPLE.id)));
        assertEquals(List.of(1L, 2L), column(IDS.where(PEOPLE.id.in(IDS.union(IDS).orderBy(PEOPLE.id).limit(2))).orderBy(PEOPLE.id)));
        assertEquals(5, column(IDS.where(exists(number(1).except(number(2))))).size());
        assertEquals(List.of(1L), column(select(scalar(number(1).intersect(number(1)), Types.BIGINT).as("x"))));
        DerivedTable derived = tagged.as("tagged");
        assertEquals(List.of(3L), column(select(count().as("n")).from(derived)));
    }

    @Test
    void commonTables() {
        Labelled<Long> number = count().as("number");
        CommonTable teams = commonTable("teams", select(PEOPLE.team, number).from(PEOPLE).groupBy(PEOPLE.team));
        CommonTableAlias other = teams.as("other");
        QueryExpression twice = with(teams).then(select(teams.column(PEOPLE.team), other.column(number).as("others")).from(teams)
                .join(other, other.column(PEOPLE.team).ne(teams.column(PEOPLE.team))).orderBy(teams.column(PEOPLE.team)));
        assertEquals(List.of(List.of("blue", 2L), List.of("red", 3L)), rows(twice));
        CommonTable renamed = commonTable("renamed", select(teams.column(PEOPLE.team), teams.column(number)).from(teams)).columns("t", "n");
        assertEquals(List.of(List.of("blue", 3L)), rows(with(teams, renamed).then(select(renamed.column(PEOPLE.team), renamed.column("n",
                Types.BIGINT)).from(renamed).where(renamed.column("n", Types.BIGINT).gt(2L)))));
        Labelled<String> x = value("x").as("team");
        assertEquals(List.of("blue", "red", "x"), column(select(x).union(with(teams).then(select(teams.column(PEOPLE.team)).from(teams)))
                .orderBy(x)));
        assertEquals(5, rows(IDS.where(PEOPLE.team.in(with(teams).then(select(teams.column(PEOPLE.team)).from(teams))))).size());
        Statement hint = with(teams.materialized()).then(select(count().as("n")).from(teams.materialized()));
        refused(Set.of(MYSQL, MARIADB), hint);
        expect(allBut(MYSQL, MARIADB), hint, List.of(List.of(2L)));
        CommonTable inline = teams.notMaterialized();
        expect(allBut(MYSQL, MARIADB), with(inline).then(select(count().as("n")).from(inline)), List.of(List.of(2L)));
    }

    @Test
    void recursiveCommonTables() {
        CommonTable reports = recursive("reports", select(PEOPLE.id, value(0).as("depth")).from(PEOPLE).where(PEOPLE.boss.isNull()))
                .columns("person", "depth").unionAll(self -> select(PEOPLE.id, self.column("depth", Types.INTEGER).plus(1).as("d"))
                        .from(PEOPLE).join(self, self.column("person", Types.BIGINT).eq(PEOPLE.boss)));
        QueryExpression depths = with(reports).then(select(reports.column("depth", Types.INTEGER), count().as("n")).from(reports)
                .groupBy(reports.column("depth", Types.INTEGER)).orderBy(reports.column("depth", Types.INTEGER)));
        assertEquals(List.of(List.of(0, 1L), List.of(1, 2L), List.of(2, 2L)), rows(depths));
        CommonTable circle = recursive("circle", number(0)).union(self -> select(self.column("n", Types.BIGINT).plus(1L).modulo(3L).as("m"))
                .from(self));
        assertEquals(List.of(0L, 1L, 2L), column(with(circle).then(select(circle.column("n", Types.BIGINT)).from(circle)
                .orderBy(circle.column("n", Types.BIGINT)))));
    }

    @Test
    void commonTablesBeforeChanges() {
        CommonTable some = commonTable("some", IDS.where(PEOPLE.id.eq(99L)));
        Select ids = select(some.column(PEOPLE.id)).from(some);
        Statement update = with(some).then(update(PEOPLE).set(PEOPLE.points, 1).where(PEOPLE.id.in(ids)));
        Statement delete = with(some).then(deleteFrom(PEOPLE).where(PEOPLE.id.in(ids)));
        Statement insert = with(some).then(insertInto(TAGS).set(TAGS.person, coalesce(scalar(ids, Types.BIGINT), 77L)).set(TAGS.tag, "t"));
        refused(Set.of(MARIADB), update);
        refused(Set.of(MARIADB), delete);
        refused(Set.of(MARIADB, MYSQL), insert);
        only(allBut(MARIADB), database -> {
            assertEquals(0, database.execute(update).join().rowsAffected());
            assertEquals(0, database.execute(delete).join().rowsAffected());
        });
        only(allBut(MARIADB, MYSQL), database -> {
            assertEquals(1, database.execute(insert).join().rowsAffected());
            assertEquals(1, database.execute(deleteFrom(TAGS).where(TAGS.person.eq(77L))).join().rowsAffected());
        });
        Statement inside = deleteFrom(PEOPLE).where(PEOPLE.id.in(with(some).then(ids)));
        EveryServer.each(database -> assertEquals(0, database.execute(inside).join().rowsAffected()));
    }

    @Test
    void commonTablesThatChangeData() {
        CommonTable added = commonTable("added", insertInto(TAGS).columns(TAGS.person, TAGS.tag).values(50, "n").values(51, "n")
                .returning(TAGS.person));
        CommonTable gone = commonTable("gone", deleteFrom(TAGS).where(TAGS.person.ge(50L)).returning(TAGS.person));
        QueryExpression insert = with(added).then(select(added.column(TAGS.person)).from(added).orderBy(added.column(TAGS.person)));
        refused(allBut(POSTGRES.toArray(String[]::new)), insert);
        expect(POSTGRES, insert, List.of(List.of(50L), List.of(51L)));
        expect(POSTGRES, with(gone).then(select(count().as("n")).from(gone)), List.of(List.of(2L)));
    }

    @Test
    void paging() {
        Select ordered = IDS.orderBy(PEOPLE.team, PEOPLE.id);
        assertEquals(List.of(1L, 2L), column(ordered.offset(3)));
        assertEquals(List.of(3L, 4L), column(ordered.limit(2)));
        Select ties = select(PEOPLE.team).from(PEOPLE).orderBy(PEOPLE.team).limitWithTies(1);
        refused(Set.of(MYSQL, SQLITE), ties);
        expect(allBut(MYSQL, SQLITE), ties, List.of(List.of("blue"), List.of("blue"), List.of("blue")));
        expect(allBut(MYSQL, SQLITE), ties.offset(3), List.of(List.of("red"), List.of("red")));
        Select first = select(PEOPLE.team, PEOPLE.id).from(PEOPLE).distinctOn(PEOPLE.team).orderBy(PEOPLE.team, PEOPLE.id.desc());
        refused(Set.of(MYSQL, MARIADB, SQLITE), first);
        expect(POSTGRES, first, List.of(List.of("blue", 5L), List.of("red", 2L)));
    }

    @Test
    void valuesAsSources() {
        ValuesTable words = valuesTable("words").declare("id", Types.BIGINT).declare("word", Types.TEXT).row(1, null).row(3, "three")
                .row(9, "nine");
        Select named = select(PEOPLE.id, words.column("word", Types.TEXT)).from(PEOPLE).join(words, words.column("id", Types.BIGINT)
                .eq(PEOPLE.id)).orderBy(PEOPLE.id);
        assertEquals(List.of(asList(1L, null), asList(3L, "three")), rows(named));
        golden(named, SQLITE, "SELECT query_people.id, words.word FROM query_people JOIN (WITH words (id, word) AS (VALUES (?, ?), (?, ?), "
                + "(?, ?)) SELECT * FROM words) AS words ON words.id = query_people.id ORDER BY query_people.id");
        ValuesTable moments = valuesTable("moments").declare("day", Types.DATE).declare("flag", Types.BOOLEAN).declare("price",
                Types.DECIMAL).row(java.time.LocalDate.EPOCH, true, new java.math.BigDecimal("1.50"));
        assertEquals(List.of(List.of(java.time.LocalDate.EPOCH, true, 1.5)), EveryServer.same(database -> database.fetchAll(
                select(moments.column("day", Types.DATE), moments.column("flag", Types.BOOLEAN), moments.column("price", Types.DECIMAL))
                        .from(moments)).join().stream().map(row -> List.of((Object) row.get(0, java.time.LocalDate.class),
                                row.get(1, Boolean.class), row.get(2, java.math.BigDecimal.class).doubleValue())).toList()));
    }
}
