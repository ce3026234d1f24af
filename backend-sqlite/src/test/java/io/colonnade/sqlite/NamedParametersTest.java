// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite itself says whether parameters among strings, quoted names and comments were all found and got their own values. */
class NamedParametersTest {

    private static final String[] COMMENTS = {"", " ", "/* :no ? ' \" [ */", "-- :no ? ' \" ` [\n", "/* /* :no */", "/**/"};
    private static final String[] NAMES = {"", " AS \"a:x ?\"\"'\"", " AS [b:x ? \" ']", " AS `c:x ? \" ' ```", " AS \"\\\""};
    private static final String[] STRINGS = {"it's :no", "\\", "?", "--:no", "/* :no", "\"", "", "%:no%", "::", "[:no"};

    private final StringBuilder sql = new StringBuilder("SELECT");
    private final Map<String, Object> values = new HashMap<>();
    private final List<Object> expected = new ArrayList<>();

    @Test
    void eachParameterGetsItsOwnValue() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Database database = Database.open("sqlite::memory:").join()) {
            for (int i = 0; i < 400; i++) {
                NamedParametersTest text = new NamedParametersTest();
                for (int items = 1 + random.nextInt(8); items > 0; items--) {
                    text.item(random, items == 1);
                }
                List<Row> rows = database.fetchAll(text.sql.toString(), text.values).join();
                List<Object> actual = new ArrayList<>();
                for (int column = 0; column < text.expected.size(); column++) {
                    actual.add(rows.get(0).get(column, String.class));
                }
                assertEquals(text.expected, actual, "seed " + seed + ": " + text.sql);
            }
        }
    }

    /** A backslash makes of the colon none that starts a parameter of ours, and SQLite knows nothing of that. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT \\:x AS a", "SELECT \\:x AS a, :y AS b", "SELECT :y AS b, \\:x AS a", "SELECT \\:y, :y",
        "INSERT INTO t VALUES (\\:x)", "INSERT INTO t VALUES (\\:x + :y)", "EXPLAIN SELECT \\:x"})
    void aParameterThatOnlySqliteSeesIsRefusedBeforeAnythingRuns(String text) {
        Map<String, Object> given = text.contains(":y") ? Map.of("y", 5) : Map.of();
        try (Database database = Database.open("sqlite::memory:").join()) {
            database.execute("CREATE TABLE t (a)").join();
            database.transaction(tx -> tx.execute("INSERT INTO t VALUES (1)")
                    .thenCompose(none -> tx.fetchAll(text, given)).handle((rows, failure) -> {
                        refused(failure);
                        return null;
                    }).thenCompose(none -> tx.executeMany(text, IntStream.range(0, 200).mapToObj(i -> given).toList())).handle((counts, failure) -> {
                        refused(failure);
                        return null;
                    }).thenCompose(none -> tx.execute("INSERT INTO t VALUES (2)"))).join();
            assertEquals(List.of(1, 2), database.fetchAll("SELECT a FROM t ORDER BY a").join().stream().map(row -> row.getInt(0)).toList());
        }
    }

    private static void refused(Throwable failure) {
        DatabaseException error = assertInstanceOf(DatabaseException.class,
                failure instanceof CompletionException ? failure.getCause() : failure);
        assertEquals(ErrorKind.SYNTAX, error.kind(), error.getMessage());
        assertTrue(words(error).contains("backslash"), error.getMessage());
        assertTrue(error.connectionUsable());
    }

    private void item(Random random, boolean last) {
        sql.append(' ').append(COMMENTS[random.nextInt(COMMENTS.length)]);
        if (random.nextBoolean()) {
            String name = "p" + random.nextInt(4);
            values.putIfAbsent(name, "value of " + name);
            expected.add(values.get(name));
            sql.append(':').append(name);
        } else {
            String string = STRINGS[random.nextInt(STRINGS.length)];
            expected.add(string);
            sql.append('\'').append(string.replace("'", "''")).append('\'');
        }
        sql.append(NAMES[random.nextInt(NAMES.length)]).append(COMMENTS[random.nextInt(COMMENTS.length)]).append(last ? ";" : ",");
    }
}
