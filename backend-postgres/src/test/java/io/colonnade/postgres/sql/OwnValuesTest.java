// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import static io.colonnade.postgres.sql.CompositeType.field;
import static io.colonnade.postgres.sql.PostgresTypes.arrayOf;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java classes that stand for values of PostgreSQL's own types, and their text. */
class OwnValuesTest {

    record Pair(int number, String text) {
        Pair {
            if (number == 13) {
                throw new IllegalArgumentException("a secret of the program");
            }
        }
    }

    private static final CompositeType<Pair> PAIR = CompositeType.of("pair", Pair.class, field("number", Types.INTEGER),
            field("text", Types.TEXT));

    @Test
    void aRangeIsKeptAsTheServerKeepsIt() {
        assertEquals(Range.closedOpen(1, 6), Range.closed(1, 5));
        assertEquals(Range.closed(2, 5), Range.openClosed(1, 5));
        assertEquals(Range.empty(), Range.open(1, 2));
        assertEquals(Range.empty(), Range.closedOpen(BigDecimal.ONE, BigDecimal.ONE));
        assertEquals(Range.atLeast(2L), Range.greaterThan(1L));
        assertEquals(Range.lessThan(2), Range.atMost(1));
        assertEquals(Range.closed(1, 5).hashCode(), Range.closedOpen(1, 6).hashCode());
        assertNotEquals(Range.open(BigDecimal.ONE, BigDecimal.TEN), Range.closed(BigDecimal.ONE, BigDecimal.TEN));
        assertEquals("[1,6)", Range.closed(1, 5).toString());
        assertEquals("(1.0,2.5]", Range.openClosed(new BigDecimal("1.0"), new BigDecimal("2.5")).toString());
        assertEquals("[2024-03-01,)", Range.atLeast(LocalDate.of(2024, 3, 1)).toString());
        assertEquals("empty", Range.empty().toString());
        assertEquals("(,)", Range.all().toString());
    }

    @Test
    void aRangeTellsWhatLiesInIt() {
        Range<Integer> range = Range.closed(1, 5);
        assertTrue(range.contains(1) && range.contains(5) && !range.contains(6) && !range.contains(0));
        assertTrue(Range.<Integer>all().contains(0) && !Range.<Integer>empty().contains(0));
        Range<BigDecimal> open = Range.open(BigDecimal.ONE, BigDecimal.TEN);
        assertFalse(open.contains(BigDecimal.ONE) || open.contains(BigDecimal.TEN));
        assertEquals(Optional.of(1), range.lower());
        assertEquals(Optional.of(6), range.upper());
        assertTrue(range.isLowerIncluded() && !range.isUpperIncluded() && !range.isEmpty());
        assertEquals(Optional.empty(), Range.atLeast(1).upper());
        Multirange<Integer> several = Multirange.of(Range.closed(7, 8), Range.empty(), Range.closed(1, 2), Range.closed(3, 4));
        assertEquals(List.of(Range.closed(1, 4), Range.closed(7, 8)), several.ranges());
        assertTrue(several.contains(8) && !several.contains(5) && Multirange.of().isEmpty());
        assertEquals("{[1,5),[7,9)}", several.toString());
        assertEquals("{}", Multirange.of().toString());
    }

    @Test
    void aRangeRefusesWhatCannotBeMeant() {
        usage("lower bound of a range is above", () -> Range.closed(2, 1));
        usage("bound of a range is null", () -> Range.atLeast((Integer) null));
        usage("largest value", () -> Range.atMost(Integer.MAX_VALUE));
        usage("largest value", () -> Range.greaterThan(Long.MAX_VALUE));
        usage("range of a multirange is null", () -> Multirange.of(Range.closed(1, 2), null));
        usage("is above", () -> Range.open(2, 1));
    }

    @Test
    void addressesAreAddressesOnly() throws UnknownHostException {
        assertEquals(Inet.of(InetAddress.getByName("10.1.2.3")), Inet.parse("10.1.2.3"));
        assertEquals("10.1.2.3/32", Inet.parse("10.1.2.3").toString());
        assertEquals("2001:db8:0:0:0:0:0:1/64", Inet.parse("2001:db8::1/64").toString());
        for (String text : List.of("localhost", "10.1.2.3/33", "10.1.2.3/x", "", "10.1.2.3/-1", "::1/129", "example.org/8")) {
            assertThrows(UsageException.class, () -> Inet.parse(text), text);
        }
        assertEquals("08:00:2b:01:02:03", MacAddress.parse("08:00:2B:01:02:03").toString());
        assertEquals(8, MacAddress.parse("08:00:2b:01:02:03:04:05").length());
        for (String text : List.of("", "08:00:2b:01:02", "08:00:2b:01:02:03:04", "08-00-2b-01-02-03", "g8:00:2b:01:02:03")) {
            assertThrows(UsageException.class, () -> MacAddress.parse(text), text);
        }
        usage("accepted are 6 and 8", () -> new MacAddress(0, 7));
        usage("more than its 6 bytes", () -> new MacAddress(-1, 6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"00:00:00|0|0|0", "1 year 2 mons 3 days 04:05:06.5|14|3|14706500000", "-1 years -2 mons +3 days -00:00:00.000001|-14|3|-1",
            "1 mon|1|0|0", "-1 days +100:00:00|0|-1|360000000000", "P1Y2M3DT4H5M6.5S|14|3|14706500000", "PT0S|0|0|0",
            "P-1DT-4H-5M-6.000001S|0|-1|-14706000001"})
    void intervalsAreReadInTwoStyles(String text, int months, int days, long micros) {
        assertEquals(new Interval(months, days, micros), Interval.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-2 3 4:05:06", "@ 1 year ago", "x", "1 year,"})
    void intervalsOfOtherStylesAreRefused(String text) {
        data("intervalstyle", () -> Interval.parse(text));
    }

    @Test
    void intervalsAreMadeOfPeriodsAndDurations() {
        Interval interval = Interval.of(Period.of(1, 2, 3), Duration.ofSeconds(-1, 999_999_000));
        assertEquals(new Interval(14, 3, -1), interval);
        assertEquals(Period.of(1, 2, 3), interval.period());
        assertEquals(Duration.ofNanos(-1_000), interval.duration());
        assertEquals("P14M3DT-0.000001S", interval.toString());
        assertEquals(new Interval(0, 0, 0), Interval.of(Duration.ofNanos(999)));
        assertEquals(new Interval(0, 0, -1), Interval.of(Duration.ofNanos(-1)));
        usage("longer than PostgreSQL's", () -> Interval.of(Duration.ofSeconds(Long.MAX_VALUE)));
        usage("is null", () -> Interval.of((Period) null));
    }

    @Test
    void arraysThatDoNotBeginAtOneAreRead() {
        assertArrayEquals(new Integer[] {1, null}, (Integer[]) read(arrayOf(Types.INTEGER), "[0:1]={1,NULL}"));
        assertArrayEquals(new byte[][] {{97, '\\', 0}}, (byte[][]) read(arrayOf(Types.BINARY), "{\"a\\\\\\\\\\\\000\"}"));
    }

    @Test
    void whatIsMalformedIsRefusedWithoutBeingQuoted() {
        for (String text : List.of("", "{", "{1", "{1,}", "1}", "{secret}", "{{1}}", "{1}x")) {
            String message = data("the column", () -> read(arrayOf(Types.INTEGER), text)).getMessage();
            assertFalse(message.contains("secret"), message);
        }
        for (String text : List.of("", "[1,2", "1,2)", "[a,2)", "[1,2)x", "emptyx")) {
            data("the column", () -> read(PostgresTypes.INT4RANGE, text));
        }
        data("a multirange", () -> read(PostgresTypes.INT4MULTIRANGE, "{[1,2);[3,4)}"));
        data("more dimensions", () -> read(arrayOf(Types.INTEGER), "{{1}}"));
        data("a composite of 2 fields", () -> read(PAIR.type(), "(1,a,b)"));
    }

    @Test
    void recordsMayRefuseValues() {
        assertEquals(new Pair(1, null), read(PAIR.type(), "(1,)"));
        assertEquals(new Pair(1, ""), read(PAIR.type(), "(1,\"\")"));
        data("field 1, but component number of record Pair is a primitive int; declare it with the box class", () -> read(PAIR.type(), "(,a)"));
        String message = data("constructor of record Pair with java.lang.IllegalArgumentException", () -> read(PAIR.type(), "(13,a)")).getMessage();
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void whatIsFinerThanAMicrosecondIsFlooredInAnArrayToo() {
        assertEquals("{01:02:03,23:59:59.999999,24:00:00}", arrayOf(Types.TIME).toDatabase(new LocalTime[] {LocalTime.of(1, 2, 3, 4),
            LocalTime.MAX, Types.END_OF_DAY}, "the column"));
    }

    private static Object read(SqlType<?> type, String text) {
        return type.fromDatabase(text, "the column");
    }

    private static DatabaseException data(String part, Executable what) {
        DatabaseException refused = assertThrows(DatabaseException.class, what);
        assertEquals(ErrorKind.DATA, refused.kind(), refused::getMessage);
        assertTrue(words(refused).contains(part), refused::getMessage);
        return refused;
    }

    private static void usage(String part, Executable what) {
        UsageException refused = assertThrows(UsageException.class, what);
        assertTrue(words(refused).contains(part), refused::getMessage);
    }
}
