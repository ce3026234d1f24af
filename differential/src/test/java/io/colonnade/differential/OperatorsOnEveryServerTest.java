// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.Windows.lag;
import static io.colonnade.sql.Windows.orderBy;
import static io.colonnade.tck.cases.Calls.words;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Condition;
import io.colonnade.sql.Converter;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Operators of several values, joined texts, and converters. */
class OperatorsOnEveryServerTest {

    enum State { OPEN, IN_WORK, DONE }

    record Money(long cents) {
    }

    /** Refuses what is negative, as users' classes do. */
    private static final Converter<Money, Long> CENTS = new Converter<>() {
        @Override
        public Long toDatabase(Money value) {
            if (value.cents < 0) {
                throw new IllegalStateException("secret " + value.cents);
            }
            return value.cents;
        }

        @Override
        public Money fromDatabase(Long value) {
            if (value == 666) {
                throw new IllegalStateException("secret " + value);
            }
            return new Money(value);
        }
    };

    private static final Tasks TASKS = new Tasks();

    private static final class Tasks extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> title = column("title", Types.varchar(20));
        final Column<State> state = column("state", Types.enumByName(State.class), notNull(), defaultValue(State.OPEN));
        final Column<State> before = column("before_state", Types.enumByValue(State.class, Types.INTEGER, State::ordinal));
        final Column<Money> price = column("price", SqlType.converted(Types.BIGINT, Money.class, CENTS));

        Tasks() {
            super("operators_tasks");
        }
    }

    record Task(int id, String title, State state, State beforeState, Money price) {
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(TASKS).ifExists()).join();
            database.execute(createTable(TASKS)).join();
            database.execute(insertInto(TASKS).columns(TASKS.id, TASKS.title, TASKS.state, TASKS.before, TASKS.price)
                    .values(1, "a", State.DONE, State.IN_WORK, new Money(100)).values(2, "b", State.IN_WORK, State.OPEN, null)
                    .values(3, "a", State.OPEN, null, new Money(300))).join();
            database.executeMany(insertInto(TASKS), List.of(Map.of("id", 4, "title", "it's", "price", new Money(5)))).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(TASKS)).join());
    }

    private static List<Object> where(Condition condition) {
        return rows(select(TASKS.id).from(TASKS).where(condition).orderBy(TASKS.id)).stream().map(row -> row.get(0)).toList();
    }

    @Test
    void rowsAreComparedAsAWhole() {
        assertEquals(List.of(1), where(row(TASKS.id, TASKS.title).eq(1, "a")));
        assertEquals(List.of(1, 2), where(row(TASKS.id, TASKS.title).in(List.of(List.of(1, "a"), List.of(2, "b"), List.of(3, "x")))));
        assertEquals(List.of(3, 4), where(row(TASKS.id, TASKS.title).notIn(List.of(List.of(1, "a"), List.of(2, "b")))));
        assertEquals(List.of(1, 3), where(row(TASKS.title, TASKS.id).in(select(TASKS.title, TASKS.id).from(TASKS)
                .where(TASKS.title.eq("a")))));
        assertEquals(List.of(), where(row(TASKS.id, TASKS.title).in(List.of())));
        assertEquals(List.of(2, 3, 4), where(row(TASKS.title, TASKS.id).gt("a", 1)));
        assertEquals(List.of(1, 2, 3, 4), where(row(TASKS.id, TASKS.title).eq(row(TASKS.id, TASKS.title))));
        golden(select(TASKS.id).from(TASKS).where(row(TASKS.id, TASKS.title).in(List.of(List.of(1, "a")))),
                POSTGRES_18, "SELECT id FROM operators_tasks WHERE (id, title) IN ((?, ?))",
                SQLITE, "SELECT id FROM operators_tasks WHERE (id, title) IN ((?, ?))");
    }

    @Test
    void anyAndAllOfASelect() {
        Select ids = select(TASKS.id).from(TASKS).where(TASKS.id.in(2, 3));
        Select any = select(TASKS.id).from(TASKS).where(TASKS.id.gt(any(ids, Types.INTEGER))).orderBy(TASKS.id);
        Select all = select(TASKS.id).from(TASKS).where(TASKS.id.gt(all(ids, Types.INTEGER))).orderBy(TASKS.id);
        refused(Set.of(SQLITE), any);
        refused(Set.of(SQLITE), all);
        only(allBut(SQLITE), database -> {
            assertEquals(List.of(List.of(3), List.of(4)), EveryServer.values(database.fetchAll(any).join()));
            assertEquals(List.of(List.of(4)), EveryServer.values(database.fetchAll(all).join()));
            assertEquals(List.of(List.of(1), List.of(3)), EveryServer.values(database.fetchAll(select(TASKS.id).from(TASKS).where(TASKS.id.eq(
                    any(select(value(3).as("n")).union(select(value(1))), Types.INTEGER))).orderBy(TASKS.id)).join()));
            assertEquals(List.of(List.of(4)), EveryServer.values(database.fetchAll(select(TASKS.id).from(TASKS).where(TASKS.id.ge(
                    all(select(TASKS.id).from(TASKS).orderBy(TASKS.id.desc()).limit(1), Types.INTEGER)))).join()));
        });
    }

    @Test
    void textsOfAGroupAreJoined() {
        assertEquals(List.of(List.of("it's, b, a, a")), rows(select(stringAgg(TASKS.title, ", ")
                .orderBy(TASKS.title.desc(), TASKS.id).as("x")).from(TASKS)));
        assertEquals(asList((Object) null), rows(select(stringAgg(TASKS.title, ", ").as("x")).from(TASKS).where(TASKS.id.eq(0))).get(0));
        assertEquals(List.of(List.of("a'\\a")), rows(select(stringAgg(TASKS.title, "'\\").as("x")).from(TASKS)
                .where(TASKS.title.eq("a"))));
        assertEquals(List.of(asList("a,b", null)), rows(select(stringAgg(TASKS.title, ",").orderBy(TASKS.id).filter(TASKS.id.le(2)).as("x"),
                stringAgg(TASKS.title, ",").filter(TASKS.id.lt(0)).as("y")).from(TASKS)));
        Select distinct = select(stringAgg(TASKS.title, ",").asDistinct().orderBy(TASKS.title).as("x")).from(TASKS);
        refused(Set.of(SQLITE), distinct);
        only(allBut(SQLITE), database -> assertEquals("a,b,it's", database.fetchExactlyOne(distinct).join().get(0)));
    }

    @Test
    void convertersStandBetweenTheUserAndEveryDatabase() {
        assertEquals(List.of(List.of(1, "a", State.DONE, State.IN_WORK, new Money(100)), asList(2, "b", State.IN_WORK, State.OPEN, null),
                asList(3, "a", State.OPEN, null, new Money(300)), asList(4, "it's", State.OPEN, null, new Money(5))),
                rows(selectFrom(TASKS).orderBy(TASKS.id)));
        assertEquals(List.of(1), where(TASKS.state.eq(State.DONE).and(TASKS.before.in(State.IN_WORK, State.DONE))));
        assertEquals(List.of(1, 3, 4), where(TASKS.price.isDistinctFrom((Money) null)));
        assertEquals(new Task(1, "a", State.DONE, State.IN_WORK, new Money(100)), same(database -> database.fetchExactlyOne(
                selectFrom(TASKS).where(TASKS.price.eq(param("price", TASKS.price.type()))), Map.of("price", new Money(100))).join()
                .as(Task.class)));
        assertEquals(List.of(List.of(new Money(300))), rows(select(max(TASKS.price).as("x")).from(TASKS)));
        each(database -> {
            Row row = database.fetchExactlyOne("SELECT state, price FROM operators_tasks WHERE id = 1").join();
            assertEquals(State.DONE, row.get(TASKS.state));
            assertEquals(new Money(100), row.get(TASKS.price));
            assertEquals(100L, row.getLong("price"));
            row = database.fetchExactlyOne(select(TASKS.price, TASKS.state).from(TASKS).where(TASKS.id.eq(1))).join();
            assertEquals(State.DONE, row.get("state", State.class));
            assertEquals(100L, row.getLong("price"));
        });
        assertEquals(List.of(List.of(100L)), rows(select(TASKS.price.typeCoerce(Types.BIGINT).as("x")).from(TASKS)
                .where(TASKS.id.eq(1))));
    }

    @Test
    void convertersStandInQueriesOfSeveralPartsAndInChanges() {
        DerivedTable dear = select(TASKS.id, TASKS.state, TASKS.price.as("p")).from(TASKS).where(TASKS.price.gt(new Money(50))).as("dear");
        assertEquals(List.of(asList(State.DONE, new Money(100), null), List.of(State.OPEN, new Money(300), new Money(100))),
                rows(select(dear.column(TASKS.state), dear.column("p", TASKS.price.type()), lag(dear.column("p", TASKS.price.type()), 1)
                        .over(orderBy(dear.column(TASKS.id))).as("before")).from(dear).orderBy(dear.column(TASKS.id))));
        assertEquals(List.of(List.of(State.DONE), List.of(State.OPEN)), rows(select(TASKS.state).from(TASKS).where(TASKS.id.eq(1))
                .unionAll(select(TASKS.state).from(TASKS).where(TASKS.id.eq(3))).orderBy(TASKS.state)));
        each(database -> database.transaction(transaction -> transaction.execute(insertInto(TASKS).set(TASKS.id, 3)
                .set(TASKS.state, State.DONE).set(TASKS.price, new Money(7)).onConflict(TASKS.id).doUpdate(set(TASKS.state,
                        State.IN_WORK), set(TASKS.price, excluded(TASKS.price))))
                .thenCompose(count -> transaction.fetchExactlyOne(select(TASKS.state, TASKS.price).from(TASKS).where(TASKS.id.eq(3))))
                .thenAccept(row -> {
                    assertEquals(State.IN_WORK, row.get(TASKS.state));
                    assertEquals(new Money(7), row.get(TASKS.price));
                })
                .thenCompose(done -> transaction.execute(update(TASKS).set(TASKS.state, State.OPEN).set(TASKS.price, new Money(300))
                        .where(TASKS.id.eq(3))))).join());
    }

    private static DatabaseException failure(java.util.concurrent.CompletableFuture<?> future) {
        return assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, future::join).getCause());
    }

    @Test
    void aConverterThatThrowsIsNamedAndItsValueIsNot() {
        each(database -> {
            DatabaseException written = failure(database.execute(update(TASKS).set(TASKS.price, new Money(-7)).where(TASKS.id.eq(1))));
            assertEquals(ErrorKind.DATA, written.kind());
            assertTrue(words(written).contains("column operators_tasks.price") && words(written).contains("Money"),
                    written.getMessage());
            assertFalse(written.getMessage().contains("secret"), written.getMessage());
            DatabaseException read = failure(database.fetchAll(select(value(666L).typeCoerce(TASKS.price.type()).as("x")))
                    .thenApply(rows -> rows.get(0).get("x")));
            assertEquals(ErrorKind.DATA, read.kind());
            assertTrue(words(read).contains("column \"x\""), read.getMessage());
            assertFalse(read.getMessage().contains("666"), read.getMessage());
            DatabaseException unknown = failure(database.fetchAll(select(value("GONE").typeCoerce(TASKS.state.type()).as("x")))
                    .thenApply(rows -> rows.get(0).get(0)));
            assertEquals(ErrorKind.DATA, unknown.kind());
        });
    }

    @Test
    void operatorsOfTheUsersOwn() {
        assertEquals(List.of(List.of(-5L, true)), rows(select(prefix("-", value(5L), Types.BIGINT).as("a"),
                postfix(value(1), "IS NOT NULL", Types.BOOLEAN).as("b"))));
        only(Set.of(SQLITE), database -> assertEquals(1L, database.fetchExactlyOne(select(count().as("n")).from(TASKS)
                .where(collate(TASKS.title, "NOCASE").eq("B"))).join().get("n")));
        only(Set.of(POSTGRES_18), database -> assertEquals(List.of("a", "a", "b", "it's"), database.fetchAll(select(TASKS.title).from(TASKS)
                .orderBy(collate(TASKS.title, "C"))).join().stream().map(row -> row.get(0)).toList()));
    }
}
