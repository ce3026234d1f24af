// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.rows;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Parameter;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes in comes back out, by the statement's types and by the table's declarations. */
class SqliteTypesTest {

    private Connections connections;
    private ConnectionBackend connection;

    @BeforeEach
    void open() {
        connections = new Connections("");
        connection = connections.open();
    }

    @AfterEach
    void close() {
        connections.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Types.SMALLINT, List.of(Short.MIN_VALUE, (short) 0, Short.MAX_VALUE)),
                Arguments.of(Types.INTEGER, List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE)),
                Arguments.of(Types.BIGINT, List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE)),
                Arguments.of(Types.REAL, List.of(-Float.MAX_VALUE, Float.MIN_VALUE, 0.1f, 3f)),
                Arguments.of(Types.DOUBLE, List.of(-Double.MAX_VALUE, Double.MIN_VALUE, 0.1, 3.0, Double.POSITIVE_INFINITY)),
                Arguments.of(Types.BOOLEAN, List.of(true, false)),
                Arguments.of(Types.DECIMAL, Stream.of("1234567890.70000000000000123456", "0.1", "1.10", "100", "-0.000", "1E+3", "1E-30")
                        .map(BigDecimal::new).toList()),
                Arguments.of(Types.TEXT, List.of("", "'", "12", "1.50", "nul \u0000 within", "\uD83D\uDE00 ünï", "x".repeat(100_000))),
                Arguments.of(Types.varchar(5), List.of("007", "1e5")),
                Arguments.of(Types.DATE, List.of(LocalDate.of(0, 1, 1), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31))),
                Arguments.of(Types.TIME, List.of(LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_000), LocalTime.of(9, 5))),
                Arguments.of(Types.TIMESTAMP, List.of(LocalDateTime.of(2024, 2, 29, 23, 59, 59, 1_000), LocalDateTime.of(1, 1, 1, 0, 0))),
                Arguments.of(Types.TIMESTAMP_TZ, List.of(OffsetDateTime.of(2024, 2, 29, 23, 59, 59, 1_000, ZoneOffset.UTC))),
                Arguments.of(Types.UUID, List.of(new UUID(0, 0), UUID.fromString("12345678-1234-1234-1234-123456789012"))),
                Arguments.of(Types.JSON,
                        Stream.of("null", "1", "1.0", "\"a\"", "{\"a\": [1,  2]}", "[\"\u00fc\"]").map(Json::new).toList()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void roundTripByTheStatementsType(SqlType<?> type, List<?> values) {
        run(connection, "CREATE TABLE t (a " + SqliteDialect.ASSUMED.typeName(type) + ")");
        for (Object value : values) {
            run(connection, "DELETE FROM t");
            write(type, value);
            List<List<Object>> read = rows(connection, sql("SELECT a FROM t WHERE a = ?", List.of(type)), value);
            Object expected = value instanceof BigDecimal decimal ? new BigDecimal(decimal.toPlainString()) : value;
            assertEquals(List.of(List.of(expected)), read);
        }
        write(type, null);
        assertEquals(1, rows(connection, sql("SELECT a FROM t WHERE a IS NULL", List.of(type))).size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void roundTripByTheTablesDeclaration(SqlType<?> type, List<?> values) {
        run(connection, "CREATE TABLE t (a " + SqliteDialect.ASSUMED.typeName(type) + ")");
        write(type, values.get(0));
        Object read = value(connection, "SELECT a FROM t");
        switch (type.family()) {
            case SMALLINT, INTEGER, BIGINT -> assertEquals(((Number) values.get(0)).longValue(), read);
            case REAL, DOUBLE -> assertEquals(((Number) values.get(0)).doubleValue(), read);
            default -> assertEquals(values.get(0), read);
        }
    }

    private void write(SqlType<?> type, Object value) {
        Connections.await(connection.execute(new Compiled("INSERT INTO t VALUES (?)", StatementKind.INSERT, false,
                List.of(new Parameter("a", type)), List.of(), false), new Object[] {value}, row -> true));
    }

    @Test
    void bytesRoundTrip() {
        run(connection, "CREATE TABLE t (a " + SqliteDialect.ASSUMED.typeName(Types.BINARY) + ")");
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        run(connection, "INSERT INTO t VALUES (?), (?)", all, new byte[0]);
        List<List<Object>> untyped = rows(connection, "SELECT a FROM t ORDER BY length(a) DESC");
        assertArrayEquals(all, (byte[]) untyped.get(0).get(0));
        assertArrayEquals(new byte[0], (byte[]) untyped.get(1).get(0));
        assertArrayEquals(all, (byte[]) rows(connection, sql("SELECT a FROM t", List.of(Types.BINARY))).get(0).get(0));
    }

    @Test
    void aDecimalTakesTheScaleOfItsColumnSoThatEqualOnesAreEqualText() {
        SqlType<BigDecimal> money = Types.decimal(10, 2);
        run(connection, "CREATE TABLE t (a " + SqliteDialect.ASSUMED.typeName(money) + ")");
        write(money, new BigDecimal("1.5"));
        write(money, new BigDecimal("1.500"));
        write(money, new BigDecimal("1.505"));
        assertEquals(List.of(List.of(new BigDecimal("1.50")), List.of(new BigDecimal("1.50")), List.of(new BigDecimal("1.505"))),
                rows(connection, "SELECT a FROM t"));
    }

    @Test
    void textOfTimesSortsInTime() {
        run(connection, "CREATE TABLE t (a TIMESTAMP)");
        LocalDateTime noon = LocalDateTime.of(2024, 1, 1, 12, 0);
        for (LocalDateTime time : Arrays.asList(noon.plusNanos(1_000), noon, noon.plusSeconds(1), noon.plusNanos(100_000_000))) {
            run(connection, "INSERT INTO t VALUES (?)", time);
        }
        assertEquals(List.of(List.of(noon), List.of(noon.plusNanos(1_000)), List.of(noon.plusNanos(100_000_000)),
                List.of(noon.plusSeconds(1))), rows(connection, "SELECT a FROM t ORDER BY a"));
        assertEquals("2024-01-01 12:00:00.000000", value(connection, "SELECT CAST(min(a) AS TEXT) FROM t"));
    }

    @Test
    void instantsAreOneInEveryZone() {
        run(connection, "CREATE TABLE t (a TIMESTAMP_TZ)");
        Instant instant = Instant.parse("2024-01-01T00:00:00.000001Z");
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        for (Object same : List.of(instant, utc, utc.withOffsetSameInstant(ZoneOffset.ofHours(-9)),
                utc.atZoneSameInstant(ZoneId.of("Asia/Tokyo")))) {
            run(connection, "INSERT INTO t VALUES (?)", same);
        }
        assertEquals(List.of(List.of(4L)), rows(connection, "SELECT count(*) FROM t WHERE a = ?", utc));
        assertEquals(utc, value(connection, "SELECT a FROM t"));
    }

    @Test
    void readsWhatSqliteItselfWrites() {
        run(connection, "CREATE TABLE t (a TIMESTAMP DEFAULT CURRENT_TIMESTAMP, b DATE DEFAULT CURRENT_DATE, c TIME DEFAULT CURRENT_TIME, "
                + "d TIMESTAMP_TZ DEFAULT CURRENT_TIMESTAMP, e BOOLEAN, f DECIMAL(10,2), g DATETIME, h TIMESTAMP_TZ)");
        run(connection, "INSERT INTO t (e, f, g, h) VALUES (TRUE, 1.5, '2024-02-03T04:05', '2024-02-03 04:05:06.5+02:00')");
        List<Object> row = rows(connection, "SELECT * FROM t").get(0);
        assertEquals(List.of(LocalDateTime.class, LocalDate.class, LocalTime.class, OffsetDateTime.class),
                row.subList(0, 4).stream().map(Object::getClass).toList());
        assertEquals(List.of(true, new BigDecimal("1.5"), LocalDateTime.of(2024, 2, 3, 4, 5),
                OffsetDateTime.of(2024, 2, 3, 2, 5, 6, 500_000_000, ZoneOffset.UTC)), row.subList(4, 8));
    }

    @Test
    void aDeclarationIsNoPromise() {
        run(connection, "CREATE TABLE t (a DATE, b BOOLEAN, c UUID, d INTEGER)");
        run(connection, "INSERT INTO t VALUES ('soon', 7, 'x', 'many')");
        assertEquals(List.of(List.of("soon", 7L, "x", "many")), rows(connection, "SELECT * FROM t"));
        StatementException failure = assertThrows(StatementException.class,
                () -> rows(connection, sql("SELECT a FROM t", List.of(Types.DATE))));
        assertEquals(ErrorKind.DATA, failure.kind());
        assertTrue(words(failure).contains("c0") && !failure.getMessage().contains("soon"), failure.getMessage());
        assertThrows(StatementException.class, () -> rows(connection, sql("SELECT d FROM t", List.of(Types.BIGINT))));
        assertThrows(StatementException.class, () -> rows(connection, sql("SELECT 40000", List.of(Types.SMALLINT))));
    }

    static Stream<Object> lossy() {
        return Stream.of(Double.NaN, Float.NaN, LocalDate.of(10_000, 1, 1), LocalDate.of(-1, 1, 1), "secret \uD83D", "\uDE00", new BigDecimal("1E+1000000000"),
                new java.math.BigInteger("9223372036854775808"), new Object(), new java.util.Date(0), List.of());
    }

    @ParameterizedTest
    @MethodSource("lossy")
    void refusesWhatWouldNotComeBack(Object value) {
        run(connection, "CREATE TABLE t (a)");
        StatementException failure = assertThrows(StatementException.class, () -> run(connection, "INSERT INTO t VALUES (?)", value));
        assertEquals(ErrorKind.DATA, failure.kind());
        assertTrue(words(failure).contains("parameter 1 (:p0)"), failure.getMessage());
        assertFalse(failure.getMessage().contains("10000-01-01") || failure.getMessage().contains("secret"), failure.getMessage());
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void theOptionFractionRefusesWhatIsFiner() {
        try (Database db = Database.open("sqlite:///:memory:?fraction=refuse").join()) {
            CompletionException failed = assertThrows(CompletionException.class, () -> db.fetchAll("SELECT :at", LocalTime.MAX).join());
            StatementException refused = assertInstanceOf(StatementException.class, failed.getCause());
            assertEquals(ErrorKind.DATA, refused.kind());
            assertTrue(words(refused).contains("parameter at"), refused.getMessage());
        }
    }

    static Stream<Arguments> wrongClasses() {
        return Stream.of(Arguments.of(Types.BIGINT, "1"), Arguments.of(Types.BIGINT, 1.0), Arguments.of(Types.BIGINT, true),
                Arguments.of(Types.SMALLINT, 40_000), Arguments.of(Types.INTEGER, 1L << 31), Arguments.of(Types.TEXT, 1),
                Arguments.of(Types.BOOLEAN, 1), Arguments.of(Types.BOOLEAN, "true"), Arguments.of(Types.DATE, "2024-01-01"),
                Arguments.of(Types.DATE, LocalDateTime.MAX.withYear(2024).withNano(0)), Arguments.of(Types.DECIMAL, 0.1),
                Arguments.of(Types.DOUBLE, "0.1"), Arguments.of(Types.UUID, "x"), Arguments.of(Types.JSON, "{}"),
                Arguments.of(Types.BINARY, "x"), Arguments.of(Types.TIMESTAMP_TZ, LocalDateTime.of(2024, 1, 1, 0, 0)));
    }

    @ParameterizedTest
    @MethodSource("wrongClasses")
    void refusesValuesOfAnotherType(SqlType<?> type, Object value) {
        run(connection, "CREATE TABLE t (a)");
        StatementException failure = assertThrows(StatementException.class, () -> write(type, value));
        assertEquals(ErrorKind.DATA, failure.kind());
        assertTrue(words(failure).contains("(:a)") && words(failure).contains(type.family().name()), failure.getMessage());
    }

    @Test
    void takesNumbersThatFit() {
        run(connection, "CREATE TABLE t (a)");
        write(Types.BIGINT, 1);
        write(Types.SMALLINT, 2L);
        write(Types.INTEGER, (byte) 3);
        write(Types.DOUBLE, 4);
        write(Types.DECIMAL, 5L);
        assertEquals("1 2 3 4 5", value(connection, "SELECT group_concat(a, ' ') FROM t"));
    }

    @Test
    void aRefusedValueOfABatchNamesItsItem() {
        run(connection, "CREATE TABLE t (a)");
        StatementException failure = assertThrows(StatementException.class, () -> Connections.await(connection.executeMany(
                sql("INSERT INTO t VALUES (?)"), List.of(new Object[] {1}, new Object[] {Double.NaN}))));
        assertEquals(1, failure.batchIndex());
        assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
    }

    @Test
    void readsFilesInUtf16() {
        run(connection, "PRAGMA encoding = 'UTF-16le'");
        run(connection, "CREATE TABLE t (a TEXT, b DATE)");
        run(connection, "INSERT INTO t VALUES (?, ?)", "\uD83D\uDE00 ünï", LocalDate.of(2024, 1, 2));
        assertEquals(List.of(List.of("\uD83D\uDE00 ünï", LocalDate.of(2024, 1, 2))), rows(connection, "SELECT a, b FROM t"));
        assertNull(value(connection, "SELECT NULL"));
    }
}
