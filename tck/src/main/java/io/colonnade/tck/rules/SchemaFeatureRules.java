// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Queries;
import io.colonnade.Result;
import io.colonnade.dialect.Feature;
import io.colonnade.spi.RowSink;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a dialect declares of tables, keys, indexes and views, compared with their effect in both directions: an index is seen by the rows
 * that it refuses, a key by what happens to the rows that refer to it.
 */
@Topic(why = "Constraints and indexes guard the data only if the database enforces what it accepted.",
        look = "The dialect's features of schemas; some databases parse a clause and ignore it.")
public class SchemaFeatureRules extends RuleGroup {

    /** A letter beyond U+FFFF: a mathematical double-struck A. */
    private static final String SUPPLEMENTARY = "x\ud835\udd38";

    protected SchemaFeatureRules(Target target) {
        super(target);
    }

    /** A table of that definition. */
    private String table(String definition) {
        String name = run().newTable();
        await(db().execute("CREATE TABLE " + name + " (" + definition + ")"));
        return name;
    }

    private boolean takes(String table, String... rows) {
        return List.of(rows).stream().allMatch(row -> accepts("INSERT INTO " + table + " VALUES (" + row + ")"));
    }

    /** Whether a table takes all these rows and refuses a last one. */
    private boolean refusesLast(String table, String last, String... rows) {
        return takes(table, rows) && !takes(table, last);
    }

    @Rule(id = "FLG-76", text = "SUPPLEMENTARY_IDENTIFIERS is declared if and only if a column keeps a name with a character beyond U+FFFF",
            proves = Feature.SUPPLEMENTARY_IDENTIFIERS)
    final void supplementaryIdentifiers() {
        String table = run().newTable();
        char quote = run().dialect().identifierQuote();
        run().prove(Feature.SUPPLEMENTARY_IDENTIFIERS, accepts("CREATE TABLE " + table + " (" + quote + SUPPLEMENTARY + quote + " INTEGER)")
                && takes(table, "1")
                && await(db().fetchExactlyOne("SELECT * FROM " + table)).columnNames().equals(List.of(SUPPLEMENTARY)));
    }

    @Rule(id = "FLG-77", text = "PARTIAL_INDEXES is declared if and only if a unique index with a condition lets other rows be",
            proves = Feature.PARTIAL_INDEXES)
    final void partialIndexes() {
        String table = table("v INTEGER");
        run().prove(Feature.PARTIAL_INDEXES, accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table + " (v) WHERE v > 5")
                && refusesLast(table, "7", "1", "1", "7"));
    }

    @Rule(id = "FLG-78", text = "EXPRESSION_INDEXES is declared if and only if a unique index compares the values of an expression",
            proves = Feature.EXPRESSION_INDEXES)
    final void expressionIndexes() {
        String table = table("v INTEGER");
        run().prove(Feature.EXPRESSION_INDEXES, accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table + " ((abs(v)))")
                && refusesLast(table, "-1", "1", "2"));
    }

    @Rule(id = "FLG-79", text = "INDEX_INCLUDE is declared if and only if a unique index keeps a column without comparing it",
            proves = Feature.INDEX_INCLUDE)
    final void indexInclude() {
        String table = table("v INTEGER, w INTEGER");
        run().prove(Feature.INDEX_INCLUDE, accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table + " (v) INCLUDE (w)")
                && refusesLast(table, "1, 2", "1, 1", "2, 1"));
    }

    @Rule(id = "FLG-80", text = "INDEX_PREFIX_LENGTH is declared if and only if a unique index compares the first characters of a column",
            proves = Feature.INDEX_PREFIX_LENGTH)
    final void indexPrefixLength() {
        String table = table("v VARCHAR(20)");
        run().prove(Feature.INDEX_PREFIX_LENGTH, accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table + " (v(2))")
                && refusesLast(table, "'abd'", "'abc'", "'acd'"));
    }

    @Rule(id = "FLG-81", text = "INDEX_NULLS_ORDERING is declared if and only if an index takes NULLS FIRST and NULLS LAST",
            proves = Feature.INDEX_NULLS_ORDERING)
    final void indexNullsOrdering() {
        String table = table("v INTEGER, w INTEGER");
        run().prove(Feature.INDEX_NULLS_ORDERING, accepts("CREATE UNIQUE INDEX " + table + "_i ON " + table
                + " (v ASC NULLS FIRST, w DESC NULLS LAST)") && refusesLast(table, "1, 1", "1, 1", "1, 2"));
    }

    @Rule(id = "FLG-130", text = "OPERATOR_CLASSES is declared if and only if an index takes a class of operators behind a column",
            proves = Feature.OPERATOR_CLASSES)
    final void operatorClasses() {
        String table = table("v VARCHAR(20)");
        String create = "CREATE UNIQUE INDEX " + table + "_i ON " + table + " (v ";
        run().prove(Feature.OPERATOR_CLASSES, !accepts(create + "no_such_ops)") && accepts(create + "varchar_pattern_ops DESC)")
                && refusesLast(table, "'abc'", "'abc'", "'abd'"));
    }

    @Rule(id = "FLG-82", text = "CONCURRENT_INDEXES is declared if and only if CREATE INDEX and DROP INDEX take CONCURRENTLY",
            proves = Feature.CONCURRENT_INDEXES)
    final void concurrentIndexes() {
        String table = table("v INTEGER");
        run().prove(Feature.CONCURRENT_INDEXES, accepts("CREATE UNIQUE INDEX CONCURRENTLY " + table + "_i ON " + table + " (v)")
                && refusesLast(table, "1", "1", "2") && accepts("DROP INDEX CONCURRENTLY " + table + "_i") && takes(table, "1"));
    }

    @Rule(id = "FLG-83",
            text = "INDEX_IF_NOT_EXISTS is declared if and only if an index that is there may be created again, and one that is"
            + " not there may be dropped",
            proves = Feature.INDEX_IF_NOT_EXISTS)
    final void indexIfNotExists() {
        String table = table("v INTEGER");
        String create = "CREATE UNIQUE INDEX IF NOT EXISTS " + table + "_i ON " + table + " (v)";
        String drop = "DROP INDEX IF EXISTS " + table + "_i";
        run().prove(Feature.INDEX_IF_NOT_EXISTS, accepts(create) && accepts(create) && refusesLast(table, "1", "1", "2")
                && (accepts(drop) && accepts(drop) || accepts(drop + " ON " + table) && accepts(drop + " ON " + table))
                && takes(table, "1"));
    }

    @Rule(id = "FLG-84",
            text = "INLINE_INDEXES is declared if and only if an index that stands among the columns of a table is made with it",
            proves = Feature.INLINE_INDEXES)
    final void inlineIndexes() {
        String table = run().newTable();
        run().prove(Feature.INLINE_INDEXES, accepts("CREATE TABLE " + table + " (v INTEGER, w INTEGER, UNIQUE INDEX " + table
                + "_i (v), INDEX " + table + "_j (w))") && refusesLast(table, "1, 2", "1, 1", "2, 1")
                && accepts("DROP INDEX " + table + "_j ON " + table));
    }

    @Rule(id = "FLG-85",
            text = "DEFERRABLE_FOREIGN_KEYS is declared if and only if a row may come before the one that it refers to, but not"
            + " without it",
            proves = Feature.DEFERRABLE_FOREIGN_KEYS)
    final void deferrableForeignKeys() {
        String parents = table("id INTEGER PRIMARY KEY");
        String children = run().newTable();
        run().prove(Feature.DEFERRABLE_FOREIGN_KEYS, accepts("CREATE TABLE " + children
                + " (v INTEGER, FOREIGN KEY (v) REFERENCES " + parents + " (id) DEFERRABLE INITIALLY DEFERRED)")
                && together("INSERT INTO " + children + " VALUES (1)", "INSERT INTO " + parents + " VALUES (1)")
                && !together("INSERT INTO " + children + " VALUES (2)") && gives("SELECT v FROM " + children, "1"));
    }

    /** Whether a transaction of these statements is committed. */
    private boolean together(String... statements) {
        return accepts(db().transaction(tx -> {
            CompletableFuture<Result> last = done(null);
            for (String each : statements) {
                last = last.thenCompose(before -> tx.execute(each));
            }
            return last;
        }));
    }

    @Rule(id = "FLG-86",
            text = "DEFERRABLE_UNIQUE_CONSTRAINTS is declared if and only if a value may stand twice until the end of the"
            + " transaction, but not longer",
            proves = Feature.DEFERRABLE_UNIQUE_CONSTRAINTS)
    final void deferrableUniqueConstraints() {
        String table = run().newTable();
        String insert = "INSERT INTO " + table + " VALUES (1)";
        run().prove(Feature.DEFERRABLE_UNIQUE_CONSTRAINTS, accepts("CREATE TABLE " + table
                + " (v INTEGER, UNIQUE (v) DEFERRABLE INITIALLY DEFERRED)")
                && together(insert, insert, "DELETE FROM " + table, insert) && !together(insert)
                && gives("SELECT v FROM " + table, "1"));
    }

    @Rule(id = "FLG-87", text = "REFERENTIAL_SET_DEFAULT is declared if and only if a reference takes its default where its row is deleted",
            proves = Feature.REFERENTIAL_SET_DEFAULT)
    final void referentialSetDefault() {
        String parents = table("id INTEGER PRIMARY KEY");
        String children = run().newTable();
        run().prove(Feature.REFERENTIAL_SET_DEFAULT, accepts("CREATE TABLE " + children
                + " (v INTEGER DEFAULT 9, FOREIGN KEY (v) REFERENCES " + parents + " (id) ON DELETE SET DEFAULT)")
                && takes(parents, "1", "9") && takes(children, "1")
                && accepts("DELETE FROM " + parents + " WHERE id = 1") && gives("SELECT v FROM " + children, "9"));
    }

    @Rule(id = "FLG-88", text = "ALTER_CONSTRAINTS is declared if and only if a constraint is added to a table and dropped from it",
            proves = Feature.ALTER_CONSTRAINTS)
    final void alterConstraints() {
        String table = table("v INTEGER");
        String alter = "ALTER TABLE " + table;
        run().prove(Feature.ALTER_CONSTRAINTS, accepts(alter + " ADD CONSTRAINT " + table + "_c UNIQUE (v)") && refusesLast(table, "1", "1")
                && accepts(alter + " DROP CONSTRAINT " + table + "_c") && takes(table, "1"));
    }

    @Rule(id = "FLG-89",
            text = "ALTER_IF_EXISTS is declared if and only if a change of a table, a column or a constraint that is not there is"
            + " nothing",
            proves = Feature.ALTER_IF_EXISTS)
    final void alterIfExists() {
        String table = table("v INTEGER, w INTEGER");
        String alter = "ALTER TABLE " + table;
        run().prove(Feature.ALTER_IF_EXISTS, accepts("ALTER TABLE IF EXISTS " + table + "_none ADD COLUMN w INTEGER")
                && accepts(alter + " DROP CONSTRAINT IF EXISTS " + table + "_c") && accepts(alter + " DROP COLUMN IF EXISTS w")
                && accepts(alter + " DROP COLUMN IF EXISTS w") && takes(table, "1") && gives("SELECT * FROM " + table, "1"));
    }

    /** Two tables, of which the second refers to the first. */
    private List<String> family() {
        String parents = table("id INTEGER PRIMARY KEY");
        return List.of(parents, table("v INTEGER, FOREIGN KEY (v) REFERENCES " + parents + " (id)"));
    }

    @Rule(id = "FLG-90", text = "DROP_SEVERAL_TABLES is declared if and only if one statement drops a table and one that refers to it",
            proves = Feature.DROP_SEVERAL_TABLES)
    final void dropSeveralTables() {
        List<String> family = family();
        run().prove(Feature.DROP_SEVERAL_TABLES, accepts("DROP TABLE " + String.join(", ", family))
                && family.stream().noneMatch(table -> accepts("SELECT * FROM " + table)));
    }

    @Rule(id = "FLG-91", text = "DROP_CASCADE is declared if and only if a dropped table takes along the references to it",
            proves = Feature.DROP_CASCADE)
    final void dropCascade() {
        List<String> family = family();
        run().prove(Feature.DROP_CASCADE, accepts("DROP TABLE " + family.get(0) + " CASCADE") && !accepts("SELECT * FROM " + family.get(0))
                && takes(family.get(1), "99"));
    }

    @Rule(id = "FLG-92", text = "COMPUTED_STORED is declared if and only if a column that is STORED is calculated from its row",
            proves = Feature.COMPUTED_STORED)
    final void computedStored() {
        run().prove(Feature.COMPUTED_STORED, computes("STORED"));
    }

    @Rule(id = "FLG-93", text = "COMPUTED_VIRTUAL is declared if and only if a column that is VIRTUAL is calculated from its row",
            proves = Feature.COMPUTED_VIRTUAL)
    final void computedVirtual() {
        run().prove(Feature.COMPUTED_VIRTUAL, computes("VIRTUAL"));
    }

    private boolean computes(String kind) {
        String table = run().newTable();
        return accepts("CREATE TABLE " + table + " (v INTEGER, d INTEGER GENERATED ALWAYS AS (v * 2) " + kind + ")")
                && accepts("INSERT INTO " + table + " (v) VALUES (3)") && gives("SELECT d FROM " + table, "6")
                && accepts("UPDATE " + table + " SET v = 4") && gives("SELECT d FROM " + table, "8")
                && !accepts("UPDATE " + table + " SET d = 1");
    }

    @Rule(id = "FLG-94",
            text = "TEMPORARY_TABLES is declared if and only if a temporary table is there for its connection and not for others",
            proves = Feature.TEMPORARY_TABLES)
    final void temporaryTables() {
        String name = run().newTable();
        Queries others = open(options -> options.maxSize(1).forceRollback(false));
        onConnection(direct -> {
            boolean created = accepts(direct.execute(RowSink.NONE, "CREATE TEMPORARY TABLE " + name + " (v INTEGER)"))
                    && accepts(direct.execute(RowSink.NONE, "INSERT INTO " + name + " (v) VALUES (7)"));
            run().prove(Feature.TEMPORARY_TABLES, created && direct.number("SELECT v FROM " + name) == 7
                    && !accepts(others.fetchAll("SELECT v FROM " + name)));
            direct.run("DROP TABLE IF EXISTS " + name);
        });
    }

    @Rule(id = "FLG-95", text = "CREATE_TABLE_AS is declared if and only if a table is created with the rows of a query",
            proves = Feature.CREATE_TABLE_AS)
    final void createTableAs() {
        String name = run().newTable();
        run().prove(Feature.CREATE_TABLE_AS, accepts("CREATE TABLE " + name + " AS SELECT 7 AS v UNION ALL SELECT 8") && takes(name, "9")
                && gives("SELECT v FROM " + name + " ORDER BY v", "7", "8", "9"));
    }

    @Rule(id = "FLG-96", text = "VIEW_OR_REPLACE is declared if and only if a second view of a name replaces the first",
            proves = Feature.VIEW_OR_REPLACE)
    final void viewOrReplace() {
        run().prove(Feature.VIEW_OR_REPLACE, secondView("CREATE OR REPLACE VIEW ", "2"));
    }

    @Rule(id = "FLG-97",
            text = "VIEW_IF_NOT_EXISTS is declared if and only if a second view of a name is taken and leaves the first as it is",
            proves = Feature.VIEW_IF_NOT_EXISTS)
    final void viewIfNotExists() {
        run().prove(Feature.VIEW_IF_NOT_EXISTS, secondView("CREATE VIEW IF NOT EXISTS ", "1"));
    }

    @Rule(id = "FLG-131",
            text = "MATERIALIZED_VIEWS is declared if and only if a view keeps its rows until it is refreshed",
            proves = Feature.MATERIALIZED_VIEWS)
    final void materializedViews() {
        String table = table("v INTEGER");
        String view = table + "_kept";
        boolean kept = takes(table, "1") && accepts("CREATE MATERIALIZED VIEW IF NOT EXISTS " + view + " AS SELECT v FROM " + table);
        try {
            run().prove(Feature.MATERIALIZED_VIEWS, kept && takes(table, "2") && gives("SELECT v FROM " + view, "1")
                    && accepts("REFRESH MATERIALIZED VIEW " + view) && gives("SELECT v FROM " + view + " ORDER BY v", "1", "2"));
        } finally {
            if (kept) {
                await(db().execute("DROP MATERIALIZED VIEW " + view));
            }
        }
    }

    private boolean secondView(String create, String row) {
        String name = run().newTable() + "_view";
        try {
            return accepts(create + name + " AS SELECT 1 AS v") && accepts(create + name + " AS SELECT 2 AS v")
                    && gives("SELECT v FROM " + name, row);
        } finally {
            await(db().execute("DROP VIEW IF EXISTS " + name));
        }
    }
}
