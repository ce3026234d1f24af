// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Range;
import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL's types and the Java classes that stand for them. */
class PostgresTypesTest extends PostgresTestCase {

    /** The constants of the type that the database is given. */
    enum Mood { calm, cross }

    /** Types that a value in a condition is compared with only as text, or not at all. */
    private static final Set<String> NOT_COMPARED = Set.of("real", "json", "xml", "point", "bit(1)");

    /** The rows of the table in docs/postgresql.md: a type of a column, a value as a literal, and the Java class of raw text's results. */
    static Stream<Arguments> documented() throws IOException {
        List<Arguments> rows = new ArrayList<>();
        List<String> page = Files.readAllLines(Path.of("../docs/postgresql.md"));
        for (String line : page.subList(page.indexOf("| Column | Written as | Java class |") + 2, page.size())) {
            String[] cells = line.split("\\|");
            if (cells.length != 4) {
                break;
            }
            for (String type : cells[1].replace("an enumerated type", "types_mood").split(", `")) {
                rows.add(Arguments.of(type.replace("`", "").strip(), cells[2].replace("`", "").strip(), cells[3].replace("`", "").strip()));
            }
        }
        assertTrue(rows.size() > 40, () -> "the page has a table of " + rows.size() + " types");
        return rows.stream();
    }

    @BeforeEach
    void createTypes() {
        await(db.execute("CREATE EXTENSION IF NOT EXISTS hstore"));
        await(db.execute("CREATE TYPE types_mood AS ENUM ('calm', 'cross', 'other')"));
    }

    @AfterEach
    void dropTypes() {
        await(db.execute("DROP TABLE IF EXISTS types_own"));
        await(db.execute("DROP TYPE types_mood"));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void rawTextGivesTheDocumentedClass(String type, String literal, String javaClass) {
        await(db.execute("CREATE TABLE types_own (id int, v " + type + ")"));
        await(db.execute("INSERT INTO types_own VALUES (1, " + literal + "), (2, NULL)"));
        for (int i = 0; i < 7; i++) {
            // From the sixth run on the driver lets the server prepare it, and values pass in binary form.
            List<Row> rows = await(db.fetchAll("SELECT v FROM types_own ORDER BY id"));
            Object read = rows.get(0).get(0);
            assertEquals(javaClass, read instanceof Map ? "Map" : read.getClass().getSimpleName());
            assertNull(rows.get(1).get(0));
            if (!NOT_COMPARED.contains(type)) {
                String cast = read instanceof String ? "::text::" + type : read instanceof Object[] ? "::" + type : "";
                assertEquals(1, await(db.fetchExactlyOne("SELECT id FROM types_own WHERE v = :v" + cast, read)).getInt(0));
            }
        }
    }

    static Stream<Arguments> edges() {
        Map<String, String> labels = new HashMap<>(Map.of("", "", "quote\"d'", "back\\slash", "\u00e9\ud83d\ude80", "=>, NULL {}"));
        labels.put("none", null);
        return Stream.of(
                arguments(SqlType.vendor("hstore", Map.class), List.of(labels, Map.of())),
                arguments(SqlType.vendor("integer[]", Integer[].class), List.of(new Integer[] {Integer.MIN_VALUE, null}, new Integer[0])),
                arguments(SqlType.vendor("integer[]", Integer[][].class), List.of((Object) new Integer[][] {{1, 2}, {null, 4}})),
                arguments(SqlType.vendor("bigint[]", Long[].class), List.of(new Long[] {Long.MIN_VALUE, Long.MAX_VALUE, null}, new Long[0])),
                arguments(SqlType.vendor("text[]", String[].class), List.of((Object) new String[] {"", null, "NULL", "a,\"b\\{}", "\ud83d\ude80"})),
                arguments(SqlType.vendor("uuid[]", UUID[].class), List.of((Object) new UUID[] {new UUID(0, 0), null, new UUID(-1, -1)})),
                arguments(SqlType.vendor("bit(3)", String.class), List.of("000", "111")),
                arguments(SqlType.vendor("varbit", String.class), List.of("", "1".repeat(1_000))),
                arguments(SqlType.vendor("tsvector", String.class), List.of("'a':1A 'it''s':2,3 '\ud83d\ude80':4", "")),
                arguments(SqlType.vendor("jsonb", Json.class), List.of(new Json("null"), new Json("{\"\ud83d\ude80\": [1.50, \"\\\"\"]}"))),
                arguments(SqlType.vendor("numeric", BigDecimal.class), List.of(new BigDecimal("1e-16383"), new BigDecimal("9".repeat(500)))),
                arguments(SqlType.vendor("double precision", Double.class), List.of(Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY)),
                arguments(SqlType.vendor("types_mood", Mood.class), List.of(Mood.calm, Mood.cross)),
                arguments(Types.TIMESTAMP_TZ, List.of(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 1_000, ZoneOffset.UTC),
                        OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000, ZoneOffset.UTC))));
    }

    private static final class Edge<T> extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<T> v;

        Edge(SqlType<T> type) {
            super("types_own");
            v = column("v", type);
        }
    }

    @ParameterizedTest
    @MethodSource("edges")
    <T> void keepsTheEdges(SqlType<T> type, List<T> values) {
        Edge<T> table = new Edge<>(type);
        await(db.execute(createTable(table)));
        List<T> all = new ArrayList<>(values);
        all.add(null);
        for (int i = 0; i < all.size(); i++) {
            await(db.execute(insertInto(table).set(table.id, i).set(table.v, all.get(i))));
        }
        for (int i = 0; i < 7; i++) {
            List<Row> rows = await(db.fetchAll(selectFrom(table).orderBy(table.id)));
            for (int j = 0; j < all.size(); j++) {
                assertTrue(Objects.deepEquals(all.get(j), rows.get(j).get(table.v)), type + ", value " + j);
            }
        }
    }

    @Test
    void everyClassIsBoundToPlainText() {
        OffsetDateTime utc = OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4_000, ZoneOffset.UTC);
        Row row = await(db.fetchExactlyOne("SELECT :a::text, :b::numeric, :c, :d, :e, :f, :g, :h, :i::jsonb, :j, :k",
                Map.ofEntries(Map.entry("a", "x"), Map.entry("b", new BigInteger("123456789012345678901234567890")),
                        Map.entry("c", (byte) 7), Map.entry("d", Instant.from(utc)),
                        Map.entry("e", ZonedDateTime.of(2024, 2, 29, 2, 2, 3, 4_000, ZoneId.of("Europe/Paris"))),
                        Map.entry("f", LocalTime.of(1, 2, 3, 4_000)), Map.entry("g", LocalDateTime.of(2024, 3, 31, 2, 30)),
                        Map.entry("h", LocalDate.of(1582, 10, 10)), Map.entry("i", new Json("[1]")), Map.entry("j", new UUID(1, 2)),
                        Map.entry("k", new Integer[] {1, null}))));
        List<Object> expected = Arrays.asList("x", new BigDecimal("123456789012345678901234567890"), new BigDecimal(7), utc, utc,
                LocalTime.of(1, 2, 3, 4_000), LocalDateTime.of(2024, 3, 31, 2, 30), LocalDate.of(1582, 10, 10), new Json("[1]"),
                new UUID(1, 2));
        assertEquals(expected, row.toList().subList(0, 10));
        assertArrayEquals(new Integer[] {1, null}, (Integer[]) row.get(10));
    }

    /** The driver would send them as 0, 1 or another number. */
    @Test
    void numbersOfTooManyDigitsAreRefused() {
        for (BigDecimal number : List.of(BigDecimal.TEN.pow(131_072), new BigDecimal("1E+131072"), new BigDecimal("-1E+2000000000"),
                BigDecimal.ONE.movePointLeft(16_384))) {
            for (Object value : List.of(number, new BigDecimal[] {number})) {
                DatabaseException refused = failure(ErrorKind.DATA, db.fetchAll("SELECT :v", value));
                assertTrue(words(refused).contains(":v") && words(refused).contains("131072"), refused::getMessage);
            }
        }
        for (BigDecimal number : List.of(BigDecimal.TEN.pow(131_072).subtract(BigDecimal.ONE), new BigDecimal("1E+131071"),
                BigDecimal.ONE.movePointLeft(16_383), new BigDecimal("1E+5"))) {
            assertEquals(0, number.compareTo(new BigDecimal(text(db, "SELECT :v::numeric::text", number))));
        }
    }

    @Test
    void whatIsReadCanBeBoundAgain() {
        for (String value : List.of("'infinity'::timestamptz", "'-infinity'::timestamptz", "'infinity'::timestamp", "'-infinity'::timestamp",
                "'infinity'::date", "'24:00'::time", "'24:00+02'::timetz", "'08:00+02'::timetz", "'0044-03-15 BC'::date", "'10000-01-01'::date",
                "'{infinity,0044-03-15 BC,NULL}'::date[]", "'{24:00,01:02:03.000004}'::time[]", "'{-infinity,10000-01-01 00:00}'::timestamp[]",
                "'{{infinity},{1800-01-01 00:00:00.000001+00}}'::timestamptz[]", "'{08:00+02}'::timetz[]", "'{1.50,NULL}'::numeric[]",
                "'{00112233-4455-6677-8899-aabbccddeeff}'::uuid[]")) {
            Object read = await(db.fetchAll("SELECT " + value)).get(0).get(0);
            String type = value.substring(value.indexOf("::"));
            assertEquals(true, await(db.fetchAll("SELECT :v" + type + " = " + value, read)).get(0).get(0), value);
        }
        for (Object infinite : List.of(Instant.MAX, OffsetDateTime.MAX)) {
            assertEquals("infinity", text(db, "SELECT :v::timestamptz::text", infinite));
        }
        assertEquals(Instant.MAX, await(db.fetchValue("SELECT 'infinity'::timestamptz", Instant.class)).get());
        assertEquals("23:59:59.999999", text(db, "SELECT :v::time::text", LocalTime.MAX));
        assertEquals(1, await(db.fetchAll("SELECT 1 WHERE 'infinity'::timestamptz IN (:many)", Map.of("many",
                java.util.stream.IntStream.range(0, 20).mapToObj(i -> i == 7 ? OffsetDateTime.MAX
                        : OffsetDateTime.of(i - 10, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)).toList()))).size());
    }

    @Test
    void classesThatNoColumnHasAreRefusedInWords() {
        for (Object value : List.of(java.time.Duration.ofHours(-3), java.util.Optional.of(1), new StringBuilder("x"), new java.util.Date(0),
                new java.sql.Timestamp(0), new Object(), java.util.Locale.ROOT)) {
            DatabaseException refused = failure(ErrorKind.DATA, db.fetchAll("SELECT :v", value));
            assertTrue(words(refused).contains(value.getClass().getSimpleName()) && words(refused).contains("accepted are"),
                    refused::getMessage);
        }
        await(db.execute("DROP EXTENSION IF EXISTS hstore CASCADE"));
        try (Database without = open("max_size=1")) {
            DatabaseException refused = failure(ErrorKind.DATA, without.fetchAll("SELECT :v", Map.of("v", Map.of("a", "1"))));
            assertTrue(words(refused).contains("CREATE EXTENSION hstore"), refused::getMessage);
        }
    }

    /** The driver would put a question mark in the place of one, and send the other for the server to refuse. */
    @Test
    void textThatWouldNotBeKeptIsRefusedWhereverItStands() {
        for (String broken : List.of("a\ud800", "\udc00", "\ud83d\ud83d\ude80", "a\0")) {
            for (Object value : List.of(broken, new String[] {"a", broken}, new String[][] {{"a"}, {broken}}, List.of("b", broken),
                    new Json("\"" + broken + "\""), new Json[] {new Json("1"), new Json("\"" + broken + "\"")},
                    Range.closedOpen("A", broken), new Range<?>[] {Range.closedOpen("A", broken)}, Map.of("k", broken), Map.of(broken, "v"), broken.charAt(broken.length() - 1) == 0
                            ? '\0' : '\ud800')) {
                refusedUnsent(value instanceof List ? "SELECT 'a' IN (:v)" : "SELECT :v", value, "NUL", "surrogate");
            }
        }
        transactionGoesOn(new String[] {"\udc00"});
        assertArrayEquals(new String[] {"\ud83d\ude80"}, (Object[]) await(db.fetchAll("SELECT :v", (Object) new String[] {"\ud83d\ude80"})).get(0).get(0));
    }

    @Test
    void arraysThatTheServerHasNotAreRefusedInWords() {
        for (Object array : List.of(new Object[] {1, "a"}, new Object[0], new java.time.Duration[] {java.time.Duration.ZERO}, new Character[] {'a'},
                new char[] {'a'}, new char[][] {{'a'}}, new Byte[] {1}, new java.util.Date[] {null}, new Map<?, ?>[] {}, new java.util.Optional<?>[] {null},
                new Number[] {1, new java.util.concurrent.atomic.AtomicInteger(2)})) {
            refusedUnsent("SELECT :v", array, "accepted are arrays");
        }
        for (Object array : List.of(new Integer[][] {{1}, null}, new Integer[][] {null, {1}}, new int[][] {{1}, null}, new Integer[][][] {{{1}}, {null}},
                new LocalDate[][] {{LocalDate.EPOCH}, null}, new byte[][][] {{{1}}, null})) {
            refusedUnsent("SELECT :v", array, "null at [");
        }
        for (Object array : List.of(new Integer[][] {{1}, {2, 3}}, new int[][] {{1}, {}}, new String[][] {{}, {"a"}}, new Json[][] {{}, {null}},
                new Integer[][][] {{{1}, {2}}, {{1}, {2, 3}}}, new Integer[][][] {{{1}}, {{2, 3}}})) {
            refusedUnsent("SELECT :v", array, "equal length");
        }
        transactionGoesOn(new Number[] {new java.util.concurrent.atomic.AtomicLong()});
        for (String numbers : List.of("{1.5,NaN}", "{{1,Infinity},{-Infinity,NULL}}")) {
            Object read = await(db.fetchAll("SELECT '" + numbers + "'::numeric[]")).get(0).get(0);
            assertEquals(numbers, text(db, "SELECT (:v::numeric[])::text", read));
        }
        assertEquals("{1,2,3,4,5,6.5,7.5,NULL}", text(db, "SELECT :v::text", (Object) new Number[] {(byte) 1, (short) 2, 3, 4L, BigInteger.valueOf(5), 6.5,
            new BigDecimal("7.5"), null}));
        assertEquals("{10.0.0.1,NULL}", text(db, "SELECT (:v::inet[])::text", (Object) new Inet[] {Inet.parse("10.0.0.1"), null}));
        assertEquals("{{NULL},{\"\\\\x01\"}}", text(db, "SELECT (:v::bytea[])::text", (Object) new byte[][][] {{null}, {{1}}}));
    }

    private void refusedUnsent(String sql, Object value, String... words) {
        DatabaseException refused = failure(ErrorKind.DATA, db.fetchAll(sql, java.util.Collections.singletonMap("v", value)));
        assertTrue(!refused.sent() && Arrays.stream(words).anyMatch(refused.getMessage()::contains), refused::getMessage);
    }

    /** What is refused before it is sent leaves the transaction as it was. */
    private void transactionGoesOn(Object refused) {
        assertEquals(1, await(db.transaction(tx -> tx.fetchAll("SELECT :v", Map.of("v", refused))
                .handle((rows, error) -> error).thenCompose(error -> tx.fetchAll("SELECT 1")))).size());
    }

    @Test
    void aNullOfAKnownTypeNeedsNoCast() {
        for (SqlType<?> type : List.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.REAL, Types.DOUBLE, Types.BOOLEAN,
                Types.TEXT, Types.BINARY, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_TZ)) {
            assertNull(nullOf(type), () -> type.family().toString());
        }
    }

    private <T> Object nullOf(SqlType<T> type) {
        return await(db.fetchExactlyOne(select(value((T) null, type).as("v")))).get(0);
    }

    @Test
    void aChangedTableIsDescribedAnew() {
        await(db.execute("CREATE TABLE types_changed (v int)"));
        try {
            await(db.execute("INSERT INTO types_changed VALUES (1)"));
            for (int i = 0; i < 7; i++) {
                assertEquals(1, await(db.fetchExactlyOne("SELECT * FROM types_changed")).get("v"));
            }
            await(db.execute("ALTER TABLE types_changed ALTER v TYPE text, ADD w date"));
            Row row = await(db.fetchExactlyOne("SELECT * FROM types_changed"));
            assertEquals("1", row.get("v"));
            assertNull(row.get("w"));
        } finally {
            await(db.execute("DROP TABLE types_changed"));
        }
    }
}
