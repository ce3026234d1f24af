// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.TransactionOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The server hangs, is killed and comes back: deadlines hold, the pool is whole and serves again, and nobody restarts anything. */
class MySqlRestartTest {

    private static final int CONNECTIONS = 4;

    @Test
    void servesAgainAfterAHangAndACrash() {
        try (MySqlServer server = start()) {
            try (Database db = await(Database.open(server.url() + "?max_size=" + CONNECTIONS + "&acquire_timeout=2s&close_timeout=500ms"))) {
                table(db, "kept", "id INT PRIMARY KEY");
                await(db.execute("INSERT INTO kept VALUES (-1)"));
                server.pause();
                failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(200)).fetchAll("SELECT 1"));
                server.resume();
                assertEquals(1, number(db, "SELECT 1"));
                hangInTransactions(server, db);
                crash(server, db);
                server.startAgain();
                List<CompletableFuture<?>> next = new ArrayList<>();
                for (int i = 0; i < 10 * CONNECTIONS; i++) {
                    next.add(db.execute("INSERT INTO kept VALUES (:id)", i));
                }
                next.forEach(Product::await);
                assertEquals(1 + 10 * CONNECTIONS, number(db, "SELECT count(*) FROM kept"));
                assertTrue(db.status().open() <= CONNECTIONS, db.status()::toString);
            } finally {
                server.resume();
            }
        }
    }

    /** The deadline of a transaction holds at its begin and at its end. */
    private static void hangInTransactions(MySqlServer server, Database db) {
        CompletableFuture<Void> inside = new CompletableFuture<>();
        CompletableFuture<Void> hung = new CompletableFuture<>();
        try (Database observer = await(Database.open(server.url() + "?close_timeout=500ms"))) {
            CompletableFuture<Void> run = db.transaction(TransactionOptions.DEFAULT.withTimeout(Duration.ofSeconds(5)),
                    tx -> tx.fetchAll("SELECT 1").thenCompose(rows -> {
                        inside.complete(null);
                        return hung;
                    }));
            await(inside);
            CompletableFuture<Void> lent = new CompletableFuture<>();
            CompletableFuture<List<Row>> begins = db.withConnection(connection -> {
                lent.complete(null);
                return hung.thenCompose(stopped -> connection.transaction(TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(200)),
                        tx -> tx.fetchAll("SELECT 1")));
            });
            await(lent);
            hang(server, observer);
            hung.complete(null);
            failure(ErrorKind.COMMIT_OUTCOME_UNKNOWN, run);
            failure(ErrorKind.STATEMENT_TIMEOUT, begins);
            server.resume();
        }
        assertEquals(1, number(db, "SELECT 1"));
    }

    /** The threads of a server on a busy machine stop a little later than they are told. */
    private static void hang(MySqlServer server, Database observer) {
        server.pause();
        Throwable failure = null;
        while (failure == null) {
            failure = await(observer.withTimeout(Duration.ofMillis(100)).fetchAll("SELECT 1").handle((rows, error) -> error));
        }
    }

    private static void crash(MySqlServer server, Database db) {
        List<CompletableFuture<?>> running = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            running.add(db.execute("SELECT SLEEP(60)"));
        }
        try (Database observer = await(Database.open(server.url()))) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (number(observer, "SELECT count(*) FROM information_schema.processlist WHERE info = 'SELECT SLEEP(60)'") < CONNECTIONS) {
                assertTrue(System.nanoTime() < end, "the statements run");
            }
            server.crash();
        }
        for (CompletableFuture<?> each : running) {
            DatabaseException lost = failure(ErrorKind.CONNECTION_LOST, each);
            assertEquals(StatementOutcome.UNKNOWN, lost.outcome());
        }
        failure(ErrorKind.DATABASE_UNREACHABLE, db.fetchAll("SELECT 1"));
    }

    private static MySqlServer start() {
        try {
            return MySqlServer.start();
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
