// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Json;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every type of the server's own catalogue, read from SQL text: a class of the JDK or of Colonnade that holds the value, or its text; an array
 * has the elements that its values have alone. In a zone with a gap of an hour, because drivers go through the JVM's zone.
 */
class CatalogueTypesTest {

    /** Often enough that the driver has the statement prepared, and receives in binary form what it can. */
    private static final int RUNS = 7;
    private static final Set<Class<?>> CLASSES = Set.of(Short.class, Integer.class, Long.class, Float.class, Double.class, BigDecimal.class,
            Boolean.class, String.class, byte[].class, LocalDate.class, LocalTime.class, OffsetTime.class, LocalDateTime.class,
            OffsetDateTime.class, UUID.class, Json.class);
    /** Their values cannot be written by anybody. */
    private static final Set<String> WITHOUT_INPUT = Set.of("pg_node_tree", "pg_ndistinct", "pg_dependencies", "pg_mcv_list",
            "pg_brin_bloom_summary", "pg_brin_minmax_multi_summary", "gtsvector", "pg_ddl_command");

    /** Values of each type; a type of a new server that is missing here fails the test. */
    private static final Map<String, List<String>> SAMPLES = Map.ofEntries(
            Map.entry("smallint", List.of("-32768")), Map.entry("integer", List.of("2147483647")),
            Map.entry("bigint", List.of("-9223372036854775808")), Map.entry("oid", List.of("4294967295")),
            Map.entry("real", List.of("0.1", "16777217", "NaN", "-Infinity")),
            Map.entry("double precision", List.of("0.1", "5e-324", "NaN", "Infinity")),
            Map.entry("numeric", List.of("1.50", "12345678901234567890.0123456789", "NaN")),
            Map.entry("boolean", List.of("t", "f")), Map.entry("text", List.of("", "NULL", "a\"b\\c,{}", "ü")),
            Map.entry("character varying", List.of("a b")), Map.entry("character", List.of("a")), Map.entry("\"char\"", List.of("a")),
            Map.entry("name", List.of("pg_class")), Map.entry("bytea", List.of("\\x00ff27")),
            Map.entry("date", List.of("1582-10-10", "0044-03-15 BC", "10000-01-01", "infinity", "-infinity")),
            Map.entry("time without time zone", List.of("23:59:59.999999", "02:30", "24:00")),
            Map.entry("time with time zone", List.of("08:00+02", "08:00:00.000001-05:30", "24:00+00")),
            Map.entry("timestamp without time zone", List.of("2024-03-31 02:30", "1582-10-10 00:00:00.000001", "0001-01-01 00:00 BC", "infinity")),
            Map.entry("timestamp with time zone", List.of("2024-03-31 02:30+00", "1800-01-01 00:00:00.000001+00", "0044-03-15 00:00+00 BC",
                    "-infinity")),
            Map.entry("interval", List.of("1 year 2 days 03:04:05.000006", "-2147483647 hours")),
            Map.entry("money", List.of("$1,234.50", "-12.34")), Map.entry("uuid", List.of("00112233-4455-6677-8899-aabbccddeeff")),
            Map.entry("json", List.of("{\"a\": [1, null]}")), Map.entry("jsonb", List.of("{\"a\": [1, null]}")),
            Map.entry("jsonpath", List.of("$.a[*]")), Map.entry("xml", List.of("<a>b</a>")),
            Map.entry("bit", List.of("1")), Map.entry("bit varying", List.of("101", "")),
            Map.entry("inet", List.of("10.0.0.1/8")), Map.entry("cidr", List.of("10.0.0.0/8")), Map.entry("macaddr", List.of("08:00:2b:01:02:03")),
            Map.entry("macaddr8", List.of("08:00:2b:01:02:03:04:05")), Map.entry("point", List.of("(1,2)")), Map.entry("line", List.of("{1,2,3}")),
            Map.entry("lseg", List.of("[(1,2),(3,4)]")), Map.entry("box", List.of("(3,4),(1,2)")), Map.entry("path", List.of("[(1,2),(3,4)]")),
            Map.entry("polygon", List.of("((1,2),(3,4),(5,0))")), Map.entry("circle", List.of("<(1,2),3>")),
            Map.entry("tsvector", List.of("'a':1 'b':2")), Map.entry("tsquery", List.of("'a' & 'b'")), Map.entry("refcursor", List.of("c1")),
            Map.entry("int2vector", List.of("1 2")), Map.entry("oidvector", List.of("1 2")), Map.entry("tid", List.of("(1,2)")),
            Map.entry("xid", List.of("7")), Map.entry("xid8", List.of("18446744073709551615")), Map.entry("cid", List.of("7")),
            Map.entry("pg_lsn", List.of("16/B374D848")), Map.entry("txid_snapshot", List.of("10:20:10,14,15")),
            Map.entry("pg_snapshot", List.of("10:20:10,14,15")), Map.entry("aclitem", List.of("postgres=arwdDxt/postgres")),
            Map.entry("regclass", List.of("pg_type")), Map.entry("regtype", List.of("integer")), Map.entry("regproc", List.of("now")),
            Map.entry("regprocedure", List.of("sum(integer)")), Map.entry("regoper", List.of("||/")), Map.entry("regoperator", List.of("+(integer,integer)")),
            Map.entry("regnamespace", List.of("pg_catalog")), Map.entry("regrole", List.of("postgres")), Map.entry("regconfig", List.of("english")),
            Map.entry("regdictionary", List.of("simple")), Map.entry("regcollation", List.of("\"C\"")),
            Map.entry("regdatabase", List.of("postgres")),
            Map.entry("int4range", List.of("[1,5)", "empty", "(,)")), Map.entry("int8range", List.of("[1,5)")), Map.entry("numrange", List.of("[1.5,2.5]")),
            Map.entry("daterange", List.of("[2024-01-01,infinity)")), Map.entry("tsrange", List.of("[\"2024-01-01 00:00:00\",)")),
            Map.entry("tstzrange", List.of("[\"2024-01-01 00:00:00+00\",)")), Map.entry("int4multirange", List.of("{[1,3),[5,7)}")),
            Map.entry("int8multirange", List.of("{}")), Map.entry("nummultirange", List.of("{[1.5,2.5]}")),
            Map.entry("datemultirange", List.of("{[2024-01-01,2024-02-01)}")), Map.entry("tsmultirange", List.of("{}")),
            Map.entry("tstzmultirange", List.of("{}")));

    private final TimeZone zone = TimeZone.getDefault();

    @BeforeEach
    void inAZoneWithAGap() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void inTheZoneBefore() {
        TimeZone.setDefault(zone);
    }

    private static Database open(int version) {
        return PostgresTestCase.await(Database.open(Servers.url(version).reveal() + "?max_size=1"));
    }

    private static Object value(Database db, String sql) {
        Object first = one(db, sql);
        for (int i = 1; i < RUNS; i++) {
            Object again = one(db, sql);
            assertTrue(Arrays.deepEquals(new Object[] {first}, new Object[] {again}), () -> sql + " gives another value in binary form");
        }
        return first;
    }

    private static Object one(Database db, String sql) {
        return PostgresTestCase.await(db.fetchAll(sql)).get(0).get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void everyTypeHasAClassOrItsText(int version) {
        try (Database db = open(version)) {
            List<String> types = PostgresTestCase.await(db.fetchAll("SELECT format_type(oid, NULL) AS name FROM pg_type WHERE typtype IN"
                    + " ('b', 'r', 'm') AND typisdefined AND typnamespace = 'pg_catalog'::regnamespace AND typarray <> 0 ORDER BY 1")).stream()
                    .map(row -> row.getString(0)).toList();
            assertTrue(types.size() > 60, () -> "the catalogue names only " + types);
            assertAll(types.stream().filter(type -> !WITHOUT_INPUT.contains(type)).map(type -> () -> assertRead(db, type)));
        }
    }

    private static void assertRead(Database db, String type) {
        List<String> samples = SAMPLES.get(type);
        assertTrue(samples != null, () -> "type " + type + " has no sample here");
        assertNull(value(db, "SELECT NULL::" + type), type);
        assertNull(value(db, "SELECT NULL::" + type + "[]"), type);
        assertEquals(0, assertInstanceOf(Object[].class, value(db, "SELECT '{}'::" + type + "[]"), type).length);
        for (String sample : samples) {
            // Without the quotes it is a bit(1).
            String literal = "'" + sample.replace("'", "''") + "'::" + (type.equals("bit") ? "\"bit\"" : type);
            Object alone = value(db, "SELECT " + literal);
            assertTrue(CLASSES.contains(alone.getClass()), () -> type + " is read as " + alone.getClass());
            if (alone instanceof String) {
                assertEquals(one(db, "SELECT format('%s', " + literal + ")"), alone, type);
            }
            Object array = value(db, "SELECT ARRAY[" + literal + ", NULL]");
            assertArrayEquals(new Object[] {alone, null}, assertInstanceOf(Object[].class, array), type);
            Object square = value(db, "SELECT ARRAY[[" + literal + "], [NULL::" + type + "]]");
            assertArrayEquals(new Object[][] {{alone}, {null}}, assertInstanceOf(Object[][].class, square), type);
            assertEquals(array.getClass().arrayType(), square.getClass(), type);
            Object moved = value(db, "SELECT ('[5:6]={' || '\"' || replace(replace(" + literal + "::text, '\\', '\\\\'), '\"', '\\\"') || '\""
                    + (type.equals("box") ? ";" : ",") + "NULL}')::" + type + "[]");
            assertArrayEquals((Object[]) array, (Object[]) moved, type);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void everyTypeThatSomebodyCreates(int version) {
        Servers.run(version, "DROP TYPE IF EXISTS ct_row, ct_mood, ct_range CASCADE");
        Servers.run(version, "DROP DOMAIN IF EXISTS ct_days, ct_number");
        Servers.run(version, "CREATE TYPE ct_mood AS ENUM ('so so', 'good')");
        Servers.run(version, "CREATE TYPE ct_row AS (a int, b date[])");
        Servers.run(version, "CREATE TYPE ct_range AS RANGE (subtype = time)");
        Servers.run(version, "CREATE DOMAIN ct_number AS numeric CHECK (VALUE > 0)");
        Servers.run(version, "CREATE DOMAIN ct_days AS date[]");
        try (Database db = open(version)) {
            assertEquals("so so", value(db, "SELECT 'so so'::ct_mood"));
            assertArrayEquals(new String[] {"so so", null}, (Object[]) value(db, "SELECT ARRAY['so so', NULL]::ct_mood[]"));
            assertEquals("(1,\"{1582-10-10,infinity}\")", value(db, "SELECT (1, '{1582-10-10,infinity}')::ct_row"));
            assertArrayEquals(new String[] {"(1,)"}, (Object[]) value(db, "SELECT ARRAY[(1, NULL)::ct_row]"));
            assertEquals("[10:00:00,24:00:00)", value(db, "SELECT '[10:00,24:00)'::ct_range"));
            assertEquals(new BigDecimal("1.5"), value(db, "SELECT 1.5::ct_number"));
            assertArrayEquals(new LocalDate[] {LocalDate.of(1582, 10, 10)}, (Object[]) value(db, "SELECT '{1582-10-10}'::ct_days"));
            assertEquals("(1,a)", value(db, "SELECT ROW(1, 'a')"));
            assertArrayEquals(new String[] {"(1,a)"}, (Object[]) value(db, "SELECT ARRAY[ROW(1, 'a')]"));
        }
        Servers.run(version, "DROP TYPE ct_row, ct_mood, ct_range");
        Servers.run(version, "DROP DOMAIN ct_days, ct_number");
    }

    @Test
    void theClassesAreThoseOfThePage() {
        try (Database db = open(PostgresServer.NEWEST)) {
            assertEquals(OffsetTime.of(8, 0, 0, 0, ZoneOffset.ofHours(2)), value(db, "SELECT '08:00+02'::timetz"));
            assertEquals(Types.END_OF_DAY, value(db, "SELECT '24:00'::time"));
            assertEquals(OffsetDateTime.MAX, value(db, "SELECT 'infinity'::timestamptz(0)"));
            assertEquals(LocalDateTime.of(2024, 3, 31, 2, 30), value(db, "SELECT '2024-03-31 02:30'::timestamp(5)"));
            assertEquals(OffsetDateTime.of(2024, 3, 31, 2, 30, 0, 0, ZoneOffset.UTC), value(db, "SELECT '2024-03-31 02:30+00'::timestamptz(0)"));
            assertEquals(Double.NaN, value(db, "SELECT 'NaN'::numeric"));
            assertArrayEquals(new Number[] {Double.NaN, new BigDecimal("1.5")}, (Object[]) value(db, "SELECT '{NaN,1.5}'::numeric[]"));
            assertArrayEquals(new String[] {"101"}, (Object[]) value(db, "SELECT '{101}'::bit(3)[]"));
            assertEquals("101", value(db, "SELECT B'101'"));
            assertEquals("2147483648:00:00", value(db, "SELECT interval '2147483648 hours'"));
            assertEquals("2562047787:00:00", value(db, "SELECT interval '2562047787 hours'"));
            assertEquals("$12.34", value(db, "SELECT '12.34'::money"));
        }
    }

    @Test
    void extensionsToo() {
        Servers.run(PostgresServer.NEWEST, "CREATE EXTENSION IF NOT EXISTS hstore");
        try (Database db = open(PostgresServer.NEWEST)) {
            assertEquals(Map.of("a", "1"), value(db, "SELECT 'a=>1'::hstore"));
            assertArrayEquals(new Object[] {Map.of("a", "1"), null}, (Object[]) value(db, "SELECT ARRAY['a=>1'::hstore, NULL]"));
        }
    }

    @Test
    void aCursorIsItsName() {
        try (Database db = open(PostgresServer.NEWEST)) {
            List<Object> opened = PostgresTestCase.await(db.transaction(tx -> tx.execute("DO $$ DECLARE c refcursor := 'c1'; BEGIN OPEN c FOR"
                    + " SELECT generate_series(1, 5); END $$").thenCompose(done -> tx.fetchAll("FETCH 2 FROM c1"))
                    .thenApply(rows -> rows.stream().map(row -> row.get(0)).toList())));
            assertEquals(List.of(1, 2), opened);
        }
    }

    /** A row with one value of each of many types is read as each of them is alone. */
    @Test
    void manyInOneRow() {
        try (Database db = open(PostgresServer.NEWEST)) {
            Row row = PostgresTestCase.await(db.fetchAll("SELECT '08:00+02'::timetz, '1.00'::money, '{NaN}'::numeric[], "
                    + "'2147483648 hours'::interval, 'c'::refcursor, B'101', 7 AS last")).get(0);
            assertEquals(7, row.getInt("last"));
            assertEquals(7, Stream.of(row.toList().toArray()).filter(value -> value != null).count());
        }
    }
}
