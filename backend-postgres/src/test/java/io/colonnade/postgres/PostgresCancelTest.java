// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Cancelling ends what runs on the server, and nothing else. */
class PostgresCancelTest extends PostgresTestCase {

    private static final int PAIRS = 300;
    private static final String SLEEPING = "SELECT count(*)::text FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(20%'"
            + " AND state <> 'idle' AND pid <> pg_backend_pid()";

    private static void awaitSleepers(Database observer, String count) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15); !text(observer, SLEEPING).equals(count);) {
            assertTrue(System.nanoTime() < end, "statements that sleep on the server did not become " + count);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void endsTheStatementOnTheServerAndKeepsTheConnection() {
        String pid = text(db, "SELECT pg_backend_pid()::text");
        try (Database observer = open("max_size=1")) {
            CompletableFuture<?> sleep = db.execute("SELECT pg_sleep(20)");
            awaitSleepers(observer, "1");
            sleep.cancel(true);
            awaitSleepers(observer, "0");
        }
        assertEquals(pid, text(db, "SELECT pg_backend_pid()::text"));
    }

    @Test
    void endsTheStatementAtItsDeadline() {
        try (Database observer = open("max_size=1")) {
            failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(150)).execute("SELECT pg_sleep(20.5)"));
            awaitSleepers(observer, "0");
        }
        assertEquals("17", text(db, "SELECT 17::text"));
    }

    @Test
    void endsWaitingForALock() {
        await(db.execute("CREATE TABLE cancel_rows (id int)"));
        try (Database other = open("max_size=1")) {
            Transaction holder = await(other.begin());
            await(holder.execute("LOCK TABLE cancel_rows"));
            failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(150)).fetchAll("SELECT id FROM cancel_rows"));
            await(holder.rollback());
            assertEquals("0", text(db, "SELECT count(*)::text FROM cancel_rows"));
        } finally {
            await(db.execute("DROP TABLE cancel_rows"));
        }
    }

    /** Whatever the moment of a cancel, the statement that follows is not hit and has the answer of its own question. */
    @Test
    void neverHitsTheNextStatement() {
        Random random = new Random(17);
        for (int i = 0; i < PAIRS; i++) {
            CompletableFuture<?> hit = db.fetchAll("SELECT :i FROM generate_series(1, 100)", i);
            LockSupport.parkNanos(random.nextInt(600_000));
            hit.cancel(true);
            assertEquals(Integer.toString(i), text(db, "SELECT (:i + 0)::text", i), "the answer after cancel " + i);
        }
    }

    @Test
    void neverHitsTheRollbackThatFollows() {
        Random random = new Random(19);
        String pid = text(db, "SELECT pg_backend_pid()::text");
        for (int i = 0; i < PAIRS; i++) {
            Transaction tx = await(db.begin());
            CompletableFuture<?> hit = tx.fetchAll("SELECT :i FROM generate_series(1, 100)", i);
            LockSupport.parkNanos(random.nextInt(600_000));
            hit.cancel(true);
            await(tx.rollback());
        }
        assertEquals(pid, text(db, "SELECT pg_backend_pid()::text"), "the connection is as good as before");
    }

    @Test
    void leavesATransactionThatCanOnlyBeRolledBack() {
        await(db.execute("CREATE TABLE cancel_tx (id int)"));
        try {
            Transaction tx = await(db.begin());
            await(tx.execute("INSERT INTO cancel_tx VALUES (1)"));
            failure(ErrorKind.STATEMENT_TIMEOUT, tx.withTimeout(Duration.ofMillis(100)).execute("SELECT pg_sleep(20.7)"));
            failure(ErrorKind.TRANSACTION_ABORTED, tx.fetchAll("SELECT 1"));
            failure(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
            assertEquals("0", text(db, "SELECT count(*)::text FROM cancel_tx"));
        } finally {
            await(db.execute("DROP TABLE cancel_tx"));
        }
    }
}
