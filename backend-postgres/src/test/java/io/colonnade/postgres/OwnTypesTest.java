// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.sql.PostgresTypes.arrayOf;
import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.dropAll;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.postgres.sql.CompositeType;
import io.colonnade.postgres.sql.DomainType;
import io.colonnade.postgres.sql.EnumType;
import io.colonnade.postgres.sql.Extension;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Interval;
import io.colonnade.postgres.sql.MacAddress;
import io.colonnade.postgres.sql.Multirange;
import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.postgres.sql.Range;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of PostgreSQL's own types come back as they were given, on the newest and the oldest server, one by one and as arrays. */
class OwnTypesTest {

    enum Mood { calm, cross }

    record Street(String name, Integer number) {
    }

    record Address(Street street, String[] lines, Mood mood, Range<LocalDate> since) {
    }

    private static final EnumType<Mood> MOOD = EnumType.of("Own Mood", Mood.class);
    private static final EnumType<Mood> MOOD_IN_SCHEMA = EnumType.of("own_mood", Mood.class, mood -> mood.ordinal() + ".").inSchema("public");
    private static final EnumType<String> SIZE = EnumType.ofLabels("own_size", "s", "it's \"large\"", "a,b\\{}");
    private static final CompositeType<Street> STREET = CompositeType.of("own_street", Street.class,
            CompositeType.field("name", Types.TEXT), CompositeType.field("Number", Types.INTEGER));
    private static final CompositeType<Address> ADDRESS = CompositeType.of("own_address", Address.class,
            CompositeType.field("street", STREET.type()), CompositeType.field("lines", arrayOf(Types.TEXT)),
            CompositeType.field("mood", MOOD.type()), CompositeType.field("since", PostgresTypes.DATERANGE));
    private static final DomainType<Integer> COUNT = DomainType.of("own_count", Types.INTEGER).check("positive", value -> value.gt(0));
    private static final DomainType<Range<Integer>> SPAN = DomainType.of("own_span", PostgresTypes.INT4RANGE);
    private static final DomainType<String> CODE = DomainType.of("own_code", Types.varchar(9));

    private static final Map<Integer, Database> SERVERS = new LinkedHashMap<>();

    private static final class Own<T> extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<T> v;

        Own(SqlType<T> type) {
            super("own_types");
            v = column("v", type);
        }
    }

    @BeforeAll
    static void open() {
        for (int version : List.of(PostgresServer.NEWEST, PostgresServer.OLDEST)) {
            Database db = Database.open(Servers.url(version).reveal()).join();
            SERVERS.put(version, db);
            await(db.execute(Extension.of("citext").createIfAbsent()));
        }
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(Database::close);
    }

    private static OffsetDateTime utc(int year) {
        return OffsetDateTime.of(year, 2, 28, 23, 59, 59, 123_456_000, ZoneOffset.UTC);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Arguments type(SqlType<T> type, T... values) {
        return arguments(type, Arrays.asList(values));
    }

    static Stream<Arguments> scalars() {
        return Stream.of(
                type(PostgresTypes.JSONB, new Json("{\"a\": [1, null]}")),
                type(PostgresTypes.JSONPATH, "$.\"a\"[*]"),
                type(PostgresTypes.CITEXT, "Ada", "", "it's \"x\\,{}"),
                type(PostgresTypes.TSVECTOR, "'cat':3 'fat':2,4A"),
                type(PostgresTypes.TSQUERY, "'fat' & 'rat'"),
                type(PostgresTypes.VARBIT, "", "0101"), type(PostgresTypes.varbit(9), "101010101"), type(PostgresTypes.bit(3), "101"),
                type(PostgresTypes.bit(1), "1", "0"),
                type(PostgresTypes.INTERVAL, Interval.of(Period.of(1, -2, 3), Duration.ofSeconds(-4, 5_000)), new Interval(0, 0, 0),
                        new Interval(-7, 40, 1), new Interval(0, -1, -1), new Interval(5, 0, 100 * 3_600_000_000L),
                        new Interval(Integer.MAX_VALUE, Integer.MIN_VALUE, 0)),
                type(PostgresTypes.MONEY, "$1,234.50", "-$0.01"),
                type(PostgresTypes.INET, Inet.parse("10.1.2.3"), Inet.parse("10.1.2.3/8"), Inet.parse("2001:db8::1/64"), Inet.parse("::1")),
                type(PostgresTypes.CIDR, Inet.parse("10.0.0.0/8"), Inet.parse("2001:db8::/32"), Inet.parse("10.1.2.3/32")),
                type(PostgresTypes.MACADDR, MacAddress.parse("08:00:2b:01:02:03"), MacAddress.parse("ff:ff:ff:ff:ff:ff")),
                type(PostgresTypes.MACADDR8, MacAddress.parse("f8:00:2b:01:02:03:04:ff")),
                type(PostgresTypes.OID, 0L, 4_294_967_295L), type(PostgresTypes.REGCLASS, "pg_class"), type(PostgresTypes.XML, "<a>&lt;</a>"),
                type(PostgresTypes.POINT, "(1,2.5)"), type(PostgresTypes.LINE, "{1,2,3}"), type(PostgresTypes.LSEG, "[(1,2),(3,4)]"),
                type(PostgresTypes.BOX, "(3,4),(1,2)"), type(PostgresTypes.PATH, "((1,2),(3,4))"),
                type(PostgresTypes.POLYGON, "((1,2),(3,4),(5,0))"), type(PostgresTypes.CIRCLE, "<(1,2),3>"));
    }

    static Stream<Arguments> ranges() {
        OffsetDateTime early = utc(1);
        LocalDateTime late = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000);
        return Stream.of(
                type(PostgresTypes.INT4RANGE, Range.closed(1, 5), Range.empty(), Range.all(), Range.atLeast(Integer.MIN_VALUE),
                        Range.lessThan(0), Range.open(1, 2)),
                type(PostgresTypes.INT8RANGE, Range.openClosed(-5L, Long.MAX_VALUE - 1), Range.greaterThan(3L)),
                type(PostgresTypes.NUMRANGE, Range.open(new BigDecimal("-0.5"), new BigDecimal("1.50")), Range.atMost(BigDecimal.TEN),
                        Range.closed(BigDecimal.ONE, BigDecimal.ONE)),
                type(PostgresTypes.DATERANGE, Range.closed(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1)),
                        Range.closedOpen(LocalDate.of(0, 12, 31), LocalDate.of(12_345, 1, 1)),
                        Range.closed(LocalDate.of(2024, 1, 1), LocalDate.MAX), Range.atLeast(LocalDate.MIN)),
                type(PostgresTypes.TSRANGE, Range.closed(LocalDateTime.of(1, 1, 1, 0, 0), late), Range.lessThan(late)),
                type(PostgresTypes.TSTZRANGE, Range.closedOpen(early, utc(2024)), Range.openClosed(utc(-43), OffsetDateTime.MAX)),
                type(PostgresTypes.INT4MULTIRANGE, Multirange.of(Range.closed(1, 2), Range.closed(4, 5), Range.atLeast(9)), Multirange.of()),
                type(PostgresTypes.INT8MULTIRANGE, Multirange.of(Range.closed(1L, 2L), Range.closed(3L, 5L))),
                type(PostgresTypes.NUMMULTIRANGE, Multirange.of(Range.open(BigDecimal.ONE, BigDecimal.TEN), Range.greaterThan(BigDecimal.TEN))),
                type(PostgresTypes.DATEMULTIRANGE, Multirange.of(Range.lessThan(LocalDate.of(2024, 1, 1)))),
                type(PostgresTypes.TSMULTIRANGE, Multirange.of(Range.closed(LocalDateTime.of(1, 1, 1, 0, 0), late))),
                type(PostgresTypes.TSTZMULTIRANGE, Multirange.of(Range.closedOpen(early, utc(2024)), Range.atLeast(utc(2025)))));
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                type(arrayOf(Types.INTEGER), new Integer[] {1, null, Integer.MIN_VALUE}, new Integer[0]),
                type(arrayOf(arrayOf(Types.INTEGER)), new Integer[][] {{1, 2}, {null, 4}}, new Integer[0][]),
                type(arrayOf(arrayOf(arrayOf(Types.TEXT))), new String[][][] {{{"a", "b,\"c\\{}"}}, {{"", "NULL"}}}),
                type(arrayOf(Types.SMALLINT), new Short[] {1, null}), type(arrayOf(Types.BIGINT), new Long[] {Long.MAX_VALUE}),
                type(arrayOf(Types.decimal(9, 2)), new BigDecimal[] {new BigDecimal("1.50"), null}),
                type(arrayOf(Types.REAL), new Float[] {1.5f, Float.NaN}),
                type(arrayOf(Types.DOUBLE), new Double[] {Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN, null}),
                type(arrayOf(Types.BOOLEAN), new Boolean[] {true, null, false}),
                type(arrayOf(Types.TEXT), new String[] {"", null, "NULL", "a,\"b\\{} \ud83d\ude80"}),
                type(arrayOf(Types.varchar(9)), new String[] {"x y"}),
                type(arrayOf(Types.BINARY), new byte[][] {{0, -1, '\\'}, null, {}}),
                type(arrayOf(Types.DATE), new LocalDate[] {LocalDate.of(2024, 2, 29), LocalDate.of(-43, 3, 15), null}),
                type(arrayOf(Types.TIME), new LocalTime[] {LocalTime.of(1, 2), LocalTime.of(23, 59, 59, 999_999_000)}),
                type(arrayOf(Types.TIMESTAMP), new LocalDateTime[] {LocalDateTime.of(1, 1, 1, 0, 0), null}),
                type(arrayOf(Types.TIMESTAMP_TZ), new OffsetDateTime[] {utc(1), utc(12_345), utc(-5)}),
                type(arrayOf(Types.UUID), new UUID[] {new UUID(1, 2), null}),
                type(arrayOf(Types.JSON), new Json[] {new Json("{\"a\": \"\\\"\"}"), null}),
                type(arrayOf(PostgresTypes.JSONB), new Json[] {new Json("[1, 2]")}),
                type(arrayOf(PostgresTypes.INET), new Inet[] {Inet.parse("::1"), null}),
                type(arrayOf(PostgresTypes.BOX), new String[] {"(3,4),(1,2)", null, "(1,1),(0,0)"}),
                type(arrayOf(PostgresTypes.bit(3)), new String[] {"101"}),
                type(arrayOf(PostgresTypes.INTERVAL), new Interval[] {new Interval(1, 2, 3)}),
                type(arrayOf(PostgresTypes.TSTZRANGE), ranges(Range.atLeast(utc(1)), null)),
                type(arrayOf(MOOD.type()), new Mood[] {Mood.cross, null}),
                type(arrayOf(STREET.type()), new Street[] {new Street("a, \"b\" (c)\\", null), null, new Street("", 2)}),
                type(arrayOf(COUNT.type()), new Integer[] {1, 2}));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> Range<T>[] ranges(Range<T>... ranges) {
        return ranges;
    }

    static Stream<Arguments> created() {
        return Stream.of(type(MOOD.type(), Mood.calm, Mood.cross), type(MOOD_IN_SCHEMA.type(), Mood.cross),
                type(SIZE.type(), "s", "it's \"large\"", "a,b\\{}"), type(STREET.type(), new Street("x", 1), new Street("", null),
                        new Street(null, null), new Street(",()\"\\ it's", Integer.MIN_VALUE)),
                type(ADDRESS.type(), new Address(new Street("a \"b\"", 1), new String[] {"x,y", null, "\"\\"}, Mood.cross,
                        Range.atLeast(LocalDate.of(2024, 1, 1))), new Address(null, null, null, null)),
                type(COUNT.type(), 1, Integer.MAX_VALUE), type(SPAN.type(), Range.closed(1, 2)), type(CODE.type(), "x", ""));
    }

    @ParameterizedTest
    @MethodSource({"scalars", "ranges", "arrays", "created"})
    <T> void valuesComeBackAsTheyWereGiven(SqlType<T> type, List<T> values) {
        Own<T> table = new Own<>(type);
        List<T> all = new ArrayList<>(values);
        all.add(null);
        SERVERS.forEach((version, db) -> {
            await(db.execute(dropAll(MetaData.of(table)).ifExists()));
            await(db.execute(createAll(MetaData.of(table))));
            try {
                for (int i = 0; i < all.size(); i++) {
                    await(db.execute(insertInto(table).set(table.id, i).set(table.v, all.get(i))));
                }
                assertStored(version, db, table, all);
                await(db.execute("TRUNCATE own_types"));
                insertMany(db, table, all);
                assertStored(version, db, table, all);
            } finally {
                await(db.execute(dropAll(MetaData.of(table))));
            }
        });
    }

    @Test
    void intervalsAreReadInTheStyleOfTheSession() {
        Interval interval = new Interval(-14, 3, -4_000_001);
        try (Database db = PostgresTestCase.open("max_size=1")) {
            for (String style : List.of("iso_8601", "postgres")) {
                Expression<Interval> value = value(interval, PostgresTypes.INTERVAL).cast(PostgresTypes.INTERVAL);
                assertEquals(interval, await(db.transaction(tx -> tx.execute("SET LOCAL intervalstyle TO " + style)
                        .thenCompose(set -> tx.fetchExactlyOne(select(value.as("v")))))).get(0), style);
            }
        }
    }

    @Test
    void rawTextBindsThemByTheirClass() {
        assertEquals(List.of("[1,3)", "{[1,3)}", "10.1.2.3/8", "08:00:2b:01:02:03", "1 mon"), await(SERVERS.get(PostgresServer.NEWEST)
                .fetchExactlyOne("SELECT :a::int4range, :b::int4multirange, :c::inet, :d::macaddr, :e::interval", Map.of("a", Range.closed(1, 2),
                        "b", Multirange.of(Range.closed(1, 2)), "c", Inet.parse("10.1.2.3/8"), "d", MacAddress.parse("08:00:2b:01:02:03"),
                        "e", new Interval(1, 0, 0)))).toList());
    }

    @Test
    void multirangesAreJoinedAsTheServerJoinsThem() {
        Random random = new Random(7);
        joinedAsTheServerDoes("int4multirange", () -> {
            int lower = random.nextInt(10);
            return random.nextInt(9) == 0 ? Range.atMost(lower) : Range.openClosed(lower, lower + random.nextInt(4));
        });
        joinedAsTheServerDoes("nummultirange", () -> {
            BigDecimal lower = BigDecimal.valueOf(random.nextInt(10));
            BigDecimal upper = lower.add(BigDecimal.valueOf(random.nextInt(4)));
            return switch (random.nextInt(5)) {
                case 0 -> Range.open(lower, upper);
                case 1 -> Range.openClosed(lower, upper);
                case 2 -> Range.greaterThan(upper.add(BigDecimal.TEN));
                case 3 -> Range.closedOpen(lower, upper);
                default -> Range.closed(lower, upper);
            };
        });
    }

    private static <T> void joinedAsTheServerDoes(String type, Supplier<Range<T>> ranges) {
        List<String> given = new ArrayList<>();
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            List<Range<T>> some = Stream.generate(ranges).limit(i % 7).toList();
            given.add(some.stream().map(Range::toString).collect(Collectors.joining(",", "{", "}")));
            joined.add(Multirange.of(some).toString());
        }
        SERVERS.forEach((version, db) -> assertEquals(joined, await(db.fetchAll("SELECT v::" + type + "::text FROM unnest(:given::text[]) WITH "
                + "ORDINALITY AS u (v, n) ORDER BY n", (Object) given.toArray(String[]::new))).stream().map(row -> row.get(0)).toList()));
    }

    /** So many rows that they go as arrays, where there are any for the type. */
    private static <T> void insertMany(Database db, Own<T> table, List<T> values) {
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Map<String, Object> row = new LinkedHashMap<>(Map.of("id", i));
            row.put("v", values.get(i % values.size()));
            rows.add(row);
        }
        assertArrayEquals(IntStream.range(0, 16).mapToLong(i -> 1).toArray(), await(db.executeMany(insertInto(table), rows)));
    }

    /** From the sixth run on the driver lets the server prepare it, and some values pass in binary form. */
    private static <T> void assertStored(int version, Database db, Own<T> table, List<T> values) {
        for (int run = 0; run < 7; run++) {
            List<Row> rows = await(db.fetchAll(selectFrom(table).orderBy(table.id)));
            assertTrue(rows.size() >= values.size());
            for (Row row : rows) {
                T expected = values.get(row.get(table.id) % values.size());
                T stored = row.get(table.v);
                assertTrue(isSame(expected, stored), () -> "PostgreSQL " + version + ", " + table.v.type().vendorName() + ": "
                        + Objects.toString(expected) + " came back as " + stored);
            }
        }
    }

    private static boolean isSame(Object expected, Object stored) {
        return expected instanceof Address one && stored instanceof Address other
                ? Objects.deepEquals(components(one), components(other)) : Objects.deepEquals(expected, stored);
    }

    private static Object[] components(Address address) {
        return new Object[] {address.street(), address.lines(), address.mood(), address.since()};
    }
}
