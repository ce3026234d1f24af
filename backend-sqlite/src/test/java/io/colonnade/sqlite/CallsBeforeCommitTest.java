// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called on a transaction before its end belongs to it, whether or not anybody waits for it. */
class CallsBeforeCommitTest {

    private static final int TRIES = 50;

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db")).join();
        db.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private long rows() {
        return db.fetchValue("SELECT count(*) FROM t", Long.class).join().get();
    }

    @Test
    void areCommitted() {
        for (int i = 0; i < TRIES; i++) {
            Transaction tx = db.begin().join();
            tx.execute("INSERT INTO t VALUES (:a)", 2 * i);
            tx.execute("INSERT INTO t VALUES (:a)", 2 * i + 1);
            tx.commit().join();
            assertEquals(2L * (i + 1), rows());
        }
    }

    @Test
    void areCommittedWithTheFunction() {
        for (int i = 0; i < TRIES; i++) {
            int key = i;
            db.transaction(tx -> {
                tx.execute("INSERT INTO t VALUES (:a)", key);
                return CompletableFuture.completedFuture("done");
            }).join();
            assertEquals(i + 1L, rows());
        }
    }

    @Test
    void letTheCommitFailIfTheyFail() {
        for (int i = 0; i < TRIES; i++) {
            Transaction tx = db.begin().join();
            tx.execute("INSERT INTO t VALUES (1)");
            tx.execute("INSERT INTO t VALUES (1)");
            CompletableFuture<Void> commit = tx.commit();
            DatabaseException told = (DatabaseException) assertThrows(CompletionException.class, commit::join).getCause();
            assertEquals(ErrorKind.TRANSACTION_ROLLED_BACK, told.kind());
            assertEquals(0, rows());
        }
    }

    @Test
    void waitForTheRollbackOfAnInnerTransactionThatWasCancelled() {
        for (int i = 0; i < TRIES; i++) {
            int key = i;
            db.transaction(tx -> {
                CompletableFuture<Void> never = new CompletableFuture<>();
                CompletableFuture<Void> begun = new CompletableFuture<>();
                CompletableFuture<Void> inner = tx.transaction(nested -> nested.execute("INSERT INTO t VALUES (-1)").thenCompose(x -> {
                    begun.complete(null);
                    return never;
                }));
                return begun.thenCompose(x -> {
                    inner.cancel(true);
                    return tx.execute("INSERT INTO t VALUES (:a)", key);
                });
            }).join();
            assertEquals(i + 1L, rows());
        }
    }
}
