// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** The calls whose connections are cut, and what they leave in the table if they go well. */
enum Work {

    /** One statement on its own. */
    STATEMENT(true, 1) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return insert(database, id, 1);
        }
    },
    /** One on a connection that is held. */
    PINNED(true, 1) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return database.withConnection(connection -> insert(connection, id, 1));
        }
    },
    /** Rows in one list. */
    FETCH(true, 0) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return database.fetchAll(Tables.NUMBERS).thenAccept(rows -> Tables.requireAll(rows.stream().map(Work::number).toList()));
        }
    },
    /** Rows one after the other. */
    STREAM(true, 0) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            NumbersSubscriber subscriber = new NumbersSubscriber();
            database.iterate(Tables.NUMBERS).subscribe(subscriber);
            return subscriber.ended();
        }
    },
    /** A batch on its own, which is a transaction. */
    BATCH(true, 1, 2, 3, 4, 5) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            List<Map<String, Object>> items = IntStream.rangeClosed(1, 5).mapToObj(part -> Map.<String, Object>of("id", id, "part", part))
                    .toList();
            return database.executeMany(Tables.INSERT, items);
        }
    },
    /** A transaction that its caller ends. */
    COMMIT(false, 1, 2) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return ended(database, tx -> insert(tx, id, 1).thenCompose(done -> insert(tx, id, 2)).thenCompose(done -> {
                progress.commitAsked();
                return tx.commit();
            }));
        }
    },
    /** A transaction that its caller rolls back. */
    ROLLBACK(false) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return ended(database, tx -> insert(tx, id, 1).thenCompose(done -> tx.rollback()));
        }
    },
    /** A transaction that its function's outcome ends. */
    TRANSACTION(false, 1) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return database.transaction(tx -> insert(tx, id, 1).thenRun(() -> progress.commitAsked()));
        }
    },
    /** A transaction with two others inside, of which one is undone. */
    SAVEPOINT(false, 1, 2, 4) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return database.transaction(tx -> insert(tx, id, 1)
                    .thenCompose(done -> tx.transaction(inner -> insert(inner, id, 2)))
                    .thenCompose(done -> tx.transaction(inner -> insert(inner, id, 3).thenApply(inserted -> {
                        throw new OnPurpose();
                    })).exceptionally(thrown -> null))
                    .thenCompose(done -> insert(tx, id, 4))
                    .thenRun(() -> progress.commitAsked()));
        }
    },
    /** A statement on its own when a connection has yet to be opened for it. */
    CONNECT(true, 1) {
        @Override
        CompletableFuture<?> run(Database database, long id, Progress progress) {
            return insert(database, id, 1);
        }
    };

    /** Undoes an inner transaction. */
    private static final class OnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What is done in a transaction. */
    private interface Inside {
        CompletionStage<?> in(Transaction tx);
    }

    private final boolean autocommit;
    private final List<Integer> parts;

    Work(boolean autocommit, Integer... parts) {
        this.autocommit = autocommit;
        this.parts = parts.length == 1 && parts[0] == 0 ? List.of() : List.of(parts);
    }

    /**
     * Does it.
     *
     * @param id stands in the rows that it leaves
     * @param progress is told as soon as a transaction is to be committed, and not before
     */
    abstract CompletableFuture<?> run(Database database, long id, Progress progress);

    /** Whether what it does stands as soon as the server has done it. */
    boolean autocommit() {
        return autocommit;
    }

    /** The rows that it leaves if it goes well, by their part. */
    List<Integer> parts() {
        return parts;
    }

    private static CompletableFuture<?> insert(Queries where, long id, int part) {
        return where.execute(Tables.INSERT, id, part);
    }

    private static CompletableFuture<?> ended(Database database, Inside work) {
        return database.begin().thenCompose(tx -> work.in(tx).whenComplete((done, failure) -> {
            if (failure != null && tx.isOpen()) {
                tx.rollback();
            }
        }));
    }

    private static Integer number(Row row) {
        return row.get(0, Integer.class);
    }
}
