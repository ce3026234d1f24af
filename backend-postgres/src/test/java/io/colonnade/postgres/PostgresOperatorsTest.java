// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.Postgres.*;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.length;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.UsageException;
import io.colonnade.postgres.sql.Interval;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in FROM, regular expressions, and functions of texts. */
class PostgresOperatorsTest extends OperatorCases {

    private static final class Lines extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<String> text = column("text", Types.TEXT);
        final Column<LocalDateTime> day = column("day", Types.TIMESTAMP);

        Lines() {
            super("own_lines");
        }
    }

    private static final Lines LINES = new Lines();

    @Override
    Table table() {
        return LINES;
    }

    @Override
    void create(Database db) {
        await(db.execute(createTable(LINES)));
        await(db.execute(insertInto(LINES).set(LINES.id, 3).set(LINES.text, "Ada,Bob,,Eve").set(LINES.day, LocalDateTime.of(2024, 1, 31, 0,
                0))));
    }

    @Override
    List<Case> cases() {
        return List.of(
                new Case("string_to_array(text, ?)", stringToArray(LINES.text, ","), new String[] {"Ada", "Bob", "", "Eve"}),
                new Case("array_to_string(string_to_array(text, ?), ?)", arrayToString(stringToArray(LINES.text, ","), "+"),
                        "Ada+Bob++Eve"),
                new Case("split_part(text, ?, ?)", splitPart(LINES.text, ",", 2), "Bob"),
                new Case("text ~* ?", matchesIgnoreCase(LINES.text, "^a.*E$"), true),
                new Case("NOT (text ~* ?)", matchesIgnoreCase(LINES.text, "b,e").not(), true),
                new Case("regexp_match(text, ?)", regexpMatch(LINES.text, "([a-z])(,)B"), new String[] {"a", ","}),
                new Case("regexp_match(text, ?)", regexpMatch(LINES.text, "no"), null),
                new Case("regexp_replace(text, ?, ?, ?)", regexpReplace(LINES.text, "([A-Z])", "<\\1>", "g"), "<A>da,<B>ob,,<E>ve"),
                new Case("regexp_split_to_array(text, ?)", regexpSplitToArray(LINES.text, ",+"), new String[] {"Ada", "Bob", "Eve"}),
                new Case("to_char(day, ?)", toChar(LINES.day, "YYYY-MM \"day\" DDD"), "2024-01 day 031"),
                new Case("to_char(id + ?, ?)", toChar(LINES.id.plus(1), "FM009"), "004"),
                new Case("char_length(CAST(gen_random_uuid() AS TEXT))", length(genRandomUuid().cast(Types.TEXT)), 36L));
    }

    private static List<List<Object>> rows(Database db, Select select) {
        return await(db.fetchAll(select)).stream().map(Row::toList).toList();
    }

    private static List<Object> column(Database db, TableFunction function) {
        return rows(db, select(function.column("value", function.types().get(0)).as("v")).from(function)).stream().map(row -> row.get(0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void series(int version) {
        on(version, db -> {
            assertEquals(List.of(1, 2, 3), column(db, generateSeries("n", value(1), value(3))));
            assertEquals(List.of(5L, 3L, 1L), column(db, generateSeries("n", value(5L), value(1L), value(-2L))));
            assertEquals(List.of(new BigDecimal("0.5"), new BigDecimal("0.75")), column(db, generateSeries("n",
                    value(new BigDecimal("0.5")),
                    value(new BigDecimal("0.9")), value(new BigDecimal("0.25")))));
            LocalDateTime start = LocalDateTime.of(2024, 1, 31, 12, 0);
            assertEquals(List.of(start, LocalDateTime.of(2024, 2, 29, 12, 0, 1)), column(db, generateSeries("n", value(start),
                    value(LocalDateTime.of(2024, 3, 1, 0, 0)), Interval.of(Period.ofMonths(1), Duration.ofSeconds(1)))));
            OffsetDateTime instant = start.atOffset(ZoneOffset.UTC);
            assertEquals(List.of(instant, instant.plusNanos(1_500_000_000)), column(db, generateSeries("n", value(instant),
                    value(instant.plusSeconds(2)), Interval.of(Duration.ofMillis(1_500)))));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void functionsOfTheRowsBefore(int version) {
        TableFunction parts = withOrdinality(unnest("parts", stringToArray(LINES.text, ","), Types.TEXT), "place");
        Expression<String> part = parts.column("value", Types.TEXT);
        Expression<Long> place = parts.column("place", Types.BIGINT);
        TableFunction numbers = generateSeries("n", value(1), LINES.id);
        Select joined = select(part, place).from(LINES, parts).where(part.ne("")).orderBy(place.desc());
        assertEquals("SELECT parts.value, parts.place FROM own_lines CROSS JOIN unnest(string_to_array(own_lines.text, ?)) WITH ORDINALITY"
                + " AS parts (value, place) WHERE parts.value <> ? ORDER BY parts.place DESC", PostgresDialect.ASSUMED.sql(joined));
        on(version, db -> {
            create(db);
            try {
                assertEquals(List.of(List.of("Eve", 4L), List.of("Bob", 2L), List.of("Ada", 1L)), rows(db, joined));
                assertEquals(List.of(List.of(3L)), rows(db, select(Sql.count().as("c")).from(LINES).leftJoin(numbers,
                        numbers.column("value", Types.INTEGER).gt(0))));
                assertEquals(List.of(List.of(3)), rows(db, select(LINES.id).from(LINES).where(Sql.exists(select(part).from(parts)
                        .where(part.eq("Bob"))))));
                assertNotEquals(await(db.fetchValue(select(genRandomUuid().as("u")), UUID.class)),
                        await(db.fetchValue(select(genRandomUuid()
                        .as("u")), UUID.class)));
            } finally {
                await(db.execute("DROP TABLE own_lines"));
            }
        });
    }

    @Test
    void otherDatabasesRefuseThemInFrom() {
        unsupported(select(value(1)).from(generateSeries("n", value(1), value(2))), "generate_series");
        unsupported(select(value(1)).from(unnest("n", stringToArray(value("a"), ","), Types.TEXT)), "unnest");
        unsupported(select(value(1)).from(withOrdinality(Sql.tableFunction("f", Sql.function("f", Types.TEXT)), "n")), "WITH ORDINALITY");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        UsageException refused = assertThrows(UsageException.class, () -> generateSeries("n", value(LocalDate.EPOCH),
        value(LocalDate.EPOCH),
                Interval.of(Period.ofDays(1))));
        assertEquals("generateSeries counts INTEGER, BIGINT, DECIMAL, TIMESTAMP and TIMESTAMP_TZ, not DATE; cast the start and the stop",
                refused.getMessage());
        assertTrue(assertThrows(UsageException.class, () -> splitPart(LINES.text, null, 1)).getMessage().contains("delimiter"));
        assertThrows(UsageException.class, () -> withOrdinality(null, "n"));
    }
}
