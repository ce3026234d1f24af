// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that go in many rows at a time must be told from single inserts by nothing but their speed. */
class BatchInsertTest {

    private static final String INSERT = "INSERT INTO items (id, name) VALUES (:id, :name)";

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("sqlite::memory:").join();
        database.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)").join();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<Map<String, Object>> items(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> Map.<String, Object>of("id", i, "name", "item " + i)).toList();
    }

    private long rows(String where) {
        return database.fetchValue("SELECT count(*) FROM items WHERE " + where, Long.class).join().get();
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 127, 128, 129, 1000})
    void everyItemGoesInOnceWhateverTheSizeOfTheBatch(int size) {
        assertArrayEquals(ones(size), database.executeMany(INSERT, items(1, size)).join());
        assertEquals(size, rows("name = 'item ' || id"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 150, 299})
    void theItemThatIsRefusedIsNamedAndNothingIsKept(int refused) {
        database.execute("INSERT INTO items VALUES (:id, 'there already')", 1000 + refused).join();
        StatementException error = (StatementException) assertThrows(CompletionException.class,
                () -> database.executeMany(INSERT, items(1000, 300)).join()).getCause();
        assertEquals(ErrorKind.CONSTRAINT, error.kind());
        assertEquals(refused, error.batchIndex());
        assertEquals(1, rows("true"));
        assertArrayEquals(ones(300), database.executeMany(INSERT, items(5000, 300)).join());
    }

    @Test
    void anItemThatATriggerIgnoresCountsAsNoneAndTheOthersStay() {
        database.execute("CREATE TRIGGER picky BEFORE INSERT ON items WHEN NEW.id = 200 BEGIN SELECT RAISE(IGNORE); END").join();
        long[] expected = ones(300);
        expected[100] = 0;
        assertArrayEquals(expected, database.executeMany(INSERT, items(100, 300)).join());
        assertEquals(299, rows("true"));
    }

    @Test
    void anInsertThatMayChangeOtherNumbersOfRowsKeepsItsCounts() {
        database.execute("INSERT INTO items VALUES (10, 'there already')").join();
        long[] expected = ones(300);
        expected[10] = 0;
        assertArrayEquals(expected,
                database.executeMany("INSERT OR IGNORE INTO items (id, name) VALUES (:id, :name)", items(0, 300)).join());
    }

    @Test
    void inATransactionARefusedBatchLeavesTheWorkBeforeItsSavepoint() {
        database.transaction(tx -> tx.executeMany(INSERT, items(0, 200))
                .thenCompose(counts -> tx.transaction(inner -> inner.executeMany(INSERT, items(100, 300))).handle((done, failure) -> failure))
                .thenAccept(failure -> assertEquals(0, ((StatementException) failure).batchIndex()))).join();
        assertEquals(200, rows("true"));
    }
}
