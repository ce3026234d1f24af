// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.fire.Figures;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Statements whose failure makes SQLite roll back the whole transaction by itself: what follows must not be committed alone. */
final class SelfRollback {

    private static final String ROWS = "SELECT count(*) FROM fire_disk";

    /** What makes it do so. */
    enum Cause {
        OR_ROLLBACK("INSERT OR ROLLBACK INTO fire_disk (id) VALUES (1)"),
        RAISE("INSERT INTO fire_raising VALUES (1)"),
        UPDATE_OR_ROLLBACK("UPDATE OR ROLLBACK fire_disk SET id = 1 WHERE id = 5"),
        CANCEL("INSERT INTO fire_disk (id) WITH RECURSIVE s (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM s) SELECT n FROM s");

        private final String sql;

        Cause(String sql) {
            this.sql = sql;
        }
    }

    /** In what it happens. */
    enum Way { TRANSACTION, NESTED, PINNED_TRANSACTION, TEXT_TRANSACTION, TEXT_SAVEPOINT }

    private SelfRollback() {
    }

    static void run(Path file, String journal, Cause cause, Way way, Figures figures) throws SQLException {
        String name = "rolled back by SQLite, " + cause + " in " + way + ", journal " + journal;
        try (Database database = Calls.open(file, "max_size=1&journal_mode=" + journal)) {
            Calls.error(Calls.create(database));
            Calls.error(database.execute("CREATE TABLE fire_raising (n)"));
            Calls.error(database.execute("CREATE TRIGGER fire_raises BEFORE INSERT ON fire_raising BEGIN SELECT RAISE(ROLLBACK, 'raised'); END"));
            Calls.error(Calls.insert(database, 1, 10));
            DatabaseException told = Calls.error(meet(database, cause, way));
            figures.expect(told != null, name + ": the caller is told nothing");
            figures.expect(Truth.number(file, ROWS) == 1, name + ": rows were committed outside a transaction: " + Truth.number(file, ROWS));
            DatabaseException after = Calls.error(Calls.insert(database, 2, 10));
            figures.expect(after == null && Truth.number(file, ROWS) == 2, name + ": what follows fails with " + after);
            figures.expect(Truth.isSound(file), name + ": the file is not sound");
        }
        figures.count("rolled back by SQLite");
    }

    private static CompletableFuture<?> meet(Database database, Cause cause, Way way) {
        return switch (way) {
            case TRANSACTION -> database.transaction(transaction -> body(transaction, cause));
            case NESTED -> database.transaction(outer -> Calls.insert(outer, 8, 10).thenCompose(done -> outer.transaction(
                    transaction -> body(transaction, cause))).handle((done, failure) -> failure).thenCompose(failure -> Calls.insert(outer, 9, 10)));
            case PINNED_TRANSACTION -> database.withConnection(connection -> connection.transaction(transaction -> body(transaction, cause)));
            case TEXT_TRANSACTION -> database.withConnection(connection -> text(connection, "BEGIN", cause));
            case TEXT_SAVEPOINT -> database.withConnection(connection -> text(connection, "SAVEPOINT fire", cause));
        };
    }

    private static CompletableFuture<?> body(Transaction transaction, Cause cause) {
        return Calls.insert(transaction, 5, 10).thenCompose(done -> fail(transaction, cause)).handle((done, failure) -> failure)
                .thenCompose(failure -> Calls.insert(transaction, 6, 10));
    }

    private static CompletableFuture<?> text(Connection connection, String begin, Cause cause) {
        return connection.execute(begin).thenCompose(done -> Calls.insert(connection, 5, 10)).thenCompose(done -> fail(connection, cause))
                .handle((done, failure) -> failure).thenCompose(failure -> Calls.insert(connection, 6, 10));
    }

    private static CompletableFuture<?> fail(Queries on, Cause cause) {
        return cause == Cause.CANCEL ? on.withTimeout(Duration.ofMillis(30)).execute(cause.sql) : on.execute(cause.sql);
    }
}
