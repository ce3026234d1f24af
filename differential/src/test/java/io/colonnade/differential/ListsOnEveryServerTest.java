// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.Sql.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** IN finds the same rows on every database, for lists of every length and type, in expressions and in raw text. */
class ListsOnEveryServerTest {

    private static final Things THINGS = new Things();
    private static final UUID ONE = UUID.fromString("6b1f5c0e-0f6e-4a1e-9a54-0c7a4c3c1a11");

    private static final class Things extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Integer> num = column("num", Types.INTEGER);
        final Column<Long> big = column("big", Types.BIGINT);
        final Column<String> word = column("word", Types.varchar(20));
        final Column<BigDecimal> price = column("price", Types.decimal(10, 2));
        final Column<LocalDate> day = column("day", Types.DATE);
        final Column<LocalDateTime> time = column("time", Types.TIMESTAMP);
        final Column<OffsetDateTime> instant = column("instant", Types.TIMESTAMP_TZ);
        final Column<UUID> uuid = column("uuid", Types.UUID);

        Things() {
            super("lists_things");
        }
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(THINGS).ifExists()).join();
            database.execute(createTable(THINGS)).join();
            for (int i = 1; i <= 5; i++) {
                database.execute(insertInto(THINGS).columns(THINGS.columns().toArray(new Column<?>[0])).values(i, i, (long) i, "w" + i,
                        BigDecimal.valueOf(i * 100L, 2), day(i), day(i).atStartOfDay(), day(i).atStartOfDay().atOffset(ZoneOffset.UTC),
                        uuid(i))).join();
            }
            database.execute(insertInto(THINGS).set(THINGS.id, 6)).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(THINGS)).join());
    }

    private static LocalDate day(int i) {
        return LocalDate.of(2024, 1, 1).plusDays(i);
    }

    private static UUID uuid(int i) {
        return new UUID(ONE.getMostSignificantBits(), ONE.getLeastSignificantBits() + i);
    }

    private static <T> List<T> list(int size, IntFunction<T> element) {
        return IntStream.range(0, size).mapToObj(i -> element.apply(i + 3)).toList();
    }

    private static <T> void finds(Column<T> column, IntFunction<T> element) {
        for (int size : new int[] {0, 1, 2, 3, 8, 9, 100}) {
            List<T> values = list(size, element);
            List<List<Object>> in = IntStream.range(3, Math.min(5, 2 + size) + 1).mapToObj(i -> List.<Object>of(i)).toList();
            List<List<Object>> notIn = new ArrayList<>(List.of(List.of(1), List.of(2)));
            IntStream.range(3 + size, 6).forEach(i -> notIn.add(List.of(i)));
            if (size == 0) {
                notIn.add(List.of(6));
            }
            assertEquals(in, rows(select(THINGS.id).from(THINGS).where(column.in(values)).orderBy(THINGS.id)), column + " " + size);
            assertEquals(notIn, rows(select(THINGS.id).from(THINGS).where(column.notIn(values)).orderBy(THINGS.id)), column + " " + size);
            assertEquals(in, text("SELECT id FROM lists_things WHERE " + column.name() + " IN (:values) ORDER BY id", values), column.name());
            assertEquals(notIn, text("SELECT id FROM lists_things WHERE " + column.name() + " NOT IN (:values) ORDER BY id", values),
                    column.name());
            assertEquals(notIn, text("SELECT id FROM lists_things WHERE NOT (" + column.name() + " IN (:values)) ORDER BY id", values),
                    column.name());
        }
    }

    private static List<List<Object>> text(String sql, Collection<?> values) {
        return same(database -> database.fetchAll(sql, Map.of("values", values)).join().stream()
                .map(row -> List.<Object>of(row.getInt("id"))).toList());
    }

    @Test
    void integers() {
        finds(THINGS.num, i -> i);
        finds(THINGS.big, i -> (long) i);
    }

    @Test
    void texts() {
        finds(THINGS.word, i -> "w" + i);
        finds(THINGS.uuid, ListsOnEveryServerTest::uuid);
    }

    @Test
    void decimals() {
        finds(THINGS.price, i -> BigDecimal.valueOf(i * 100L, 2));
    }

    @Test
    void dates() {
        finds(THINGS.day, ListsOnEveryServerTest::day);
        finds(THINGS.time, i -> day(i).atStartOfDay());
        finds(THINGS.instant, i -> day(i).atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    @Test
    void integersOfAnotherSizeThanTheColumn() {
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), text("SELECT id FROM lists_things WHERE num IN (:values) ORDER BY id",
                list(50, i -> (long) i)));
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), text("SELECT id FROM lists_things WHERE price IN (:values) ORDER BY id",
                list(50, i -> new BigDecimal(i + ".00"))));
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), text("SELECT id FROM lists_things WHERE big IN (:values) ORDER BY id",
                list(50, i -> i)));
    }

    @Test
    void thousandsOfElements() {
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), rows(select(THINGS.id).from(THINGS)
                .where(THINGS.num.in(list(20_000, i -> i))).orderBy(THINGS.id)));
        assertEquals(List.of(List.of(3), List.of(4), List.of(5)), text("SELECT id FROM lists_things WHERE num IN (:values) ORDER BY id",
                list(20_000, i -> i)));
    }

    @Test
    void oneTextOnPostgres() {
        golden(select(THINGS.id).from(THINGS).where(THINGS.num.in(list(9, i -> i))),
                POSTGRES_18, "SELECT id FROM lists_things WHERE num = ANY (?)",
                SQLITE, "SELECT id FROM lists_things WHERE num IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    }
}
