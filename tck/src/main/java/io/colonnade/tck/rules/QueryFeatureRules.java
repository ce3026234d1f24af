// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.SetOperands;
import io.colonnade.dialect.ValuesForm;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a dialect declares of queries, compared with the rows that plain SQL gives on the live database, in both directions.
 */
@Topic(why = "Statements are compiled by what a dialect claims: a false claim makes statements that the database "
                + "refuses or takes for something else, a missing one refuses what it could do.",
        look = "What the backend declares when it connects; the report shows the statements that were sent and what was "
                + "seen.")
public class QueryFeatureRules extends RuleGroup {

    protected QueryFeatureRules(Target target) {
        super(target);
    }

    private void provesByRows(Feature feature, String sql, String... rows) {
        run().prove(feature, gives(sql, rows));
    }

    @Rule(id = "FLG-45", text = "RIGHT_JOIN is declared if and only if a right join keeps the rows of the right table that have no partner",
            proves = Feature.RIGHT_JOIN)
    final void rightJoin() {
        String notes = threeTexts();
        provesByRows(Feature.RIGHT_JOIN, "SELECT b.id FROM " + notes + " AS a RIGHT JOIN " + notes
                + " AS b ON a.id = b.id + 1 WHERE a.id IS NULL", "3");
    }

    @Rule(id = "FLG-46", text = "FULL_OUTER_JOIN is declared if and only if a full join keeps the rows of both tables that have no partner",
            proves = Feature.FULL_OUTER_JOIN)
    final void fullOuterJoin() {
        String notes = threeTexts();
        provesByRows(Feature.FULL_OUTER_JOIN, "SELECT min(a.id), max(b.id), count(*) FROM " + notes + " AS a FULL OUTER JOIN " + notes
                + " AS b ON a.id = b.id + 1 WHERE a.id IS NULL OR b.id IS NULL", "1,3,2");
    }

    @Rule(id = "FLG-47", text = "LATERAL is declared if and only if a query in FROM reads the columns of the table before it",
            proves = Feature.LATERAL)
    final void lateral() {
        provesByRows(Feature.LATERAL, "SELECT l.v FROM " + threeTexts()
                + " AS a CROSS JOIN LATERAL (SELECT a.id * 10 AS v) AS l ORDER BY 1", "10", "20", "30");
    }

    @Rule(id = "FLG-48",
            text = "OUTER_COLUMNS_IN_DERIVED_TABLES is declared if and only if a query in the FROM of a subquery reads the columns of the"
                    + " statement around it",
            proves = Feature.OUTER_COLUMNS_IN_DERIVED_TABLES)
    final void outerColumns() {
        provesByRows(Feature.OUTER_COLUMNS_IN_DERIVED_TABLES, "SELECT a.id FROM " + threeTexts()
                + " AS a WHERE 20 = (SELECT d.v FROM (SELECT a.id * 10 AS v) AS d)", "2");
    }

    @Rule(id = "FLG-49",
            text = "LIMIT_IN_SUBQUERIES is declared if and only if a query after IN is limited", proves = Feature.LIMIT_IN_SUBQUERIES)
    final void limitInSubqueries() {
        String notes = threeTexts();
        provesByRows(Feature.LIMIT_IN_SUBQUERIES, "SELECT id FROM " + notes + " WHERE id IN (SELECT id FROM " + notes
                + " ORDER BY id LIMIT 1 OFFSET 1)", "2");
    }

    @Rule(id = "FLG-50", text = "QUANTIFIED_SUBQUERIES is declared if and only if a value is compared with ANY and ALL rows of a query",
            proves = Feature.QUANTIFIED_SUBQUERIES)
    final void quantified() {
        String notes = threeTexts();
        String sql = "SELECT id FROM " + notes + " WHERE id ";
        run().prove(Feature.QUANTIFIED_SUBQUERIES, gives(sql + ">= ALL (SELECT id FROM " + notes + ")", "3")
                && gives(sql + "> ANY (SELECT id FROM " + notes + ") ORDER BY id", "2", "3"));
    }

    @Rule(id = "FLG-51", text = "INTERSECT_EXCEPT is declared if and only if queries are intersected and subtracted",
            proves = Feature.INTERSECT_EXCEPT)
    final void intersectExcept() {
        String sql = "SELECT text FROM " + threeTexts();
        run().prove(Feature.INTERSECT_EXCEPT, gives(sql + " INTERSECT SELECT 'b'", "b") && gives(sql + " EXCEPT SELECT 'b'", "a"));
    }

    @Rule(id = "FLG-52",
            text = "INTERSECT_EXCEPT_ALL is declared if and only if rows that stand twice are intersected and subtracted one by one",
            proves = Feature.INTERSECT_EXCEPT_ALL)
    final void intersectExceptAll() {
        String notes = threeTexts();
        String sql = "SELECT text FROM " + notes + " WHERE id > 1";
        run().prove(Feature.INTERSECT_EXCEPT_ALL, gives(sql + " INTERSECT ALL SELECT text FROM " + notes, "b", "b")
                && gives(sql + " EXCEPT ALL SELECT 'b'", "b"));
    }

    @Rule(id = "FLG-53", text = "COMMON_TABLES is declared if and only if a query reads tables named by WITH, recursive ones too",
            proves = Feature.COMMON_TABLES)
    final void commonTables() {
        run().prove(Feature.COMMON_TABLES, gives("WITH c AS (SELECT 7 AS v) SELECT v FROM c", "7")
                && gives("WITH RECURSIVE c (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM c WHERE v < 3) SELECT v FROM c ORDER BY v",
                        "1", "2", "3"));
    }

    @Rule(id = "FLG-54", text = "MATERIALIZED_HINT is declared if and only if WITH takes MATERIALIZED and NOT MATERIALIZED",
            proves = Feature.MATERIALIZED_HINT)
    final void materializedHint() {
        run().prove(Feature.MATERIALIZED_HINT, gives("WITH c AS MATERIALIZED (SELECT 7 AS v) SELECT v FROM c", "7")
                && gives("WITH c AS NOT MATERIALIZED (SELECT 7 AS v) SELECT v FROM c", "7"));
    }

    @Rule(id = "FLG-55",
            text = "WITH_BEFORE_INSERT is declared if and only if an insert begins with WITH", proves = Feature.WITH_BEFORE_INSERT)
    final void withBeforeInsert() {
        String notes = threeTexts();
        run().prove(Feature.WITH_BEFORE_INSERT, accepts("WITH c AS (SELECT 4 AS v) INSERT INTO " + notes
                + " (id, text) SELECT v, 'd' FROM c") && gives("SELECT text FROM " + notes + " WHERE id = 4", "d"));
    }

    @Rule(id = "FLG-56", text = "WITH_BEFORE_UPDATE_DELETE is declared if and only if an update and a delete begin with WITH",
            proves = Feature.WITH_BEFORE_UPDATE_DELETE)
    final void withBeforeUpdate() {
        String notes = threeTexts();
        String condition = " WHERE id IN (SELECT v FROM c)";
        run().prove(Feature.WITH_BEFORE_UPDATE_DELETE, accepts("WITH c AS (SELECT 1 AS v) UPDATE " + notes
                + " SET text = 'new'" + condition) && accepts("WITH c AS (SELECT 2 AS v) DELETE FROM " + notes + condition)
                && gives("SELECT id, text FROM " + notes + " ORDER BY id", "1,new", "3,b"));
    }

    @Rule(id = "FLG-57", text = "DATA_CHANGING_COMMON_TABLES is declared if and only if a query reads what a delete in WITH gives back",
            proves = Feature.DATA_CHANGING_COMMON_TABLES)
    final void dataChanging() {
        String notes = threeTexts();
        run().prove(Feature.DATA_CHANGING_COMMON_TABLES, gives("WITH c AS (DELETE FROM " + notes
                + " WHERE id = 1 RETURNING text) SELECT text FROM c", "a") && gives("SELECT id FROM " + notes + " ORDER BY id", "2", "3"));
    }

    @Rule(id = "FLG-63",
            text = "FETCH_WITH_TIES is declared if and only if FETCH FIRST WITH TIES gives the rows that are equal to the last too",
            proves = Feature.FETCH_WITH_TIES)
    final void fetchWithTies() {
        provesByRows(Feature.FETCH_WITH_TIES, "SELECT text FROM " + threeTexts() + " ORDER BY text DESC"
                + " FETCH FIRST 1 ROWS WITH TIES", "b", "b");
    }

    @Rule(id = "FLG-132", text = "TABLE_SAMPLE is declared if and only if TABLESAMPLE of all rows gives all, and of none gives none",
            proves = Feature.TABLE_SAMPLE)
    final void tableSample() {
        String count = "SELECT count(*) FROM " + threeTexts() + " TABLESAMPLE ";
        run().prove(Feature.TABLE_SAMPLE, gives(count + "BERNOULLI (100)", "3") && gives(count + "SYSTEM (0) REPEATABLE (1)", "0"));
    }

    @Rule(id = "FLG-133",
            text = "BOOLEAN_WORDS_AS_NAMES is declared if and only if the columns true and false of a query in FROM are read by these names",
            proves = Feature.BOOLEAN_WORDS_AS_NAMES)
    final void booleanWordsAsNames() {
        char quote = run().dialect().identifierQuote();
        String yes = quote + "true" + quote;
        String no = quote + "false" + quote;
        provesByRows(Feature.BOOLEAN_WORDS_AS_NAMES, "SELECT d." + yes + ", d." + no + " FROM (SELECT 1 AS " + yes + ", 2 AS " + no
                + ") AS d", "1,2");
    }

    @Rule(id = "FLG-64", text = "DISTINCT_ON is declared if and only if SELECT DISTINCT ON gives the first row of each group",
            proves = Feature.DISTINCT_ON)
    final void distinctOn() {
        provesByRows(Feature.DISTINCT_ON, "SELECT DISTINCT ON (text) id FROM " + threeTexts() + " ORDER BY text, id DESC", "1", "3");
    }

    @Rule(id = "FLG-65", text = "GROUPING_FUNCTION is declared if and only if GROUPING is 1 in the row of the total and 0 in the others",
            proves = Feature.GROUPING_FUNCTION)
    final void groupingFunction() {
        String sql = "SELECT count(*), sum(d.g) FROM (SELECT GROUPING(text) AS g FROM " + threeTexts() + " GROUP BY ";
        run().prove(Feature.GROUPING_FUNCTION, gives(sql + "ROLLUP (text)) AS d", "3,1") || gives(sql + "text WITH ROLLUP) AS d", "3,1"));
    }

    @Rule(id = "FLG-66", text = "ORDERED_ROLLUP is declared if and only if the groups and the total of a select are put into an order",
            proves = Feature.ORDERED_ROLLUP)
    final void orderedRollup() {
        String sql = "SELECT count(*) FROM " + threeTexts() + " GROUP BY ";
        run().prove(Feature.ORDERED_ROLLUP, gives(sql + "ROLLUP (text) ORDER BY count(*) DESC", "3", "2", "1")
                || gives(sql + "text WITH ROLLUP ORDER BY count(*) DESC", "3", "2", "1"));
    }

    private void provesInWindow(Feature feature, String function, String... rows) {
        provesByRows(feature, "SELECT " + function + " FROM " + threeTexts() + " ORDER BY id", rows);
    }

    @Rule(id = "FLG-67", text = "WINDOW_FUNCTIONS is declared if and only if functions are calculated over the rows of a window",
            proves = Feature.WINDOW_FUNCTIONS)
    final void windowFunctions() {
        provesInWindow(Feature.WINDOW_FUNCTIONS, "row_number() OVER (PARTITION BY text ORDER BY id DESC)", "1", "2", "1");
    }

    @Rule(id = "FLG-68", text = "WINDOW_GROUPS is declared if and only if a window is counted in groups of equal rows",
            proves = Feature.WINDOW_GROUPS)
    final void windowGroups() {
        provesInWindow(Feature.WINDOW_GROUPS, "count(*) OVER (ORDER BY text GROUPS BETWEEN CURRENT ROW AND 1 FOLLOWING)", "3", "2", "2");
    }

    @Rule(id = "FLG-69",
            text = "WINDOW_EXCLUDE is declared if and only if a window leaves out the current row", proves = Feature.WINDOW_EXCLUDE)
    final void windowExclude() {
        provesInWindow(Feature.WINDOW_EXCLUDE, "sum(id) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
                + " EXCLUDE CURRENT ROW)", "5", "4", "3");
    }

    @Rule(id = "FLG-70",
            text = "LAG_DEFAULT is declared if and only if LAG and LEAD give a value of the statement's choice where there is no row",
            proves = Feature.LAG_DEFAULT)
    final void lagDefault() {
        provesInWindow(Feature.LAG_DEFAULT, "lag(id, 1, 7) OVER (ORDER BY id) + lead(id, 1, 9) OVER (ORDER BY id)", "9", "4", "11");
    }

    @Rule(id = "FLG-71", text = "AGGREGATE_FILTER is declared if and only if FILTER leaves rows out of an aggregate",
            proves = Feature.AGGREGATE_FILTER)
    final void aggregateFilter() {
        provesByRows(Feature.AGGREGATE_FILTER, "SELECT count(*) FILTER (WHERE id > 1), count(*) FROM " + threeTexts(), "2,3");
    }

    @Rule(id = "FLG-72",
            text = "ORDERED_AGGREGATES is declared if and only if texts are joined in the order that stands behind them, and so is a sum",
            proves = Feature.ORDERED_AGGREGATES)
    final void orderedAggregates() {
        String notes = threeTexts();
        run().prove(Feature.ORDERED_AGGREGATES, gives("SELECT sum(id ORDER BY id DESC) FROM " + notes, "6")
                && (gives("SELECT string_agg(text, '' ORDER BY id DESC) FROM " + notes, "bba")
                        || gives("SELECT group_concat(text ORDER BY id DESC SEPARATOR '') FROM " + notes, "bba")));
    }

    @Rule(id = "FLG-73", text = "WITHIN_GROUP is declared if and only if WITHIN GROUP puts the rows of a percentile into an order",
            proves = Feature.WITHIN_GROUP)
    final void withinGroup() {
        provesByRows(Feature.WITHIN_GROUP, "SELECT percentile_disc(0.1) WITHIN GROUP (ORDER BY id DESC) FROM " + threeTexts(), "3");
    }

    @Rule(id = "FLG-74", text = "PRECISE_AVERAGE is declared if and only if the mean of whole numbers has 15 digits and more",
            proves = Feature.PRECISE_AVERAGE)
    final void preciseAverages() {
        String mean = "SELECT avg(n.v) FROM (SELECT 1 AS v UNION ALL SELECT 2 UNION ALL SELECT 4) AS n";
        run().prove(Feature.PRECISE_AVERAGE, await(db().fetchExactlyOne(mean)).get(0).toString().startsWith("2.33333333333333"));
    }

    @Rule(id = "FLG-100", text = "ROW_VALUES_IN_LIST is declared if and only if several values are compared with a list of rows behind IN",
            proves = Feature.ROW_VALUES_IN_LIST)
    final void rowValuesInList() {
        provesByRows(Feature.ROW_VALUES_IN_LIST, "SELECT id FROM " + threeTexts() + " WHERE (id, text) IN ((1, 'b'), (3, 'b'))", "3");
    }

    @Rule(id = "FLG-98", text = "ARRAY_PARAMETERS is declared if and only if a list is one parameter behind ANY",
            proves = Feature.ARRAY_PARAMETERS)
    final void arrayParameters() {
        run().dialect();
        onConnection(direct -> {
            Dialect withArrays = direct.connection().dialect().toBuilder().with(Feature.ARRAY_PARAMETERS).build();
            Notes notes = direct.notes(range(1, 30));
            List<Integer> ids = IntStream.rangeClosed(11, 40).boxed().toList();
            String sql = "SELECT count(*) FROM " + notes.name() + " WHERE id IN (:ids)";
            BoundStatement bound = direct.statements().compile(withArrays, sql, ids);
            List<Object> counts = new ArrayList<>();
            boolean taken = accepts(direct.connection().execute(bound.compiled(), bound.binds(), row -> counts.add(row.get(0))));
            run().prove(Feature.ARRAY_PARAMETERS, taken && bound.binds().length == 1 && ((Number) counts.get(0)).intValue() == 20);
        });
    }

    @Rule(id = "FLG-75",
            text = "setOperands, valuesForm and groupingForm are forms that the database takes; none is declared only where there is"
                    + " none",
            components = {"setOperands", "valuesForm", "groupingForm"})
    final void forms() {
        Dialect dialect = run().dialect();
        String notes = threeTexts();
        String operand = "SELECT text FROM " + notes + " ORDER BY id LIMIT 1";
        run().findings().form("setOperands", dialect.setOperands(), null, form -> gives((form == SetOperands.PARENTHESES
                ? "(%s) UNION ALL (%s)" : "SELECT * FROM (%s) AS o UNION ALL SELECT * FROM (%s) AS o").replace("%s", operand), "a", "a"));
        run().findings().form("valuesForm", dialect.valuesForm(), null,
                form -> gives("SELECT v.a, v.b FROM " + values(form) + " ORDER BY v.a", "1,2", "3,4"));
        run().findings().form("groupingForm", dialect.groupingForm(), GroupingForm.NONE, form -> groups(notes, form));
    }

    private static String values(ValuesForm form) {
        return switch (form) {
            case COLUMN_LIST -> "(VALUES (1, 2), (3, 4)) AS v (a, b)";
            case ROW_COLUMN_LIST -> "(VALUES ROW(1, 2), ROW(3, 4)) AS v (a, b)";
            case COMMON_TABLE -> "(WITH v (a, b) AS (VALUES (1, 2), (3, 4)) SELECT * FROM v) AS v";
            case UNION_ALL -> "(SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4) AS v";
        };
    }

    private boolean groups(String notes, GroupingForm form) {
        String sql = "SELECT count(*) FROM (SELECT text FROM " + notes + " GROUP BY ";
        return form == GroupingForm.GROUPING_SETS
                ? gives(sql + "GROUPING SETS ((text), ())) AS d", "3") && gives(sql + "ROLLUP (text), CUBE (id)) AS d", "9")
                : gives(sql + "text WITH ROLLUP) AS d", "3");
    }
}
