// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.TransactionOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The server is killed while statements run, and comes back: the pool is whole and serves again, and nobody restarts anything. */
class PostgresRestartTest {

    private static final int CONNECTIONS = 4;

    @Test
    void servesAgainAfterACrash() {
        try (PostgresServer server = start();
             Database db = PostgresTestCase.await(Database.open(server.url() + "?max_size=" + CONNECTIONS + "&acquire_timeout=2s"))) {
            PostgresTestCase.await(db.execute("CREATE TABLE kept (id int)"));
            PostgresTestCase.await(db.execute("INSERT INTO kept VALUES (1)"));
            List<CompletableFuture<?>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(db.execute("SELECT pg_sleep(60)"));
            }
            for (long end = deadline(); sleepers(server) < CONNECTIONS;) {
                assertTrue(System.nanoTime() < end, "the statements run");
            }
            server.crash();
            for (CompletableFuture<?> each : running) {
                DatabaseException lost = PostgresTestCase.failure(ErrorKind.CONNECTION_LOST, each);
                assertEquals(StatementOutcome.UNKNOWN, lost.outcome());
                assertFalse(lost.connectionUsable());
            }
            PostgresTestCase.failure(ErrorKind.DATABASE_UNREACHABLE, db.fetchAll("SELECT 1"));
            server.startAgain();
            PostgresTestCase.await(db.fetchAll("SELECT id FROM kept"));
            List<CompletableFuture<?>> next = new ArrayList<>();
            for (int i = 0; i < 10 * CONNECTIONS; i++) {
                next.add(db.execute("INSERT INTO kept VALUES (:id)", i));
            }
            next.forEach(PostgresTestCase::await);
            assertEquals(1 + 10L * CONNECTIONS, PostgresTestCase.await(db.fetchValue("SELECT count(*) FROM kept", Long.class)).get());
            for (long end = deadline(); db.status().lent() > 0 && System.nanoTime() < end;) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            assertEquals(0, db.status().lent());
            assertTrue(db.status().open() <= CONNECTIONS, db.status()::toString);
        }
    }

    /** The deadline is the caller's, whatever the server does; what hangs is not lent again, and closing does not wait for it. */
    @Test
    void aDeadlineHoldsWhileTheServerHangs() {
        try (PostgresServer server = start()) {
            try (Database db = PostgresTestCase.await(Database.open(server.url() + "?max_size=2&close_timeout=500ms"))) {
                PostgresTestCase.await(db.fetchAll("SELECT 1"));
                server.pause();
                PostgresTestCase.failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(200)).fetchAll("SELECT 1"));
                server.resume();
                PostgresTestCase.await(db.fetchAll("SELECT 1"));
                server.pause();
                PostgresTestCase.failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(200)).fetchAll("SELECT 1"));
                PostgresTestCase.await(db.closeAsync());
            } finally {
                server.resume();
            }
        }
    }

    /** The deadline of a transaction holds at each of its steps; whether it was committed is claimed by nobody. */
    @Test
    void aTransactionEndsInTimeWhileTheServerHangs() {
        TransactionOptions brief = TransactionOptions.DEFAULT.withTimeout(Duration.ofSeconds(3));
        try (PostgresServer server = start()) {
            try (Database db = PostgresTestCase.await(Database.open(server.url() + "?max_size=1&close_timeout=500ms"))) {
                PostgresTestCase.failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, db.transaction(brief, tx -> tx.fetchAll("SELECT 1")
                        .thenAccept(rows -> server.pause())));
                server.resume();
                PostgresTestCase.await(db.fetchAll("SELECT 1"));
                PostgresTestCase.failure(ErrorKind.STATEMENT_TIMEOUT, db.transaction(brief, tx -> tx.fetchAll("SELECT 1")
                        .thenCompose(rows -> {
                            server.pause();
                            return tx.transaction(inner -> inner.fetchAll("SELECT 1"));
                        })));
                server.resume();
                PostgresTestCase.await(db.fetchAll("SELECT 1"));
            } finally {
                server.resume();
            }
        }
    }

    private static long sleepers(PostgresServer server) {
        try (Database observer = PostgresTestCase.await(Database.open(server.url()))) {
            return PostgresTestCase.await(observer.fetchValue(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'", Long.class)).get();
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }

    private static PostgresServer start() {
        try {
            return PostgresServer.start(PostgresServer.NEWEST);
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
