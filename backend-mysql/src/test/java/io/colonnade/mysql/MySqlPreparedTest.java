// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.pinned;
import static io.colonnade.mysql.Product.table;
import static io.colonnade.sql.Sql.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import io.colonnade.sql.Text;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A statement that stays prepared answers as it would on a fresh connection, whatever it was run with and whatever has happened since. */
class MySqlPreparedTest {

    private static final List<Object> VALUES = Arrays.asList(null, 7, 5_000_000_000L, 9_007_199_254_740_993L, 1.5, 1.25f, new BigDecimal("1.5"),
            new BigDecimal("123456789012345678901234567890.12345678"), new BigInteger("18446744073709551615"), "abc", "x".repeat(300), "",
            "2024-01-02 03:04:05.5", new byte[] {1, 2, (byte) 200}, true, LocalDate.of(2024, 1, 2), LocalTime.of(1, 2, 3),
            LocalTime.of(1, 2, 3, 400_000_000), LocalDateTime.of(2024, 1, 2, 3, 4, 5), LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000_000));

    private static final List<String> TEXTS = List.of("SELECT :v AS v", "SELECT concat(:v, 'x') AS v", "SELECT coalesce(:v, 1) AS v",
            "SELECT :v = 'abc' AS v", "SELECT CASE WHEN 1 = 1 THEN :v ELSE 'n' END AS v", "SELECT json_array(:v) AS v", "SELECT max(:v) AS v",
            "INSERT INTO prepared_values (j) VALUES (:v)", "INSERT INTO prepared_values (b) VALUES (:v)",
            "INSERT INTO prepared_values (d) VALUES (:v)", "INSERT INTO prepared_values (t) VALUES (:v)",
            "UPDATE prepared_values SET d = d + :v", "UPDATE prepared_values SET t = concat(t, :v)");

    static Stream<Arguments> texts() {
        return Stream.of(Product.values()).flatMap(product -> TEXTS.stream().map(text -> Arguments.of(product, text)));
    }

    /** Runs a statement, and says what came of it and of the table. */
    private static String outcome(Database db, String text, Object value) {
        Map<String, Object> binds = new HashMap<>();
        binds.put("v", value);
        String answer;
        try {
            answer = show(await(db.fetchAll(text, binds)));
        } catch (DatabaseException failure) {
            answer = failure.kind() + " " + failure.vendorCode();
        }
        return answer + (text.startsWith("SELECT") ? "" : show(await(db.fetchAll("SELECT b, d, t, j FROM prepared_values ORDER BY id DESC"))));
    }

    private static String show(List<Row> rows) {
        List<String> all = new ArrayList<>();
        for (Row row : rows) {
            for (Object value : row.toList()) {
                all.add(value == null ? "null" : value.getClass().getSimpleName() + " " + (value instanceof byte[] bytes
                        // With MySQL the first run shows a fraction that is 0 and later runs do not; nobody else has to do with it.
                        ? Arrays.toString(bytes) : value.toString().replace(".000000", "")));
            }
        }
        return all.toString();
    }

    private static void fill(Database db) {
        await(db.execute("DELETE FROM prepared_values"));
        await(db.execute("INSERT INTO prepared_values (id, b, d, t) VALUES (1, 1, 1, 'a')"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anyValueAfterAnyOther(Product product, String text) {
        try (Database db = product.open("max_size=1"); Database fresh = product.open("max_size=1&prepared_statement_cache_size=0")) {
            table(db, "prepared_values", "id INT AUTO_INCREMENT PRIMARY KEY, b BIGINT, d DECIMAL(40, 10), t TEXT, j JSON");
            List<String> right = new ArrayList<>();
            for (Object value : VALUES) {
                fill(fresh);
                right.add(outcome(fresh, text, value));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < VALUES.size(); i++) {
                order.addAll(List.of(i, (i * 7 + 3) % VALUES.size(), (i * 11 + 5) % VALUES.size()));
            }
            for (int index : order) {
                fill(db);
                assertEquals(right.get(index), outcome(db, text, VALUES.get(index)), () -> text + " with value " + index + " in " + order);
            }
        }
    }

    /** Once for each combination of classes, and not again. */
    @ParameterizedTest
    @EnumSource
    void isPreparedSeldom(Product product) {
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1")) {
            await(db.fetchAll("SELECT :v AS seldom", 7));
            await(db.fetchAll("SELECT :v AS seldom", "text"));
            long before = prepared(other);
            for (int i = 0; i < 20; i++) {
                assertEquals(i, await(db.fetchValue("SELECT :v AS seldom", Integer.class, i)).get());
                assertEquals("text " + i, await(db.fetchValue("SELECT :v AS seldom", String.class, "text " + i)).get());
            }
            assertEquals(0, prepared(other) - before);
        }
    }

    /** How many statements the server has prepared; what is asked here is not. */
    private static long prepared(Database other) {
        return Long.parseLong(await(other.fetchExactlyOne("SHOW GLOBAL STATUS LIKE 'Com_stmt_prepare'")).getString(1));
    }

    /** Many rows in one statement, whose values of one column are of several classes, after a batch in which they were others. */
    @ParameterizedTest
    @EnumSource
    void batchesOfMixedClasses(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "prepared_batch", "id INT PRIMARY KEY, d DECIMAL(40, 10), j JSON, at DATETIME(6)");
            List<Object> mixed = Arrays.asList(new BigDecimal("1.5"), 9_007_199_254_740_993L, null, 2.5, "3.5", 7);
            for (int shift = 0; shift < mixed.size(); shift++) {
                await(db.execute("DELETE FROM prepared_batch"));
                Collections.rotate(mixed, 1);
                List<Map<String, Object>> items = new ArrayList<>();
                for (int i = 0; i < mixed.size(); i++) {
                    Map<String, Object> item = new HashMap<>(Map.of("id", i));
                    item.put("d", mixed.get(i));
                    item.put("j", i % 2 == 0 ? new Json("{\"a\": " + i + "}") : "[" + i + "]");
                    item.put("at", (i + shift) % 2 == 0 ? LocalDateTime.of(2024, 1, 2, 3, 4, 5, 600_000_000) : LocalDateTime.of(2024, 1, 2, 3, 4));
                    items.add(item);
                }
                await(db.executeMany("INSERT INTO prepared_batch (id, d, j, at) VALUES (:id, :d, :j, :at)", items));
                List<Row> rows = await(db.fetchAll("SELECT id, d, at FROM prepared_batch ORDER BY id"));
                for (int i = 0; i < rows.size(); i++) {
                    Object given = mixed.get(i);
                    BigDecimal stored = rows.get(i).get(1, BigDecimal.class);
                    assertEquals(given == null ? null : new BigDecimal(given.toString()).setScale(10), stored);
                    assertEquals(items.get(i).get("at"), rows.get(i).get(2));
                }
                assertEquals(mixed.size(), rows.size());
            }
        }
    }

    /** A column of one type after the other, changed by somebody else between two runs of one text. */
    @ParameterizedTest
    @EnumSource
    void tablesThatOthersChange(Product product) {
        List<String[]> columns = List.of(new String[] {"INT", "5"}, new String[] {"BIGINT", "5000000000"},
                new String[] {"BIGINT UNSIGNED", "18446744073709551615"}, new String[] {"INT UNSIGNED", "4294967295"},
                new String[] {"TINYINT", "-3"}, new String[] {"VARCHAR(9)", "'abc'"}, new String[] {"VARBINARY(9)", "'abc'"},
                new String[] {"DECIMAL(20, 3)", "1.125"}, new String[] {"FLOAT", "1.25"}, new String[] {"DOUBLE", "0.1"},
                new String[] {"DATE", "'2024-01-02'"}, new String[] {"DATETIME(3)", "'2024-01-02 03:04:05.678'"},
                new String[] {"TIMESTAMP", "'2024-01-02 03:04:05'"}, new String[] {"BIT(1)", "b'1'"}, new String[] {"BIT(9)", "b'101'"},
                new String[] {"ENUM('a','b')", "'b'"}, new String[] {"JSON", "'[1]'"}, new String[] {"TINYINT(1)", "1"});
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1&prepared_statement_cache_size=0")) {
            List<String> texts = List.of("SELECT * FROM changed_elsewhere", "SELECT v FROM changed_elsewhere", "SELECT max(v) AS m FROM"
                    + " changed_elsewhere", "SELECT id, CASE WHEN id = 1 THEN v END AS c FROM changed_elsewhere");
            for (int i = 0; i < columns.size(); i++) {
                await(other.execute("DROP TABLE IF EXISTS changed_elsewhere"));
                await(other.execute("CREATE TABLE changed_elsewhere (id INT, v " + columns.get(i)[0] + (i % 3 == 1 ? ", w INT DEFAULT 7" : "")
                        + ")"));
                await(other.execute("INSERT INTO changed_elsewhere (id, v) VALUES (1, " + columns.get(i)[1] + "), (2, NULL)"));
                for (String text : texts) {
                    assertEquals(show(await(other.fetchAll(text))), show(await(db.fetchAll(text))), text + " of " + columns.get(i)[0]);
                    assertEquals("[String next]", show(await(db.fetchAll("SELECT 'next' AS next"))));
                }
            }
            await(other.execute("DROP TABLE changed_elsewhere"));
        }
    }

    /** The same in mid-life: the table stays, and its columns change, come and go. */
    @ParameterizedTest
    @EnumSource
    void columnsThatOthersAlter(Product product) {
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1&prepared_statement_cache_size=0")) {
            table(other, "altered_elsewhere", "id INT AUTO_INCREMENT PRIMARY KEY, v INT");
            String insert = "INSERT INTO altered_elsewhere (v) VALUES (:v)";
            await(db.execute(insert, 5));
            for (String change : List.of("MODIFY v BIGINT", "MODIFY v BIGINT UNSIGNED", "ADD w INT UNSIGNED DEFAULT 4000000000", "DROP w",
                    "MODIFY v DECIMAL(30, 2)", "MODIFY v VARCHAR(40)", "ADD x DATE FIRST", "RENAME COLUMN v TO u", "RENAME COLUMN u TO v")) {
                await(other.execute("ALTER TABLE altered_elsewhere " + change));
                assertEquals(show(await(other.fetchAll("SELECT * FROM altered_elsewhere"))),
                        show(await(db.fetchAll("SELECT * FROM altered_elsewhere"))), change);
                if (!change.startsWith("RENAME COLUMN v")) {
                    await(db.execute(insert, 5));
                }
                List<Row> streamed = new ArrayList<>();
                await(db.withConnection(connection -> connection.fetchAll("SELECT * FROM altered_elsewhere ORDER BY id")
                        .thenAccept(streamed::addAll)));
                assertEquals(show(await(other.fetchAll("SELECT * FROM altered_elsewhere ORDER BY id"))), show(streamed), change);
            }
        }
    }

    /** MySQL bends the values of a prepared statement to the type that the column had when it was prepared, and not to the one that it has. */
    @ParameterizedTest
    @EnumSource
    void valuesForColumnsThatOthersAlter(Product product) {
        List<Object> values = Arrays.asList("007", "1e3", "caf\u00e9", "2024-1-2", new Json("{\"b\":1,\"a\":2}"), 7, 1.75,
                new byte[] {'1', 'a'}, null, LocalDate.of(2024, 1, 2), LocalTime.of(1, 2, 3));
        List<String> texts = List.of("INSERT INTO altered_for (v) VALUES (:v)", "UPDATE altered_for SET v = :v WHERE id = 1",
                "UPDATE altered_for SET n = n + 1 WHERE v = :v", "SELECT count(*) AS n FROM altered_for WHERE v = :v");
        try (Database db = product.open("max_size=1"); Database other = product.open("max_size=1&prepared_statement_cache_size=0")) {
            for (String[] types : new String[][] {{"INT", "VARCHAR(50)"}, {"DECIMAL(6,2)", "VARBINARY(50)"}, {"DATE", "VARCHAR(50)"},
                {"TIME", "VARCHAR(50)"}, {"JSON", "LONGTEXT"}, {"VARBINARY(50)", "VARCHAR(50) CHARACTER SET latin1"},
                {"VARCHAR(50) CHARACTER SET latin1", "VARBINARY(50)"}}) {
                table(db, "altered_for", "id INT AUTO_INCREMENT PRIMARY KEY, n INT NOT NULL DEFAULT 0, v " + types[0]);
                for (String text : texts) {
                    for (Object value : values) {
                        alteredFor(db, text, value);
                    }
                }
                await(other.execute("DELETE FROM altered_for"));
                await(other.execute("ALTER TABLE altered_for MODIFY v " + types[1]));
                for (String text : texts) {
                    for (Object value : values) {
                        String right = alteredFor(other, text, value);
                        assertEquals(right, alteredFor(db, text, value), text + " with " + value + " from " + types[0] + " to " + types[1]);
                    }
                }
            }
        }
    }

    private static String alteredFor(Database db, String text, Object value) {
        await(db.execute("DELETE FROM altered_for"));
        await(db.execute("INSERT IGNORE INTO altered_for (id, v) VALUES (1, '1'), (2, '7'), (3, '1000')"));
        Map<String, Object> binds = new HashMap<>();
        binds.put("v", value);
        String answer;
        try {
            // A text of its own for each, lest one takes the place of another one among the few that are kept, or fails before it.
            Object name = value == null || value instanceof String ? value : value.getClass();
            answer = show(await(db.fetchAll(text + " /* " + name + " */", binds)));
        } catch (DatabaseException failure) {
            answer = failure.kind() + " " + failure.vendorCode();
        }
        return answer + show(await(db.fetchAll("SELECT n, hex(v) AS v FROM altered_for ORDER BY id")));
    }

    /** A reader that was chosen for a type looks at the type that came. */
    @ParameterizedTest
    @EnumSource
    void typedColumnsOfAnotherType(Product product) {
        try (Database db = product.open("max_size=1")) {
            Text typed = text("SELECT :v AS v").column("v", Types.INTEGER);
            assertEquals(5, await(db.fetchOne(typed.bind("v", 5))).get().get("v"));
            DatabaseException failure = Product.failure(ErrorKind.DATA, db.fetchOne(typed.bind("v", 5_000_000_000L)));
            assertTrue(failure.connectionUsable());
            assertEquals(6, await(db.fetchOne(typed.bind("v", 6))).get().get("v"));
        }
    }

    /** What a text means may depend on settings, variables, the database and temporary tables, which functions can change too. */
    @ParameterizedTest
    @EnumSource
    void whatTheTextsStandOn(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "stands_on", "a INT");
            await(db.execute("INSERT INTO stands_on VALUES (0), (1)"));
            await(db.execute("DROP FUNCTION IF EXISTS hides"));
            await(db.execute("CREATE FUNCTION hides() RETURNS INT DETERMINISTIC BEGIN CREATE TEMPORARY TABLE stands_on (t DATE); RETURN 1; END"));
            pinned(db, c -> {
                String not = "SELECT count(*) FROM stands_on WHERE NOT a BETWEEN 2 AND 3";
                assertEquals(2L, await(c.fetchValue(not, Long.class)).get());
                await(c.execute("SET sql_mode = 'HIGH_NOT_PRECEDENCE'"));
                assertEquals(0L, await(c.fetchValue(not, Long.class)).get());
                await(c.execute("SET sql_mode = ''"));
                assertEquals(2L, await(c.fetchValue(not, Long.class)).get());
                for (String value : List.of("5000000000", "'text'", "-12345.5432", "NULL", "2e0", "x'00ff'")) {
                    await(c.execute("SET @m = " + value));
                    assertEquals(show(await(c.fetchAll("SELECT " + (value.equals("NULL") ? "@m" : value) + " AS v"))),
                            show(await(c.fetchAll("SELECT @m AS v"))));
                }
                String all = "SELECT * FROM stands_on ORDER BY 1";
                assertEquals("[Integer 0, Integer 1]", show(await(c.fetchAll(all))));
                await(c.execute("CREATE TEMPORARY TABLE stands_on (t VARCHAR(5))"));
                assertEquals("[]", show(await(c.fetchAll(all))));
                await(c.execute("DROP TEMPORARY TABLE stands_on"));
                assertEquals("[Integer 0, Integer 1]", show(await(c.fetchAll(all))));
                await(c.fetchAll("SELECT hides()"));
                assertEquals("[]", show(await(c.fetchAll(all))), "a function has made one");
            });
            await(db.execute("DROP FUNCTION hides"));
        }
    }

    /** ENUM and SET keep their types through an expression; the driver does not know these. */
    @ParameterizedTest
    @EnumSource
    void enumsInExpressions(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "enums", "id INT, rating ENUM('G', 'PG'), extras SET('a', 'b'), f FLOAT");
            await(db.execute("INSERT INTO enums VALUES (1, 'PG', 'a,b', 1.2345678), (2, NULL, '', NULL)"));
            String text = "SELECT CASE WHEN id = :id THEN rating END AS r, f, CASE WHEN :id > 0 THEN extras END AS e, id FROM enums ORDER BY id";
            for (int i = 0; i < 2; i++) {
                assertEquals("[String PG, Float 1.2345678, String a,b, Integer 1, null, null, String , Integer 2]",
                        show(await(db.fetchAll(text, 1))));
            }
        }
    }

    /** MySQL 8.0.33 dies of these when it prepares them. */
    @ParameterizedTest
    @EnumSource
    void subqueriesThatAreAParameter(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "subqueries", "id INT PRIMARY KEY, s VARCHAR(40), j JSON");
            await(db.execute("INSERT INTO subqueries VALUES (1, 'a', '[]'), (2, 'b', '[]')"));
            long session = Product.number(db, "SELECT CONNECTION_ID()");
            for (String text : List.of("UPDATE subqueries SET s = (SELECT :s)", "UPDATE subqueries SET s = (SELECT ALL (:s) AS x FROM DUAL)",
                    "UPDATE subqueries SET s = (SELECT/* c */(SELECT :s))", "UPDATE subqueries SET s = concat((SELECT :s), '') WHERE s <> ''",
                    "UPDATE subqueries SET s = 'SELECT' WHERE s <> (SELECT + :s)", "UPDATE subqueries SET j = (SELECT concat('[\"', :s, '\"]'))",
                    "INSERT INTO subqueries (id, s) VALUES (3, (SELECT :s))", "INSERT INTO subqueries SET id = 4, s = (SELECT :s)",
                    "INSERT INTO subqueries (id) VALUES (1) ON DUPLICATE KEY UPDATE s = (SELECT :s)",
                    "REPLACE INTO subqueries (id, s) VALUES (1, (SELECT :s))", "DELETE FROM subqueries WHERE s = (SELECT :s) AND id > 2",
                    "INSERT INTO subqueries (id, s) SELECT 9, (SELECT 1 WHERE 'x' = (SELECT :s))")) {
                await(db.execute(text, "what it's"));
            }
            assertEquals(session, Product.number(db, "SELECT CONNECTION_ID()"), "the server lives");
            assertEquals("[Integer 1, String what it's, Integer 2, String what it's, Integer 9, null]",
                    show(await(db.fetchAll("SELECT id, s FROM subqueries ORDER BY id"))));
        }
    }
}
