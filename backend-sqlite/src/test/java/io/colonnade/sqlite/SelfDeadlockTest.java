// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that would wait for what their own flow holds are refused; the timeouts here are so long that none of them helps. */
class SelfDeadlockTest {

    private static final String INSERT = "INSERT INTO t VALUES (1)";

    @TempDir
    Path directory;

    private Database open(int maxSize) {
        Database db = Database.open("sqlite:///" + directory.resolve("a.db") + "?acquire_timeout=1h&writer_timeout=1h&max_size=" + maxSize).join();
        db.execute("CREATE TABLE IF NOT EXISTS t (a INTEGER)").join();
        return db;
    }

    private static void assertRefused(CompletableFuture<?> call, String words) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> call.get(1, TimeUnit.MINUTES));
        UsageException refusal = assertInstanceOf(UsageException.class, failed.getCause());
        assertEquals(ErrorKind.USAGE, refusal.kind());
        assertTrue(words(refusal).contains(words), refusal::getMessage);
    }

    @Test
    void ofTheOnlyConnection() {
        try (Database db = open(1)) {
            assertRefused(db.withConnection(connection -> db.execute(INSERT)), "max_size is 1");
            assertRefused(db.withConnection(connection -> connection.fetchAll("SELECT 1").thenCompose(rows -> db.transaction(
                    tx -> tx.execute(INSERT)))), "max_size is 1");
            assertEquals(1, db.withConnection(connection -> connection.execute(INSERT)).thenCompose(done -> db.fetchAll("SELECT a FROM t")).join()
                    .size());
        }
    }

    @Test
    void ofTheLastConnection() {
        try (Database db = open(2)) {
            assertEquals(1, db.withConnection(first -> db.fetchAll("SELECT 1")).join().size());
            assertRefused(db.withConnection(first -> db.withConnection(second -> db.fetchAll("SELECT 1"))), "max_size is 2");
        }
    }

    @Test
    void ofTheOneWriter() {
        try (Database db = open(2)) {
            assertRefused(db.withConnection(first -> db.withConnection(second -> first.transaction(tx -> second.execute(INSERT)))), "one writer");
            assertRefused(db.withConnection(first -> db.withConnection(second -> first.transaction(tx -> tx.execute(INSERT)
                    .thenCompose(done -> second.begin())))), "one writer");
            assertEquals(1, db.withConnection(first -> db.withConnection(second -> first.transaction(
                    tx -> second.fetchAll("SELECT 1 FROM (VALUES (1))")))).join().size());
            assertEquals(0L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get());
        }
    }

    @Test
    void ofSiblings() {
        try (Database db = open(2)) {
            assertRefused(db.transaction(outer -> outer.transaction(inner -> outer.transaction(second -> second.execute(INSERT)))), "inside another");
            assertRefused(db.transaction(outer -> outer.transaction(inner -> inner.transaction(deeper -> outer.begin()))), "inside another");
            assertEquals(0L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get());
        }
    }

    /** What waits for the writer of somebody else is no such deadlock, and can be taken back. */
    @Test
    void aBeginThatWaitsForTheWriterIsCancelledAndFreesItsConnection() throws Exception {
        try (Database db = open(2)) {
            Transaction writer = db.begin().join();
            CompletableFuture<Connection> lent = new CompletableFuture<>();
            CompletableFuture<Void> over = new CompletableFuture<>();
            CompletableFuture<Void> pinned = db.withConnection(connection -> {
                lent.complete(connection);
                return over;
            });
            CompletableFuture<Transaction> begin = lent.join().begin();
            CompletableFuture<?> next = lent.join().fetchAll("SELECT 1");
            assertTrue(begin.cancel(true));
            next.get(1, TimeUnit.MINUTES);
            CompletableFuture<Object> transaction = lent.join().transaction(tx -> new CompletableFuture<>());
            CompletableFuture<?> last = lent.join().fetchAll("SELECT 1");
            assertTrue(transaction.cancel(true));
            last.get(1, TimeUnit.MINUTES);
            over.complete(null);
            pinned.get(1, TimeUnit.MINUTES);
            writer.rollback().join();
        }
    }
}
