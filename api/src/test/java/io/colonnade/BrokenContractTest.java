// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backend that throws where it should fail, or answers with nothing, and a user's executor that throws, leave nobody waiting. */
class BrokenContractTest {

    private static final Dialect DIALECT = Dialect.builder("broken").with(Feature.SAVEPOINTS).build();

    /** How a method is broken. */
    enum Fault {
        THROWS, THROWS_ERROR, NO_STAGE;

        Object happen() {
            if (this == THROWS) {
                throw new IllegalStateException("on purpose");
            } else if (this == THROWS_ERROR) {
                throw new StackOverflowError("on purpose");
            }
            return null;
        }
    }

    private static <T> T broken(Class<T> type, T sound, String method, Fault fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) ->
                called.getName().equals(method) && !called.getReturnType().equals(boolean.class) ? fault.happen()
                        : called.invoke(sound, arguments)));
    }

    @ParameterizedTest
    @CsvSource({"connect", "execute", "executeMany", "begin", "commit", "rollback", "savepoint", "reset", "validate", "cancel", "close", "dialect"})
    void leavesNobodyWaiting(String method) throws InterruptedException {
        for (Fault fault : Fault.values()) {
            CountDownLatch called = new CountDownLatch(1);
            CompletableFuture<Database> opening = Database.open(DatabaseOptions.of("broken://h/d").maxSize(2).acquireTimeout(Duration.ofMillis(500))
                    .connectTimeout(Duration.ofMillis(500)).closeTimeout(Duration.ofMillis(50)).build(), new Broken(method, fault));
            List<CompletableFuture<?>> all = new ArrayList<>(List.of(opening));
            opening.whenComplete((db, failure) -> {
                if (failure == null) {
                    callAll(db, all);
                }
                called.countDown();
            });
            assertTrue(called.await(1, TimeUnit.MINUTES), () -> method + " " + fault + ": it is not opened, and does not fail");
            for (CompletableFuture<?> each : all) {
                assertEnds(each, method + " " + fault + ": call " + all.indexOf(each));
            }
            if (!opening.isCompletedExceptionally()) {
                assertEnds(opening.join().closeAsync(), method + " " + fault + ": close");
            }
        }
    }

    private static void callAll(Database db, List<CompletableFuture<?>> all) {
        TransactionOptions options = TransactionOptions.DEFAULT.withTimeout(Duration.ofMillis(100));
        all.add(db.execute("INSERT INTO t VALUES (1)"));
        all.add(db.executeMany("INSERT INTO t VALUES (:a)", List.of(Map.of("a", 1))));
        all.add(db.withTimeout(Duration.ofMillis(50)).execute("UPDATE never SET a = 1"));
        all.add(db.withConnection(connection -> connection.execute("DELETE FROM t")));
        all.add(db.transaction(tx -> tx.execute("INSERT INTO t VALUES (1)")));
        all.add(db.transaction(tx -> tx.transaction(inner -> inner.execute("INSERT INTO t VALUES (1)"))));
        all.add(db.transaction(options, tx -> new CompletableFuture<>()));
        all.add(db.transaction(options, tx -> tx.execute("UPDATE never SET a = 1")));
        all.add(db.begin().thenCompose(tx -> tx.execute("DELETE FROM t").thenCompose(done -> tx.rollback())));
        all.add(db.transaction(options.withTimeout(Duration.ofSeconds(Long.MAX_VALUE)), tx -> tx.execute("DELETE FROM t")));
    }

    private static void assertEnds(CompletableFuture<?> future, String what) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        future.whenComplete((value, failure) -> ended.countDown());
        assertTrue(ended.await(1, TimeUnit.MINUTES), () -> what + " never ends");
    }

    /** A backend of which one method is broken. */
    private record Broken(String method, Fault fault) implements DatabaseBackend {

        @Override
        public Set<String> schemes() {
            return Set.of("broken");
        }

        @Override
        public Dialect dialect() {
            return DIALECT;
        }

        @Override
        public Set<String> options() {
            return Set.of();
        }

        @Override
        @SuppressWarnings("unchecked")
        public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
            if (method.equals("connect")) {
                return (CompletionStage<ConnectionBackend>) fault.happen();
            }
            ConnectionBackend sound = new Sound(context.executor(), method, fault);
            return CompletableFuture.completedFuture(broken(ConnectionBackend.class, sound, method, fault));
        }
    }

    /** Answers everything at once, but for what is never to be answered before it is cancelled. */
    private static final class Sound implements ConnectionBackend, TransactionBackend {
        private final ScheduledExecutorService executor;
        private final String method;
        private final Fault fault;

        Sound(ScheduledExecutorService executor, String method, Fault fault) {
            this.executor = executor;
            this.method = method;
            this.fault = fault;
        }

        private static <T> CompletionStage<T> done(T value) {
            return CompletableFuture.completedFuture(value);
        }

        @Override
        public Dialect dialect() {
            return DIALECT;
        }

        @Override
        public Executor executor() {
            return executor;
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            return statement.sql().contains("never") ? new CompletableFuture<>() : done(Outcome.affected(1));
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            return done(new long[bindings.size()]);
        }

        @Override
        public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            return done(broken(TransactionBackend.class, this, method, fault));
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            return begin(null);
        }

        @Override
        public CompletionStage<Void> commit() {
            return done(null);
        }

        @Override
        public CompletionStage<Void> rollback() {
            return done(null);
        }

        @Override
        public CompletionStage<Void> reset() {
            return done(null);
        }

        @Override
        public CompletionStage<Void> validate() {
            return done(null);
        }

        @Override
        public CompletionStage<Void> cancel() {
            return done(null);
        }

        @Override
        public CompletionStage<Void> close() {
            return done(null);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> driverType) {
            return Optional.empty();
        }
    }
}
