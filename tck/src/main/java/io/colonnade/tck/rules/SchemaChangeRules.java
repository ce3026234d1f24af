// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What was prepared for a statement and is true no more. */
@Topic(why = "A connection that keeps what it has prepared by the text of a statement gives wrong values, without a word, once the "
                + "table or the class of a value is another one.",
        look = "What is kept for a statement between two runs: its plan, the types of its parameters, the names and types of its "
                + "columns.")
public class SchemaChangeRules extends RuleGroup {

    /** More often than any driver waits before it prepares a statement. */
    private static final int OFTEN = 7;

    private static final String ALL = "SELECT * FROM %s WHERE n = :n";
    private static final String NAMED = "SELECT n, v FROM %s WHERE n = :n";

    protected SchemaChangeRules(Target target) {
        super(target);
    }

    @Rule(id = "QRY-22",
            text = "a text that was run often gives, after another session has changed its table and for values of another class, what a"
                    + " fresh connection gives, or fails safe to be run again; the next statement gets its own answer",
            hint = "each change is a table that was dropped and created anew; ALTER TABLE has the same effect")
    final void forgetsWhatIsStale() {
        Notes probe = notes();
        if (!dataIsShared(probe)) {
            return;
        }
        String wide = "v BIGINT";
        for (String text : List.of(ALL, NAMED)) {
            changed(text, "v INTEGER", "7", wide, "5000000000");
            changed(text, "v VARCHAR(20)", "'7'", "v INTEGER", "8");
            changed(text, "v INTEGER", "7", "v VARCHAR(20)", "'eight'");
            changed(text, "v INTEGER", "7", "v INTEGER, added INTEGER", "8, 9");
            changed(text, "v INTEGER, gone INTEGER", "7, 8", "v INTEGER", "9");
            changed(text, "gone INTEGER, v INTEGER", "7, 8", "v INTEGER", "9");
            changed(text, "v INTEGER", "7", "renamed INTEGER", "8");
        }
        takesValuesOfOtherClasses();
    }

    /** One session runs a text often; then another one has its table in a new form. */
    private void changed(String form, String before, String first, String after, String second) {
        String table = run().newTable();
        String text = form.formatted(table);
        await(db().execute("CREATE TABLE " + table + " (n INTEGER, " + before + ")"));
        await(db().execute("INSERT INTO " + table + " VALUES (1, " + first + ")"));
        Database database = openSingle();
        for (int i = 0; i < OFTEN; i++) {
            await(database.fetchAll(text, 1));
        }
        await(db().execute("DROP TABLE " + table));
        await(db().execute("CREATE TABLE " + table + " (n INTEGER, " + after + ")"));
        await(db().execute("INSERT INTO " + table + " VALUES (1, " + second + ")"));
        assertLikeFresh(database, text, text + " with " + after + " in place of " + before, 1);
        await(database.closeAsync());
    }

    private void takesValuesOfOtherClasses() {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (n INTEGER, v DOUBLE PRECISION)"));
        for (String row : List.of("1, 1.5", "2, 2.5", "3, 5000000000")) {
            await(db().execute("INSERT INTO " + table + " VALUES (" + row + ")"));
        }
        List<Object> values = List.of(1, 1.5, 5_000_000_000L, new BigDecimal("2.25"), 2.5f);
        String condition = "SELECT n FROM " + table + " WHERE v > :v AND n > 0 ORDER BY n";
        String stored = "SELECT v FROM " + table + " WHERE n = :n";
        for (Object first : values) {
            Database database = openSingle();
            for (int i = 0; i < OFTEN; i++) {
                await(database.fetchAll(condition, first));
                store(database, table, 4, first);
            }
            for (Object other : values) {
                String what = " with a " + other.getClass().getSimpleName() + " after a " + first.getClass().getSimpleName();
                assertLikeFresh(database, condition, condition + what, other);
                store(database, table, 5, other);
                assertEquals(((Number) other).doubleValue(), await(db().fetchValue(stored, Double.class, 5)).get(), () -> "stored" + what);
            }
            await(database.closeAsync());
        }
    }

    private static void store(Database database, String table, int n, Object value) {
        await(database.execute("DELETE FROM " + table + " WHERE n > 3"));
        await(database.execute("INSERT INTO " + table + " (n, v) VALUES (:n, :v)", n, value));
    }

    /** The same answer as on a new connection, at once or after a failure that says that it may be run again; and then always. */
    private void assertLikeFresh(Database database, String text, String what, Object... values) {
        Database fresh = openSingle();
        String right = answer(fresh.fetchAll(text, values));
        await(fresh.closeAsync());
        String given = right;
        try {
            given = inWords(await(database.fetchAll(text, values)));
        } catch (DatabaseException refusal) {
            if (!refusal.retrySafe()) {
                given = refusal.kind().toString();
            }
        }
        assertEquals(right, given, what);
        assertEquals(7, await(database.fetchValue("SELECT 7", Integer.class)).get(), () -> "the answer of the next statement after " + what);
        assertEquals(right, answer(database.fetchAll(text, values)), () -> what + ", run again");
    }

    private static String answer(CompletionStage<List<Row>> rows) {
        try {
            return inWords(await(rows));
        } catch (DatabaseException refusal) {
            return refusal.kind().toString();
        }
    }

    private static String inWords(List<Row> rows) {
        return rows.stream().map(row -> row.columnNames() + " " + row.toList()).collect(Collectors.joining("; "));
    }
}
