// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.dialect.Feature.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.tck.Rule;
import java.util.Arrays;
import java.util.List;

/** What a dialect declares of queries, compared with the rows that the live database gives, in both directions. */
public class QueryFeatureRules extends RuleGroup {

    private static final String NUMBERS = "(SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 2)";

    protected QueryFeatureRules(Target target) {
        super(target);
    }

    /** Declared if and only if a query gives this first column, in any spelling of its values. */
    private void proves(Feature feature, String sql, Object... column) {
        run().prove(feature, gives(sql, column));
    }

    private boolean gives(String sql, Object... column) {
        try {
            return texts(await(db().fetchAll(sql))).equals(Arrays.stream(column).map(String::valueOf).toList());
        } catch (DatabaseException refusal) {
            assertTrue(refusal.connectionUsable(), () -> "the connection is usable after " + refusal.getMessage());
            return false;
        }
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(row -> String.valueOf(row.toList().get(0))).toList();
    }

    private Notes twoNotes() {
        Notes notes = notes();
        await(db().execute(notes.insertSql(), Notes.row(1, "a", null)));
        await(db().execute(notes.insertSql(), Notes.row(2, "b", true)));
        return notes;
    }

    @Rule(id = "FLG-71", text = "the features of joins and of queries within queries are declared if and only if they give their rows",
            proves = {RIGHT_JOIN, FULL_OUTER_JOIN, LATERAL, OUTER_COLUMNS_IN_DERIVED_TABLES, LIMIT_IN_SUBQUERIES})
    final void joins() {
        String notes = twoNotes().name();
        String right = " JOIN (SELECT 2 AS n UNION ALL SELECT 3) AS r ON r.n = l.id ORDER BY r.n";
        proves(RIGHT_JOIN, "SELECT r.n FROM " + notes + " AS l RIGHT" + right, 2, 3);
        proves(FULL_OUTER_JOIN, "SELECT count(*) FROM (SELECT r.n FROM " + notes + " AS l FULL OUTER" + right + ") AS t", 3);
        proves(LATERAL, "SELECT t.m FROM " + notes + " AS l CROSS JOIN LATERAL (SELECT l.id + 1 AS m) AS t ORDER BY t.m", 2, 3);
        proves(OUTER_COLUMNS_IN_DERIVED_TABLES, "SELECT o.id FROM " + notes + " AS o WHERE EXISTS (SELECT t.m FROM (SELECT o.id AS m) AS t "
                + "WHERE t.m = 2)", 2);
        proves(LIMIT_IN_SUBQUERIES, "SELECT id FROM " + notes + " WHERE id IN (SELECT id FROM " + notes + " ORDER BY id LIMIT 1)", 1);
    }

    @Rule(id = "FLG-72", text = "the features of set operations and of WITH are declared if and only if they give their rows",
            proves = {INTERSECT_EXCEPT, INTERSECT_EXCEPT_ALL, COMMON_TABLES, MATERIALIZED_HINT, WITH_BEFORE_INSERT,
                WITH_BEFORE_UPDATE_DELETE, DATA_CHANGING_COMMON_TABLES})
    final void setOperationsAndWith() {
        String notes = twoNotes().name();
        run().prove(INTERSECT_EXCEPT, gives("SELECT n FROM " + NUMBERS + " AS t INTERSECT SELECT 2", 2)
                && gives("SELECT n FROM " + NUMBERS + " AS t EXCEPT SELECT 1", 2));
        run().prove(INTERSECT_EXCEPT_ALL, gives("SELECT n FROM " + NUMBERS + " AS t EXCEPT ALL SELECT 2 ORDER BY n", 1, 2)
                && gives("SELECT n FROM " + NUMBERS + " AS t INTERSECT ALL SELECT 2", 2));
        proves(COMMON_TABLES, "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT n FROM c ORDER BY n", 1, 2,
                3);
        run().prove(MATERIALIZED_HINT, gives("WITH c AS MATERIALIZED (SELECT 1 AS n) SELECT n FROM c", 1)
                && gives("WITH c AS NOT MATERIALIZED (SELECT 1 AS n) SELECT n FROM c", 1));
        String with = "WITH c AS (SELECT 1 AS n) ";
        run().prove(WITH_BEFORE_INSERT, accepts(with + "INSERT INTO " + notes + " (id, text) VALUES ((SELECT n + 2 FROM c), 'c')")
                && gives("SELECT text FROM " + notes + " WHERE id = 3", "c"));
        run().prove(WITH_BEFORE_UPDATE_DELETE, accepts(with + "UPDATE " + notes + " SET text = 'new' WHERE id IN (SELECT n FROM c)")
                && gives("SELECT text FROM " + notes + " WHERE id = 1", "new")
                && accepts(with + "DELETE FROM " + notes + " WHERE id IN (SELECT n FROM c)")
                && gives("SELECT count(*) FROM " + notes + " WHERE id = 1", 0));
        proves(DATA_CHANGING_COMMON_TABLES, "WITH c AS (DELETE FROM " + notes + " WHERE id = 2 RETURNING text) SELECT text FROM c", "b");
    }

    @Rule(id = "FLG-73", text = "the features of locks on rows are declared if and only if a second transaction meets the lock",
            proves = {ROW_LOCKS, ROW_LOCKS_OF, KEY_LOCKS, NO_WAIT, SKIP_LOCKED})
    final void locks() {
        String notes = twoNotes().name();
        String first = "SELECT id FROM " + notes + " WHERE id = 1 FOR UPDATE";
        boolean locks = gives(first, 1);
        run().prove(ROW_LOCKS, locks);
        run().prove(ROW_LOCKS_OF, gives(first + " OF " + notes, 1));
        run().prove(KEY_LOCKS, gives("SELECT id FROM " + notes + " WHERE id = 1 FOR KEY SHARE", 1)
                && gives("SELECT id FROM " + notes + " WHERE id = 1 FOR NO KEY UPDATE", 1));
        boolean noWait = locks && gives(first + " NOWAIT", 1);
        boolean skips = locks && gives(first + " SKIP LOCKED", 1);
        run().prove(NO_WAIT, noWait && !whileLocked(first, first + " NOWAIT", 1) && !whileLocked(first, first + " NOWAIT"));
        run().prove(SKIP_LOCKED, skips && whileLocked(first, first + " SKIP LOCKED"));
    }

    /** Whether a second transaction reads these values while a first one holds its locks. */
    private boolean whileLocked(String first, String second, Object... column) {
        Transaction holder = await(db().begin());
        Transaction other = await(db().begin());
        try {
            await(holder.fetchAll(first));
            return texts(await(other.fetchAll(second))).equals(Arrays.stream(column).map(String::valueOf).toList());
        } catch (DatabaseException refusal) {
            return false;
        } finally {
            await(other.rollback());
            await(holder.rollback());
        }
    }

    @Rule(id = "FLG-74", text = "the features of paging and of several groupings are declared if and only if they give their rows",
            proves = {FETCH_WITH_TIES, DISTINCT_ON, GROUPING_FUNCTION, ORDERED_ROLLUP})
    final void pagingAndGroupings() {
        proves(FETCH_WITH_TIES, "SELECT n FROM " + NUMBERS + " AS t ORDER BY n DESC FETCH FIRST 1 ROWS WITH TIES", 2, 2);
        proves(DISTINCT_ON, "SELECT DISTINCT ON (n) n FROM " + NUMBERS + " AS t ORDER BY n", 1, 2);
        boolean standard = gives("SELECT sum(m) FROM (SELECT count(*) AS m FROM " + NUMBERS + " AS t GROUP BY ROLLUP (n)) AS u", 6);
        String rollup = " FROM " + NUMBERS + " AS t GROUP BY " + (standard ? "ROLLUP (n)" : "n WITH ROLLUP");
        proves(GROUPING_FUNCTION, "SELECT sum(g) FROM (SELECT grouping(n) AS g" + rollup + ") AS u", 1);
        proves(ORDERED_ROLLUP, "SELECT count(*) AS m" + rollup + " ORDER BY m", 1, 2, 3);
    }

    @Rule(id = "FLG-75", text = "the features of windows and aggregates are declared if and only if they calculate what they say",
            proves = {WINDOW_FUNCTIONS, WINDOW_GROUPS, WINDOW_EXCLUDE, LAG_DEFAULT, PRECISE_AVERAGE, AGGREGATE_FILTER, ORDERED_AGGREGATES,
                WITHIN_GROUP})
    final void windowsAndAggregates() {
        String from = " FROM " + NUMBERS + " AS t";
        proves(WINDOW_FUNCTIONS, "SELECT rank() OVER (ORDER BY n) AS r" + from + " ORDER BY r", 1, 2, 2);
        proves(WINDOW_GROUPS, "SELECT count(*) OVER (ORDER BY n GROUPS BETWEEN CURRENT ROW AND CURRENT ROW) AS r" + from + " ORDER BY r", 1, 2,
                2);
        proves(WINDOW_EXCLUDE, "SELECT count(*) OVER (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP) AS r"
                + from + " ORDER BY r", 1, 1, 2);
        proves(LAG_DEFAULT, "SELECT lag(n, 1, 0) OVER (ORDER BY n) AS r" + from + " ORDER BY r", 0, 1, 2);
        proves(PRECISE_AVERAGE, "SELECT CASE WHEN abs(a * 3 - 5) < 0.000001 THEN 1 ELSE 0 END FROM (SELECT avg(n) AS a" + from + ") AS u", 1);
        proves(AGGREGATE_FILTER, "SELECT count(*) FILTER (WHERE n > 1)" + from, 2);
        run().prove(ORDERED_AGGREGATES, gives("SELECT string_agg(CAST(n AS VARCHAR(2)), '-' ORDER BY n DESC)" + from, "2-2-1"));
        proves(WITHIN_GROUP, "SELECT mode() WITHIN GROUP (ORDER BY n)" + from, 2);
    }
}
