// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** The calls that are cancelled, each kind of them, and what their callers know afterwards. */
final class Calls {

    private static final List<List<Integer>> STORED = List.of(List.of(1, 2));
    private static final List<List<Integer>> PERHAPS = List.of(List.of(), List.of(1, 2));

    private final Database database;
    private final String slowMarks;

    Calls(Database database, String slowMarks) {
        this.database = database;
        this.slowMarks = slowMarks;
    }

    /** The kinds. */
    enum Kind { EXECUTE, FETCH, SLOW, BATCH, STREAM, COMMIT, ROLLBACK, TRANSACTION, NESTED, PINNED, ACQUIRE }

    /** Starts one. */
    void start(Kind kind, Attempt attempt) {
        switch (kind) {
            case EXECUTE -> attempt.now(database.execute("INSERT INTO fire_cancel VALUES (:id, 1), (:id, 2)", Map.of("id", attempt.id())))
                    .whenComplete(ends(attempt, STORED, PERHAPS));
            case FETCH -> marks(attempt, attempt.now(database.fetchAll(Tables.MARKS, attempt.id())));
            case SLOW -> marks(attempt, attempt.now(database.fetchAll(slowMarks, attempt.id())));
            case BATCH -> attempt.now(database.executeMany(Tables.INSERT, List.of(item(attempt, 1), item(attempt, 2))))
                    .whenComplete(ends(attempt, STORED, PERHAPS));
            case STREAM -> database.iterate(slowMarks, attempt.id()).subscribe(new MarksSubscriber(attempt));
            case COMMIT -> commit(attempt);
            case ROLLBACK -> rollback(attempt);
            case TRANSACTION -> transaction(attempt);
            case NESTED -> nested(attempt);
            case PINNED -> pinned(attempt);
            case ACQUIRE -> marks(attempt, attempt.now(database.withConnection(connection -> connection.fetchAll(slowMarks, attempt.id()))));
        }
    }

    private static Map<String, Object> item(Attempt attempt, int part) {
        return Map.of("id", attempt.id(), "part", part);
    }

    private static CompletableFuture<?> insert(Queries where, Attempt attempt, int part) {
        return where.execute(Tables.INSERT, attempt.id(), part);
    }

    private static void marks(Attempt attempt, CompletableFuture<List<Row>> call) {
        call.whenComplete((rows, failure) -> {
            if (failure != null) {
                failed(attempt, failure, Attempt.NOT_STORED);
            } else if (Tables.areMarks(attempt.id(), rows)) {
                attempt.over(Attempt.NOT_STORED);
            } else {
                attempt.broken(attempt.id() + " was answered " + rows);
            }
        });
    }

    private static <T> BiConsumer<T, Throwable> ends(Attempt attempt, List<List<Integer>> well, List<List<Integer>> otherwise) {
        return (value, failure) -> {
            if (failure == null) {
                attempt.over(well);
            } else {
                failed(attempt, failure, otherwise);
            }
        };
    }

    /** It has failed, which it may only if it was cancelled; what it says of itself it must keep to. */
    static void failed(Attempt attempt, Throwable failure, List<List<Integer>> possible) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!attempt.isCancelled()) {
            attempt.broken(attempt.id() + " was not cancelled and failed: " + cause);
        } else if (cause instanceof CancellationException) {
            attempt.over(possible);
        } else if (cause instanceof DatabaseException error && error.kind().category() != ErrorKind.Category.USAGE) {
            attempt.over(error.outcome() == StatementOutcome.NOT_APPLIED ? Attempt.NOT_STORED : possible);
        } else {
            attempt.broken(attempt.id() + " was cancelled and failed with " + cause);
        }
    }

    /** Whatever is cancelled before the commit was asked for is not committed. */
    private void commit(Attempt attempt) {
        AtomicBoolean asked = new AtomicBoolean();
        attempt.now(database.begin()).thenCompose(tx -> attempt.now(insert(tx, attempt, 1))
                .thenCompose(done -> attempt.now(insert(tx, attempt, 2)))
                .thenCompose(done -> {
                    asked.set(true);
                    return attempt.now(tx.commit());
                })
                .whenComplete((done, failure) -> {
                    if (failure != null && tx.isOpen()) {
                        tx.rollback();
                    }
                })).whenComplete((done, failure) -> ends(attempt, STORED, asked.get() ? PERHAPS : Attempt.NOT_STORED).accept(done, failure));
    }

    private void rollback(Attempt attempt) {
        attempt.now(database.begin()).thenCompose(tx -> attempt.now(insert(tx, attempt, 1))
                .handle((done, failure) -> attempt.now(tx.rollback())).thenCompose(rolledBack -> rolledBack))
                .whenComplete(ends(attempt, Attempt.NOT_STORED, Attempt.NOT_STORED));
    }

    private void transaction(Attempt attempt) {
        AtomicBoolean worked = new AtomicBoolean();
        attempt.now(database.transaction(tx -> insert(tx, attempt, 1).thenCompose(done -> insert(tx, attempt, 2))
                .thenRun(() -> worked.set(true))))
                .whenComplete((done, failure) -> ends(attempt, STORED, worked.get() ? PERHAPS : Attempt.NOT_STORED).accept(done, failure));
    }

    /** Only the inner one is cancelled; the outer one goes on, unless the database has ended it with that. */
    private void nested(Attempt attempt) {
        AtomicBoolean released = new AtomicBoolean();
        database.transaction(tx -> insert(tx, attempt, 1)
                .thenCompose(done -> attempt.now(tx.transaction(inner -> insert(inner, attempt, 2))).handle((inserted, failure) -> {
                    released.set(failure == null);
                    return null;
                }))
                .thenCompose(done -> insert(tx, attempt, 3)))
                .whenComplete((done, failure) -> ends(attempt, released.get() ? List.of(List.of(1, 2, 3)) : List.of(List.of(1, 3), List.of(1, 2, 3)),
                        Attempt.NOT_STORED).accept(done, failure));
    }

    /** Only the first of the calls on one connection is cancelled, which the others must not notice. */
    private void pinned(Attempt attempt) {
        CompletableFuture<String> call = database.withConnection(connection -> attempt.now(connection.fetchAll(slowMarks, attempt.id()))
                .handle((rows, failure) -> rows == null || Tables.areMarks(attempt.id(), rows) ? null : "first " + rows)
                .thenCompose(wrong -> connection.fetchAll(Tables.MARKS, attempt.id())
                        .thenApply(rows -> wrong == null && !Tables.areMarks(attempt.id(), rows) ? "then " + rows : wrong))
                .thenCompose(wrong -> insert(connection, attempt, 1).thenCompose(done -> insert(connection, attempt, 2))
                        .thenApply(done -> wrong)));
        call.whenComplete((wrong, failure) -> {
            if (failure != null) {
                attempt.broken(attempt.id() + ", whose call before was cancelled, failed: " + failure);
            } else if (wrong != null) {
                attempt.broken(attempt.id() + " was answered " + wrong);
            } else {
                attempt.over(STORED);
            }
        });
    }
}
