// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What can live in a session of PostgreSQL. */
final class PostgresItems {

    private static final String PAGE = "postgresql.md";
    private static final String UNSEEN = "What a view, a trigger or an operator";
    private static final String TIMEOUT = "SELECT current_setting('statement_timeout')";
    private static final String PATH = "SELECT current_setting('search_path')";
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    /** Fails outside transactions. */
    private static final String TRANSACTION = "SAVEPOINT fire_probe";

    private static final List<String> PREPARES = List.of(
            "DROP TABLE IF EXISTS fire_left", "CREATE TABLE fire_left (n int)",
            "DROP SEQUENCE IF EXISTS fire_numbers", "CREATE SEQUENCE fire_numbers",
            "CREATE OR REPLACE FUNCTION fire_sets() RETURNS text LANGUAGE plpgsql AS $$ BEGIN SET statement_timeout = '50s'; RETURN ''; END $$",
            "CREATE OR REPLACE PROCEDURE fire_calls() LANGUAGE plpgsql AS $$ BEGIN SET statement_timeout = '50s'; END $$",
            "CREATE OR REPLACE FUNCTION fire_triggers() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('statement_timeout',"
                    + " '50s', false); RETURN NULL; END $$",
            "CREATE OR REPLACE VIEW fire_view AS SELECT set_config('statement_timeout', '50s', false) AS set",
            "CREATE OR REPLACE VIEW fire_path AS SELECT set_config('search_path', 'pg_catalog', false) AS set",
            "CREATE OR REPLACE VIEW fire_zone AS SELECT set_config('TimeZone', 'Europe/Paris', false) AS set",
            "CREATE OR REPLACE VIEW fire_lock AS SELECT pg_advisory_lock(17)::text AS set",
            "CREATE TRIGGER fire_trigger BEFORE INSERT ON fire_left FOR EACH ROW WHEN (new.n = 77) EXECUTE FUNCTION fire_triggers()");

    private static final List<String> CLEANS = List.of("DROP VIEW fire_view, fire_path, fire_zone, fire_lock", "DROP TABLE fire_left",
            "DROP FUNCTION fire_sets, fire_triggers", "DROP PROCEDURE fire_calls", "DROP SEQUENCE fire_numbers");

    private PostgresItems() {
    }

    static Catalogue catalogue(Connection truth) throws SQLException {
        List<Item> items = new ArrayList<>();
        transactions(items);
        settings(items);
        objects(items);
        hidden(items, truth.getMetaData().getDatabaseMajorVersion());
        items.add(Item.of("seed of random()", "SELECT random() = " + seeded(truth), "SELECT setseed(0.25)")
                .always(PAGE, "what `setseed` has set | they stay, with `session_reset=full` too"));
        return new Catalogue(PREPARES, items, CLEANS, new Borrower.Texts("SELECT pg_sleep(60)", "SELECT 1 / 0",
                "SELECT n FROM generate_series(1, 100000) AS s (n)"),
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = ? AND pid <> pg_backend_pid()");
    }

    private static double seeded(Connection truth) throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute("SELECT setseed(0.25)");
            try (ResultSet row = statement.executeQuery("SELECT random()")) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private static void transactions(List<Item> items) {
        items.add(Item.of("open transaction", TRANSACTION, "BEGIN"));
        items.add(Item.of("rows of an open transaction", "SELECT count(*) FROM fire_left", "BEGIN", "INSERT INTO fire_left VALUES (1)").pinned());
        items.add(Item.of("aborted transaction", "SELECT 1", "BEGIN", "SELECT 1 / 0").pinned());
        items.add(Item.of("autocommit", TRANSACTION, "START TRANSACTION ISOLATION LEVEL SERIALIZABLE"));
        items.add(Item.of("default isolation", "SELECT current_setting('default_transaction_isolation')",
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE"));
        items.add(Item.of("read-only", "SELECT current_setting('transaction_read_only')", "SET default_transaction_read_only = on"));
    }

    private static void settings(List<Item> items) {
        items.add(Item.of("statement_timeout", TIMEOUT, "SET statement_timeout = '50s'"));
        items.add(Item.of("search_path", PATH, "SET search_path TO pg_catalog"));
        items.add(Item.of("role", "SELECT current_user::text", "SET ROLE pg_monitor"));
        items.add(Item.of("session authorization", "SELECT session_user::text", "SET SESSION AUTHORIZATION pg_monitor"));
        items.add(Item.of("time zone", "SELECT current_setting('TimeZone')", "SET TIME ZONE 'Europe/Paris'"));
        items.add(Item.of("application_name", "SELECT current_setting('application_name')", "SET application_name = 'somebody else'"));
        items.add(Item.of("setting of an own name", "SELECT coalesce(current_setting('fire.kept', true), '')", "SET fire.kept = 'here'"));
        items.add(Item.of("session_replication_role", "SELECT current_setting('session_replication_role')",
                "SET session_replication_role = replica"));
        items.add(Item.of("set_config", TIMEOUT, "SELECT set_config('statement_timeout', '50s', false)"));
        items.add(Item.of("set_config in an odd spelling", TIMEOUT, "SELECT pg_catalog . \"set_config\" /* so */ ('statement_timeout', '50s', false)"));
        items.add(Item.of("set_config in RETURNING", PATH, "INSERT INTO fire_left VALUES (2) RETURNING set_config('search_path', 'pg_catalog', false)"));
        items.add(Item.of("SET in a function", TIMEOUT, "SELECT fire_sets()"));
        items.add(Item.of("SET in a procedure", TIMEOUT, "CALL fire_calls()"));
        items.add(Item.of("SET in a DO", TIMEOUT, "DO $$ BEGIN SET statement_timeout = '50s'; END $$"));
        items.add(Item.of("SET in EXPLAIN ANALYZE", TIMEOUT, "EXPLAIN ANALYZE SELECT fire_sets()"));
    }

    private static void objects(List<Item> items) {
        items.add(Item.of("temporary table", "SELECT to_regclass('pg_temp.fire_temp')::text", "CREATE TEMP TABLE fire_temp (n int)"));
        items.add(Item.of("temporary table of a SELECT", "SELECT to_regclass('pg_temp.fire_temp')::text", "SELECT 1 AS n INTO TEMP fire_temp"));
        items.add(Item.of("temporary view", "SELECT to_regclass('pg_temp.fire_temp')::text", "CREATE TEMP VIEW fire_temp AS SELECT 1 AS n"));
        items.add(Item.of("temporary function", "SELECT to_regproc('pg_temp.fire_temp')::text",
                "CREATE FUNCTION pg_temp.fire_temp() RETURNS int LANGUAGE sql AS 'SELECT 1'"));
        items.add(Item.of("advisory lock", LOCKS, "SELECT pg_advisory_lock(17)"));
        items.add(Item.of("shared advisory lock", LOCKS, "SELECT pg_try_advisory_lock_shared(17, 4)"));
        items.add(Item.of("advisory lock of a statement that fails", LOCKS, "SELECT 1 / (length(pg_advisory_lock(17)::text))"));
        items.add(Item.of("LISTEN", "SELECT count(*) FROM pg_listening_channels()", "LISTEN fire_left"));
        items.add(Item.of("cursor WITH HOLD", "SELECT count(*) FROM pg_cursors WHERE name = 'fire_held'",
                "DECLARE fire_held CURSOR WITH HOLD FOR SELECT 1"));
        items.add(Item.of("statement of PREPARE", "SELECT count(*) FROM pg_prepared_statements WHERE name = 'fire_prepared'",
                "PREPARE fire_prepared AS SELECT 1").always(PAGE, "statements that raw text prepared with `PREPARE`"));
        items.add(Item.of("lastval", "SELECT lastval() > 0", "SELECT nextval('fire_numbers')").unlessFull(PAGE, "what `currval` says after a `nextval`"));
    }

    private static void hidden(List<Item> items, int version) {
        items.add(Item.of("set_config in a view", TIMEOUT, "SELECT * FROM fire_view").unlessFull(PAGE, UNSEEN));
        items.add(Item.of("set_config in a trigger", TIMEOUT, "INSERT INTO fire_left VALUES (77)").unlessFull(PAGE, UNSEEN));
        items.add(Item.of("advisory lock in a view", LOCKS, "SELECT * FROM fire_lock").unlessFull(PAGE, UNSEEN));
        items.add(Item.of("time zone in a view", "SELECT current_setting('TimeZone')", "SELECT * FROM fire_zone"));
        Item path = Item.of("search_path in a view", PATH, "SELECT * FROM public.fire_path");
        items.add(version >= 18 ? path : path.unlessFull(PAGE, "from version 18 on `search_path`"));
    }
}
