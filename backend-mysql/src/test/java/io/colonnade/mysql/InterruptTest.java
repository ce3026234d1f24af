// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code of the user's that leaves its thread interrupted does not cost the connection whose thread that is. */
class InterruptTest {

    private static final String MANY = "WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 900) SELECT n FROM s";

    /** Interrupts the thread on which it is made. */
    public record Interrupting(long n) {
        /** Interrupts. */
        public Interrupting {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Subscriber implements Flow.Subscriber<Row> {
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private final AtomicInteger rows = new AtomicInteger();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            interrupt(1);
        }

        private void interrupt(long more) {
            Thread.currentThread().interrupt();
            subscription.request(more);
        }

        @Override
        public void onNext(Row row) {
            rows.incrementAndGet();
            interrupt(1);
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(rows.get());
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Integer> read(Flow.Publisher<Row> rows) {
        Subscriber subscriber = new Subscriber();
        rows.subscribe(subscriber);
        // Where it was subscribed on this thread, this one is the interrupted one.
        Thread.interrupted();
        return subscriber.end;
    }

    private static void assertKeepsItsConnection(Database db, Function<Database, CompletableFuture<?>> work) {
        Row before = await(db.fetchExactlyOne("SELECT CONNECTION_ID()"));
        await(work.apply(db));
        assertEquals(before.toList(), await(db.fetchExactlyOne("SELECT CONNECTION_ID()")).toList());
    }

    @ParameterizedTest
    @EnumSource
    void whateverInterrupts(Product product) {
        try (Database db = product.open("max_size=1&fetch_size=2")) {
            assertKeepsItsConnection(db, all -> read(all.iterate(MANY)).thenAccept(rows -> assertEquals(900, rows)));
            assertKeepsItsConnection(db, all -> all.transaction(tx -> read(tx.iterate(MANY)).thenCompose(rows -> tx.fetchAll("SELECT 1"))));
            assertKeepsItsConnection(db, all -> all.withConnection(c -> read(c.iterate(MANY)).thenCompose(rows -> c.fetchAll("SELECT 1"))));
            assertKeepsItsConnection(db, all -> all.fetchAll(MANY, Interrupting.class).thenAccept(rows -> assertTrue(rows.size() == 900)));
            assertKeepsItsConnection(db, all -> all.withConnection((Connection c) -> interrupted(c.fetchAll("SELECT 1"))));
            assertKeepsItsConnection(db, all -> all.transaction(tx -> interrupted(tx.fetchAll("SELECT 1"))));
        }
    }

    private static <T> CompletionStage<T> interrupted(CompletableFuture<T> call) {
        return call.thenApply(value -> {
            Thread.currentThread().interrupt();
            return value;
        });
    }
}
