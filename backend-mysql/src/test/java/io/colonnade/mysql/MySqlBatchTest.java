// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches: few statements, exact counts, all or nothing. */
class MySqlBatchTest {

    private static List<Map<String, Object>> items(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to).mapToObj(i -> Map.<String, Object>of("id", i, "name", "name " + i)).toList());
    }

    private static void rows(Database db) {
        table(db, "batch_rows", "id INT PRIMARY KEY, name VARCHAR(100), n INT DEFAULT 0");
    }

    @ParameterizedTest
    @EnumSource
    void aThousandRowsAreFewStatements(Product product) {
        try (Database db = product.open("max_size=1")) {
            rows(db);
            long before = inserts(db);
            long[] counts = await(db.executeMany("INSERT INTO batch_rows (id, name) VALUES (:id, :name)", items(0, 1_003)));
            long statements = inserts(db) - before;
            long[] ones = new long[1_003];
            Arrays.fill(ones, 1);
            assertArrayEquals(ones, counts);
            assertEquals(1_003, number(db, "SELECT count(*) FROM batch_rows WHERE name = CONCAT('name ', id)"));
            assertTrue(statements <= 4, () -> "the server has run " + statements + " inserts for 1,003 rows");
        }
    }

    private static long inserts(Database db) {
        return Long.parseLong(await(db.fetchExactlyOne("SHOW GLOBAL STATUS LIKE 'Com_insert'")).getString(1));
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRowIsNamedAndNothingIsLeft(Product product) {
        try (Database db = product.open("max_size=1")) {
            rows(db);
            for (int bad : new int[] {0, 3, 255, 256, 300, 329, 330}) {
                List<Map<String, Object>> items = items(0, 331);
                items.set(bad, Map.of("id", 1_000, "name", "x".repeat(101)));
                StatementException refused = (StatementException) failure(ErrorKind.DATA,
                        db.executeMany("INSERT INTO batch_rows (id, name) VALUES (:id, :name)", items));
                assertEquals(bad, refused.batchIndex());
                assertEquals(0, number(db, "SELECT count(*) FROM batch_rows"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherFormIsCountedExactlyToo(Product product) {
        try (Database db = product.open("max_size=1")) {
            rows(db);
            long[] six = {1, 1, 1, 1, 1, 1};
            assertArrayEquals(six, await(db.executeMany("insert into `batch_rows` (id, name, n) values (:id, :name, 7);", items(0, 6))));
            assertArrayEquals(six, await(db.executeMany("INSERT INTO batch_rows VALUES (:id, CONCAT(:name, ':id'), 1)", items(6, 12))));
            assertArrayEquals(new long[] {0, 0, 1, 1}, await(db.executeMany("INSERT IGNORE INTO batch_rows (id, name) VALUES (:id, :name)",
                    items(10, 14))));
            assertArrayEquals(new long[] {2, 2, 1, 1}, await(db.executeMany("INSERT INTO batch_rows (id, name) VALUES (:id, :name) "
                    + "ON DUPLICATE KEY UPDATE n = n + 1", items(12, 16))));
            assertArrayEquals(new long[] {1, 1, 0}, await(db.executeMany("UPDATE batch_rows SET n = n WHERE id = :id AND :name <> ''",
                    items(14, 17))));
            assertArrayEquals(new long[] {1, 0}, await(db.executeMany("DELETE FROM batch_rows WHERE id = :id AND :name <> ''", items(15, 17))));
            assertEquals(15, number(db, "SELECT count(*) FROM batch_rows"));
        }
    }

    /** Texts that are prepared for each run, because the server keeps the type of a variable. */
    @ParameterizedTest
    @EnumSource
    void textsWithVariablesAreRunForEachItem(Product product) {
        try (Database db = product.open("max_size=1")) {
            rows(db);
            await(db.execute("DROP PROCEDURE IF EXISTS batch_procedure"));
            await(db.execute("CREATE PROCEDURE batch_procedure(IN a INT, OUT o INT) BEGIN INSERT INTO batch_rows (id, name) VALUES (a, 'p');"
                    + " SET o = a; END"));
            List<Map<String, Object>> items = IntStream.range(0, 3).<Map<String, Object>>mapToObj(i -> Map.of("id", i)).toList();
            assertArrayEquals(new long[] {0, 0, 0}, await(db.executeMany("SET @x = :id", items)));
            assertArrayEquals(new long[] {0, 0, 0}, await(db.executeMany("CALL batch_procedure(:id, @o)", items)));
            assertArrayEquals(new long[] {1, 1, 1}, await(db.executeMany("UPDATE batch_rows SET n = (@x := :id) WHERE id = :id", items)));
            assertEquals(3, number(db, "SELECT CAST(SUM(n) AS SIGNED) FROM batch_rows"));
            assertArrayEquals(new long[] {1, 1, 1}, await(db.executeMany("DELETE FROM batch_rows WHERE id = :id AND @none IS NULL", items)));
            assertArrayEquals(new long[] {1, 1, 1}, await(db.executeMany("INSERT INTO batch_rows (id, name, n) VALUES (:id, @none, 1)", items)));
            StatementException refused = (StatementException) failure(ErrorKind.CONSTRAINT,
                    db.executeMany("INSERT INTO batch_rows (id, name, n) VALUES (:id + 1, @none, 1)", items));
            assertEquals(0, refused.batchIndex());
            assertEquals(3, number(db, "SELECT count(*) FROM batch_rows"));
            await(db.execute("DROP PROCEDURE batch_procedure"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void largeValuesGoInSmallerStatements(Product product) {
        try (Database db = product.open("max_size=1")) {
            table(db, "batch_large", "id INT PRIMARY KEY, v LONGBLOB");
            List<Map<String, Object>> items = IntStream.range(0, 8).<Map<String, Object>>mapToObj(i -> Map.of("id", i, "v",
                    new byte[3_000_000])).toList();
            await(db.executeMany("INSERT INTO batch_large (id, v) VALUES (:id, :v)", items));
            assertEquals(24_000_000, number(db, "SELECT CAST(SUM(LENGTH(v)) AS SIGNED) FROM batch_large"));
            await(db.execute("DROP TABLE batch_large"));
        }
    }
}
