// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A call of the database in the flow of one of its transactions is found, on whatever thread that flow goes on. */
class TransactionFlowTest {

    /** How a continuation is attached to a future of the transaction's. */
    private interface Attached extends BiFunction<CompletableFuture<Object>, Function<Object, CompletableFuture<Object>>, CompletionStage<Object>> {
    }

    private static final Map<String, Attached> WAYS = Map.ofEntries(
            Map.entry("thenCompose", (f, next) -> f.thenCompose(next)),
            Map.entry("thenComposeAsync", (f, next) -> f.thenComposeAsync(next)),
            Map.entry("thenApplyAsync, twice", (f, next) -> f.thenApplyAsync(x -> x).thenApplyAsync(x -> x).thenComposeAsync(next)),
            Map.entry("handleAsync", (f, next) -> f.handleAsync((x, e) -> next.apply(x)).thenCompose(stage -> stage)),
            Map.entry("thenCombineAsync", (f, next) -> f.thenCombineAsync(CompletableFuture.completedFuture(1), (x, y) -> next.apply(x))
                    .thenCompose(stage -> stage)),
            Map.entry("copy", (f, next) -> f.copy().thenComposeAsync(next)),
            Map.entry("minimalCompletionStage", (f, next) -> f.minimalCompletionStage().thenComposeAsync(next)),
            Map.entry("minimalCompletionStage().toCompletableFuture", (f, next) -> f.minimalCompletionStage().toCompletableFuture()
                    .thenComposeAsync(next)),
            Map.entry("orTimeout in time", (f, next) -> f.orTimeout(1, TimeUnit.MINUTES).thenComposeAsync(next)),
            Map.entry("orTimeout too late", (f, next) -> f.thenCompose(x -> new CompletableFuture<Object>()).orTimeout(1, TimeUnit.MILLISECONDS)
                    .exceptionallyComposeAsync(late -> next.apply(late))),
            Map.entry("completeOnTimeout, at once", (f, next) -> f.thenCompose(x -> new CompletableFuture<Object>())
                    .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS).thenCompose(next)),
            Map.entry("completeOnTimeout", (f, next) -> f.thenCompose(x -> new CompletableFuture<Object>())
                    .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS).thenComposeAsync(next)),
            Map.entry("completeAsync", (f, next) -> f.newIncompleteFuture().completeAsync(() -> "done").thenCompose(next)),
            Map.entry("behind a future of the JDK's", (f, next) -> f.thenCompose(x -> CompletableFuture.supplyAsync(() -> x))
                    .thenComposeAsync(next)),
            Map.entry("behind a future of somebody else's thread", (f, next) -> f.thenCompose(x -> elsewhere(x)).thenCompose(next)),
            Map.entry("behind one that fails there", (f, next) -> f.thenCompose(x -> elsewhere(null).thenApply(y -> (Object) y.toString()))
                    .exceptionallyCompose(next::apply)),
            Map.entry("handle, behind it", (f, next) -> f.thenCompose(x -> elsewhere(x)).handle((x, e) -> next.apply(x))
                    .thenCompose(stage -> stage)),
            Map.entry("thenCombine, the other one last", (f, next) -> f.thenCombine(elsewhere(1), (x, y) -> next.apply(x))
                    .thenCompose(stage -> stage)),
            Map.entry("applyToEither", (f, next) -> f.thenCompose(x -> new CompletableFuture<Object>()).applyToEither(elsewhere(1), next)
                    .thenCompose(stage -> stage)),
            Map.entry("behind allOf", (f, next) -> f.thenCompose(x -> CompletableFuture.allOf(f, CompletableFuture.runAsync(() -> { })))
                    .thenComposeAsync(none -> next.apply(none))));

    @TempDir
    Path directory;

    private static CompletableFuture<Object> elsewhere(Object value) {
        return new CompletableFuture<Object>().completeOnTimeout(value, 1, TimeUnit.MILLISECONDS);
    }

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///" + directory.resolve("a.db") + "?max_size=2").join();
        db.execute("CREATE TABLE t (a INTEGER)").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private CompletableFuture<Object> outside() {
        return db.execute("INSERT INTO t VALUES (2)").thenApply(result -> result);
    }

    private static CompletableFuture<Object> inside(Transaction tx) {
        return tx.execute("INSERT INTO t VALUES (1)").thenApply(result -> result);
    }

    private void assertRefused(CompletableFuture<?> transaction) {
        CompletionException failure = assertThrows(CompletionException.class, () -> transaction.orTimeout(1, TimeUnit.MINUTES).join());
        UsageException refusal = assertInstanceOf(UsageException.class, failure.getCause());
        assertTrue(words(refusal).contains("outside the transaction"), refusal.getMessage());
        assertEquals(0L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get(), "rows that were kept");
    }

    static List<String> ways() {
        return WAYS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void inAContinuation(String way) {
        assertRefused(db.transaction(tx -> WAYS.get(way).apply(inside(tx), done -> outside())));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void inAContinuationOfANestedTransaction(String way) {
        assertRefused(db.transaction(tx -> tx.transaction(inner -> WAYS.get(way).apply(inside(inner), done -> outside()))));
    }

    @Test
    void inAContinuationOfABegin() {
        CompletableFuture<Transaction> begun = db.begin();
        assertRefused(begun.thenComposeAsync(tx -> outside()));
        begun.join().rollback().join();
    }

    @Test
    void inASubscriberOfTheTransaction() {
        assertRefused(db.transaction(tx -> {
            CompletableFuture<Object> done = new CompletableFuture<>();
            tx.iterate("SELECT 1").subscribe(new Forwarding(row -> outside().whenComplete((x, e) -> done.completeExceptionally(e))));
            return done;
        }));
    }

    @Test
    void asAStreamOfTheDatabase() {
        assertRefused(db.transaction(tx -> tx.execute("INSERT INTO t VALUES (1)").thenComposeAsync(x -> {
            CompletableFuture<Object> done = new CompletableFuture<>();
            db.iterate("INSERT INTO t VALUES (2) RETURNING a").subscribe(new Forwarding(done::complete) {
                @Override
                public void onError(Throwable failure) {
                    done.completeExceptionally(failure);
                }
            });
            return done;
        })));
    }

    @Test
    void isOverWithTheTransaction() {
        db.transaction(tx -> tx.execute("INSERT INTO t VALUES (1)")).thenComposeAsync(done -> db.execute("INSERT INTO t VALUES (2)")).join();
        CompletableFuture<Result> inner = new CompletableFuture<>();
        db.transaction(tx -> tx.execute("INSERT INTO t VALUES (3)").whenComplete((result, failure) -> inner.complete(result))).join();
        inner.thenComposeAsync(result -> db.execute("INSERT INTO t VALUES (4)")).join();
        assertEquals(4L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get());
    }

    @Test
    void leavesNothingBehindOnThreadsThatOthersUse() {
        ExecutorService one = Executors.newSingleThreadExecutor();
        Executor common = one;
        try {
            db.transaction(tx -> tx.execute("INSERT INTO t VALUES (1)").thenComposeAsync(x -> {
                assertEquals(ErrorKind.USAGE, assertInstanceOf(UsageException.class, assertThrows(CompletionException.class,
                        () -> db.fetchAll("SELECT 1").join()).getCause()).kind());
                return CompletableFuture.completedFuture(x);
            }).thenCompose(x -> CompletableFuture.supplyAsync(() -> db.fetchAll("SELECT 1"), common).thenCompose(rows -> rows))).join();
        } finally {
            one.shutdown();
        }
    }

    private static class Forwarding implements Flow.Subscriber<Row> {
        private final Consumer<Row> onRow;

        Forwarding(Consumer<Row> onRow) {
            this.onRow = onRow;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Row row) {
            onRow.accept(row);
        }

        @Override
        public void onError(Throwable failure) {
        }

        @Override
        public void onComplete() {
        }
    }
}
