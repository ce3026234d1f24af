// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.session;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Somebody who sets an item on the only connection of a database and leaves it in one of the ways. */
final class Borrower {

    private static final int SECONDS = 60;
    private static final Duration DEADLINE = Duration.ofMillis(20);

    private final Database database;
    private final Texts texts;
    private final Watch watch;

    /** Waits until the server says that a statement runs, or until the call has ended. */
    interface Watch {
        void awaitRunning(String statement, CompletableFuture<?> call) throws SQLException;
    }

    /**
     * The statements of an engine with which ways are gone.
     *
     * @param endless runs until it is cancelled
     * @param wrong fails
     * @param rows gives many rows
     */
    record Texts(String endless, String wrong, String rows) {
    }

    Borrower(Database database, Texts texts, Watch watch) {
        this.database = database;
        this.texts = texts;
        this.watch = watch;
    }

    /** Sets it and leaves; the connection is given back, or is about to be, before anything that is called later gets it. */
    void leave(Item item, Way way) throws SQLException {
        switch (way) {
            case RETURNED -> ended(database.withConnection(connection -> set(connection, item)));
            case ERROR -> ended(database.withConnection(connection -> set(connection, item).thenCompose(done -> connection.execute(texts.wrong()))));
            case CANCEL -> cancelled(item);
            case DEADLINE -> ended(database.withConnection(connection -> set(connection, item)
                    .thenCompose(done -> connection.withTimeout(DEADLINE).execute(texts.endless()))));
            case COMMIT -> ended(database.transaction(transaction -> set(transaction, item)));
            case ROLLBACK -> ended(database.transaction(transaction -> set(transaction, item)
                    .thenCompose(done -> CompletableFuture.failedFuture(new IllegalStateException("rolls back")))));
            case STREAM -> ended(database.withConnection(connection -> set(connection, item)
                    .thenCompose(done -> FirstRow.of(connection.iterate(texts.rows())))));
            case SINGLE_CALL -> item.sets().forEach(sql -> ended(database.execute(sql)));
            case SINGLE_STREAM -> item.sets().forEach(sql -> ended(FirstRow.of(database.iterate(sql))));
            default -> throw new IllegalArgumentException(way.toString());
        }
    }

    private void cancelled(Item item) throws SQLException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        CompletableFuture<?> call = database.withConnection(connection -> set(connection, item).thenCompose(done -> {
            CompletableFuture<?> endless = connection.execute(texts.endless());
            sent.complete(null);
            return endless;
        }));
        ended(sent);
        watch.awaitRunning(texts.endless(), call);
        call.cancel(true);
    }

    /** What the only connection says about it while its borrower still has it. */
    String own(Item item) {
        return answer(database.withConnection(connection -> set(connection, item).thenCompose(done -> ask(connection, item))));
    }

    /** What the next borrower is told. */
    String next(Item item) {
        return answer(ask(database, item));
    }

    private static CompletableFuture<String> ask(Queries of, Item item) {
        return of.fetchAll(item.asks()).thenApply(rows -> rows.stream().map(Row::toList).toList().toString());
    }

    /** The driver's connection itself, by which one is told from another. */
    Object identity() {
        CompletableFuture<Object> found = database.withConnection(connection -> CompletableFuture.completedFuture(
                connection.unwrap(java.sql.Connection.class).orElseThrow()));
        ended(found);
        return found.join();
    }

    private static CompletableFuture<Void> set(Queries on, Item item) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        if (item.driver() != null) {
            all = drive(((Connection) on).unwrap(java.sql.Connection.class).orElseThrow(), item);
        }
        for (String sql : item.sets()) {
            all = all.thenCompose(done -> on.execute(sql)).handle((done, failure) -> Borrower.typed(failure));
        }
        return all;
    }

    private static CompletableFuture<Void> drive(java.sql.Connection connection, Item item) {
        try {
            item.driver().on(connection);
            return CompletableFuture.completedFuture(null);
        } catch (SQLException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** A statement may be refused, and may fail, but in words of Colonnade's. */
    private static Void typed(Throwable failure) {
        if (failure == null || failure instanceof DatabaseException || failure.getCause() instanceof DatabaseException) {
            return null;
        }
        throw new CompletionException(failure);
    }

    private static String answer(CompletableFuture<String> call) {
        try {
            return call.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof DatabaseException typed) {
                return typed.kind().toString();
            }
            throw new IllegalStateException(failure.getCause());
        } catch (TimeoutException | InterruptedException hung) {
            throw new IllegalStateException("a call does not end", hung);
        }
    }

    private static void ended(CompletableFuture<?> call) {
        answer(call.handle((done, failure) -> typedOrOwn(failure)));
    }

    private static String typedOrOwn(Throwable failure) {
        return failure instanceof IllegalStateException || failure != null && failure.getCause() instanceof IllegalStateException ? "" : String.valueOf(typed(failure));
    }

    /** Reads one row and cancels. */
    private static final class FirstRow implements Flow.Subscriber<Row> {

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private Flow.Subscription subscription;

        static CompletableFuture<Void> of(Flow.Publisher<Row> rows) {
            FirstRow reader = new FirstRow();
            rows.subscribe(reader);
            return reader.end;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Row row) {
            subscription.cancel();
            end.complete(null);
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
}
