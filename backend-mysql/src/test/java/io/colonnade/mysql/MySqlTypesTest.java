// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.table;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The servers' types and the Java classes that stand for them. */
class MySqlTypesTest {

    /** The rows of the table in docs/mysql.md: a type of a column, a value as a literal, and the Java class of raw text's results. */
    static Stream<Arguments> documented() throws IOException {
        List<String[]> rows = new ArrayList<>();
        List<String> page = Files.readAllLines(Path.of("../docs/mysql.md"));
        for (String line : page.subList(page.indexOf("| Column | Written as | Java class |") + 2, page.size())) {
            String[] cells = line.split("\\|");
            if (cells.length != 4) {
                break;
            } else {
                for (String type : cells[1].split("`, `")) {
                    rows.add(new String[] {type.replace("`", "").strip(), cells[2].replace("`", "").strip(),
                            cells[3].replace("`", "").strip()});
                }
            }
        }
        assertTrue(rows.size() > 25, () -> "the page has a table of " + rows.size() + " types");
        return rows.stream().flatMap(row -> Stream.of(Product.values()).map(product -> Arguments.of(product, row[0], row[1], row[2])));
    }

    @ParameterizedTest
    @EnumSource
    void aColumnMayHaveNoName(Product product) {
        try (Database db = product.open("max_size=1")) {
            for (int i = 0; i < 2; i++) {
                assertEquals(List.of("", "b"), await(db.fetchExactlyOne("SELECT '', 'b'")).toList());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documented")
    void rawTextGivesTheDocumentedClass(Product product, String type, String literal, String javaClass) {
        try (Database db = product.open("max_size=1")) {
            table(db, "types", "id INT PRIMARY KEY, v " + type + " NULL");
            await(db.execute("INSERT INTO types VALUES (1, " + literal + "), (2, NULL)"));
            List<Row> rows = await(db.fetchAll("SELECT v FROM types ORDER BY id"));
            String expected = product == Product.MARIADB && type.equals("JSON") ? "String" : javaClass;
            assertEquals(expected, rows.get(0).get(0).getClass().getSimpleName());
            assertNull(rows.get(1).get(0));
            Object read = rows.get(0).get(0);
            // What was read finds its row again; but a FLOAT is not exact, JSON is compared as JSON, and bits as a number.
            if (!type.equals("FLOAT") && !type.equals("JSON") && !type.startsWith("BIT(2")) {
                assertEquals(1, await(db.fetchExactlyOne("SELECT id FROM types WHERE v = :v", read)).getInt(0));
            }
        }
    }

    private static final class Everything extends Table {
        final Column<Long> id = generatedKey("id", Types.BIGINT);
        final Column<BigDecimal> amount = column("amount", Types.DECIMAL);
        final Column<String> note = column("note", Types.TEXT, defaultValue("it's \\ new"));
        final Column<OffsetDateTime> at = column("at", Types.TIMESTAMP_TZ);
        final Column<UUID> uuid = column("uuid", Types.UUID);
        final Column<Boolean> done = column("done", Types.BOOLEAN, defaultValue(true));

        Everything() {
            super("types_everything");
        }
    }

    @ParameterizedTest
    @EnumSource
    void portableTypesKeepTheirValues(Product product) {
        Everything table = new Everything();
        try (Database db = product.open("max_size=1")) {
            await(db.execute(dropTable(table).ifExists()));
            await(db.execute(createTable(table)));
            BigDecimal amount = new BigDecimal("12345678901234567890123456789012345.123456789012345678901234567891");
            OffsetDateTime at = OffsetDateTime.of(2100, 3, 31, 2, 30, 0, 123_456_000, ZoneOffset.ofHours(9));
            UUID uuid = UUID.randomUUID();
            Result result = await(db.execute(insertInto(table).set(table.amount, amount).set(table.at, at).set(table.uuid, uuid)));
            assertEquals(1L, result.generatedKey(Long.class));
            Row row = await(db.fetchExactlyOne(selectFrom(table)));
            assertEquals(amount, row.get(table.amount));
            assertEquals(at.withOffsetSameInstant(ZoneOffset.UTC), row.get(table.at));
            assertEquals(uuid, row.get(table.uuid));
            assertEquals("it's \\ new", row.get(table.note));
            assertEquals(true, row.get(table.done));
            Result more = await(db.execute(insertInto(table).columns(table.note).values("a").values("b").values("c")));
            assertEquals(List.of(2L, 3L, 4L), more.generatedKeys());
            assertEquals(List.of(5L), await(db.execute(insertInto(table).defaultValues())).generatedKeys());
            assertEquals(List.of(), await(db.execute(insertInto(table).set(table.id, 77L))).generatedKeys());
            assertEquals(List.of(), await(db.execute("INSERT INTO types_everything (note) VALUES ('raw')")).generatedKeys());
            await(db.execute(dropTable(table)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void casts(Product product) {
        try (Database db = product.open("max_size=1")) {
            Row row = await(db.fetchExactlyOne(select(value("17").cast(Types.BIGINT).as("a"), value(17).cast(Types.TEXT).as("b"),
                    value("1.5").cast(Types.decimal(4, 2)).as("c"), value("2024-02-29").cast(Types.DATE).as("d"),
                    value(17).cast(Types.varchar(1)).as("e"), value("2024-02-29 01:02:03.4").cast(Types.TIMESTAMP).as("f"),
                    value("0.1").cast(Types.DOUBLE).as("g"), value(1).cast(Types.BOOLEAN).as("h"))));
            assertEquals(List.of(17L, "17", new BigDecimal("1.50"), LocalDate.of(2024, 2, 29), "1",
                    LocalDateTime.of(2024, 2, 29, 1, 2, 3, 400_000_000), 0.1, true), row.toList());
        }
    }

    /** A TIME of the server is a length of time as well. */
    @ParameterizedTest
    @EnumSource
    void timesThatAreNoTimesOfDay(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "types_lengths", "id INT, t TIME(6)");
            await(db.execute("INSERT INTO types_lengths VALUES (1, '26:00:00'), (2, '-00:30:00.25'), (3, '10:00:00'), (4, '24:00:00'), (5, NULL)"));
            await(db.execute("INSERT INTO types_lengths VALUES (6, :d)", Duration.ofMinutes(-30).plusNanos(1_999)));
            await(db.execute("INSERT INTO types_lengths VALUES (7, :d)", Duration.ofSeconds(3_020_399)));
            List<Row> rows = await(db.fetchAll("SELECT id, t FROM types_lengths ORDER BY id"));
            assertEquals(List.of(Duration.ofHours(26), Duration.ofMillis(-1_800_250), Duration.ofHours(10), Duration.ofHours(24)),
                    rows.subList(0, 4).stream().map(row -> row.get("t", Duration.class)).toList());
            assertEquals(Duration.ofMinutes(-30).plusNanos(1_000), rows.get(5).get("t", Duration.class));
            assertEquals(Duration.ofSeconds(3_020_399), rows.get(6).get("t", Duration.class));
            assertEquals("26:00:00", rows.get(0).getString("t"));
            assertEquals(LocalTime.of(10, 0), rows.get(2).get("t"));
            assertEquals(null, rows.get(4).get("t", Duration.class));
            assertEquals(1, rows.get(0).getInt("id"));
            DatabaseException refused = failure(ErrorKind.DATA, db.fetchAll(text("SELECT t FROM types_lengths WHERE id = 1").column("t", Types.TIME)));
            assertTrue(words(refused).contains("\"t\"") && !refused.getMessage().contains("26"), refused::getMessage);
            assertEquals(Duration.ofMinutes(-30), await(db.fetchValue("SELECT TIMEDIFF('20:30:00','21:00:00')", Duration.class)).get());
            assertEquals(2, await(db.fetchAll("SELECT id FROM types_lengths WHERE t < :d", Duration.ZERO)).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void timesInALocaleWithDigitsOfItsOwn(Product product) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try (Database db = product.open("max_size=1")) {
            table(db, "types_digits", "id INT, t TIME(6), u TIME");
            await(db.execute("INSERT INTO types_digits VALUES (1, :t, :u)", LocalTime.of(1, 2, 3, 4_000), LocalTime.of(4, 5, 6)));
            await(db.execute("INSERT INTO types_digits VALUES (2, :t, :u)", Duration.ofSeconds(-3_020_399), Duration.ofMinutes(4_500)));
            for (String query : List.of("SELECT t, u FROM types_digits ORDER BY id", "SELECT t, u FROM types_digits WHERE id > :id ORDER BY id")) {
                List<Row> rows = await(query.contains(":") ? db.fetchAll(query, 0) : db.fetchAll(query));
                assertEquals(List.of(LocalTime.of(1, 2, 3, 4_000), LocalTime.of(4, 5, 6)), rows.get(0).toList());
                assertEquals(Duration.ofSeconds(-3_020_399), rows.get(1).get("t", Duration.class));
                assertEquals("75:00:00", rows.get(1).getString("u"));
            }
            assertEquals(LocalTime.of(4, 5, 6), await(db.fetchAll(text("SELECT u FROM types_digits WHERE id = 1").column("u", Types.TIME)))
                    .get(0).get("u"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatWouldNotComeBack(Product product) {
        try (Database db = product.open("max_size=1")) {
            for (Object value : List.of(Duration.ofSeconds(3_020_400), Duration.ofSeconds(-3_020_400), Double.NaN, Float.POSITIVE_INFINITY, "\ud83d", LocalDateTime.of(10_000, 1, 1, 0, 0), new Object())) {
                DatabaseException failure = failure(ErrorKind.DATA, db.fetchAll("SELECT :v", value));
                assertTrue(words(failure).contains(":v"), failure::getMessage);
            }
            table(db, "types_strict", "small TINYINT UNSIGNED, name VARCHAR(3)");
            failure(ErrorKind.DATA, db.execute("INSERT INTO types_strict (small) VALUES (:v)", 256));
            failure(ErrorKind.DATA, db.execute("INSERT INTO types_strict (small) VALUES (:v)", -1));
            failure(ErrorKind.DATA, db.execute("INSERT INTO types_strict (name) VALUES (:v)", "abcd"));
            assertEquals(1, await(db.execute("INSERT INTO types_strict VALUES (:a, :b)", 255, "\ud83d\ude80ab")).rowsAffected());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClockOfTheSessionIsUtc(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "types_clock", "id INT PRIMARY KEY, at TIMESTAMP(6) NULL, wall DATETIME(6)");
            OffsetDateTime at = OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 1_000, ZoneOffset.ofHours(2));
            await(db.execute("INSERT INTO types_clock VALUES (1, :at, :at)", Map.of("at", at)));
            Row row = await(db.fetchExactlyOne("SELECT at, wall, UNIX_TIMESTAMP(at) FROM types_clock"));
            assertEquals(at.withOffsetSameInstant(ZoneOffset.UTC), row.get(0));
            assertEquals(LocalDateTime.of(2024, 7, 1, 10, 0, 0, 1_000), row.get(1));
            assertEquals(new BigDecimal(at.toEpochSecond() + ".000001"), row.get(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedTableChangesTheClass(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "types_changed", "v INT");
            await(db.execute("INSERT INTO types_changed VALUES (1)"));
            for (String[] change : new String[][] {{"INT", "Integer"}, {"TINYINT(1)", "Boolean"}, {"TINYINT", "Short"},
                    {"TINYINT UNSIGNED", "Integer"}, {"BIGINT UNSIGNED", "BigInteger"}, {"VARCHAR(5)", "String"}}) {
                await(db.execute("ALTER TABLE types_changed MODIFY v " + change[0]));
                assertEquals(change[1], await(db.fetchExactlyOne("SELECT * FROM types_changed")).get("v").getClass().getSimpleName());
            }
            await(db.execute("ALTER TABLE types_changed ADD w INT DEFAULT 7"));
            assertEquals(List.of("1", 7), await(db.fetchExactlyOne("SELECT * FROM types_changed")).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void bindsEveryClass(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "types_binds", "a BIGINT UNSIGNED, b DECIMAL(30, 5), c JSON, d BIT(1), e TINYINT");
            await(db.execute("INSERT INTO types_binds VALUES (:a, :b, :c, :d, :e)", new BigInteger("18446744073709551615"),
                    new BigDecimal("1.5"), new Json("{\"a\": [1, null]}"), true, (byte) -7));
            Row row = await(db.fetchExactlyOne("SELECT * FROM types_binds"));
            assertEquals(new BigInteger("18446744073709551615"), row.get(0));
            assertEquals(new BigDecimal("1.50000"), row.get(1));
            assertEquals("{\"a\":[1,null]}", row.getString(2).replace(" ", ""));
            assertEquals(true, row.get(3));
            assertEquals((short) -7, row.get(4));
        }
    }
}
