// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Transaction;
import io.colonnade.TransactionOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.servers.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a database with forced rollback does when something comes between. */
class PostgresForceRollbackTest {

    private Database outside;

    @BeforeEach
    void createTable() {
        outside = Database.open(Servers.url(PostgresServer.NEWEST)).join();
        outside.execute("CREATE TABLE forced (id INTEGER PRIMARY KEY)").join();
    }

    @AfterEach
    void dropTable() {
        outside.execute("DROP TABLE forced").join();
        outside.close();
    }

    private static Database forced(UnaryOperator<DatabaseOptions.Builder> change) {
        return Database.open(change.apply(DatabaseOptions.of(Servers.url(PostgresServer.NEWEST)).forceRollback(true)).build()).join();
    }

    private static DatabaseException failure(CompletableFuture<?> call) {
        CompletionException thrown = assertThrows(CompletionException.class, () -> call.orTimeout(20, TimeUnit.SECONDS).join());
        return (DatabaseException) thrown.getCause();
    }

    private long kept() {
        return outside.fetchValue("SELECT count(*) FROM forced", Long.class).join().get();
    }

    @Test
    void aLostConnectionIsToldFromThenOn() {
        try (Database forced = forced(options -> options)) {
            forced.execute("INSERT INTO forced VALUES (1)").join();
            int pid = forced.fetchValue("SELECT pg_backend_pid()", Integer.class).join().get();
            outside.fetchValue("SELECT pg_terminate_backend(" + pid + ", 10000)", Boolean.class).join();
            DatabaseException first = failure(forced.execute("INSERT INTO forced VALUES (2)"));
            assertEquals(ErrorKind.CONNECTION_LOST, ((DatabaseException) first.getCause()).kind(), first::getMessage);
            for (CompletableFuture<?> later : List.of(forced.execute("INSERT INTO forced VALUES (3)"), forced.begin(),
                    forced.withConnection(connection -> connection.fetchAll("SELECT 1")), forced.fetchAll("SELECT 1"))) {
                DatabaseException told = failure(later);
                assertEquals(ErrorKind.TRANSACTION_ABORTED, told.kind(), told::getMessage);
                assertTrue(words(told).contains("force_rollback"), told::getMessage);
                assertFalse(told.retrySafe(), "running it again is of no use");
            }
        }
        assertEquals(0, kept());
    }

    @Test
    void whatWaitsForATransactionIsRefusedInWordsAndNeverRuns() {
        try (Database forced = forced(options -> options.acquireTimeout(Duration.ofMillis(300)))) {
            Transaction open = forced.begin().join();
            DatabaseException waited = failure(forced.execute("INSERT INTO forced VALUES (1)"));
            assertEquals(ErrorKind.POOL_EXHAUSTED, waited.kind(), waited::getMessage);
            assertTrue(words(waited).contains("a transaction is open"), waited::getMessage);
            DatabaseException late = failure(forced.withTimeout(Duration.ofMillis(50)).execute("INSERT INTO forced VALUES (2)"));
            assertEquals(ErrorKind.STATEMENT_TIMEOUT, late.kind(), late::getMessage);
            assertEquals(StatementOutcome.NOT_APPLIED, late.outcome());
            CompletableFuture<?> cancelled = forced.execute("INSERT INTO forced VALUES (3)");
            assertTrue(cancelled.cancel(true));
            open.execute("INSERT INTO forced VALUES (4)").join();
            open.commit().join();
            assertEquals(4, forced.fetchValue("SELECT sum(id) FROM forced", Integer.class).join().get());
        }
        assertEquals(0, kept());
    }

    @Test
    void aDeadlineUndoesItsStatementOnly() {
        try (Database forced = forced(options -> options)) {
            forced.execute("INSERT INTO forced VALUES (1)").join();
            DatabaseException late = failure(forced.withTimeout(Duration.ofMillis(200))
                    .execute("INSERT INTO forced SELECT 2 FROM pg_sleep(30)"));
            assertEquals(ErrorKind.STATEMENT_TIMEOUT, late.kind(), late::getMessage);
            DatabaseException over = failure(forced.transaction(TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(200)),
                    tx -> tx.execute("INSERT INTO forced SELECT 3 FROM pg_sleep(30)")));
            assertEquals(ErrorKind.STATEMENT_TIMEOUT, over.kind(), over::getMessage);
            assertEquals(1, forced.fetchValue("SELECT sum(id) FROM forced", Integer.class).join().get());
        }
        assertEquals(0, kept());
    }

    @Test
    void closingBesideAnOpenTransactionAndWaitingCallsReturns() {
        Database forced = forced(options -> options.closeTimeout(Duration.ofMillis(100)));
        Transaction open = forced.begin().join();
        open.execute("INSERT INTO forced VALUES (1)").join();
        CompletableFuture<?> waiting = forced.execute("INSERT INTO forced VALUES (2)");
        forced.closeAsync().orTimeout(20, TimeUnit.SECONDS).join();
        failure(waiting);
        assertEquals(0, kept());
    }

    @Test
    void aReadOnlyTransactionKeepsNothingThatAFunctionWrote() {
        try (Database forced = forced(options -> options)) {
            forced.execute("CREATE FUNCTION forced_write() RETURNS INTEGER AS 'INSERT INTO forced VALUES (1) RETURNING id' LANGUAGE sql").join();
            forced.transaction(TransactionOptions.DEFAULT.withReadOnly(true), tx -> tx.fetchAll("SELECT forced_write()")).join();
            assertEquals(0, forced.fetchValue("SELECT count(*) FROM forced", Long.class).join().get());
        }
    }
}
