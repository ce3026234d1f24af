// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream is a portal on the server: rows come as they are asked for. */
class PostgresStreamTest extends PostgresTestCase {

    private static final int FETCH_SIZE = 16;
    private static final int CANCELS = 500;
    private static final String COUNTING = "SELECT nextval('stream_counter') FROM generate_series(1, 100000)";

    /** Takes so many rows and then asks for no more. */
    private static final class Taker implements Flow.Subscriber<Row> {
        private final CountDownLatch taken;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final AtomicInteger rows = new AtomicInteger();
        private Flow.Subscription subscription;

        Taker(int count) {
            taken = new CountDownLatch(count);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(taken.getCount());
        }

        @Override
        public void onNext(Row row) {
            rows.incrementAndGet();
            taken.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }

        Taker from(Queries queries, String sql) throws InterruptedException {
            queries.iterate(sql).subscribe(this);
            assertTrue(taken.await(20, TimeUnit.SECONDS), "the rows came");
            return this;
        }
    }

    @BeforeEach
    void createCounter() {
        db.close();
        db = open("max_size=2&fetch_size=" + FETCH_SIZE);
        await(db.execute("CREATE SEQUENCE stream_counter"));
    }

    @AfterEach
    void dropCounter() {
        await(db.execute("DROP SEQUENCE stream_counter"));
        await(db.execute("DROP TABLE IF EXISTS stream_rows, stream_plain"));
    }

    private long counted() {
        return await(db.fetchValue("SELECT last_value FROM stream_counter", Long.class)).get();
    }

    @Test
    void fetchesWhatIsAskedForOutsideATransaction() throws Exception {
        Taker taker = new Taker(10).from(db, COUNTING);
        assertTrue(counted() <= 2 * FETCH_SIZE, "rows that the server has calculated: " + counted());
        taker.subscription.cancel();
        assertEquals(100_000, new Taker(100_000).from(db, COUNTING).rows.get());
    }

    @Test
    void fetchesWhatIsAskedForInATransaction() throws Exception {
        Transaction tx = await(db.begin());
        Taker taker = new Taker(10).from(tx, COUNTING);
        assertTrue(counted() <= 2 * FETCH_SIZE, "rows that the server has calculated: " + counted());
        assertEquals("17", text(tx, "SELECT 17::text"), "another statement in the same transaction");
        taker.subscription.request(100);
        await(tx.execute("SELECT 1"));
        taker.subscription.cancel();
        await(tx.commit());
    }

    @Test
    void refusesOtherStatementsOfItsConnectionOutsideATransaction() throws Exception {
        withLent(connection -> {
            Taker taker = new Taker(3).from(connection, "SELECT 1 FROM generate_series(1, 100)");
            failure(ErrorKind.UNSUPPORTED, connection.fetchAll("SELECT 2"));
            failure(ErrorKind.UNSUPPORTED, connection.begin());
            taker.subscription.request(1_000);
            await(taker.ended);
            assertEquals(100, taker.rows.get(), "the stream was not disturbed");
            assertEquals("2", text(connection, "SELECT 2::text"));
        });
    }

    @Test
    void leavesNoTransactionOpen() throws Exception {
        new Taker(3).from(db, COUNTING).subscription.cancel();
        assertEquals("0", text(db, "SELECT count(*)::text FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND query LIKE '%"
                + "stream_counter%'"));
    }

    /** Such a stream would commit what was begun by SQL text, for outside a transaction of ours it ends one of its own. */
    @Test
    void isRefusedInATransactionThatWasBegunBySqlText() throws Exception {
        await(db.execute("CREATE TABLE stream_plain (id int)"));
        withLent(connection -> {
            await(connection.execute("BEGIN"));
            await(connection.execute("INSERT INTO stream_plain VALUES (1)"));
            Taker taker = new Taker(1);
            connection.iterate("SELECT 1").subscribe(taker);
            Throwable refused = await(taker.ended.handle((done, failure) -> failure));
            await(connection.execute("ROLLBACK"));
            assertEquals("0", text(db, "SELECT count(*)::text FROM stream_plain"), "rows that were rolled back");
            assertEquals(ErrorKind.USAGE, assertInstanceOf(DatabaseException.class, refused).kind());
        });
    }

    /** The commit waits in a deferred trigger while the stream is cancelled, which is no reason for it to fail. */
    @Test
    void isNotCancelledWhileItsOwnTransactionEnds() throws Exception {
        withSlowCommit("PERFORM pg_sleep(1)", connection -> {
            Taker taker = new Taker(1);
            connection.iterate("SELECT stream_insert(1)").subscribe(taker);
            while (!text(db, "SELECT coalesce(max(wait_event), '') FROM pg_stat_activity WHERE query = 'COMMIT'").equals("PgSleep")) {
                Thread.onSpinWait();
            }
            taker.subscription.cancel();
            await(connection.execute("INSERT INTO stream_plain VALUES (2)"));
        });
        assertEquals("1 1", text(db, "SELECT concat((SELECT count(*) FROM stream_rows), ' ', (SELECT count(*) FROM stream_plain))"));
    }

    @Test
    void failsIfItsOwnTransactionCannotBeCommitted() throws Exception {
        withSlowCommit("RAISE EXCEPTION 'not this one'", connection -> {
            Taker taker = new Taker(2);
            connection.iterate("SELECT stream_insert(1)").subscribe(taker);
            failure(ErrorKind.CONSTRAINT, taker.ended);
            await(connection.execute("INSERT INTO stream_plain VALUES (2)"));
        });
        assertEquals("0 1", text(db, "SELECT concat((SELECT count(*) FROM stream_rows), ' ', (SELECT count(*) FROM stream_plain))"));
    }

    private interface Work {
        void with(Connection connection) throws InterruptedException;
    }

    /** Runs work on one connection that it keeps all the time; what is inserted by stream_insert does this when it is committed. */
    private void withSlowCommit(String atCommit, Work work) throws InterruptedException {
        await(db.execute("DROP TABLE IF EXISTS stream_rows, stream_plain"));
        await(db.execute("CREATE TABLE stream_rows (id int)"));
        await(db.execute("CREATE TABLE stream_plain (id int)"));
        await(db.execute("CREATE OR REPLACE FUNCTION stream_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + atCommit
                + "; RETURN NULL; END $$"));
        await(db.execute("CREATE OR REPLACE FUNCTION stream_insert(n int) RETURNS int LANGUAGE sql AS "
                + "$$ INSERT INTO stream_rows VALUES (n) RETURNING id $$"));
        await(db.execute("CREATE CONSTRAINT TRIGGER stream_commit AFTER INSERT ON stream_rows DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                + " EXECUTE FUNCTION stream_commit()"));
        withLent(work);
    }

    private void withLent(Work work) throws InterruptedException {
        CompletableFuture<Connection> lent = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> returned = db.withConnection(c -> {
            lent.complete(c);
            return over;
        });
        try {
            work.with(await(lent));
        } finally {
            over.complete(null);
            await(returned);
        }
    }

    /** Whatever the moment of a cancel, what follows on the same connection is committed when it is reported as done. */
    @Test
    void cancelledAtAnyMomentLeavesNoTransactionBehind() throws Exception {
        Random random = new Random(23);
        await(db.execute("CREATE TABLE stream_plain (id int)"));
        withLent(connection -> {
            for (int i = 0; i < CANCELS; i++) {
                Taker taker = new Taker(1).from(connection, "SELECT n FROM generate_series(1, 64) n");
                taker.subscription.request(random.nextInt(100));
                LockSupport.parkNanos(random.nextInt(400_000));
                taker.subscription.cancel();
                await(connection.execute("INSERT INTO stream_plain VALUES (:i)", i));
                assertEquals(Integer.toString(i + 1), text(db, "SELECT count(*)::text FROM stream_plain"), "rows after cancel " + i);
            }
        });
    }
}
