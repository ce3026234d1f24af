// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The file is copied while somebody writes it. */
final class Copies {

    private static final int ROUNDS = 5;

    private Copies() {
    }

    /** Copies a file and its log by another process: one that opens the file in this process would give up the locks on it. */
    static void copy(Path file, Path copy) throws IOException {
        for (String end : new String[] {"", "-wal"}) {
            Path from = file.resolveSibling(file.getFileName() + end);
            if (Files.exists(from)) {
                Process process = new ProcessBuilder("cp", from.toString(), copy.resolveSibling(copy.getFileName() + end).toString()).start();
                try {
                    process.waitFor();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IOException(interrupted);
                }
            }
        }
    }

    static void run(Path folder, String journal, Figures figures) throws IOException, SQLException {
        Path file = folder.resolve("a.db");
        try (Database database = Calls.open(file, "journal_mode=" + journal)) {
            Calls.error(database.execute("CREATE TABLE fire_disk (id INTEGER PRIMARY KEY, amount INTEGER)"));
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger id = new AtomicInteger();
            CompletableFuture<?> writer = write(database, id, stop);
            for (int i = 0; i < ROUNDS; i++) {
                awaitMore(id, writer);
                proper(database, folder.resolve("proper" + i + ".db"), journal, figures);
                plain(file, folder.resolve("plain" + i + ".db"), figures);
            }
            stop.set(true);
            DatabaseException error = Calls.error(writer);
            figures.expect(error == null, "while the file was copied a write failed with " + error);
            figures.add("transactions beside copies", id.get());
        }
        figures.expect(Truth.isSound(file) && isWhole(file), "the file is not sound after it was copied");
    }

    /** Each transaction leaves the sum as it is. */
    private static CompletableFuture<?> write(Database database, AtomicInteger id, AtomicBoolean stop) {
        if (stop.get()) {
            return CompletableFuture.completedFuture(null);
        }
        int first = 2 * id.getAndIncrement();
        return database.transaction(transaction -> transaction.execute("INSERT INTO fire_disk VALUES (:id, 5)", first)
                .thenCompose(done -> transaction.execute("INSERT INTO fire_disk VALUES (:id, -5)", first + 1)))
                .thenComposeAsync(done -> write(database, id, stop));
    }

    private static void awaitMore(AtomicInteger id, CompletableFuture<?> writer) {
        int now = id.get();
        while (id.get() < now + 3 && !writer.isDone()) {
            Thread.onSpinWait();
        }
    }

    private static void proper(Database database, Path copy, String journal, Figures figures) throws SQLException {
        DatabaseException error = Calls.error(database.execute("VACUUM INTO :file", copy.toString()));
        figures.expect(error == null, "VACUUM INTO beside a writer, journal " + journal + ": " + error);
        figures.expect(error != null || Truth.isSound(copy) && isWhole(copy), "a copy of VACUUM INTO is not sound");
        figures.count("copied by SQLite");
    }

    /** That is no way to copy a database; but what comes of it is told, and nothing else breaks. */
    private static void plain(Path file, Path copy, Figures figures) throws IOException {
        copy(file, copy);
        DatabaseException error = Calls.error(Database.open("sqlite:///" + copy).thenCompose(database -> database.fetchAll("SELECT * FROM fire_disk")
                .handle((rows, failure) -> database.closeAsync()).thenCompose(closed -> closed)));
        figures.expect(error == null || Calls.isOneOf(error, ErrorKind.CORRUPT, ErrorKind.NOT_FOUND), "a plain copy is opened with " + error);
        figures.count("copied plainly");
    }

    private static boolean isWhole(Path file) throws SQLException {
        return Truth.number(file, "SELECT coalesce(sum(amount), 0) FROM fire_disk") == 0;
    }
}
