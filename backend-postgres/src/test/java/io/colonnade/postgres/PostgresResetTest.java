// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseStatus;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.ErrorKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one borrower of a connection leaves in its session, the next one does not find. */
class PostgresResetTest extends PostgresTestCase {

    private static final String PID = "SELECT pg_backend_pid()::text";
    private static final String PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%often%'";

    @BeforeEach
    void createRoutines() {
        await(db.execute("CREATE OR REPLACE PROCEDURE set_timeout() LANGUAGE plpgsql AS $$ BEGIN SET statement_timeout = '5s'; END $$"));
        await(db.execute("CREATE OR REPLACE FUNCTION set_timeout_too() RETURNS text LANGUAGE plpgsql AS "
                + "$$ BEGIN SET statement_timeout = '5s'; RETURN ''; END $$"));
    }

    /** What is changed, and the query that shows it; that one may itself be the reason of a reset, so it is asked in a lease of its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SET statement_timeout = '5s' | SELECT current_setting('statement_timeout')",
            "SELECT set_config('statement_timeout', '5s', false) | SELECT current_setting('statement_timeout')",
            "SELECT pg_catalog.set_config/* so */ ('statement_timeout', '5s', false) | SELECT current_setting('statement_timeout')",
            "SET search_path TO pg_catalog | SELECT current_setting('search_path')",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY | SELECT current_setting('default_transaction_read_only')",
            "SET default_transaction_isolation TO serializable | SELECT current_setting('default_transaction_isolation')",
            "DO $$ BEGIN SET statement_timeout = '5s'; END $$ | SELECT current_setting('statement_timeout')",
            "CALL set_timeout() | SELECT current_setting('statement_timeout')",
            "SELECT set_timeout_too() | SELECT current_setting('statement_timeout')",
            "SET ROLE pg_monitor | SELECT current_user::text",
            "SET SESSION AUTHORIZATION pg_monitor | SELECT session_user::text",
            "SET TIME ZONE 'Europe/Paris' | SELECT current_setting('TimeZone')",
            "CREATE TEMP TABLE left_behind (id int) | SELECT coalesce(to_regclass('pg_temp.left_behind')::text, 'none')",
            "SELECT 1 AS one INTO TEMP left_behind | SELECT coalesce(to_regclass('pg_temp.left_behind')::text, 'none')",
            "SELECT pg_advisory_lock(17) | SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
            "LISTEN left_behind | SELECT count(*)::text FROM pg_listening_channels()",
            "DECLARE left_behind CURSOR WITH HOLD FOR SELECT 1 | SELECT count(*)::text FROM pg_cursors WHERE name = 'left_behind'",
            "BEGIN | SELECT (pg_current_xact_id()::text = pg_current_xact_id()::text AND now() <> statement_timestamp())::text",
    })
    void leavesNothing(String change, String question) {
        String session = text(db, PID);
        String before = text(db, question);
        if (!change.equals("BEGIN")) {
            assertNotEquals(before, await(db.withConnection(c -> c.execute(change).thenCompose(done -> c.fetchValue(question, String.class))))
                    .get(), "the change did something");
        }
        await(db.withConnection(c -> c.execute(change)));
        assertEquals(before, text(db, question), "after a connection was given back");
        await(db.execute(change));
        assertEquals(before, text(db, question), "after a single call");
        assertEquals(session, text(db, PID), "the connection was reset and not replaced");
    }

    @Test
    void whatIsReadAsAStreamLeavesNothing() {
        String before = text(db, "SELECT current_setting('search_path')");
        await(readAll(db.iterate("SELECT set_config('search_path', 'elsewhere', false)")));
        assertEquals(before, text(db, "SELECT current_setting('search_path')"));
    }

    /** A reset would drop the temporary table that was made behind our back. */
    @Test
    void plainQueriesAndChangesCostNoReset() {
        await(db.execute("CREATE TABLE reset_plain (id int)"));
        await(db.withConnection(PostgresResetTest::leaveTemporaryTable));
        await(db.execute("INSERT INTO reset_plain (id) VALUES (:id)", 1));
        await(db.fetchAll("SELECT id FROM reset_plain WHERE id = :id", 1));
        assertEquals("0", text(db, "SELECT count(*)::text FROM left_by_the_driver"));
        await(db.execute("DROP TABLE reset_plain"));
        failure(ErrorKind.NOT_FOUND, db.fetchAll("SELECT id FROM left_by_the_driver"));
    }

    /** Makes one behind our back. */
    private static CompletableFuture<Void> leaveTemporaryTable(io.colonnade.Connection connection) {
        try (Statement statement = connection.unwrap(Connection.class).orElseThrow().createStatement()) {
            statement.execute("CREATE TEMP TABLE left_by_the_driver (id int)");
            return CompletableFuture.completedFuture(null);
        } catch (SQLException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Whatever the options and the driver had set is set again. */
    @ParameterizedTest
    @ValueSource(strings = {"max_size=1", "max_size=1&application_name=O'Brien%20%5C%20sons&init_sql=SET%20statement_timeout%20%3D%20'50s'"})
    void aResetSessionIsAFreshOne(String options) {
        try (Database database = open(options)) {
            String session = text(database, PID);
            List<String> fresh = settings(database);
            await(database.execute("SET application_name = 'another'"));
            List<String> others = settings(database);
            others.removeAll(fresh);
            assertEquals(List.of(), others);
            assertEquals(session, text(database, PID), "the connection was reset and not replaced");
        }
    }

    private static List<String> settings(Database database) {
        List<String> all = new ArrayList<>();
        await(database.fetchAll("SELECT name || '=' || setting FROM pg_settings")).forEach(row -> all.add(row.getString(0)));
        return all;
    }

    /** With a reset at every return, a single call is one too, whatever it ran. */
    @Test
    void fullResetsAfterSingleCallsToo() {
        String question = "SELECT current_setting('statement_timeout')";
        await(db.execute("CREATE VIEW changing AS SELECT set_config('statement_timeout', '50s', false) AS set"));
        try (Database full = open("max_size=1&session_reset=full")) {
            await(full.fetchAll("SELECT * FROM changing"));
            assertEquals("0", text(full, question));
            await(db.fetchAll("SELECT * FROM changing"));
            assertEquals("50s", text(db, question), "this is not seen, as the manual says");
        } finally {
            await(db.execute("DROP VIEW changing"));
        }
    }

    /** Of these settings the server reports every change by itself, wherever it comes from. */
    @ParameterizedTest
    @CsvSource({"TimeZone, Europe/Paris", "application_name, hidden", "IntervalStyle, iso_8601", "default_transaction_read_only, on"})
    void whatTheServerReportsIsReset(String setting, String value) {
        String question = "SELECT current_setting('" + setting + "')";
        String before = text(db, question);
        String session = text(db, PID);
        await(db.execute("CREATE VIEW changing AS SELECT set_config('" + setting + "', '" + value + "', false) AS set"));
        try {
            await(db.withConnection(c -> c.fetchAll("SELECT * FROM changing")));
            assertEquals(before, text(db, question), "after a connection was given back");
            await(db.fetchAll("SELECT * FROM changing"));
            assertEquals(before, text(db, question), "after a single call");
            assertEquals(session, text(db, PID), "the connection was reset and not replaced");
        } finally {
            await(db.execute("DROP VIEW changing"));
        }
    }

    /** Where nothing need be sent to reset a connection, it is free for whatever follows, and nobody has to wait for its reset. */
    @Test
    void aTransactionsConnectionIsFreeWhenItsFutureCompletes() {
        try (Database four = open("min_size=4&max_size=4")) {
            Set<Integer> busy = new HashSet<>();
            CountDownLatch attached = new CountDownLatch(1);
            // The connection's thread waits until the chain hangs on its future, so that the chain runs there and not here.
            CompletableFuture<Void> all = four.transaction(tx -> tx.fetchOne("SELECT 1").thenApply(row -> {
                awaitQuietly(attached);
                return row;
            })).thenCompose(row -> follow(four, 20, busy));
            attached.countDown();
            await(all);
            assertEquals(Set.of(0), busy);
        }
    }

    private static CompletableFuture<Void> follow(Database database, int more, Set<Integer> busy) {
        DatabaseStatus status = database.status();
        busy.add(status.open() - status.idle());
        return more == 0 ? CompletableFuture.completedFuture(null)
                : database.transaction(tx -> tx.fetchOne("SELECT 1")).thenCompose(row -> follow(database, more - 1, busy));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void undoesAnOpenTransactionAndAFailedOne() {
        await(db.execute("CREATE TABLE reset_rows (id int)"));
        try {
            await(db.withConnection(c -> c.execute("BEGIN").thenCompose(b -> c.execute("INSERT INTO reset_rows VALUES (1)"))));
            assertEquals("0", text(db, "SELECT count(*)::text FROM reset_rows"));
            await(db.withConnection(c -> c.execute("BEGIN").thenCompose(b -> c.execute("INSERT INTO reset_rows VALUES (1)"))
                    .thenCompose(i -> c.execute("SELECT 1 / 0")).handle((result, failure) -> failure)));
            assertEquals("0", text(db, "SELECT count(*)::text FROM reset_rows"));
        } finally {
            await(db.execute("DROP TABLE reset_rows"));
        }
    }

    @Test
    void keepsWhatWasPrepared() {
        await(db.withConnection(c -> {
            CompletableFuture<?> all = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 8; i++) {
                all = all.thenCompose(done -> c.fetchAll("SELECT 1 AS often"));
            }
            return all.thenCompose(done -> c.execute("SET statement_timeout = '5s'"));
        }));
        assertTrue(await(db.fetchValue(PREPARED, Long.class)).get() > 0, "a statement prepared on the server");
        assertEquals("0", text(db, "SELECT current_setting('statement_timeout')"));
    }

    @Test
    void resetsWhatItCannotKnowOnlyIfAskedTo() throws Exception {
        assertEquals("5s", afterChangeThroughTheDriver(db));
        try (Database full = open("max_size=1&session_reset=full")) {
            assertEquals("0", afterChangeThroughTheDriver(full));
        }
    }

    private static String afterChangeThroughTheDriver(Database database) throws SQLException {
        await(database.withConnection(c -> {
            try (Statement statement = c.unwrap(Connection.class).orElseThrow().createStatement()) {
                statement.execute("SET statement_timeout = '5s'");
                return CompletableFuture.completedFuture(null);
            } catch (SQLException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }));
        return text(database, "SELECT current_setting('statement_timeout')");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SELECT id, text FROM notes WHERE id = ? | false",
            "INSERT INTO notes (id, text) VALUES (?, ?) | false",
            "INSERT INTO \"Notes\" (id) VALUES (lower(?)) | false",
            "SELECT count(*), coalesce(max(id), 0) FROM notes WHERE id IN (1, 2) | false",
            "UPDATE notes SET doc = jsonb_set(doc, ?, to_jsonb(?)) WHERE to_tsvector('english'::regconfig, text) @@ ? | false",
            "WITH added AS (INSERT INTO notes (id) VALUES (1) RETURNING id) SELECT id FROM added | false",
            "SELECT to_json(id), log(2), pg_catalog.lower(text) FROM notes | false",
            "SELECT my_function(1) | true",
            "SELECT my_function /* of mine */ (1) | true",
            "SELECT mine.lower(text) FROM notes | true",
            "SELECT id INTO TEMP kept FROM notes | true",
            "SELECT \"set_config\"('a.b', 'c', false) | true",
            "UPDATE notes SET text = my_function ('s') | true",
            "INSERT INTO notes (id) VALUES (nextval('s')) | false",
            "INSERT INTO mine.\"Notes\" (id) SELECT n FROM generate_series(1, 2) AS t (n) | false",
            "SELECT 'my_function(1)', \"my_function\" FROM notes /* f(1) */ WHERE id = 1 -- f(1) | false",
            "SELECT mine . my_function (1) | true",
            "SELECT id FROM notes AS n WHERE my_function(id) | true",
    })
    void suspectsUnknownFunctionsAndNewTablesOnly(String sql, boolean suspected) {
        assertEquals(suspected, isSuspect(sql));
    }

    private static boolean isSuspect(String sql) {
        return StatementTraits.of(PostgresDialect.ASSUMED.lexicalRules(),
                new Compiled(sql, StatementKind.QUERY, false, List.of(), List.of(), false)).mayChangeSession();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT my_function -- of mine\n (1)", "SELECT id\ninto temporary kept FROM notes"})
    void suspectsAcrossLines(String sql) {
        assertTrue(isSuspect(sql));
    }
}
