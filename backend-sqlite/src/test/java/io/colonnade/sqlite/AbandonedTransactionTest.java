// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a transaction that its owner has lost. */
class AbandonedTransactionTest {

    private static final int TURNS = 600;
    private static final int TURN_MILLIS = 50;

    @TempDir
    Path directory;

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=1").join();
        db.execute("CREATE TABLE t (a INTEGER)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void beginInsertAndForget() {
        Transaction lost = db.begin().join();
        lost.execute("INSERT INTO t VALUES (1)").join();
        assertEquals(1, db.status().lent());
    }

    private void awaitConnectionBack() throws InterruptedException {
        for (int turn = 0; db.status().lent() > 0; turn++) {
            assertTrue(turn < TURNS, "the connection was not given back");
            System.gc();
            TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
        }
    }

    @Test
    void isRolledBackAndItsConnectionServesAgain() throws InterruptedException {
        beginInsertAndForget();

        awaitConnectionBack();

        assertEquals(0L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get());
        db.transaction(tx -> tx.execute("INSERT INTO t VALUES (2)")).join();
        assertEquals(2L, db.fetchValue("SELECT a FROM t", Long.class).join().get());
    }

    @Test
    void isLeftAloneAsLongAsSomethingWillEndIt() throws InterruptedException {
        CountDownLatch collected = new CountDownLatch(1);
        var committed = db.begin().thenCompose(tx -> tx.execute("INSERT INTO t VALUES (3)").thenApplyAsync(result -> {
            try {
                return collected.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).thenCompose(waited -> tx.commit()));
        for (int turn = 0; turn < 3; turn++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
        }
        collected.countDown();

        committed.join();

        assertEquals(3L, db.fetchValue("SELECT a FROM t", Long.class).join().get());
    }
}
