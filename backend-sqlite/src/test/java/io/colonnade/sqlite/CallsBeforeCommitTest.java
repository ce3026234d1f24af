// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.file.Path;
import java.util.List;
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

    private static DatabaseException failure(CompletableFuture<?> future) {
        return assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, future::join).getCause());
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

    @Test
    void areCommittedInNestedTransactionsToo() {
        for (int i = 0; i < TRIES; i++) {
            int key = 4 * i;
            db.transaction(tx -> {
                tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (:a)", key));
                tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (:a)", key + 1));
                return CompletableFuture.completedFuture("done");
            }).join();
            Transaction tx = db.begin().join();
            tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (:a)", key + 2));
            tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (:a)", key + 3));
            CompletableFuture<Void> commit = tx.commit();
            assertEquals(ErrorKind.USAGE, failure(tx.begin()).kind(), "what comes after the commit");
            commit.join();
            assertEquals(4L * (i + 1), rows());
        }
    }

    @Test
    void waitForACancelledInnerTransactionBeforeTheCommit() {
        for (int i = 0; i < TRIES; i++) {
            Transaction tx = db.begin().join();
            tx.execute("INSERT INTO t VALUES (:a)", i);
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Void> inner = tx.transaction(nested -> nested.execute("INSERT INTO t VALUES (-1)").thenCompose(x -> {
                begun.complete(null);
                return new CompletableFuture<>();
            }));
            begun.join();
            inner.cancel(true);
            tx.commit().join();
            assertEquals(i + 1L, rows());
        }
    }

    /** Only the program could end what it holds, so nothing can wait for that. */
    @Test
    void areRefusedWithAnInnerTransactionThatTheProgramHolds() {
        for (int i = 0; i < TRIES; i++) {
            assertEquals(ErrorKind.USAGE, failure(db.transaction(tx -> {
                tx.begin();
                return CompletableFuture.completedFuture("done");
            })).kind());
            Transaction tx = db.begin().join();
            CompletableFuture<Transaction> begin = tx.begin();
            assertEquals(ErrorKind.USAGE, failure(tx.commit()).kind());
            begin.join().commit();
            tx.commit().join();
        }
    }

    /** Its commit would wait for the function in which it is asked for. */
    @Test
    void areRefusedInsideTheInnerTransaction() {
        DatabaseException refused = failure(db.transaction(tx -> tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (1)")
                .thenCompose(done -> tx.commit()))));
        assertEquals(ErrorKind.USAGE, refused.kind());
        assertEquals(0, rows());
    }

    @Test
    void areRolledBackWithTheOuterOneThatFails() {
        IllegalStateException own = new IllegalStateException("on purpose");
        CompletableFuture<Object> run = db.transaction(tx -> {
            tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (1)").thenCompose(done -> new CompletableFuture<>()));
            return CompletableFuture.failedFuture(own);
        });
        assertSame(own, assertThrows(CompletionException.class, run::join).getCause());
        assertEquals(0, rows());
    }

    @Test
    void warnOfANestedTransactionThatFailedAndThatNobodyAskedAbout() {
        List<String> log = UserCodeThatThrowsTest.logOf(() -> db.transaction(tx -> {
            tx.execute("INSERT INTO t VALUES (1)");
            tx.transaction(inner -> inner.execute("INSERT INTO nosuch VALUES (1)"));
            tx.transaction(inner -> CompletableFuture.failedFuture(new IllegalStateException("77003")));
            return CompletableFuture.completedFuture("done");
        }).join());
        assertEquals(1, rows());
        assertEquals(1, log.stream().filter(line -> line.contains("nested transaction failed") && line.contains("nosuch")).count(), log::toString);
        assertEquals(1, log.stream().filter(line -> line.contains("nested transaction failed") && line.contains("IllegalState")).count(),
                log::toString);
        assertFalse(log.toString().contains("77003"), log::toString);
    }

    @Test
    void areSilentAboutWhatSomebodyWaitedForOrWhatWasRolledBack() {
        List<String> log = UserCodeThatThrowsTest.logOf(() -> {
            db.transaction(tx -> tx.transaction(inner -> inner.execute("INSERT INTO nosuch VALUES (1)")).exceptionally(error -> null)).join();
            db.transaction(tx -> CompletableFuture.allOf(tx.transaction(inner -> inner.execute("INSERT INTO nosuch VALUES (1)")))
                    .exceptionally(error -> null)).join();
            failure(db.transaction(tx -> {
                tx.transaction(inner -> inner.execute("INSERT INTO nosuch VALUES (1)"));
                return CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.DATA, "on purpose").build());
            }));
        });
        assertFalse(log.toString().contains("nested transaction failed"), log::toString);
    }
}
