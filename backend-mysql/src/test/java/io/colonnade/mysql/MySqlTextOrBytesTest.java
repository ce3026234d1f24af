// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.table;
import static io.colonnade.sql.Sql.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.colonnade.Database;
import io.colonnade.sql.Json;
import io.colonnade.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What meets no column comes back as what it was given: text as text, and bytes, which need not be any text, as bytes. */
class MySqlTextOrBytesTest {

    private static final byte[] BYTES = {1, -1, 0, 'a', '\''};

    private static final List<String> QUERIES = List.of("SELECT :v", "SELECT COALESCE(:v, NULL)", "SELECT IFNULL(:v, NULL)",
            "SELECT CASE WHEN id = 1 THEN :v ELSE NULL END FROM text_or_bytes", "SELECT CASE WHEN id = 1 THEN :v END FROM text_or_bytes",
            "SELECT IF(id = 1, :v, NULL) FROM text_or_bytes", "SELECT NULLIF(:v, 'x')", "SELECT COALESCE(:v, 'x')", "SELECT :v UNION ALL SELECT NULL",
            "SELECT v FROM (SELECT :v AS v) x", "WITH x AS (SELECT :v AS v) SELECT v FROM x", "(SELECT :v)", "SELECT MAX(:v) FROM text_or_bytes", "SELECT /* ? */ :v, '?', :v AS `?` -- ?",
            "SELECT CONCAT(:v)", "SELECT :v FROM text_or_bytes WHERE COALESCE(:v, NULL) IS NOT NULL GROUP BY id ORDER BY id LIMIT 1");

    /** Here the servers put a value into a temporary table, and cut it where it is longer than they expect of a parameter. */
    private static final List<String> TEMPORARY = List.of("UNION", "FROM (", "WITH", "GROUP BY");

    static Stream<Arguments> queries() {
        return Stream.of(Product.values()).flatMap(product -> QUERIES.stream().map(query -> Arguments.of(product, query)));
    }

    /** In one session and in turns, so that what was prepared for the one serves the other as well. */
    @ParameterizedTest
    @MethodSource("queries")
    void comesBackAsItWasGiven(Product product, String query) {
        try (Database db = product.open("max_size=1")) {
            table(db, "text_or_bytes", "id INT");
            await(db.execute("INSERT INTO text_or_bytes VALUES (1)"));
            byte[] many = new byte[1 << 20];
            Arrays.fill(many, (byte) 0xc3);
            for (Object value : List.of("caf\u00e9 \ud83d\ude80", BYTES, 7, BYTES, "plain", many, "\u20ac".repeat(1 << 18), BYTES, BYTES)) {
                boolean large = value == many || value instanceof String text && text.length() > 1_000;
                if (large && TEMPORARY.stream().anyMatch(query::contains)) {
                    continue;
                }
                Object read = await(db.fetchAll(query, Map.of("v", value))).get(0).get(0);
                if (value instanceof byte[] bytes) {
                    assertArrayEquals(bytes, (byte[]) read);
                } else {
                    assertEquals(value.toString(), read.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentAsTextIsTextToo(Product product) {
        UUID uuid = new UUID(1, 2);
        try (Database db = product.open("max_size=1")) {
            for (Object value : List.of(uuid, new Json("[1]"), Product.MYSQL)) {
                assertEquals(value.toString(), await(db.fetchExactlyOne("SELECT COALESCE(:v, NULL)", value)).get(0));
            }
            assertEquals(uuid, await(db.fetchExactlyOne(text("SELECT IFNULL(:v, NULL) AS v").bind("v", uuid).column("v", Types.UUID))).get("v"));
            assertArrayEquals(BYTES, (byte[]) await(db.fetchExactlyOne(text("SELECT :v AS v").bind("v", BYTES).column("v", Types.BINARY))).get("v"));
            assertNull(await(db.fetchExactlyOne("SELECT COALESCE(:v, NULL)", new Object[] {null})).get(0));
        }
    }

    /** A column decides what it holds, whatever a value is; and what is compared with one finds its rows, by its index. */
    @ParameterizedTest
    @EnumSource
    void columnsStayWhatTheyAre(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "text_or_bytes_of", "id INT, t VARCHAR(20), b VARBINARY(20), KEY (t), KEY (b)");
            await(db.execute("INSERT INTO text_or_bytes_of VALUES (1, :t, :b)", Map.of("t", "caf\u00e9", "b", BYTES)));
            await(db.execute("INSERT INTO text_or_bytes_of VALUES (2, :t, :b)", Map.of("t", new byte[] {'b'}, "b", "caf\u00e9")));
            await(db.executeMany("INSERT INTO text_or_bytes_of VALUES (:id, :t, :b)", List.of(Map.of("id", 3, "t", new byte[] {'c'}, "b", "x"),
                    Map.of("id", 4, "t", "d", "b", BYTES))));
            assertEquals(List.of("caf\u00e9", "b", "c", "d"), await(db.fetchAll("SELECT t FROM text_or_bytes_of ORDER BY id")).stream()
                    .map(row -> row.get(0)).toList());
            for (int run = 0; run < 3; run++) {
                assertEquals(List.of(1, 4), await(db.fetchAll("SELECT id FROM text_or_bytes_of WHERE b = :b ORDER BY id", BYTES)).stream()
                        .map(row -> row.get(0)).toList());
                assertEquals(2, await(db.fetchExactlyOne("SELECT id FROM text_or_bytes_of WHERE b = :b", "caf\u00e9")).get(0));
                assertEquals(3, await(db.fetchExactlyOne("SELECT id FROM text_or_bytes_of WHERE t = :t", new byte[] {'c'})).get(0));
                assertEquals(4, await(db.fetchExactlyOne("SELECT id FROM text_or_bytes_of WHERE t = :t", "D")).get(0));
            }
        }
    }

    /** What is not prepared has its values written into its text. */
    @ParameterizedTest
    @EnumSource
    void bytesThatAreWrittenIntoTheText(Product product) {
        try (Database db = product.open("max_size=1")) {
            await(db.execute("DROP PROCEDURE IF EXISTS text_or_bytes_given"));
            await(db.execute("CREATE PROCEDURE text_or_bytes_given(IN b VARBINARY(9), IN t VARCHAR(9)) SELECT b, t"));
            List<Object> given = await(db.fetchExactlyOne("CALL text_or_bytes_given(:b, :t)", BYTES, "caf\u00e9'\\")).toList();
            assertArrayEquals(BYTES, (byte[]) given.get(0));
            assertEquals("caf\u00e9'\\", given.get(1));
            await(db.execute("DROP PROCEDURE text_or_bytes_given"));
        }
    }

    /** Where the server takes nothing but a bare value the statement stays as it is. */
    @ParameterizedTest
    @EnumSource
    void aPlaceThatTakesNoCast(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "text_or_bytes_in", "id INT, t TEXT, FULLTEXT (t)");
            await(db.execute("INSERT INTO text_or_bytes_in VALUES (1, 'database')"));
            assertEquals(List.of("1"), await(db.fetchAll("SELECT CAST(id AS CHAR) FROM text_or_bytes_in WHERE MATCH (t) AGAINST (:v IN BOOLEAN MODE)",
                    new byte[] {'d', 'a', 't', 'a', 'b', 'a', 's', 'e'})).stream().map(row -> row.get(0)).toList());
        }
    }
}
