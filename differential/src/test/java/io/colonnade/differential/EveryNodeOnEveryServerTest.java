// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.MARIADB;
import static io.colonnade.differential.EveryServer.MYSQL;
import static io.colonnade.differential.EveryServer.POSTGRES_14;
import static io.colonnade.differential.EveryServer.POSTGRES_18;
import static io.colonnade.differential.EveryServer.SQLITE;
import static io.colonnade.differential.EveryServer.allBut;
import static io.colonnade.differential.EveryServer.only;
import static io.colonnade.differential.EveryServer.values;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.differential.QueryTables.TAGS;
import static io.colonnade.sql.Aggregates.grouping;
import static io.colonnade.sql.Aggregates.rollup;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sql.Types.varchar;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.sql.Windows.rowNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.sql.Aggregates;
import io.colonnade.sql.Column;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.CommonTableAlias;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.GroupTerm;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Precedence;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Sequence;
import io.colonnade.sql.Source;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.TableSample;
import io.colonnade.sql.ValuesTable;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.VendorStatement;
import io.colonnade.sql.WindowReference;
import io.colonnade.sql.Windowable;
import io.colonnade.sql.Windows;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each node of the tree is run on every server, or is named here as refused there. Whoever adds a node must add it here: the other classes
 * of this package look at each more closely.
 */
class EveryNodeOnEveryServerTest {

    private static final Set<String> NONE = Set.of();
    private static final Set<String> POSTGRES = Set.of(POSTGRES_14, POSTGRES_18);
    private static final Set<String> BUT_POSTGRES = allBut(POSTGRES_14, POSTGRES_18);
    private static final Things THINGS = new Things("node_things");
    private static final Things COPIES = new Things("node_copies");
    private static final Things VIEW = new Things("node_view");
    private static final Sequence NUMBERS = Sequence.of("node_numbers");

    /** The nodes of what was run on all servers but those that refused it. */
    private final Set<String> run = new TreeSet<>();

    private static final class Things extends Table {
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Integer> rank = column("ranked", INTEGER, defaultValue(7));
        final Column<String> name = column("name", varchar(20), defaultsTo(() -> "made"));
        final Index byName = index(Index.on(name).named("node_by_name"));

        Things(String name) {
            super(name);
        }
    }

    /** A view of an expression, as backends have their own. */
    private record Own(Expression<String> operand) implements ExpressionView<String> {
    }

    @BeforeAll
    static void create() {
        QueryTables.create();
        dropThings();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
        dropThings();
    }

    private static void dropThings() {
        EveryServer.each(db -> {
            db.execute(dropView(VIEW).ifExists()).join();
            db.execute(dropTable(THINGS).ifExists()).join();
            db.execute(dropTable(COPIES).ifExists()).join();
        });
        only(allBut(SQLITE, MYSQL), db -> db.execute(dropSequence(NUMBERS).ifExists()).join());
        only(allBut(SQLITE), db -> db.execute(dropSchema("node_schema").ifExists().cascade()).join());
    }

    /** Runs a query on all servers but those, which refuse it before it is sent. */
    private void rows(Set<String> refusing, Statement statement, List<List<Object>> expected) {
        rows(refusing, statement, Map.of(), expected);
    }

    private void rows(Set<String> refusing, Statement statement, Map<String, ?> values, List<List<Object>> expected) {
        run.addAll(Nodes.of(statement));
        refused(refusing, statement);
        only(allBut(refusing.toArray(String[]::new)), db -> assertEquals(expected, values(db.fetchAll(statement, values).join())));
    }

    private void refused(Set<String> refusing, Statement statement) {
        if (!refusing.isEmpty()) {
            EveryServer.refused(refusing, statement);
        }
    }

    /** Runs a change on all servers but those, which refuse it before it is sent. */
    private void run(Set<String> refusing, Statement statement) {
        run.addAll(Nodes.of(statement instanceof Insert insert ? insert.completed() : statement));
        refused(refusing, statement);
        only(allBut(refusing.toArray(String[]::new)), db -> db.execute(statement).join());
    }

    /** An expression of the first person, and what it gives. */
    private void gives(Set<String> refusing, Expression<?> expression, Object expected) {
        rows(refusing, select(expression.as("x")).from(PEOPLE).where(PEOPLE.id.eq(1L)), List.of(List.of(expected)));
    }

    /** A condition that holds for the third person alone. */
    private void holds(Set<String> refusing, Expression<Boolean> condition) {
        rows(refusing, select(PEOPLE.id).from(PEOPLE).where(condition).where(PEOPLE.id.in(1L, 3L)), List.of(List.of(3L)));
    }

    @Test
    void everyNode() {
        expressions();
        conditions();
        sources();
        queries();
        changes();
        definitions();
        for (Class<?> family : List.of(Expression.class, SelectItem.class, OrderTerm.class, GroupTerm.class, Source.class,
                WindowReference.class, Windowable.class, Statement.class)) {
            Set<String> left = Nodes.leaves(family);
            left.removeAll(run);
            assertEquals(Set.of(), left, () -> "nodes of " + family.getSimpleName() + " that no server has run");
        }
    }

    private void expressions() {
        gives(NONE, PEOPLE.team, "red");
        gives(NONE, value("it's"), "it's");
        rows(NONE, select(PEOPLE.id.plus(param("n", BIGINT)).as("x")).from(PEOPLE).where(PEOPLE.id.eq(1L)), Map.of("n", 4L),
                List.of(List.of(5L)));
        gives(NONE, PEOPLE.points.plus(1), 11);
        gives(NONE, PEOPLE.points.negate(), -10);
        gives(NONE, infix("+", Precedence.ADDITIVE, PEOPLE.points, value(2), INTEGER), 12);
        gives(NONE, upper(PEOPLE.team), "RED");
        gives(NONE, length(PEOPLE.team), 3L);
        gives(NONE, count(), 1L);
        gives(NONE, stringAgg(PEOPLE.team, ","), "red");
        gives(NONE, caseWhen(PEOPLE.points.gt(5)).then("high").orElse("low"), "high");
        gives(NONE, PEOPLE.id.cast(TEXT), "1");
        gives(NONE, scalar(select(max(TAGS.tag)).from(TAGS), TEXT), "z");
        gives(NONE, rowNumber().over(orderBy(PEOPLE.id)), 1L);
        gives(NONE, fragment("{0} + 1", BIGINT, PEOPLE.id), 2L);
        gives(NONE, PEOPLE.points.typeCoerce(BIGINT), 10L);
        gives(NONE, prefix("-", PEOPLE.points, INTEGER), -10);
        gives(NONE, new Own(PEOPLE.team), "red");
        gives(BUT_POSTGRES, new VendorExpression<>("postgresql", PEOPLE.team, "use another"), "red");
        collation(Set.of(SQLITE), "nocase");
        collation(POSTGRES, "C");
        collation(Set.of(MYSQL, MARIADB), "utf8mb4_bin");
    }

    /** Databases name their collations themselves. */
    private void collation(Set<String> names, String collation) {
        Statement collated = select(collate(PEOPLE.team, collation).as("x")).from(PEOPLE).where(PEOPLE.id.eq(1L));
        run.addAll(Nodes.of(collated));
        only(names, db -> assertEquals(List.of(List.of("red")), values(db.fetchAll(collated).join())));
    }

    private void conditions() {
        holds(NONE, PEOPLE.points.gt(20));
        holds(NONE, PEOPLE.team.like("b%"));
        holds(NONE, PEOPLE.points.between(20, 40));
        holds(NONE, PEOPLE.points.in(30, 40));
        rows(NONE, select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.in(param("ids", BIGINT))).orderBy(PEOPLE.id),
                Map.of("ids", List.of(3L, 1L)), List.of(List.of(1L), List.of(3L)));
        holds(NONE, PEOPLE.id.in(select(PEOPLE.id).from(PEOPLE.as("p")).where(PEOPLE.as("p").column(PEOPLE.points).eq(30)))
                .and(PEOPLE.boss.isNotNull()));
        holds(NONE, not(PEOPLE.boss.isNull()));
        holds(NONE, and(or(PEOPLE.points.eq(30), PEOPLE.points.eq(1)), and()));
        holds(NONE, exists(select(TAGS.tag).from(TAGS).where(TAGS.person.eq(PEOPLE.id).and(PEOPLE.id.gt(1L)))));
        holds(NONE, condition(PEOPLE.points.isDistinctFrom(10)));
        holds(NONE, row(PEOPLE.points, PEOPLE.team).eq(30, "blue"));
        holds(Set.of(SQLITE), PEOPLE.points.eq(any(select(max(PEOPLE.as("p").column(PEOPLE.points))).from(PEOPLE.as("p")), INTEGER)));
    }

    private void sources() {
        List<List<Object>> two = List.of(List.of(1L), List.of(2L));
        TableAlias alias = PEOPLE.as("other");
        rows(NONE, select(alias.column(PEOPLE.id)).from(alias).where(alias.column(PEOPLE.team).eq("red")).orderBy(alias.column(PEOPLE.id)),
                two);
        DerivedTable derived = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.team.eq("red")).as("derived");
        rows(NONE, select(derived.column(PEOPLE.id)).from(derived).orderBy(derived.column(PEOPLE.id)), two);
        CommonTable common = commonTable("common", derived.query());
        CommonTableAlias again = common.as("again");
        rows(NONE, with(common).then(select(common.column(PEOPLE.id)).from(common)
                .join(again, again.column(PEOPLE.id).eq(common.column(PEOPLE.id))).orderBy(common.column(PEOPLE.id))), two);
        ValuesTable values = valuesTable("numbers").declare("n", BIGINT).row(1L).row(2L);
        rows(NONE, select(values.column("n", BIGINT)).from(values).orderBy(values.column("n", BIGINT)), two);
        TableSample sample = TableSample.bernoulli(PEOPLE, 100);
        rows(BUT_POSTGRES, select(count().as("n")).from(sample), List.of(List.of(5L)));
        // Each database has functions of its own, so that what it lacks is an error of the server.
        TableFunction series = tableFunction("series", function("generate_series", BIGINT, value(1L), value(2L))).declare("n", BIGINT);
        Statement listed = select(series.column("n", BIGINT)).from(series);
        run.addAll(Nodes.of(listed));
        only(POSTGRES, db -> assertEquals(two, values(db.fetchAll(listed).join())));
    }

    private void queries() {
        Select red = select(PEOPLE.id).from(PEOPLE).where(PEOPLE.team.eq("red"));
        rows(NONE, red.union(red).orderBy(PEOPLE.id.desc()), List.of(List.of(2L), List.of(1L)));
        NamedWindow window = Windows.window("w", orderBy(PEOPLE.id));
        rows(NONE, select(sum(PEOPLE.id).over(window).as("s")).from(PEOPLE).where(PEOPLE.team.eq("red")).window(window)
                .orderBy(PEOPLE.id), List.of(List.of(1L), List.of(3L)));
        Select grouped = select(count().as("n")).from(PEOPLE).where(PEOPLE.team.eq("red")).groupBy(rollup(PEOPLE.team));
        rows(Set.of(SQLITE), grouped, List.of(List.of(2L), List.of(2L)));
        rows(Set.of(SQLITE, MARIADB), grouped.having(grouping(PEOPLE.team).eq(1)), List.of(List.of(2L)));
        rows(NONE, text("SELECT 1 AS one").column("one", BIGINT), List.of(List.of(1L)));
        rows(Set.of(SQLITE, MYSQL, MARIADB), select(Aggregates.mode(PEOPLE.team).as("m")).from(PEOPLE), List.of(List.of("blue")));
    }

    private void changes() {
        run(NONE, createTable(THINGS));
        run(NONE, insertInto(THINGS).set(THINGS.id, 1).set(THINGS.rank, 1));
        run(NONE, insertInto(THINGS).set(THINGS.id, 1).set(THINGS.rank, 5).onConflict(THINGS.id)
                .doUpdate(set(THINGS.rank, excluded(THINGS.rank))));
        run(Set.of(SQLITE), update(THINGS).set(THINGS.rank, columnDefault(THINGS.rank)));
        only(allBut(SQLITE), db -> assertEquals(7, db.fetchValue(select(THINGS.rank).from(THINGS), Integer.class).join().get()));
        CommonTable ids = commonTable("ids", select(PEOPLE.id).from(PEOPLE).where(PEOPLE.id.eq(1L)));
        run(Set.of(MARIADB), with(ids).then(update(THINGS).set(THINGS.rank, 9).where(THINGS.id.in(select(ids.column(PEOPLE.id))
                .from(ids)))));
        run(Set.of(MYSQL, SQLITE), createSequence(NUMBERS));
        rows(Set.of(MYSQL, SQLITE), select(NUMBERS.next().as("n")), List.of(List.of(1L)));
        run(Set.of(MYSQL, SQLITE), dropSequence(NUMBERS));
        run(NONE, deleteFrom(THINGS).where(THINGS.id.gt(1)));
        rows(NONE, select(THINGS.name).from(THINGS), List.of(List.of("made")));
    }

    private void definitions() {
        run(NONE, createTableAs(COPIES, selectFrom(THINGS)));
        run(NONE, alterTable(COPIES).dropColumn("ranked"));
        run(NONE, createIndex(THINGS.byName));
        run(NONE, dropIndex(THINGS.byName));
        run(NONE, createView(VIEW, selectFrom(THINGS)));
        rows(NONE, select(VIEW.name).from(VIEW), List.of(List.of("made")));
        run(NONE, dropView(VIEW));
        run(BUT_POSTGRES, createView(VIEW, selectFrom(THINGS)).asMaterialized());
        run(BUT_POSTGRES, refreshView(VIEW));
        run(BUT_POSTGRES, dropView(VIEW).asMaterialized());
        run(Set.of(SQLITE), createSchema("node_schema"));
        run(Set.of(SQLITE), dropSchema("node_schema").cascade());
        run(Set.of(SQLITE), commentOn(THINGS, "things"));
        for (Database database : EveryServer.databases().values()) {
            String dialect = database.dialect().name();
            Statement own = VendorStatement.of(dialect, "a statement of its own", "leave it out")
                    .words(dialect.equals("sqlite") ? "PRAGMA user_version" : dialect.equals("mysql") ? "DO 1" : "SET work_mem = '4MB'");
            run.addAll(Nodes.of(own));
            database.execute(own).join();
        }
        run(NONE, dropTable(THINGS));
        run(NONE, dropTable(COPIES));
    }
}
