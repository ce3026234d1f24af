// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one borrower of a connection leaves in its session, the next one does not find. */
class PostgresResetTest extends PostgresTestCase {

    private static final String PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%often%'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "SET statement_timeout = '5s' | SELECT current_setting('statement_timeout')",
            "SELECT set_config('statement_timeout', '5s', false) | SELECT current_setting('statement_timeout')",
            "SET search_path TO pg_catalog | SELECT current_setting('search_path')",
            "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY | SELECT current_setting('default_transaction_read_only')",
            "SET default_transaction_isolation TO serializable | SELECT current_setting('default_transaction_isolation')",
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
        String[] before = await(db.withConnection(c -> ask(c, question)));
        String[] changed = await(db.withConnection(c -> c.execute(change).thenCompose(done -> ask(c, question))));
        String[] after = await(db.withConnection(c -> ask(c, question)));
        if (!change.equals("BEGIN")) {
            assertNotEquals(before[0], changed[0], "the change did something");
        }
        assertEquals(before[0], after[0]);
        assertEquals(changed[1], after[1], "the connection was reset and not replaced");
    }

    private static CompletableFuture<String[]> ask(io.colonnade.Connection connection, String question) {
        return connection.fetchValue(question, String.class).thenCompose(answer -> connection
                .fetchValue("SELECT pg_backend_pid()::text", String.class).thenApply(pid -> new String[] {answer.get(), pid.get()}));
    }

    /** Where nothing need be sent to reset a connection, it is free for whatever follows on its own thread. */
    @Test
    void transactionsThatFollowOnEachOtherKeepTheirConnection() {
        try (Database four = open("min_size=4&max_size=4")) {
            Set<String> connections = new HashSet<>();
            CountDownLatch attached = new CountDownLatch(1);
            // The connection's thread waits until the chain hangs on its future, so that the chain runs there and not here.
            CompletableFuture<Void> all = four.transaction(tx -> thread(tx).thenApply(name -> {
                awaitQuietly(attached);
                return name;
            })).thenCompose(name -> follow(four, 20, connections));
            attached.countDown();
            await(all);
            assertEquals(1, connections.size());
        }
    }

    private static CompletableFuture<Void> follow(Database database, int more, Set<String> connections) {
        if (more == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return database.transaction(PostgresResetTest::thread).thenCompose(name -> {
            connections.add(name);
            return follow(database, more - 1, connections);
        });
    }

    /** The thread of the connection, of which it has one of its own; asked for without a call that might have changed the session. */
    private static CompletableFuture<String> thread(Queries queries) {
        return queries.fetchValue("SELECT 1", Integer.class).thenApply(one -> Thread.currentThread().getName());
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
            "SELECT my_function(1) | true",
            "SELECT \"set_config\"('a.b', 'c', false) | true",
            "UPDATE notes SET text = nextval ('s') | true",
    })
    void suspectsUnknownFunctionsOnly(String sql, boolean suspected) {
        assertEquals(suspected, SessionChanges.callsUnknown(sql));
    }
}
