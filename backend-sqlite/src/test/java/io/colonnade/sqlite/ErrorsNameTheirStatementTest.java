// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that the core makes, and errors that several statements get, say which statement each is about. */
class ErrorsNameTheirStatementTest {

    private static final String ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0";
    private static final String WAITING = "SELECT 'waiting'";
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private Database db;
    private CompletableFuture<Void> over;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=1&acquire_timeout=100ms").join();
        over = new CompletableFuture<>();
    }

    @AfterEach
    void close() {
        over.complete(null);
        db.close();
    }

    private static DatabaseException failure(ErrorKind kind, String sql, CompletableFuture<?> call) {
        DatabaseException failure = assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, call::join).getCause());
        assertEquals(kind, failure.kind(), failure.toString());
        assertEquals(sql, failure.sql(), failure.toString());
        assertTrue(failure.getMessage().endsWith(" [" + sql + "]"), failure.getMessage());
        return failure;
    }

    @Test
    void thatRanOutOfTime() {
        failure(ErrorKind.STATEMENT_TIMEOUT, ENDLESS, db.withTimeout(SHORT).fetchAll(ENDLESS));
        failure(ErrorKind.STATEMENT_TIMEOUT, ENDLESS, db.transaction(tx -> tx.withTimeout(SHORT).fetchAll(ENDLESS)));
        failure(ErrorKind.STATEMENT_TIMEOUT, ENDLESS, readAll(db.withTimeout(SHORT).iterate(ENDLESS)));
    }

    @Test
    void thatWaitedForAConnection() {
        CompletableFuture<Void> holder = db.withConnection(connection -> over);
        failure(ErrorKind.STATEMENT_TIMEOUT, WAITING, db.withTimeout(SHORT).fetchAll(WAITING));
        failure(ErrorKind.STATEMENT_TIMEOUT, WAITING, readAll(db.withTimeout(SHORT).iterate(WAITING)));
        failure(ErrorKind.POOL_EXHAUSTED, WAITING, db.fetchAll(WAITING));
        failure(ErrorKind.POOL_EXHAUSTED, WAITING, readAll(db.iterate(WAITING)));
        over.complete(null);
        holder.join();
        db.closeAsync().join();
        failure(ErrorKind.POOL_CLOSED, WAITING, db.fetchAll(WAITING));
        failure(ErrorKind.POOL_CLOSED, WAITING, readAll(db.iterate(WAITING)));
    }

    @Test
    void thatCameAfterAFailedOne() {
        db.transaction(tx -> tx.fetchAll("SELECT nothing").handle((rows, thrown) -> {
            DatabaseException first = (DatabaseException) (thrown instanceof CompletionException ? thrown.getCause() : thrown);
            DatabaseException refused = failure(ErrorKind.TRANSACTION_ABORTED, WAITING, tx.fetchAll(WAITING));
            assertNotSame(first, refused);
            assertEquals("SELECT nothing", ((DatabaseException) refused.getCause()).sql());
            assertEquals(StatementOutcome.NOT_APPLIED, refused.outcome());
            return tx.rollback();
        }).thenCompose(end -> end)).join();
    }
}
