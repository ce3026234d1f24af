// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.waiting;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** What somebody calls who gets no connection in time, and what he is told. */
enum Caller {

    /** Reads, and waits for a connection no longer than the pool lets him. */
    READS(ErrorKind.POOL_EXHAUSTED, true) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            return database.fetchAll("SELECT 1");
        }
    },
    /** Writes. */
    WRITES(ErrorKind.POOL_EXHAUSTED, true) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            return database.executeMany("INSERT INTO nowhere VALUES (:n)", List.of(Map.of("n", 1)));
        }
    },
    /** Begins a transaction. */
    BEGINS(ErrorKind.POOL_EXHAUSTED, true) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            return database.transaction(tx -> tx.fetchAll("SELECT 1"));
        }
    },
    /** Wants a connection for himself. */
    HOLDS(ErrorKind.POOL_EXHAUSTED, true) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            return database.withConnection(connection -> connection.fetchAll("SELECT 1"));
        }
    },
    /** Reads a stream. */
    STREAMS(ErrorKind.POOL_EXHAUSTED, false) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            Reader reader = new Reader();
            database.iterate("SELECT 1").subscribe(reader);
            return reader.ended;
        }
    },
    /** Reads, with a deadline of his own. */
    HURRIES(ErrorKind.STATEMENT_TIMEOUT, false) {
        @Override
        CompletableFuture<?> call(Database database, Queries timed) {
            return timed.fetchAll("SELECT 1");
        }
    };

    private final ErrorKind told;
    private final boolean inTurn;

    Caller(ErrorKind told, boolean inTurn) {
        this.told = told;
        this.inTurn = inTurn;
    }

    /**
     * Calls.
     *
     * @param timed the same database with the deadline of those who set their own
     */
    abstract CompletableFuture<?> call(Database database, Queries timed);

    /** What he is told. */
    ErrorKind told() {
        return told;
    }

    /** Whether whoever came first must be told first: the signals of streams and own timers may pass each other by a little. */
    boolean inTurn() {
        return inTurn;
    }

    /** For how long each of them waits. */
    static final Duration PATIENCE = Duration.ofMillis(250);

    /** Wants all rows. */
    private static final class Reader implements Flow.Subscriber<Row> {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Row row) {
        }

        @Override
        public void onError(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            ended.complete(null);
        }
    }
}
