// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream is a portal on the server: rows come as they are asked for. */
class PostgresStreamTest extends PostgresTestCase {

    private static final int FETCH_SIZE = 16;
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
        CompletableFuture<Connection> lent = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> returned = db.withConnection(c -> {
            lent.complete(c);
            return over;
        });
        Connection connection = await(lent);
        Taker taker = new Taker(3).from(connection, "SELECT 1 FROM generate_series(1, 100)");
        failure(ErrorKind.UNSUPPORTED, connection.fetchAll("SELECT 2"));
        failure(ErrorKind.UNSUPPORTED, connection.begin());
        taker.subscription.request(1_000);
        await(taker.ended);
        assertEquals(100, taker.rows.get(), "the stream was not disturbed");
        assertEquals("2", text(connection, "SELECT 2::text"));
        over.complete(null);
        await(returned);
    }

    @Test
    void leavesNoTransactionOpen() throws Exception {
        new Taker(3).from(db, COUNTING).subscription.cancel();
        assertEquals("0", text(db, "SELECT count(*)::text FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND query LIKE '%"
                + "stream_counter%'"));
    }
}
