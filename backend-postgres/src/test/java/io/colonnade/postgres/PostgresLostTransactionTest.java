// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A transaction whose connection is lost before COMMIT was sent has done nothing, and its errors say so. */
class PostgresLostTransactionTest extends PostgresTestCase {

    private static final String END = "SELECT pg_terminate_backend(pg_backend_pid())";

    private void assertNotApplied(ErrorKind kind, CompletableFuture<?> call) {
        DatabaseException error = failure(kind, call);
        assertEquals(StatementOutcome.NOT_APPLIED, error.outcome());
        assertTrue(error.retrySafe(), "safe to run again");
    }

    @Test
    void saysThatNothingWasApplied() {
        await(db.execute("DROP TABLE IF EXISTS lost_before"));
        await(db.execute("CREATE TABLE lost_before (a int)"));
        assertNotApplied(ErrorKind.CONNECTION_LOST, db.transaction(tx -> tx.execute("INSERT INTO lost_before VALUES (1)")
                .thenCompose(done -> tx.execute(END)).thenCompose(done -> tx.execute("INSERT INTO lost_before VALUES (2)"))));
        assertNotApplied(ErrorKind.TRANSACTION_ROLLED_BACK, db.transaction(tx -> tx.execute("INSERT INTO lost_before VALUES (1)")
                .thenCompose(done -> tx.execute(END)).handle((done, failure) -> "swallowed")));
        assertNotApplied(ErrorKind.CONNECTION_LOST, db.transaction(tx -> tx.execute("INSERT INTO lost_before VALUES (1)")
                .thenCompose(done -> tx.transaction(inner -> inner.execute(END)))));
        Transaction tx = await(db.begin());
        await(tx.execute("INSERT INTO lost_before VALUES (1)"));
        assertNotApplied(ErrorKind.CONNECTION_LOST, tx.execute(END));
        assertNotApplied(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
        assertFalse(tx.isOpen());
        assertEquals(0L, await(db.fetchValue("SELECT count(*) FROM lost_before", Long.class)).get());
        assertEquals(StatementOutcome.UNKNOWN, failure(ErrorKind.CONNECTION_LOST, db.execute(END)).outcome(), "outside transactions");
        await(db.execute("DROP TABLE lost_before"));
    }

    /** The server has closed the connection, and this machine knows it, before COMMIT is asked for. */
    @Test
    void saysThatNothingWasAppliedWhereCommitFindsTheLinkDead() {
        await(db.execute("DROP TABLE IF EXISTS lost_at_commit"));
        await(db.execute("CREATE TABLE lost_at_commit (a int)"));
        try (Database killer = open("max_size=1")) {
            for (int i = 0; i < 20; i++) {
                Transaction tx = terminated(killer);
                assertNotApplied(ErrorKind.CONNECTION_LOST, tx.commit());
                assertFalse(tx.isOpen());
                await(terminated(killer).rollback());
            }
        }
        assertEquals(0L, await(db.fetchValue("SELECT count(*) FROM lost_at_commit", Long.class)).get());
        await(db.execute("DROP TABLE lost_at_commit"));
    }

    private Transaction terminated(Database killer) {
        Transaction tx = await(db.begin());
        await(tx.execute("INSERT INTO lost_at_commit VALUES (1)"));
        int pid = await(tx.fetchValue("SELECT pg_backend_pid()", Integer.class)).get();
        await(killer.execute("SELECT pg_terminate_backend(:pid)", pid));
        while (await(killer.fetchValue("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid", Long.class, pid)).get() > 0) {
            Thread.onSpinWait();
        }
        return tx;
    }
}
