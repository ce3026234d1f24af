// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.BOOLEAN;
import static io.colonnade.sql.Types.DATE;
import static io.colonnade.sql.Types.DECIMAL;
import static io.colonnade.sql.Types.DOUBLE;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.JSON;
import static io.colonnade.sql.Types.REAL;
import static io.colonnade.sql.Types.SMALLINT;
import static io.colonnade.sql.Types.TEXT;
import static io.colonnade.sql.Types.TIME;
import static io.colonnade.sql.Types.TIMESTAMP;
import static io.colonnade.sql.Types.TIMESTAMP_TZ;
import static io.colonnade.sql.Types.UUID;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.colonnade.Database;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.Sql;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The one table of conversions: what is stored as one type and read as another is the same value, or the same error, on every database. */
class ConversionsOnEveryServerTest {

    private static final SqlType<BigDecimal> PRICE = Types.decimal(30, 10);
    private static final LocalDate DAY = LocalDate.of(2024, 2, 29);
    private static final java.util.UUID ID = java.util.UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static final class Stored extends Table {
        final Column<Integer> id = column("id", INTEGER);
        final List<Column<?>> columns = Stream.<SqlType<?>>of(SMALLINT, INTEGER, BIGINT, PRICE, REAL, DOUBLE, BOOLEAN, TEXT, DATE, TIME, TIMESTAMP)
                .<Column<?>>map(type -> column("as_" + type.family().name().toLowerCase(java.util.Locale.ROOT), type)).toList();

        Stored() {
            super("conversions");
        }
    }

    /**
     * One conversion.
     *
     * @param expected null where it is refused
     */
    private record Case(SqlType<?> source, Object value, SqlType<?> target, Object expected) {

        @Override
        public String toString() {
            return source.family() + " " + value + " as " + target.family() + (expected == null ? " is refused" : "");
        }
    }

    private static final Stored STORED = new Stored();

    private static Case refused(SqlType<?> source, Object value, SqlType<?> target) {
        return new Case(source, value, target, null);
    }

    private static final List<Case> CASES = List.of(
            new Case(SMALLINT, (short) 7, INTEGER, 7), new Case(SMALLINT, (short) 7, BIGINT, 7L), new Case(SMALLINT, (short) 7, REAL, 7f),
            new Case(INTEGER, 7, SMALLINT, (short) 7), refused(INTEGER, 70_000, SMALLINT), new Case(INTEGER, 7, BIGINT, 7L),
            new Case(INTEGER, 7, DECIMAL, new BigDecimal(7)), new Case(INTEGER, 7, DOUBLE, 7.0), new Case(INTEGER, 7, REAL, 7f),
            refused(INTEGER, 16_777_217, REAL), new Case(INTEGER, 1, BOOLEAN, true), new Case(INTEGER, 0, BOOLEAN, false),
            refused(INTEGER, 7, BOOLEAN), refused(INTEGER, -1, BOOLEAN), new Case(INTEGER, 7, TEXT, "7"), refused(INTEGER, 7, DATE),
            refused(INTEGER, 7, TIME), refused(INTEGER, 7, TIMESTAMP),
            new Case(BIGINT, 7L, INTEGER, 7), refused(BIGINT, 5_000_000_000L, INTEGER), refused(BIGINT, 4_294_967_297L, BOOLEAN),
            new Case(BIGINT, 1L << 60, DOUBLE, 0x1p60), refused(BIGINT, (1L << 53) + 1, DOUBLE), new Case(BIGINT, 1L << 60, REAL, 0x1p60f),
            refused(PRICE, new BigDecimal("7.75"), INTEGER), refused(PRICE, new BigDecimal("7.75"), SMALLINT),
            refused(PRICE, new BigDecimal("-0.5"), BIGINT), refused(PRICE, new BigDecimal("7.75"), BOOLEAN),
            new Case(PRICE, new BigDecimal(7), INTEGER, 7), new Case(PRICE, new BigDecimal(7), BIGINT, 7L),
            refused(PRICE, new BigDecimal("12345678901234567890"), BIGINT), new Case(PRICE, new BigDecimal("7.75"), DOUBLE, 7.75),
            new Case(PRICE, new BigDecimal("0.1"), DOUBLE, 0.1), new Case(PRICE, new BigDecimal("0.1"), REAL, 0.1f),
            refused(PRICE, new BigDecimal("12345678901234567890"), DOUBLE), new Case(PRICE, new BigDecimal(1), BOOLEAN, true),
            refused(DOUBLE, 7.75, INTEGER), refused(DOUBLE, 7.75, SMALLINT), refused(DOUBLE, 7.75, BIGINT), refused(DOUBLE, -0.5, INTEGER),
            refused(DOUBLE, 1e300, BIGINT), refused(DOUBLE, 0.5, BOOLEAN), new Case(DOUBLE, 7.0, INTEGER, 7), new Case(DOUBLE, 7.75, REAL, 7.75f),
            new Case(DOUBLE, (double) 0.1f, REAL, 0.1f), refused(DOUBLE, 0.1, REAL), refused(DOUBLE, 1e300, REAL),
            new Case(DOUBLE, 7.75, DECIMAL, new BigDecimal("7.75")), new Case(DOUBLE, 0.1, DECIMAL, new BigDecimal("0.1")),
            new Case(REAL, 7.75f, DOUBLE, 7.75), refused(REAL, 7.75f, INTEGER), new Case(REAL, 7f, INTEGER, 7), new Case(REAL, 0.1f, REAL, 0.1f),
            new Case(BOOLEAN, true, INTEGER, 1), new Case(BOOLEAN, false, BIGINT, 0L), new Case(BOOLEAN, true, DECIMAL, BigDecimal.ONE),
            refused(BOOLEAN, true, DATE), new Case(TEXT, "7", INTEGER, 7), refused(TEXT, "secret", INTEGER), refused(TEXT, "7.75", INTEGER),
            refused(TEXT, "secret", DECIMAL), refused(TEXT, "secret", DOUBLE), new Case(TEXT, "1.50", DECIMAL, new BigDecimal("1.50")),
            refused(TEXT, "true", BOOLEAN), new Case(TEXT, "1", BOOLEAN, true), new Case(TEXT, "2024-02-29", DATE, DAY), refused(TEXT, "secret", DATE),
            refused(TEXT, "2024-02-30", DATE), refused(TEXT, "secret", TIME), refused(TEXT, "secret", TIMESTAMP),
            new Case(TEXT, "2024-02-29 12:34:56", TIMESTAMP, DAY.atTime(12, 34, 56)), new Case(TEXT, ID.toString(), UUID, ID),
            refused(TEXT, "1-1-1-1-1", UUID), refused(TEXT, "secret", UUID),
            new Case(DATE, DAY, TIMESTAMP, DAY.atStartOfDay()), refused(DATE, DAY, TIME), refused(DATE, DAY, INTEGER), refused(DATE, DAY, BOOLEAN),
            refused(TIME, LocalTime.of(12, 34), DATE), refused(TIME, LocalTime.of(12, 34), TIMESTAMP), refused(TIME, LocalTime.of(12, 34), BIGINT),
            refused(TIMESTAMP, DAY.atTime(12, 34), DATE), refused(TIMESTAMP, DAY.atTime(0, 0, 0, 1_000), DATE),
            new Case(TIMESTAMP, LocalDateTime.of(2024, 2, 29, 0, 0), DATE, DAY), refused(TIMESTAMP, DAY.atTime(12, 34), TIME),
            refused(TIMESTAMP, DAY.atTime(12, 34), BIGINT),
            new Case(TEXT, "2024-02-29 12:34:56Z", TIMESTAMP_TZ, DAY.atTime(12, 34, 56).atOffset(ZoneOffset.UTC)),
            new Case(TEXT, "2024-02-29T12:34:56.5+00:00", TIMESTAMP_TZ, DAY.atTime(12, 34, 56, 500_000_000).atOffset(ZoneOffset.UTC)),
            refused(TEXT, "secret", TIMESTAMP_TZ), refused(TEXT, "2024-02-30 12:34:56Z", TIMESTAMP_TZ), refused(DATE, DAY, TIMESTAMP_TZ),
            refused(TIME, LocalTime.of(12, 34), TIMESTAMP_TZ), refused(INTEGER, 7, TIMESTAMP_TZ),
            new Case(TEXT, "{\"a\": [1.50, null]}", JSON, new Json("{\"a\": [1.50, null]}")), new Case(TEXT, "\"text\"", JSON, new Json("\"text\"")),
            refused(TEXT, "secret", JSON), refused(TEXT, "{secret", JSON), refused(TEXT, "[1,]", JSON), refused(TEXT, "{'a': 1}", JSON),
            refused(TEXT, "", JSON), refused(TEXT, "[1] [2]", JSON));

    @BeforeAll
    static void store() {
        each(db -> {
            db.execute("DROP TABLE IF EXISTS conversions").join();
            db.execute(createTable(STORED)).join();
            for (int i = 0; i < CASES.size(); i++) {
                db.execute(insert(i, CASES.get(i))).join();
            }
        });
    }

    private static io.colonnade.sql.Insert insert(int id, Case one) {
        return put(insertInto(STORED).set(STORED.id, id), column(one.source), one.value);
    }

    private static <T> io.colonnade.sql.Insert put(io.colonnade.sql.Insert insert, Column<T> column, Object value) {
        return insert.set(column, column.type().javaType().cast(value));
    }

    private static Column<?> column(SqlType<?> type) {
        return STORED.columns.stream().filter(column -> column.type().equals(type)).findFirst().orElseThrow();
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute(dropTable(STORED).ifExists()).join());
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return IntStream.range(0, CASES.size()).mapToObj(i -> dynamicTest(CASES.get(i).toString(), () -> each(db -> check(db, i, CASES.get(i)))));
    }

    private static void check(Database db, int id, Case one) {
        String sql = "SELECT " + column(one.source).name() + " AS wanted FROM conversions WHERE id = " + id;
        Class<?> wanted = one.target.javaType();
        for (int run = 0; run < 7; run++) {
            check(one, "column of a type", () -> db.fetchAll(text(sql).column("wanted", one.target)).join().get(0).get("wanted"));
        }
        check(one, "get(name, class)", () -> db.fetchAll(sql).join().get(0).get("wanted", wanted));
        check(one, "get(index, class)", () -> db.fetchAll(sql).join().get(0).get(0, wanted));
        check(one, "fetchValue", () -> db.fetchValue(sql, wanted).join().get());
        check(one, "column of the table's type, as a class", () -> db.fetchAll(text(sql).column("wanted", one.source)).join().get(0).get("wanted", wanted));
        check(one, "get(expression)", () -> db.fetchAll(sql).join().get(0).get(Sql.fragment("wanted", one.target).as("wanted")));
        if (one.target == INTEGER) {
            check(one, "getInt", () -> db.fetchAll(sql).join().get(0).getInt("wanted"));
            check(one, "record", () -> db.fetchAll(sql, AnInt.class).join().get(0).wanted);
        } else if (one.target == BIGINT) {
            check(one, "getLong", () -> db.fetchAll(sql).join().get(0).getLong("wanted"));
        } else if (one.target == DOUBLE) {
            check(one, "getDouble", () -> db.fetchAll(sql).join().get(0).getDouble("wanted"));
        } else if (one.target == BOOLEAN) {
            check(one, "getBoolean", () -> db.fetchAll(sql).join().get(0).getBoolean("wanted"));
            check(one, "record", () -> db.fetchAll(sql, ATruth.class).join().get(0).wanted);
        } else if (one.target == REAL) {
            check(one, "record", () -> db.fetchAll(sql, AFloat.class).join().get(0).wanted);
        }
    }

    record AnInt(int wanted) {
    }

    record ATruth(boolean wanted) {
    }

    record AFloat(float wanted) {
    }

    private static void check(Case one, String how, Supplier<Object> read) {
        if (one.expected == null) {
            assertRefused(how, String.valueOf(one.value), read);
            return;
        }
        Object value = read.get();
        if (one.expected instanceof BigDecimal number) {
            assertEquals(0, number.compareTo(assertInstanceOf(BigDecimal.class, value, how)), how);
        } else {
            assertEquals(one.expected, value, how);
        }
    }

    private static void assertRefused(String how, String value, Supplier<Object> read) {
        RuntimeException thrown = assertThrows(RuntimeException.class, read::get, how);
        DatabaseException refused = assertInstanceOf(DatabaseException.class,
                thrown instanceof CompletionException ? thrown.getCause() : thrown, how);
        assertEquals(ErrorKind.DATA, refused.kind(), () -> how + ": " + refused.getMessage());
        assertTrue(words(refused).contains("wanted"), () -> how + ": " + refused.getMessage());
        assertFalse(value.length() > 2 && refused.getMessage().contains(value), () -> how + ": " + refused.getMessage());
    }

    /** Of a text with another offset it is the same instant. */
    @Test
    void aTextWithAnOffsetIsItsInstant() {
        each(db -> {
            db.execute("INSERT INTO conversions (id, as_text) VALUES (-2, '2024-02-29 12:34:56.000001+02:00')").join();
            try {
                String sql = "SELECT as_text AS wanted FROM conversions WHERE id = -2";
                assertEquals(DAY.atTime(10, 34, 56, 1_000).atOffset(ZoneOffset.UTC),
                        db.fetchAll(text(sql).column("wanted", TIMESTAMP_TZ)).join().get(0).get("wanted"));
                assertEquals(DAY.atTime(12, 34, 56, 1_000).atOffset(ZoneOffset.ofHours(2)),
                        db.fetchAll(sql).join().get(0).get("wanted", OffsetDateTime.class));
            } finally {
                db.execute("DELETE FROM conversions WHERE id = -2").join();
            }
        });
    }

    /** Where BOOLEAN is a small number any such number may be stored by another program. */
    @Test
    void aBooleanThatHoldsSeven() {
        each(db -> {
            if (db.dialect().has(Feature.NATIVE_BOOLEAN)) {
                return;
            }
            Column<?> flag = column(BOOLEAN);
            db.execute("INSERT INTO conversions (id, as_boolean) VALUES (-1, 7)").join();
            try {
                String sql = "SELECT as_boolean AS wanted FROM conversions WHERE id = -1";
                assertRefused("get", "7", () -> db.fetchAll(sql).join().get(0).get("wanted", Boolean.class));
                assertRefused("getBoolean", "7", () -> db.fetchAll(sql).join().get(0).getBoolean("wanted"));
                assertRefused("typed", "7", () -> db.fetchAll(text(sql).column("wanted", BOOLEAN)).join());
                assertRefused("expression", "7", () -> db.fetchAll(Sql.select(flag.as("wanted")).from(STORED).where(STORED.id.eq(-1))).join());
                assertEquals(7, db.fetchAll(sql).join().get(0).get("wanted", Integer.class));
                assertEquals(7L, db.fetchAll(sql).join().get(0).getLong("wanted"));
                assertEquals(7, db.fetchAll(text(sql).column("wanted", INTEGER)).join().get(0).get("wanted"));
                assertEquals(7, assertInstanceOf(Number.class, db.fetchAll(sql).join().get(0).get("wanted")).intValue());
            } finally {
                db.execute("DELETE FROM conversions WHERE id = -1").join();
            }
        });
    }
}
