// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The disk is full in the middle of something; then there is space again. */
final class FullDisk {

    private static final int KIBIBYTES = 1024;
    private static final int LEFT = 100_000;
    private static final int MUCH = 400_000;
    private static final String ROWS = "SELECT count(*) FROM fire_disk";

    /** What meets the full disk. */
    enum Way { TRANSACTION, NESTED, SINGLE_CALL, BATCH, TEXT_TRANSACTION, TEXT_SAVEPOINT }

    private FullDisk() {
    }

    static void run(String journal, Way way, Figures figures) throws IOException, SQLException {
        try (SmallDisk disk = SmallDisk.mount(KIBIBYTES)) {
            Path file = disk.folder().resolve("a.db");
            try (Database database = Calls.open(file, "cache_size=10&journal_mode=" + journal)) {
                Calls.error(Calls.create(database));
                Calls.error(Calls.insert(database, 1, 10));
                Path filler = disk.fillBut(LEFT);
                DatabaseException full = meet(database, way, figures);
                String name = "disk full, " + way + ", journal " + journal;
                figures.expect(Calls.isOneOf(full, ErrorKind.STORAGE_FULL) && full.outcome() == StatementOutcome.NOT_APPLIED,
                        name + ": the caller is told " + full + " with outcome " + (full == null ? "none" : full.outcome()));
                figures.expect(Truth.number(file, ROWS) == 1, name + ": rows were committed that nobody committed: " + Truth.ask(file, ROWS));
                figures.expect(database.fetchValue(ROWS, Long.class).join().get() == 1, name + ": nothing can be read");
                Files.delete(filler);
                DatabaseException after = Calls.error(Calls.insert(database, 2, MUCH));
                figures.expect(after == null, name + ": with space again, a write fails with " + after);
                figures.expect(Truth.number(file, ROWS) == 2 && Truth.isSound(file), name + ": the file is not sound afterwards");
                figures.count("disk full");
            }
        }
    }

    private static DatabaseException meet(Database database, Way way, Figures figures) {
        return switch (way) {
            case TRANSACTION -> Calls.error(database.transaction(transaction -> small(transaction).thenCompose(done -> much(transaction))
                    .handle((done, failure) -> failure).thenCompose(failure -> small(transaction).handle((done, refused) -> failure))
                    .thenCompose(FullDisk::rethrown)));
            case NESTED -> Calls.error(database.transaction(outer -> small(outer).thenCompose(done -> outer.transaction(FullDisk::much))));
            case SINGLE_CALL -> Calls.error(Calls.insert(database, 7, MUCH));
            case BATCH -> Calls.error(database.executeMany("INSERT INTO fire_disk (id, content) VALUES (:id, :content)", batch()));
            case TEXT_TRANSACTION -> ofText(database, "BEGIN", figures);
            case TEXT_SAVEPOINT -> ofText(database, "SAVEPOINT fire", figures);
        };
    }

    /** What follows the failure must not be committed by itself. */
    private static DatabaseException ofText(Database database, String begin, Figures figures) {
        return Calls.error(database.withConnection((Connection connection) -> connection.execute(begin).thenCompose(done -> Calls.insert(connection, 5, 10))
                .thenCompose(done -> Calls.insert(connection, 7, MUCH)).handle((done, failure) -> failure)
                .thenCompose(failure -> Calls.insert(connection, 6, 10).handle((done, refused) -> {
                    figures.count(refused == null ? "taken after a transaction of text was lost" : "refused after a transaction of text was lost");
                    return failure;
                })).thenCompose(FullDisk::rethrown)));
    }

    private static CompletableFuture<?> rethrown(Throwable failure) {
        return failure == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(failure);
    }

    private static CompletableFuture<?> small(Transaction transaction) {
        return Calls.insert(transaction, 5, 10);
    }

    private static CompletableFuture<?> much(Transaction transaction) {
        return Calls.insert(transaction, 7, MUCH);
    }

    private static List<Map<String, Object>> batch() {
        return IntStream.range(10, 30).mapToObj(id -> Map.<String, Object>of("id", id, "content", new byte[MUCH / 10])).toList();
    }
}
