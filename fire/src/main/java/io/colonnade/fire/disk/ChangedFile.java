// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** The file is another one than before: deleted or replaced while it is open, damaged, cut, or no database. */
final class ChangedFile {

    private static final String ROWS = "SELECT count(*) FROM fire_disk";
    private static final int COMMITS = 40;

    private ChangedFile() {
    }

    /** Whoever is told that a write is done finds it in the file that has the name. */
    static void deleted(Path folder, String journal, Figures figures) throws IOException, SQLException {
        Path file = folder.resolve("a.db");
        String name = "file deleted, journal " + journal;
        try (Database database = Calls.open(file, "max_size=1&journal_mode=" + journal)) {
            Calls.error(Calls.create(database));
            Calls.error(Calls.insert(database, 1, 10));
            delete(file);
            writeUntilNoticed(database, file, name, figures);
        }
        figures.count("file deleted");
    }

    /** The same for a file that another one has taken the place of. */
    static void replaced(Path folder, Figures figures) throws IOException, SQLException {
        Path file = folder.resolve("a.db");
        Path other = folder.resolve("b.db");
        try (Database database = Calls.open(other, "journal_mode=delete")) {
            Calls.error(Calls.create(database));
            Calls.error(Calls.insert(database, 7, 10));
        }
        try (Database database = Calls.open(file, "max_size=1&journal_mode=delete")) {
            Calls.error(Calls.create(database));
            Calls.error(Calls.insert(database, 1, 10));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            writeUntilNoticed(database, file, "file replaced", figures);
            figures.expect(Truth.number(file, ROWS + " WHERE id = 7") == 1 && Truth.isSound(file), "file replaced: the new one is not as it was");
        }
        figures.count("file replaced");
    }

    private static void delete(Path file) throws IOException {
        for (String end : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
        }
    }

    /** Until a write is refused, or is where it belongs. */
    private static void writeUntilNoticed(Database database, Path file, String name, Figures figures) throws SQLException {
        for (int id = 10; id < 10 + COMMITS; id++) {
            DatabaseException error = Calls.error(Calls.insert(database, id, 10));
            if (error != null) {
                figures.expect(Calls.isOneOf(error, ErrorKind.READ_ONLY, ErrorKind.CONNECTION_LOST, ErrorKind.NOT_FOUND, ErrorKind.DATABASE_UNREACHABLE),
                        name + ": a write fails with " + error);
                if (error.kind() == ErrorKind.NOT_FOUND) {
                    Calls.error(Calls.create(database));
                }
                figures.count("told of it");
            } else if (Files.exists(file) && Truth.number(file, "SELECT count(*) FROM sqlite_master") == 1
                    && Truth.number(file, ROWS + " WHERE id = " + id) == 1) {
                return;
            } else {
                figures.count("written nowhere");
            }
            LockSupport.parkNanos(15_000_000);
        }
        figures.fault(name + ": writes are acknowledged that are in no file");
    }

    /** Nothing of a file that is no database, or cut, is read as if it were good, and whoever opens it is told. */
    static void damaged(Path folder, RandomGenerator random, Figures figures) throws IOException {
        Path file = folder.resolve("a.db");
        byte[] garbage = new byte[1 + random.nextInt(20_000)];
        random.nextBytes(garbage);
        Files.write(file, garbage);
        DatabaseException error = Calls.error(Database.open("sqlite:///" + file).thenCompose(Database::closeAsync));
        figures.expect(Calls.isOneOf(error, ErrorKind.CORRUPT), "a file that is no database is opened with " + error);
        Files.delete(file);
        try (Database database = Calls.open(file, "journal_mode=delete")) {
            Calls.error(Calls.create(database));
            for (int id = 0; id < COMMITS; id++) {
                Calls.error(Calls.insert(database, id, 5_000));
            }
        }
        long size = Files.size(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(1 + random.nextLong(size - 1));
        }
        error = Calls.error(Database.open("sqlite:///" + file + "?max_size=1").thenCompose(database -> database.fetchAll("SELECT * FROM fire_disk")
                .handle((rows, failure) -> failure).thenCompose(failure -> database.closeAsync().thenApply(closed -> {
                    if (failure != null) {
                        throw new CompletionException(failure instanceof CompletionException ? failure.getCause() : failure);
                    }
                    return null;
                }))));
        figures.expect(Calls.isOneOf(error, ErrorKind.CORRUPT, ErrorKind.NOT_FOUND), "a file that was cut is read with " + error);
        figures.count("file damaged");
    }

    /** A log that was cut anywhere holds the first of the transactions, whole. */
    static void cutLog(Path folder, RandomGenerator random, Figures figures) throws IOException, SQLException {
        Path file = folder.resolve("a.db");
        Path copy = folder.resolve("copy.db");
        try (Database database = Calls.open(file, "max_size=1&journal_mode=wal")) {
            Calls.error(Calls.create(database));
            for (int id = 1; id <= COMMITS; id++) {
                int first = 2 * id;
                Calls.error(database.transaction(transaction -> Calls.insert(transaction, first, 300)
                        .thenCompose(done -> Calls.insert(transaction, first + 1, 300))));
            }
            Copies.copy(file, copy);
        }
        Path log = folder.resolve("copy.db-wal");
        long size = Files.size(log);
        long kept = random.nextLong(size + 1);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(kept);
        }
        String name = "log cut after " + kept + " of " + size + " bytes";
        try (Database database = Calls.open(copy, "journal_mode=wal")) {
            long tables = database.fetchValue("SELECT count(*) FROM sqlite_master", Long.class).join().get();
            if (tables == 1) {
                long rows = database.fetchValue(ROWS, Long.class).join().get();
                long last = database.fetchValue("SELECT coalesce(max(id), 1) FROM fire_disk", Long.class).join().get();
                figures.expect(rows % 2 == 0 && last == rows + 1, name + ": half a transaction is there, " + rows + " rows up to " + last);
                DatabaseException after = Calls.error(Calls.insert(database, 1_000, 10));
                figures.expect(after == null, name + ": a write fails with " + after);
            }
        }
        figures.expect(Truth.isSound(copy), name + ": the file is not sound");
        figures.count("log cut");
    }
}
