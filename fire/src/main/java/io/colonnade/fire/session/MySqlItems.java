// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import java.util.ArrayList;
import java.util.List;

/** What can live in a session of MySQL and MariaDB. */
final class MySqlItems {

    private static final String PAGE = "mysql.md";
    private static final String UNNOTICED = "function, a view or a trigger that takes a named lock or selects into a user variable";
    private static final String ROWS = "SELECT count(*) FROM fire_left";
    private static final String VARIABLE = "SELECT @fire IS NULL";
    private static final String LOCK = "SELECT IS_FREE_LOCK('fire')";
    /** Fails in a transaction. */
    private static final String TRANSACTION = "SET TRANSACTION READ ONLY";
    private static final String MANY = "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 900) SELECT n FROM s";
    private static final String SIGNAL = "; SIGNAL SQLSTATE '45000'; RETURN 1; END";

    private MySqlItems() {
    }

    static Catalogue catalogue(boolean mariaDb) {
        List<Item> items = new ArrayList<>();
        transactions(items);
        settings(items);
        objects(items);
        functions(items);
        hidden(items);
        return new Catalogue(prepares(), items, cleans(), new Borrower.Texts("SELECT SLEEP(60)", "SELECT fire_is_no_column FROM fire_left",
                MANY),
                "SELECT count(*) FROM information_schema.processlist WHERE info = ?");
    }

    private static List<String> prepares() {
        List<String> all = new ArrayList<>(List.of("DROP TABLE IF EXISTS fire_left, fire_keys", "CREATE TABLE fire_left (n INT) ENGINE = InnoDB",
                "CREATE TABLE fire_keys (n INT AUTO_INCREMENT PRIMARY KEY)", "CREATE ROLE IF NOT EXISTS fire_role",
                "GRANT fire_role TO CURRENT_USER()"));
        for (String name : List.of("fire_sets", "fire_buffers", "fire_tables", "fire_sets_badly", "fire_buffers_badly", "fire_tables_badly",
                "fire_locks", "fire_selects")) {
            all.add("DROP FUNCTION IF EXISTS " + name);
        }
        function(all, "fire_sets", "SET @fire = 17; RETURN 1; END");
        function(all, "fire_buffers", "SET SESSION sort_buffer_size = 300000; RETURN 1; END");
        function(all, "fire_tables", "CREATE TEMPORARY TABLE fire_temp (n INT); RETURN 1; END");
        function(all, "fire_sets_badly", "SET @fire = 17" + SIGNAL);
        function(all, "fire_buffers_badly", "SET SESSION sort_buffer_size = 300000" + SIGNAL);
        function(all, "fire_tables_badly", "CREATE TEMPORARY TABLE fire_temp (n INT)" + SIGNAL);
        function(all, "fire_locks", "RETURN GET_LOCK('fire', 0); END");
        function(all, "fire_selects", "DECLARE x INT; SELECT 17 INTO @fire; RETURN 1; END");
        all.add("CREATE TRIGGER fire_trigger BEFORE INSERT ON fire_left FOR EACH ROW BEGIN IF NEW.n = 77 THEN SET @fire = 17;"
                + " SIGNAL SQLSTATE '45000'; END IF; END");
        return all;
    }

    private static void function(List<String> all, String name, String body) {
        all.add("CREATE FUNCTION " + name + "() RETURNS INT DETERMINISTIC BEGIN " + body);
    }

    private static List<String> cleans() {
        return List.of("DROP TABLE fire_left, fire_keys", "DROP ROLE fire_role", "DROP FUNCTION fire_sets", "DROP FUNCTION fire_buffers",
                "DROP FUNCTION fire_tables", "DROP FUNCTION fire_sets_badly", "DROP FUNCTION fire_buffers_badly", "DROP FUNCTION fire_tables_badly",
                "DROP FUNCTION fire_locks", "DROP FUNCTION fire_selects");
    }

    private static void transactions(List<Item> items) {
        items.add(Item.of("open transaction", TRANSACTION, "START TRANSACTION"));
        items.add(Item.of("rows of an open transaction", ROWS, "BEGIN", "INSERT INTO fire_left VALUES (1)").pinned());
        items.add(Item.of("autocommit", "SELECT @@autocommit", "SET autocommit = 0"));
        items.add(Item.of("rows without autocommit", ROWS, "SET autocommit = 0", "INSERT INTO fire_left VALUES (1)").pinned());
        items.add(Item.of("isolation", "SELECT @@transaction_isolation", "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"));
        items.add(Item.of("read-only", "SELECT @@transaction_read_only", "SET SESSION TRANSACTION READ ONLY"));
        items.add(Item.of("XA transaction", TRANSACTION, "XA START 'fire'"));
    }

    private static void settings(List<Item> items) {
        items.add(Item.of("sql_mode", "SELECT @@sql_mode", "SET sql_mode = 'ANSI_QUOTES'"));
        items.add(Item.of("time_zone", "SELECT @@time_zone", "SET time_zone = '-03:00'"));
        items.add(Item.of("character set", "SELECT CONCAT(@@character_set_client, @@collation_connection)", "SET NAMES latin1"));
        items.add(Item.of("current database", "SELECT DATABASE()", "USE mysql"));
        items.add(Item.of("foreign_key_checks", "SELECT @@foreign_key_checks", "SET foreign_key_checks = 0"));
        items.add(Item.of("timestamp", "SELECT NOW() < '2002-01-01'", "SET timestamp = 1000000000"));
        items.add(Item.of("role", "SELECT CURRENT_ROLE()", "SET ROLE fire_role"));
        items.add(Item.of("user variable", VARIABLE, "SET @fire = 17"));
        items.add(Item.of("user variable in a query", VARIABLE, "SELECT @fire := 17"));
        items.add(Item.of("user variable in back-quotes", VARIABLE, "SELECT 1, @`fire` := 17"));
        items.add(Item.of("user variable in quotes", VARIABLE, "SELECT 1, @'fire' := 17"));
        items.add(Item.of("user variable of SELECT INTO", VARIABLE, "SELECT 17 INTO @fire"));
        items.add(Item.of("user variable of DO", VARIABLE, "DO @fire := 17"));
        items.add(Item.of("user variable of a statement that fails", VARIABLE, "SELECT @fire := 17, (SELECT 1 UNION SELECT 2)"));
        items.add(Item.of("LAST_INSERT_ID(n)", "SELECT LAST_INSERT_ID()", "SELECT LAST_INSERT_ID(77)"));
    }

    private static void objects(List<Item> items) {
        items.add(Item.of("temporary table", "SELECT n FROM fire_temp", "CREATE TEMPORARY TABLE fire_temp (n INT)"));
        items.add(Item.of("GET_LOCK", LOCK, "SELECT GET_LOCK('fire', 0)"));
        items.add(Item.of("GET_LOCK behind a comment", LOCK, "SELECT get_lock /* c */ ('fire', 0)"));
        items.add(Item.of("GET_LOCK as a quoted name", LOCK, "SELECT `GET_LOCK`('fire', 0)"));
        items.add(Item.of("GET_LOCK behind a line", LOCK, "SELECT Get_Lock -- c\n ('fire', 0)"));
        items.add(Item.of("GET_LOCK in a condition", LOCK, "SELECT 1 FROM fire_keys RIGHT JOIN (SELECT 1 AS one) o ON TRUE WHERE GET_LOCK('fire', 0)"));
        items.add(Item.of("GET_LOCK in DO", LOCK, "DO GET_LOCK('fire', 0)"));
        items.add(Item.of("GET_LOCK of a statement that fails", LOCK, "SELECT GET_LOCK('fire', 0), (SELECT 1 UNION SELECT 2)"));
        items.add(Item.of("LOCK TABLES", "SELECT count(*) FROM fire_keys", "LOCK TABLES fire_left WRITE"));
        items.add(Item.of("global read lock", "DELETE FROM fire_left WHERE n < 0", "FLUSH TABLES WITH READ LOCK"));
        items.add(Item.of("HANDLER", "HANDLER fire_left READ FIRST", "HANDLER fire_left OPEN"));
        items.add(Item.of("statement of PREPARE", "EXECUTE fire_prepared", "PREPARE fire_prepared FROM 'SELECT 1'"));
    }

    private static void functions(List<Item> items) {
        String buffers = "SELECT @@sort_buffer_size";
        items.add(Item.of("user variable of a function", VARIABLE, "SELECT fire_sets()"));
        items.add(Item.of("setting of a function", buffers, "SELECT fire_buffers()"));
        items.add(Item.of("temporary table of a function", "SELECT n FROM fire_temp", "SELECT fire_tables()"));
        items.add(Item.of("user variable of a function that fails", VARIABLE, "SELECT fire_sets_badly()"));
        items.add(Item.of("setting of a function that fails", buffers, "SELECT fire_buffers_badly()"));
        items.add(Item.of("temporary table of a function that fails", "SELECT n FROM fire_temp", "SELECT fire_tables_badly()"));
        items.add(Item.of("user variable of a function over many rows", VARIABLE, MANY.replace("SELECT n FROM", "SELECT n, fire_sets() FROM")));
        items.add(Item.of("user variable of a trigger that fails", VARIABLE, "INSERT INTO fire_left VALUES (77)"));
    }

    private static void hidden(List<Item> items) {
        items.add(Item.of("GET_LOCK in a function", LOCK, "SELECT fire_locks()").unlessFull(PAGE, UNNOTICED));
        items.add(Item.of("user variable that a function selects into", VARIABLE, "SELECT fire_selects()").unlessFull(PAGE, UNNOTICED));
        items.add(Item.of("LAST_INSERT_ID() of an insert", "SELECT LAST_INSERT_ID() > 0", "INSERT INTO fire_keys VALUES ()")
                .unlessFull(PAGE, "what `LAST_INSERT_ID()` says after an insert that takes a key"));
        items.add(Item.of("warnings", "SHOW WARNINGS", "SELECT CAST('fire' AS SIGNED)").unlessFull(PAGE, "the warnings of the last statement"));
    }
}
