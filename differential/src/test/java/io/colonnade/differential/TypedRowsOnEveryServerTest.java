// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.differential.QueryTables.PEOPLE;
import static io.colonnade.differential.QueryTables.TAGS;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Types.INTEGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Select;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values that are read by the expressions of the query, and records in records. */
class TypedRowsOnEveryServerTest {

    private static final TableAlias BOSS = PEOPLE.as("boss");
    private static final Select PAIRS = select(PEOPLE.id, BOSS.column(PEOPLE.id), BOSS.column(PEOPLE.points).as("most")).from(PEOPLE)
            .leftJoin(BOSS, BOSS.column(PEOPLE.id).eq(PEOPLE.boss)).orderBy(PEOPLE.id);

    @BeforeAll
    static void create() {
        QueryTables.create();
    }

    @AfterAll
    static void drop() {
        QueryTables.drop();
    }

    private static <T> List<T> all(Select select, Function<Row, T> value) {
        return same(db -> db.fetchAll(select).join().stream().map(value).toList());
    }

    @Test
    void calculationsAndLabels() {
        Labelled<Long> tags = count().as("tags");
        Expression<Integer> next = PEOPLE.points.plus(1);
        Select select = select(PEOPLE.team, next, tags).from(PEOPLE).where(PEOPLE.points.gt(5)).groupBy(PEOPLE.team, PEOPLE.points)
                .orderBy(PEOPLE.points);
        assertEquals(List.of("red 11 1", "blue 31 2"), all(select, row -> {
            String team = row.get(PEOPLE.team);
            int points = row.get(next);
            long number = row.get(tags);
            return team + " " + points + " " + number;
        }));
    }

    @Test
    void equalNamesOfAJoin() {
        assertEquals(List.of("1 null null", "2 1 10", "3 1 10", "4 2 null", "5 2 null"), all(PAIRS, row -> row.get(PEOPLE.id) + " "
                + row.get(BOSS.column(PEOPLE.id)) + " " + row.get(PEOPLE.points)));
        TableAlias other = PEOPLE.as("other");
        Select two = select(BOSS.column(PEOPLE.id), other.column(PEOPLE.id)).from(BOSS, other);
        each(db -> assertThrows(UsageException.class, () -> db.fetchOne(two).join().orElseThrow().get(PEOPLE.id)));
    }

    @Test
    void columnsOfADerivedTableInAStream() {
        Labelled<Integer> twice = PEOPLE.points.times(2).as("twice");
        DerivedTable derived = select(PEOPLE.id, twice).from(PEOPLE).as("d");
        Select select = select(derived.column(PEOPLE.id), derived.column(twice)).from(derived).where(derived.column(PEOPLE.id).eq(3L));
        each(db -> {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            db.iterate(select).subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscription.request(2);
                }

                @Override
                public void onNext(Row row) {
                    first.complete(row.get(derived.column(twice)) + row.get(PEOPLE.id).intValue());
                }

                @Override
                public void onError(Throwable failure) {
                    first.completeExceptionally(failure);
                }

                @Override
                public void onComplete() {
                    first.completeExceptionally(new AssertionError("no row"));
                }
            });
            assertEquals(63, first.join());
        });
    }

    record Person(long id, String team, Integer points) {
    }

    record Employee(long id, String team, Person boss) {
    }

    record Tagged(String tag, Employee person) {
    }

    @Test
    void recordsOfJoinedTables() {
        Select employees = selectFrom(PEOPLE).select(BOSS.columnsAs("boss")).from(BOSS)
                .where(BOSS.column(PEOPLE.id).eq(PEOPLE.boss)).where(PEOPLE.id.le(3L)).orderBy(PEOPLE.id);
        Person first = new Person(1, "red", 10);
        assertEquals(List.of(new Employee(2, "red", first), new Employee(3, "blue", first)),
                same(db -> db.fetchAll(employees, Employee.class).join()));
        Select nobody = selectFrom(PEOPLE).select(BOSS.columnsAs("boss")).leftJoin(BOSS, BOSS.column(PEOPLE.id).eq(PEOPLE.boss))
                .where(PEOPLE.id.eq(1L));
        assertEquals(new Employee(1, "red", null), same(db -> db.fetchOne(nobody, Employee.class).join().orElseThrow()));
        Select tagged = select(TAGS.tag).select(PEOPLE.columnsAs("person")).select(BOSS.columnsAs("person_boss")).from(TAGS)
                .join(PEOPLE, PEOPLE.id.eq(TAGS.person)).join(BOSS, BOSS.column(PEOPLE.id).eq(PEOPLE.boss));
        assertEquals(List.of(new Tagged("a", new Employee(3, "blue", first))), same(db -> db.fetchAll(tagged, Tagged.class).join()));
    }

    private static final class Laps extends Table {
        final Column<Integer> id = column("id", INTEGER, primaryKey());
        final Column<Duration> time = column("lap_time", Types.DURATION);

        Laps() {
            super("query_laps");
        }
    }

    @Test
    void lengthsOfTime() {
        Laps laps = new Laps();
        Duration micros = Duration.ofSeconds(-3, 5_000);
        Duration longest = Duration.of(Long.MAX_VALUE, java.time.temporal.ChronoUnit.MICROS);
        each(db -> db.execute(dropTable(laps).ifExists()).join());
        each(db -> db.execute(createTable(laps)).join());
        each(db -> db.execute(insertInto(laps).columns(laps.id, laps.time).values(1, Duration.ofHours(25)).values(2, micros)
                .values(3, null).values(4, longest)).join());
        assertEquals(Arrays.asList(Duration.ofHours(25), micros, null, longest), all(selectFrom(laps).orderBy(laps.id),
                row -> row.get(laps.time)));
        assertEquals(List.of(2, 1), all(select(laps.id).from(laps).where(laps.time.lt(longest)).orderBy(laps.time), row -> row.get(laps.id)));
        Expression<Duration> twice = laps.time.plus(laps.time);
        assertEquals(List.of(micros.multipliedBy(2)), all(select(twice).from(laps).where(laps.time.lt(Duration.ZERO)),
                row -> row.get(twice)));
        assertThrows(UsageException.class, () -> laps.time.times(laps.time));
        assertEquals(List.of(1), same(db -> db.fetchAll(select(laps.id).from(laps).where(laps.time.in(param("times", Types.DURATION))),
                Map.of("times", List.of(Duration.ofHours(25), Duration.ZERO))).join().stream().map(row -> row.get(laps.id)).toList()));
        each(db -> assertEquals(ErrorKind.DATA, assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class,
                () -> db.execute(insertInto(laps).set(laps.id, 9).set(laps.time, Duration.ofSeconds(Long.MAX_VALUE))).join()).getCause()).kind()));
        each(db -> db.execute(dropTable(laps)).join());
    }

    @Test
    void recordsOfStatementsWithParameters() {
        Select select = select(PEOPLE.id, PEOPLE.team, PEOPLE.points).from(PEOPLE).where(PEOPLE.id.in(param("ids", Types.BIGINT)))
                .orderBy(PEOPLE.id);
        assertEquals(List.of(new Person(1, "red", 10), new Person(3, "blue", 30)),
                same(db -> db.fetchAll(select, Person.class, Map.of("ids", List.of(1, 3))).join()));
        assertEquals(3, same(db -> db.fetchOne(select, Person.class, Map.of("ids", 3L)).join().orElseThrow()).id());
        long only = same(db -> db.fetchValue(select, Long.class, Map.of("ids", List.of(4L))).join().get());
        assertEquals(4, only);
    }

    @Test
    void namedParametersTakeNoPartInIt() {
        Expression<Integer> sum = PEOPLE.points.plus(param("more", INTEGER));
        assertEquals(List.of(15), same(db -> db.fetchAll(select(sum).from(PEOPLE).where(PEOPLE.id.eq(1L)), Map.of("more", 5))
                .join().stream().map(row -> row.get(sum)).toList()));
    }
}
