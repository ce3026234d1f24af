// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static io.colonnade.mysql.Product.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows are read off the connection as they are asked for. */
class MySqlStreamTest {

    /** Takes what it asked for, and no more. */
    private static final class Taker implements Flow.Subscriber<Row> {
        final AtomicInteger rows = new AtomicInteger();
        final CompletableFuture<Void> end = new CompletableFuture<>();
        private final CountDownLatch subscribed = new CountDownLatch(1);
        private volatile CountDownLatch wanted = new CountDownLatch(0);
        private volatile Flow.Subscription subscription;
        private final long atOnce;

        Taker(long atOnce) {
            this.atOnce = atOnce;
        }

        static Taker of(Flow.Publisher<Row> publisher) throws InterruptedException {
            Taker taker = new Taker(0);
            publisher.subscribe(taker);
            assertTrue(taker.subscribed.await(30, TimeUnit.SECONDS));
            return taker;
        }

        Taker take(int number) throws InterruptedException {
            wanted = new CountDownLatch(number);
            subscription.request(number);
            assertTrue(wanted.await(30, TimeUnit.SECONDS), () -> "rows delivered: " + rows + ", end: " + end);
            return this;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscribed.countDown();
            if (atOnce > 0) {
                given.request(atOnce);
            }
        }

        @Override
        public void onNext(Row row) {
            rows.incrementAndGet();
            wanted.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    /** Ten million rows of 200 bytes, made as they are sent. */
    private static final String ENDLESS = "SELECT a.n + b.n, REPEAT('x', 200) FROM stream_numbers a, stream_numbers b, stream_numbers c";

    private static void numbers(Database db) {
        table(db, "stream_numbers", "n INT PRIMARY KEY");
        await(db.executeMany("INSERT INTO stream_numbers (n) VALUES (:n)", IntStream.range(0, 216)
                .mapToObj(n -> Map.of("n", n)).toList()));
    }

    /** The answer would be some 2 GB; the server has not made it all while the statement is still running. */
    @ParameterizedTest
    @EnumSource
    void aStreamIsNotHeldInMemoryAndTheServerWaits(Product product) throws InterruptedException {
        try (Database db = product.open("max_size=2")) {
            numbers(db);
            Taker taker = Taker.of(db.iterate(ENDLESS)).take(10);
            assertEquals(1, running(db), "the server is still at it, waiting");
            taker.take(100_000);
            assertEquals(100_010, taker.rows.get());
            assertEquals(1, running(db), "the server is still at it, waiting");
            taker.subscription.cancel();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (running(db) > 0) {
                assertTrue(System.nanoTime() < deadline, "a cancelled stream ends its statement");
            }
            assertEquals(100_010, taker.rows.get(), "rows delivered after cancelling");
        }
    }

    private static long running(Database db) {
        return number(db, "SELECT count(*) FROM information_schema.processlist WHERE info LIKE 'SELECT a.n + b.n%'");
    }

    @ParameterizedTest
    @EnumSource
    void otherStatementsOnTheConnectionAreRefusedMeanwhile(Product product) throws InterruptedException {
        try (Database db = product.open("max_size=2")) {
            numbers(db);
            Transaction tx = await(db.begin());
            Taker taker = Taker.of(tx.iterate("SELECT n FROM stream_numbers ORDER BY n")).take(3);
            DatabaseException refused = failure(ErrorKind.UNSUPPORTED, tx.fetchAll("SELECT 1"));
            assertTrue(refused.connectionUsable(), "the connection goes on");
            taker.subscription.cancel();
            await(tx.execute("DELETE FROM stream_numbers WHERE n < 16"));
            await(tx.commit());
            assertEquals(200, number(db, "SELECT count(*) FROM stream_numbers"), "the transaction went on");
            assertEquals(3, taker.rows.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatIsReadToItsEndFreesTheConnection(Product product) {
        try (Database db = product.open("max_size=1")) {
            numbers(db);
            await(db.transaction(tx -> {
                Taker taker = new Taker(Long.MAX_VALUE);
                tx.iterate("SELECT n FROM stream_numbers").subscribe(taker);
                return taker.end.thenCompose(ended -> tx.execute("DELETE FROM stream_numbers WHERE n < 16"));
            }));
            assertEquals(200, number(db, "SELECT count(*) FROM stream_numbers"));
        }
    }
}
