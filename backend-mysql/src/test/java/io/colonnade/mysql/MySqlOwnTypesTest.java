// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.sql.MySqlFunctions.hasLabel;
import static io.colonnade.mysql.sql.MySqlFunctions.unsigned;
import static io.colonnade.sql.Sql.alterTable;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.mysql.sql.MySqlTypes;
import io.colonnade.sql.Column;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers' own types: what is stored comes back as the same Java class, by each way in and out. */
class MySqlOwnTypesTest {

    enum Size { SMALL, LARGE, TOO_LARGE }

    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    private static final class One<T> extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<T> v;

        One(SqlType<T> type) {
            super("own_types");
            v = column("v", type);
        }
    }

    private static BitSet bits(int... indexes) {
        BitSet bits = new BitSet();
        Arrays.stream(indexes).forEach(bits::set);
        return bits;
    }

    /** A type, its spelling, and values at its edges. */
    private static Arguments type(SqlType<?> type, String spelling, Object... values) {
        return Arguments.of(type, spelling, Arrays.asList(values));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                type(MySqlTypes.TINYINT, "TINYINT", (short) -128, (short) 0, (short) 127),
                type(MySqlTypes.TINYINT_UNSIGNED, "TINYINT UNSIGNED", 0, 255),
                type(MySqlTypes.SMALLINT_UNSIGNED, "SMALLINT UNSIGNED", 0, 65_535),
                type(MySqlTypes.MEDIUMINT, "MEDIUMINT", -8_388_608, 8_388_607),
                type(MySqlTypes.MEDIUMINT_UNSIGNED, "MEDIUMINT UNSIGNED", 0, 16_777_215),
                type(MySqlTypes.INT_UNSIGNED, "INT UNSIGNED", 0L, 4_294_967_295L),
                type(MySqlTypes.BIGINT_UNSIGNED, "BIGINT UNSIGNED", BigInteger.ZERO, BigInteger.TWO.pow(63), MOST),
                type(MySqlTypes.zerofill(MySqlTypes.TINYINT_UNSIGNED, 3), "TINYINT(3) UNSIGNED ZEROFILL", 0, 255),
                type(MySqlTypes.zerofill(MySqlTypes.INT_UNSIGNED, 5), "INT(5) UNSIGNED ZEROFILL", 7L, 4_294_967_295L),
                type(MySqlTypes.zerofill(MySqlTypes.BIGINT_UNSIGNED, 20), "BIGINT(20) UNSIGNED ZEROFILL", BigInteger.ONE, MOST),
                type(MySqlTypes.YEAR, "YEAR", 0, 1901, 2155),
                type(MySqlTypes.TINYTEXT, "TINYTEXT", "", "a".repeat(255)),
                type(MySqlTypes.TEXT, "TEXT", "it's", "a".repeat(65_535)),
                type(MySqlTypes.MEDIUMTEXT, "MEDIUMTEXT", "\ud83d\ude80 ", "a".repeat(70_000)),
                type(MySqlTypes.LONGTEXT, "LONGTEXT", "", "a\u0000b"),
                type(MySqlTypes.TINYBLOB, "TINYBLOB", new byte[0], new byte[255]),
                type(MySqlTypes.BLOB, "BLOB", new byte[] {0, -1, 39}, new byte[65_535]),
                type(MySqlTypes.MEDIUMBLOB, "MEDIUMBLOB", new byte[70_000]),
                type(MySqlTypes.LONGBLOB, "LONGBLOB", new byte[] {-128, 127}),
                type(MySqlTypes.binary(2), "BINARY(2)", new byte[] {0, -1}),
                type(MySqlTypes.varbinary(3), "VARBINARY(3)", new byte[0], new byte[] {1, 0, 0}),
                type(MySqlTypes.character(3), "CHAR(3)", "", "\u00fc\u00fc\u00fc"),
                type(MySqlTypes.datetime(0), "DATETIME(0)", LocalDateTime.of(1000, 1, 1, 0, 0), LocalDateTime.of(9999, 12, 31, 23, 59, 59)),
                type(MySqlTypes.datetime(3), "DATETIME(3)", LocalDateTime.of(2024, 2, 29, 1, 2, 3, 999_000_000)),
                type(MySqlTypes.timestamp(6), "TIMESTAMP(6)", OffsetDateTime.of(1970, 1, 1, 0, 0, 1, 0, ZoneOffset.UTC),
                        OffsetDateTime.of(2038, 1, 19, 3, 14, 7, 1_000, ZoneOffset.UTC)),
                type(MySqlTypes.time(0), "TIME(0)", LocalTime.MIN, LocalTime.of(23, 59, 59)),
                type(MySqlTypes.bit(1), "BIT(1)", bits(), bits(0)),
                type(MySqlTypes.bit(9), "BIT(9)", bits(8), bits(0, 1, 2, 3, 4, 5, 6, 7, 8)),
                type(MySqlTypes.bit(64), "BIT(64)", bits(), bits(63), bits(0, 63)),
                type(MySqlTypes.enumOf("a", "it's \\ b", ""), "ENUM('a', 'it''s \\\\ b', '')", "a", "it's \\ b", ""),
                type(MySqlTypes.enumOf(Size.class), "ENUM('SMALL', 'LARGE', 'TOO_LARGE')", Size.SMALL, Size.TOO_LARGE),
                type(MySqlTypes.enumOf(Size.class, size -> size.name().substring(0, 1) + size.ordinal()), "ENUM('S0', 'L1', 'T2')",
                        Size.LARGE),
                type(MySqlTypes.setOf("a", "b", "c'd"), "SET('a', 'b', 'c''d')", Set.of(), Set.of("c'd", "a"), Set.of("a", "b", "c'd")),
                type(MySqlTypes.setOf(Size.class), "SET('SMALL', 'LARGE', 'TOO_LARGE')", EnumSet.noneOf(Size.class),
                        EnumSet.of(Size.TOO_LARGE, Size.SMALL)),
                type(MySqlTypes.withCharset(Types.varchar(5), "latin1"), "VARCHAR(5) CHARACTER SET latin1", "\u00fc", "A"),
                type(MySqlTypes.withCollation(MySqlTypes.TEXT, "utf8mb4_bin"), "TEXT COLLATE utf8mb4_bin", "A"),
                type(MySqlTypes.withCollation(MySqlTypes.withCharset(Types.TEXT, "utf8mb4"), "utf8mb4_bin"),
                        "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "A"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("types")
    void spelledByItsDialectAlone(SqlType<?> type, String spelling, List<?> values) {
        assertEquals(spelling, MySqlDialect.ASSUMED.typeName(type));
        StatementException refused = assertThrows(StatementException.class, () -> Dialect.ansi("other").sql(createTable(new One<>(type))));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertEquals("type " + spelling + " of mysql is not possible with dialect other; use one of the portable types, or declare the table "
                + "without that column for this database", refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void zerosStandInFrontOfTheText(Product product) {
        One<Long> table = new One<>(MySqlTypes.zerofill(MySqlTypes.INT_UNSIGNED, 5));
        try (Database db = product.open("max_size=1")) {
            await(db.execute(dropTable(table).ifExists()));
            await(db.execute(createTable(table)));
            await(db.execute(insertInto(table).set(table.id, 1).set(table.v, 7L)));
            assertEquals("00007", await(db.fetchExactlyOne(select(table.v.cast(Types.TEXT).as("text")).from(table))).get("text"));
            await(db.execute(dropTable(table)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void comeBackAsTheyWere(Product product) {
        try (Database db = product.open("max_size=1")) {
            types().forEach(row -> comesBack(db, (SqlType<?>) row.get()[0], (List<?>) row.get()[2]));
        }
    }

    private static <T> void comesBack(Database db, SqlType<T> type, List<?> values) {
        One<T> table = new One<>(type);
        await(db.execute(dropTable(table).ifExists()));
        await(db.execute(createTable(table)));
        int id = 0;
        for (Object value : values) {
            @SuppressWarnings("unchecked") // as the list was written
            T typed = (T) value;
            await(db.execute(insertInto(table).set(table.id, ++id).set(table.v, typed)));
            Row row = await(db.fetchExactlyOne(selectFrom(table).where(table.v.eq(typed)).where(table.id.eq(id))));
            same(type, value, row.get(table.v));
            same(type, value, row.get(1));
        }
        List<Map<String, ?>> batch = new java.util.ArrayList<>();
        for (Object value : values) {
            Map<String, Object> item = new HashMap<>();
            item.put("id", ++id);
            item.put("v", value);
            batch.add(item);
        }
        Map<String, Object> last = new HashMap<>();
        last.put("id", ++id);
        last.put("v", null);
        batch.add(last);
        await(db.executeMany(insertInto(table), batch));
        List<Row> rows = await(db.fetchAll(selectFrom(table).orderBy(table.id)));
        for (int i = 0; i < values.size(); i++) {
            same(type, values.get(i), rows.get(values.size() + i).get(table.v));
        }
        assertNull(rows.get(2 * values.size()).get(table.v), type::toString);
        assertEquals(1, await(db.fetchAll(selectFrom(table).where(table.v.isNull()))).size());
        await(db.execute(dropTable(table)));
    }

    private static void same(SqlType<?> type, Object expected, Object actual) {
        if (expected instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) actual);
        } else {
            assertEquals(expected, actual, type::toString);
        }
        assertEquals(true, type.javaType().isInstance(actual), type::toString);
    }

    /** Defaults, keys and calculations with some of them. */
    private static final class Things extends Table {
        static final Things THINGS = new Things();
        final Column<BigInteger> id = generatedKey("id", MySqlTypes.BIGINT_UNSIGNED);
        final Column<Size> size = column("size", MySqlTypes.enumOf(Size.class), notNull(), defaultValue(Size.LARGE));
        final Column<Set<String>> tags = column("tags", MySqlTypes.setOf("x", "y"), notNull(), defaultValue(Set.of("y")));
        final Column<Long> count = column("count", MySqlTypes.INT_UNSIGNED, notNull(), defaultValue(7L));
        final Column<BitSet> bits = column("bits", MySqlTypes.bit(4), notNull(), defaultValue(bits(1, 3)));
        final Column<BigInteger> big = column("big", MySqlTypes.BIGINT_UNSIGNED, notNull(), defaultValue(MOST));

        Things() {
            super("own_things");
        }
    }

    private static final Things THINGS = Things.THINGS;

    @ParameterizedTest
    @EnumSource
    void defaultsAndCalculations(Product product) {
        try (Database db = product.open("max_size=1")) {
            await(db.execute(dropTable(THINGS).ifExists()));
            await(db.execute(createTable(THINGS)));
            assertEquals(List.of(BigInteger.ONE), await(db.execute(insertInto(THINGS).defaultValues())).generatedKeys());
            assertEquals(List.of(BigInteger.ONE, Size.LARGE, Set.of("y"), 7L, bits(1, 3), MOST),
                    await(db.fetchExactlyOne(selectFrom(THINGS))).toList());
            assertEquals(List.of(3L, MOST.shiftRight(1), MOST, true, false), await(db.fetchExactlyOne(select(
                    THINGS.count.dividedBy(2L).as("half"), THINGS.big.dividedBy(BigInteger.TWO).as("big_half"),
                    unsigned(value("18446744073709551615").cast(Types.decimal(20, 0))).as("u"),
                    hasLabel(THINGS.tags, "y").as("y"), hasLabel(THINGS.tags, Size.SMALL).as("small")).from(THINGS))).toList());
            failure(ErrorKind.DATA, db.execute(insertInto(THINGS).set(THINGS.count, -1L)));
            failure(ErrorKind.DATA, db.execute(insertInto(THINGS).set(THINGS.big, MOST.add(BigInteger.ONE))));
            failure(ErrorKind.DATA, db.execute(insertInto(THINGS).set(THINGS.bits, bits(4))));
            failure(ErrorKind.DATA, db.execute(insertInto(THINGS).set(THINGS.tags, Set.of("z"))));
            await(db.execute(alterTable(THINGS).alterColumn(THINGS.id)));
            assertEquals(List.of(BigInteger.TWO), await(db.execute(insertInto(THINGS).defaultValues())).generatedKeys());
            await(db.execute(dropTable(THINGS)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoredLabelThatIsNoConstantIsADataError(Product product) {
        One<Size> written = new One<>(MySqlTypes.enumOf(Size.class, size -> size == Size.SMALL ? "OTHER" : size.name()));
        One<Size> read = new One<>(MySqlTypes.enumOf(Size.class));
        try (Database db = product.open("max_size=1")) {
            await(db.execute(dropTable(written).ifExists()));
            await(db.execute(createTable(written)));
            await(db.execute(insertInto(written).set(written.id, 1).set(written.v, Size.SMALL)));
            Row row = await(db.fetchExactlyOne(selectFrom(read)));
            assertEquals(ErrorKind.DATA, assertThrows(StatementException.class, () -> row.get(read.v)).kind());
            failure(ErrorKind.DATA, db.execute(insertInto(read).set(read.id, 2).set(read.v, Size.SMALL)));
            await(db.execute(dropTable(written)));
        }
    }

    @Test
    void typesThatCannotBe() {
        refused("a type ENUM has 1 to 65535 labels, not 0", MySqlTypes::enumOf);
        refused("\"a\" of a type ENUM is not accepted: it stands there twice", () -> MySqlTypes.enumOf("a", "b", "a"));
        refused("\"a \" of a type ENUM is not accepted: it ends with a space", () -> MySqlTypes.enumOf("a "));
        refused("\"null\" of a type ENUM is not accepted: it is null", () -> MySqlTypes.enumOf("a", null));
        refused("it contains the character NUL", () -> MySqlTypes.enumOf("a\0"));
        refused("it has more than 255 characters", () -> MySqlTypes.enumOf("a".repeat(256)));
        refused("\"a,b\" of a type SET is not accepted: it is empty or has a comma", () -> MySqlTypes.setOf("a,b"));
        refused("a type SET has 1 to 64 labels, not 65", () -> MySqlTypes.setOf(Stream.iterate(0, i -> i + 1).limit(65).map(i -> "l" + i)
                .toArray(String[]::new)));
        refused("bit(65): accepted is 1 to 64", () -> MySqlTypes.bit(65));
        refused("zerofill is for a type of MySqlTypes without a sign", () -> MySqlTypes.zerofill(Types.INTEGER, 5));
        refused("zerofill(0): accepted is 1 to 255", () -> MySqlTypes.zerofill(MySqlTypes.INT_UNSIGNED, 0));
        refused("datetime(7): accepted is 0 to 6", () -> MySqlTypes.datetime(7));
        refused("\"latin1; --\" is no name of a character set", () -> MySqlTypes.withCharset(Types.TEXT, "latin1; --"));
        refused("is given for a type of text without a converter", () -> MySqlTypes.withCollation(SqlType.vendor("JSON", String.class),
                "utf8mb4_bin"));
    }

    private static void refused(String message, Runnable work) {
        UsageException refused = assertThrows(UsageException.class, work::run);
        assertEquals(true, words(refused).contains(message), refused::getMessage);
    }
}
