// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import static io.colonnade.fire.soak.Readings.READINGS;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import io.colonnade.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;

/** What a program does to the table, one piece of it at a time, and what must come of each. */
final class Mix {

    private static final int STREAMED = 20;
    private static final int KINDS = 6;

    private final Database database;
    private final Figures figures;

    Mix(Database database, Figures figures) {
        this.database = database;
        this.figures = figures;
    }

    /** Does one thing with rows of these ids, from the first on, which are its own. */
    CompletableFuture<?> piece(long id, RandomGenerator random) {
        Reading one = Reading.random(id, random);
        Reading other = Reading.random(id + 1, random);
        int kind = random.nextInt(KINDS);
        CompletableFuture<?> done = switch (kind) {
            case 0 -> store(database, one).thenCompose(stored -> read(database, one));
            case 1 -> database.transaction(tx -> store(tx, one).thenCompose(stored -> store(tx, other)))
                    .thenCompose(committed -> read(database, other));
            case 2 -> undone(one);
            case 3 -> database.withConnection(connection -> store(connection, one).thenCompose(stored -> read(connection, one)));
            case 4 -> database.executeMany("INSERT INTO fire_soak (id, name) VALUES (:id, :name)",
                    List.of(Map.of("id", id, "name", "a"), Map.of("id", id + 1, "name", "b")))
                    .thenAccept(counts -> figures.expect(counts.length == 2 && counts[0] == 1 && counts[1] == 1, "a batch of two counted "
                            + counts.length));
            default -> streamed(random.nextInt(STREAMED) + 1);
        };
        return done.handle((value, failure) -> judge(kind, failure));
    }

    private static CompletableFuture<?> store(Queries queries, Reading reading) {
        return queries.execute(reading.insert());
    }

    private CompletableFuture<?> read(Queries queries, Reading expected) {
        return queries.fetchOne(Sql.selectFrom(READINGS).where(READINGS.id.eq(expected.id()))).thenAccept(row -> {
            Reading found = row.map(Reading::of).orElse(null);
            figures.expect(expected.equals(found), "stored " + expected + " and read " + found);
        });
    }

    private CompletableFuture<?> undone(Reading reading) {
        IllegalStateException enough = new IllegalStateException("on purpose");
        return database.transaction(tx -> store(tx, reading).thenCompose(stored -> store(tx, reading)).thenCompose(twice -> {
            figures.fault("a key was stored twice");
            return CompletableFuture.<Void>failedFuture(enough);
        })).handle((value, failure) -> {
            boolean constraint = unwrap(failure) instanceof DatabaseException error && error.kind() == ErrorKind.CONSTRAINT;
            if (!constraint) {
                throw new CompletionException(unwrap(failure));
            }
            return value;
        }).thenCompose(refused -> database.fetchOne("SELECT id FROM fire_soak WHERE id = :id", reading.id()))
                .thenAccept(row -> figures.expect(row.isEmpty(), "a row of a transaction that failed is there"));
    }

    private CompletableFuture<?> streamed(int rows) {
        Taker taker = new Taker(rows);
        database.iterate("SELECT id, name FROM fire_soak ORDER BY id").subscribe(taker);
        return taker.done;
    }

    private Object judge(int kind, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause == null) {
            figures.count("done");
        } else if (cause instanceof DatabaseException error && (error.retrySafe() || error.kind() == ErrorKind.LOCK_TIMEOUT)) {
            figures.count("to be retried");
        } else {
            figures.fault("a piece of kind " + kind + " failed: " + cause);
        }
        return null;
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Takes some rows, one after the other, and then no more. */
    private final class Taker implements Flow.Subscriber<Row> {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final List<Long> taken = new ArrayList<>();
        private final int wanted;
        private Flow.Subscription subscription;

        Taker(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Row row) {
            long id = row.getLong("id");
            figures.expect(taken.isEmpty() || taken.get(taken.size() - 1) < id, "rows of a stream out of order");
            taken.add(id);
            if (taken.size() == wanted) {
                subscription.cancel();
                done.complete(null);
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }
}
