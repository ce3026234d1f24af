// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import java.util.ArrayList;
import java.util.List;
import org.sqlite.Function;

/** What can live in a connection to SQLite. */
final class SqliteItems {

    private static final String PAGE = "sqlite.md";
    private static final String ROWS = "SELECT count(*) FROM fire_left";
    private static final String CLOSED = "BEGIN";

    private SqliteItems() {
    }

    static Catalogue catalogue() {
        List<Item> items = new ArrayList<>();
        items.add(Item.of("open transaction", CLOSED, "BEGIN IMMEDIATE"));
        items.add(Item.of("rows of an open transaction", ROWS, "BEGIN", "INSERT INTO fire_left VALUES (1)").pinned());
        items.add(Item.of("open savepoint", CLOSED, "SAVEPOINT fire"));
        items.add(Item.of("rows of an open savepoint", ROWS, "SAVEPOINT fire", "INSERT INTO fire_left VALUES (1)").pinned());
        pragmas(items);
        objects(items);
        return new Catalogue(List.of("DROP TABLE IF EXISTS fire_left", "CREATE TABLE fire_left (n INTEGER PRIMARY KEY)"), items,
                List.of("DROP TABLE fire_left"), new Borrower.Texts(
                        "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s) SELECT count(*) FROM s",
                        "SELECT fire_is_no_column FROM fire_left",
                        "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s) SELECT n FROM s"), null);
    }

    private static void pragmas(List<Item> items) {
        items.add(pragma("foreign_keys", "0"));
        items.add(pragma("query_only", "1"));
        items.add(pragma("busy_timeout", "123456"));
        items.add(pragma("writable_schema", "1"));
        items.add(pragma("trusted_schema", "1"));
        items.add(pragma("synchronous", "0"));
        items.add(pragma("locking_mode", "EXCLUSIVE"));
        items.add(pragma("ignore_check_constraints", "1"));
        items.add(pragma("journal_size_limit", "5000"));
        items.add(Item.of("PRAGMA behind EXPLAIN", "PRAGMA recursive_triggers", "EXPLAIN PRAGMA recursive_triggers = 1"));
        items.add(Item.of("PRAGMA in an odd spelling", "PRAGMA cache_size", "/* x */ pragma\n main . \"cache_size\" (77)"));
        items.add(Item.of("PRAGMA case_sensitive_like", "SELECT 'a' LIKE 'A'", "PRAGMA case_sensitive_like = 1"));
    }

    private static Item pragma(String name, String value) {
        return Item.of("PRAGMA " + name, "PRAGMA " + name, "PRAGMA " + name + " = " + value);
    }

    private static void objects(List<Item> items) {
        items.add(Item.of("ATTACH", "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp')", "ATTACH ':memory:' AS \"o\"\"ther\""));
        items.add(Item.of("temporary table", "SELECT count(*) FROM sqlite_temp_schema", "CREATE TEMP TABLE fire_temp (n)"));
        items.add(Item.of("temporary view in front of a table", ROWS, "CREATE TEMP VIEW fire_left AS SELECT 1 AS n UNION SELECT 2"));
        items.add(Item.of("temporary trigger", "SELECT count(*) FROM sqlite_temp_schema",
                "CREATE TEMP TRIGGER fire_trigger BEFORE INSERT ON main.fire_left BEGIN SELECT RAISE(ABORT, 'left'); END"));
        items.add(Item.ofDriver("function of the driver's connection", "SELECT fire_function()", connection -> Function.create(connection,
                "fire_function", new Function() {
                    @Override
                    protected void xFunc() throws java.sql.SQLException {
                        result(17);
                    }
                })).always(PAGE, "Functions and hooks that were set on the"));
        items.add(Item.of("last_insert_rowid()", "SELECT last_insert_rowid() > 0", "INSERT INTO fire_left VALUES (NULL)")
                .always(PAGE, "`last_insert_rowid()`"));
    }
}
