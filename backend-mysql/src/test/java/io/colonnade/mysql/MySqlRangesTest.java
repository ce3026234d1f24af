// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The edges of the servers' own types: what is within comes back as it went in, what is beyond is refused. */
class MySqlRangesTest {

    /** Two bytes, three bytes, four bytes, and four made of several. */
    private static final String UNICODE = "\u00e9\u20ac\ud83d\ude80\ud83d\udc69\u200d\ud83d\ude80";

    private record Range(String type, List<?> within, List<?> beyond) {
    }

    private static Range range(String type, List<?> within, Object... beyond) {
        return new Range(type, within, List.of(beyond));
    }

    private static Stream<Range> numbers() {
        BigInteger most = new BigInteger("18446744073709551615");
        return Stream.of(range("TINYINT", List.of((short) -128, (short) 127), -129, 128),
                range("TINYINT UNSIGNED", List.of(0, 255), -1, 256),
                range("TINYINT(1)", List.of(true, false), 128),
                range("SMALLINT", List.of(Short.MIN_VALUE, Short.MAX_VALUE), -32_769, 32_768),
                range("SMALLINT UNSIGNED", List.of(0, 65_535), -1, 65_536),
                range("MEDIUMINT", List.of(-8_388_608, 8_388_607), -8_388_609, 8_388_608),
                range("MEDIUMINT UNSIGNED", List.of(0, 16_777_215), -1, 16_777_216),
                range("INT", List.of(Integer.MIN_VALUE, Integer.MAX_VALUE), Integer.MIN_VALUE - 1L, Integer.MAX_VALUE + 1L),
                range("INT UNSIGNED", List.of(0L, 4_294_967_295L), -1, 4_294_967_296L),
                range("BIGINT", List.of(Long.MIN_VALUE, Long.MAX_VALUE), BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)),
                range("BIGINT UNSIGNED", List.of(BigInteger.ZERO, BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE), most), -1,
                        most.add(BigInteger.ONE)),
                range("DECIMAL(65, 30)", List.of(new BigDecimal("-" + "9".repeat(35) + "." + "9".repeat(30)), new BigDecimal("1E-30")),
                        BigInteger.TEN.pow(35)),
                range("DOUBLE", List.of(-Double.MAX_VALUE, Double.MIN_NORMAL, Double.MIN_VALUE, 0.1, Math.PI)),
                range("YEAR", List.of(1901, 2155), 1900, 2156), range("BIT(1)", List.of(true, false), 2));
    }

    private static Stream<Range> times() {
        return Stream.of(range("DATE", List.of(LocalDate.of(1000, 1, 1), LocalDate.of(9999, 12, 31), LocalDate.of(2000, 2, 29))),
                range("TIME(6)", List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000), LocalTime.of(0, 0, 0, 1_000))),
                range("DATETIME(6)", List.of(LocalDateTime.of(1000, 1, 1, 0, 0, 0, 1_000), LocalDateTime.of(2024, 3, 31, 2, 30),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000))),
                range("TIMESTAMP(6)", List.of(OffsetDateTime.parse("1970-01-01T00:00:01.000001Z"),
                        OffsetDateTime.parse("2038-01-19T03:14:07.999999Z"), OffsetDateTime.parse("2024-03-31T01:30:00.5Z")),
                        OffsetDateTime.parse("1969-12-31T23:59:59Z"), OffsetDateTime.parse("2106-02-07T06:28:16Z")));
    }

    private static Stream<Range> texts() {
        String kilo = "0123456789abcde\u00df".repeat(64);
        return Stream.of(range("CHAR(10)", List.of("", UNICODE, "a"), "a".repeat(11)),
                range("VARCHAR(10)", List.of("", UNICODE, " a "), "\ud83d\ude80".repeat(11)),
                range("TINYTEXT", List.of("", UNICODE, "a".repeat(255)), "a".repeat(256)),
                range("TEXT", List.of(UNICODE, "a".repeat(65_535)), "a".repeat(65_536)),
                range("MEDIUMTEXT", List.of(UNICODE, kilo.repeat(200)), "a".repeat(1 << 24)),
                range("LONGTEXT", List.of(UNICODE, kilo.repeat(4_096))),
                range("ENUM('a', 'b c', '" + UNICODE + "')", List.of("a", "b c", UNICODE), "d", ""),
                range("SET('a', 'b', '" + UNICODE + "')", List.of("", "a", "a,b", "b," + UNICODE), "c", "a,c"));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static Stream<Range> binaries() {
        return Stream.of(range("BINARY(3)", List.of(bytes(3)), bytes(4)), range("VARBINARY(9)", List.of(bytes(0), bytes(9)), bytes(10)),
                range("TINYBLOB", List.of(bytes(255)), bytes(256)), range("BLOB", List.of(bytes(0), bytes(65_535)), bytes(65_536)),
                range("MEDIUMBLOB", List.of(bytes(1 << 18)), bytes(1 << 24)), range("LONGBLOB", List.of(bytes(1 << 22))),
                range("BIT(64)", List.of(bytes(8))));
    }

    @ParameterizedTest
    @EnumSource
    void withinComesBackAndBeyondIsRefused(Product product) {
        try (Database db = product.open("max_size=1")) {
            Assertions.assertAll(Stream.of(numbers(), times(), texts(), binaries()).flatMap(ranges -> ranges)
                    .map(range -> () -> check(db, range)));
        }
    }

    private static void check(Database db, Range range) {
        table(db, "ranges", "id INT PRIMARY KEY AUTO_INCREMENT, v " + range.type() + " NULL");
        for (Object value : range.within()) {
            await(db.execute("INSERT INTO ranges (v) VALUES (:v)", value));
        }
        await(db.execute("INSERT INTO ranges (v) VALUES (:v)", Arrays.asList((Object) null).toArray()));
        List<Object> read = await(db.fetchAll("SELECT v FROM ranges ORDER BY id")).stream().map(row -> row.get(0)).toList();
        for (int i = 0; i < range.within().size(); i++) {
            if (range.within().get(i) instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) read.get(i), range.type());
            } else if (range.within().get(i) instanceof BigDecimal number) {
                assertEquals(0, number.compareTo((BigDecimal) read.get(i)), range.type());
            } else {
                assertEquals(range.within().get(i), read.get(i), range.type());
            }
        }
        Assertions.assertNull(read.get(range.within().size()), range.type());
        for (Object value : range.beyond()) {
            DatabaseException refused = Assertions.assertThrows(DatabaseException.class,
                    () -> await(db.execute("INSERT INTO ranges (v) VALUES (:v)", value)), () -> range.type() + " takes what is beyond it");
            Assertions.assertTrue(refused.kind() == ErrorKind.DATA || refused.kind() == ErrorKind.VALUE_TOO_LARGE,
                    () -> range.type() + ": " + refused.kind());
        }
    }

    /** The servers would store their largest number, or 0, in place of these, and say nothing. */
    @ParameterizedTest
    @EnumSource
    void numbersOfMoreDigitsThanTheServerHas(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "digits", "id INT PRIMARY KEY, d DECIMAL(65, 0), f DECIMAL(30, 30), o DOUBLE");
            String insert = "INSERT INTO digits (id, o) VALUES (:id, :v)";
            for (Number beyond : List.of(new BigDecimal("1E+200"), new BigDecimal("-1E+65"), BigInteger.TEN.pow(65), new BigDecimal("1E-100"),
                    new BigDecimal("-1E-31"), new BigDecimal("1E+2000000000"), new BigDecimal("1E-2000000000"))) {
                for (String text : List.of("INSERT INTO digits (id, d) VALUES (1, :v)", "INSERT INTO digits (id, o) VALUES (1, :v)", "SELECT :v AS v",
                        "SET @digits = :v")) {
                    DatabaseException refused = Product.failure(ErrorKind.DATA, db.fetchAll(text, beyond));
                    assertEquals(false, refused.sent(), text);
                    assertEquals(true, refused.connectionUsable(), text);
                }
                StatementException item = (StatementException) Product.failure(ErrorKind.DATA, db.executeMany(insert,
                        List.of(Map.of("id", 1, "v", BigDecimal.ONE), Map.of("id", 2, "v", beyond))));
                assertEquals(1, item.batchIndex());
            }
            assertEquals(0, Product.number(db, "SELECT count(*) FROM digits"));
            BigDecimal most = new BigDecimal("9".repeat(65));
            BigDecimal least = new BigDecimal("1E-30");
            await(db.execute("INSERT INTO digits (id, d, f, o) VALUES (1, :d, :f, :o)", Map.of("d", most, "f", least, "o", new BigDecimal("0E-99"))));
            await(db.execute("INSERT INTO digits (id, d, f, o) VALUES (2, :d, :f, :o)", Map.of("d", most.toBigInteger().negate(), "f",
                    least.negate(), "o", new BigDecimal("0E+99"))));
            List<Row> rows = await(db.fetchAll("SELECT d, f, o FROM digits ORDER BY id"));
            assertEquals(most, rows.get(0).get(0));
            assertEquals(least, rows.get(0).get(1));
            assertEquals(most.negate(), rows.get(1).get(0));
            assertEquals(0.0, rows.get(1).get(2));
        }
    }
}
