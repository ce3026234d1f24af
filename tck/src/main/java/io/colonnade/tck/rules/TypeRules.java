// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.max;
import static io.colonnade.sql.Sql.min;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sql.Sql.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.sql.Json;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What is stored through a typed column comes back the same. */
@Topic(why = "A value that comes back changed is lost data that nobody notices.",
        look = "The typeTemplates of the dialect, and how the driver binds and reads values of that type.")
public class TypeRules extends RuleGroup {

    private static final List<SqlType<?>> ALL = List.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.decimal(30, 20), Types.REAL,
            Types.DOUBLE, Types.BOOLEAN, Types.varchar(50), Types.TEXT, Types.BINARY, Types.DATE, Types.TIME, Types.TIMESTAMP,
            Types.TIMESTAMP_TZ, Types.UUID, Types.JSON);

    protected TypeRules(Target target) {
        super(target);
    }

    private <T> TypedTable<T> table(SqlType<T> type) {
        return TypedTable.create(run(), db(), type);
    }

    /** Stores each value by an expression and by a batch of texts, and reads it back as the class of its type. */
    @SafeVarargs
    private <T> void roundTrip(SqlType<T> type, T... values) {
        TypedTable<T> table = table(type);
        for (int i = 0; i < values.length; i++) {
            await(db().execute(insertInto(table).set(table.id, i).set(table.v, values[i])));
            await(db().executeMany(insertInto(table), List.of(Map.of("id", values.length + i, "v", values[i]))));
        }
        List<Row> rows = await(db().fetchAll(selectFrom(table).orderBy(table.id)));
        assertEquals(2 * values.length, rows.size(), "rows stored");
        for (int i = 0; i < rows.size(); i++) {
            T expected = values[i % values.length];
            T actual = rows.get(i).get(table.v);
            assertNotNull(actual, "a value of " + type.family() + " came back as NULL");
            assertSame(type.javaType(), actual.getClass(), "the class of " + type.family());
            assertSameValue(expected, actual, type);
        }
    }

    private static void assertSameValue(Object expected, Object actual, SqlType<?> type) {
        String what = type.family() + " stored and read";
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual, what);
        } else if (expected instanceof BigDecimal decimal) {
            assertEquals(0, decimal.compareTo((BigDecimal) actual), () -> what + ": " + actual + " for " + decimal);
        } else {
            assertEquals(expected, actual, what);
        }
    }

    @Rule(id = "TYP-01", text = "SMALLINT keeps its values, the smallest and the largest too")
    final void smallInts() {
        roundTrip(Types.SMALLINT, (short) 0, (short) -1, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Rule(id = "TYP-02", text = "INTEGER keeps its values, the smallest and the largest too")
    final void integers() {
        roundTrip(Types.INTEGER, 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Rule(id = "TYP-03", text = "BIGINT keeps its values, the smallest and the largest too, and those that no double holds")
    final void bigInts() {
        roundTrip(Types.BIGINT, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L);
    }

    @Rule(id = "TYP-04", text = "DECIMAL keeps every digit, with a precision and without")
    final void decimals() {
        roundTrip(Types.decimal(30, 20), new BigDecimal("1234567890.70000000000000123456"), new BigDecimal("-0.00000000000000000001"),
                BigDecimal.ZERO);
        roundTrip(Types.decimal(38, 0), new BigDecimal("12345678901234567890123456789012345678"));
        roundTrip(Types.decimal(10, 2), new BigDecimal("0.10"), new BigDecimal("99999999.99"));
    }

    @Rule(id = "TYP-05", text = "REAL keeps its precision and its range")
    final void reals() {
        roundTrip(Types.REAL, 0f, 1.5f, 0.1f, -3.4028235e38f, 1.17549435e-38f);
    }

    @Rule(id = "TYP-06", text = "DOUBLE keeps its precision and its range")
    final void doubles() {
        roundTrip(Types.DOUBLE, 0d, 0.1, 1d / 3, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_NORMAL, 1e15 + 0.3);
    }

    @Rule(id = "TYP-07", text = "BOOLEAN is a Boolean, and a condition on it finds the rows")
    final void booleans() {
        roundTrip(Types.BOOLEAN, true, false);
        TypedTable<Boolean> table = table(Types.BOOLEAN);
        await(db().executeMany(insertInto(table), List.of(Map.of("id", 1, "v", true), Map.of("id", 2, "v", false))));
        assertEquals(2, await(db().fetchExactlyOne(select(table.id).from(table).where(table.v.eq(false)))).get(table.id));
    }

    @Rule(id = "TYP-08", text = "VARCHAR and TEXT keep every character, those outside the basic plane and combining ones too")
    final void texts() {
        String[] values = {"a", " leading and trailing ", "\u00e9\u00df\u4e2d", "\ud83d\ude80 \ud834\udd1e", "e\u0301",
                "line\nbreak\ttab", "100%"};
        roundTrip(Types.varchar(50), values);
        roundTrip(Types.TEXT, values);
    }

    @Rule(id = "TYP-09", text = "an empty text and an empty binary are not NULL",
            why = "Some databases keep an empty text as NULL; programs tell them apart.")
    final void emptyIsNotNull() {
        roundTrip(Types.TEXT, "");
        roundTrip(Types.BINARY, new byte[0]);
    }

    @Rule(id = "TYP-10", text = "a text of a million characters and a binary of a million bytes come back whole")
    final void largeValues() {
        byte[] bytes = new byte[1_000_000];
        new Random(42).nextBytes(bytes);
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append(i).append(' ');
        }
        TypedTable<String> texts = table(Types.TEXT);
        await(db().execute(insertInto(texts).set(texts.id, 1).set(texts.v, text.toString())));
        String actual = await(db().fetchExactlyOne(selectFrom(texts))).get(texts.v);
        assertEquals(text.length(), actual.length(), "the length of the text");
        assertTrue(text.toString().equals(actual), "the text came back the same");
        TypedTable<byte[]> binaries = table(Types.BINARY);
        await(db().execute(insertInto(binaries).set(binaries.id, 1).set(binaries.v, bytes)));
        assertArrayEquals(bytes, await(db().fetchExactlyOne(selectFrom(binaries))).get(binaries.v), "the binary");
    }

    @Rule(id = "TYP-11", text = "BINARY keeps every byte")
    final void binaries() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        roundTrip(Types.BINARY, all, new byte[] {0}, new byte[] {-1, 0, 39, 92});
    }

    @Rule(id = "TYP-12", text = "DATE keeps the day, from the year 1000 to the year 9999")
    final void dates() {
        roundTrip(Types.DATE, LocalDate.of(2024, 2, 29), LocalDate.of(1582, 10, 10), LocalDate.of(1900, 1, 1), LocalDate.of(1969, 12, 31),
                LocalDate.of(1000, 1, 1), LocalDate.of(9999, 12, 31));
    }

    @Rule(id = "TYP-13", text = "TIME keeps the time of day")
    final void times() {
        roundTrip(Types.TIME, LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59), LocalTime.of(12, 30));
    }

    @Rule(id = "TYP-14", text = "TIMESTAMP keeps the date and time as written, whatever the zone of the machine")
    final void timestamps() {
        roundTrip(Types.TIMESTAMP, LocalDateTime.of(2024, 3, 31, 2, 30), LocalDateTime.of(2024, 10, 27, 2, 30),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59), LocalDateTime.of(9999, 12, 31, 23, 59, 59));
    }

    @Rule(id = "TYP-15", text = "TIMESTAMP_TZ keeps the instant and gives it in UTC")
    final void instants() {
        OffsetDateTime utc = OffsetDateTime.of(2024, 3, 31, 0, 30, 0, 0, ZoneOffset.UTC);
        roundTrip(Types.TIMESTAMP_TZ, utc, OffsetDateTime.of(1969, 12, 31, 23, 59, 59, 0, ZoneOffset.UTC));
        TypedTable<OffsetDateTime> table = table(Types.TIMESTAMP_TZ);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, utc.withOffsetSameInstant(ZoneOffset.ofHoursMinutes(-3, -30)))));
        assertEquals(utc, await(db().fetchExactlyOne(selectFrom(table))).get(table.v));
        assertEquals(1, await(db().fetchExactlyOne(select(table.id).from(table)
                .where(table.v.eq(utc.withOffsetSameInstant(ZoneOffset.ofHours(9)))))).get(table.id),
                        "found by the instant in another offset");
    }

    @Rule(id = "TYP-16", text = "times keep their microseconds",
            hint = "look at the precision of the column in DDL and at how the driver binds times")
    final void microseconds() {
        roundTrip(Types.TIME, LocalTime.of(1, 2, 3, 456_789_000), LocalTime.of(23, 59, 59, 999_999_000));
        roundTrip(Types.TIMESTAMP, LocalDateTime.of(2024, 2, 29, 1, 2, 3, 456_789_000), LocalDateTime.of(1969, 12, 31, 23, 59, 59,
                        999_999_000));
        roundTrip(Types.TIMESTAMP_TZ, OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 1_000, ZoneOffset.UTC));
    }

    @Rule(id = "TYP-17", text = "UUID keeps all of its bits")
    final void uuids() {
        roundTrip(Types.UUID, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), new UUID(0, 0), new UUID(-1, -1));
    }

    @Rule(id = "TYP-18", text = "JSON keeps the document: objects, arrays, scalars and the null of JSON, which is not NULL")
    final void json() {
        TypedTable<Json> table = table(Types.JSON);
        List<String> documents = List.of("{\"a\":1,\"b\":[true,null,\"\u00e9\ud83d\ude80\"]}", "[1,2,3]", "\"text\"", "17", "true",
                "null");
        for (int i = 0; i < documents.size(); i++) {
            await(db().execute(insertInto(table).set(table.id, i).set(table.v, new Json(documents.get(i)))));
        }
        List<Row> rows = await(db().fetchAll(selectFrom(table).orderBy(table.id)));
        for (int i = 0; i < documents.size(); i++) {
            Json actual = rows.get(i).get(table.v);
            assertNotNull(actual, "a document came back as NULL");
            assertEquals(documents.get(i).replace(" ", ""), actual.text().replace(" ", ""), "a document, spaces aside");
        }
    }

    @Rule(id = "TYP-19", text = "NULL stays NULL in a column of every type")
    final void nulls() {
        for (SqlType<?> type : ALL) {
            storesNull(type);
        }
    }

    private <T> void storesNull(SqlType<T> type) {
        TypedTable<T> table = table(type);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, (T) null)));
        Row row = await(db().fetchExactlyOne(selectFrom(table)));
        assertNull(row.get(table.v), "NULL of " + type.family());
        assertNull(row.get("v"), "NULL of " + type.family());
        assertEquals(1L, await(db().fetchValue("SELECT count(*) FROM " + table.name() + " WHERE v IS NULL", Long.class)).get());
    }

    @Rule(id = "TYP-20",
            text = "values of every type are bound to SQL text by their Java class alone, and read back through the typed column")
    final void bindsByJavaClass() {
        bindsText(Types.INTEGER, 5);
        bindsText(Types.decimal(10, 2), new BigDecimal("12.34"));
        bindsText(Types.BOOLEAN, true);
        bindsText(Types.BINARY, new byte[] {1, 2, 3});
        bindsText(Types.DATE, LocalDate.of(2024, 2, 29));
        bindsText(Types.TIME, LocalTime.of(1, 2, 3));
        bindsText(Types.TIMESTAMP, LocalDateTime.of(2024, 2, 29, 1, 2, 3));
        bindsText(Types.TIMESTAMP_TZ, OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC));
        bindsText(Types.UUID, new UUID(1, 2));
    }

    private <T> void bindsText(SqlType<T> type, T value) {
        TypedTable<T> table = table(type);
        await(db().execute("INSERT INTO " + table.name() + " (id, v) VALUES (:id, :v)", 1, value));
        assertSameValue(value, await(db().fetchExactlyOne(selectFrom(table))).get(table.v), type);
        assertEquals(1, await(db().fetchExactlyOne(select(table.id).from(table).where(table.v.eq(value)))).get(table.id),
                "the row is found by its value of " + type.family());
    }

    @Rule(id = "TYP-27", text = "times finer than a microsecond are floored, before 1970 too, and the row is found by the value that was stored",
            hint = "the core floors them before they are bound; a column or a driver that keeps fewer digits, or rounds, is what is left")
    final void finerTimesAreFloored() {
        LocalDateTime finer = LocalDateTime.of(1969, 12, 31, 23, 59, 58, 999_999_999);
        TypedTable<LocalDateTime> table = table(Types.TIMESTAMP);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, finer)));
        await(db().execute("INSERT INTO " + table.name() + " (id, v) VALUES (:id, :v)", 2, finer));
        await(db().executeMany(insertInto(table), List.of(Map.of("id", 3, "v", finer))));
        List<Row> rows = await(db().fetchAll(selectFrom(table).where(table.v.eq(finer)).orderBy(table.id)));
        assertEquals(List.of(1, 2, 3), rows.stream().map(row -> row.get(table.id)).toList(), "found by the value that was stored");
        for (Row row : rows) {
            assertEquals(finer.minusNanos(999), row.get(table.v));
        }
        TypedTable<LocalTime> times = table(Types.TIME);
        await(db().execute(insertInto(times).set(times.id, 1).set(times.v, LocalTime.MAX)));
        assertEquals(LocalTime.of(23, 59, 59, 999_999_000), await(db().fetchExactlyOne(selectFrom(times))).get(times.v));
    }

    @Rule(id = "TYP-30", text = "DECIMAL is compared, looked for and sorted as a number in expressions, however many zeros stand at its end",
            why = "A database without such numbers keeps them as text, and '10.00' comes before '9.50' there.",
            hint = "look at the dialect's templates of COMPARED for DECIMAL")
    final void decimalsCompareAsNumbers() {
        TypedTable<BigDecimal> table = decimals("10.00", "9.50", "9", "-3", "0.1");
        BigDecimal border = new BigDecimal("9.5");
        assertEquals(List.of(0), ids(select(table.id).from(table).where(table.v.gt(border))));
        assertEquals(List.of(2, 3, 4), ids(select(table.id).from(table).where(table.v.lt(border)).orderBy(table.id)));
        assertEquals(List.of(1), ids(select(table.id).from(table).where(table.v.eq(border))));
        assertEquals(List.of(0, 1), ids(select(table.id).from(table).where(table.v.in(new BigDecimal("10.0"), new BigDecimal("9.500")))
                .orderBy(table.id)));
        assertEquals(List.of(3, 4, 2, 1, 0), ids(select(table.id).from(table).orderBy(table.v)));
    }

    @Rule(id = "TYP-31", text = "DECIMAL is added up and calculated exactly in expressions",
            why = "A sum of money that is right but for its last digit is wrong.",
            hint = "look at the dialect's templates of SUM, PLUS and TIMES for DECIMAL")
    final void decimalsAreCalculatedExactly() {
        TypedTable<BigDecimal> table = decimals("0.1", "0.2", "0.3000000000000000001");
        Row row = await(db().fetchExactlyOne(select(sum(table.v).as("s"), min(table.v).as("low"), max(table.v).as("high")).from(table)));
        assertEquals(0, new BigDecimal("0.6000000000000000001").compareTo(row.get("s", BigDecimal.class)));
        assertEquals(0, new BigDecimal("0.1").compareTo(row.get("low", BigDecimal.class)));
        assertEquals(0, new BigDecimal("0.3000000000000000001").compareTo(row.get("high", BigDecimal.class)));
        Row calculated = await(db().fetchExactlyOne(select(table.v.plus(new BigDecimal("0.2")).as("p"),
                table.v.times(new BigDecimal("0.2")).as("t")).from(table).where(table.id.eq(0))));
        assertEquals(0, new BigDecimal("0.3").compareTo(calculated.get("p", BigDecimal.class)));
        assertEquals(0, new BigDecimal("0.02").compareTo(calculated.get("t", BigDecimal.class)));
    }

    private TypedTable<BigDecimal> decimals(String... values) {
        TypedTable<BigDecimal> table = table(Types.decimal(30, 20));
        for (int i = 0; i < values.length; i++) {
            await(db().execute(insertInto(table).set(table.id, i).set(table.v, new BigDecimal(values[i]))));
        }
        return table;
    }

    private List<Integer> ids(Select select) {
        return await(db().fetchAll(select)).stream().map(row -> row.getInt(0)).toList();
    }
}
