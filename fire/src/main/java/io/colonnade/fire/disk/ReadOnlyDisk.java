// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The file system can only be read, until it can be written again. */
final class ReadOnlyDisk {

    private static final int KIBIBYTES = 1024;
    private static final int TRIES = 100;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(15);
    private static final String ROWS = "SELECT count(*) FROM fire_disk";

    private ReadOnlyDisk() {
    }

    static void run(String journal, Figures figures) throws IOException, SQLException {
        String name = "read-only disk, journal " + journal;
        try (SmallDisk disk = SmallDisk.mount(KIBIBYTES)) {
            Path file = disk.folder().resolve("a.db");
            try (Database database = Calls.open(file, "journal_mode=" + journal)) {
                Calls.error(Calls.create(database));
                Calls.error(Calls.insert(database, 1, 10));
            }
            disk.readOnly(true);
            DatabaseException missing = Calls.error(Database.open("sqlite:///" + disk.folder().resolve("b.db")).thenCompose(Database::closeAsync));
            figures.expect(Calls.isOneOf(missing, ErrorKind.DATABASE_UNREACHABLE, ErrorKind.READ_ONLY), name + ": a new file is opened with " + missing);
            CompletableFuture<Database> opened = Database.open("sqlite:///" + file + "?journal_mode=" + journal);
            DatabaseException refused = Calls.error(opened);
            if (refused == null) {
                try (Database database = opened.join()) {
                    use(database, disk, file, name, figures);
                }
            }
            // A log in shared memory cannot be made.
            figures.expect(refused == null || journal.equals("wal") && Calls.isOneOf(refused, ErrorKind.READ_ONLY, ErrorKind.DATABASE_UNREACHABLE),
                    name + ": the file is opened with " + refused);
            disk.readOnly(false);
            try (Database database = Calls.open(file, "journal_mode=" + journal)) {
                DatabaseException after = Calls.error(Calls.insert(database, 3, 10));
                figures.expect(after == null && Truth.isSound(file), name + ": afterwards a write fails with " + after);
            }
            figures.count("read-only disk");
        }
    }

    private static void use(Database database, SmallDisk disk, Path file, String name, Figures figures) throws IOException, SQLException {
        figures.expect(database.fetchValue(ROWS, Long.class).join().get() == 1, name + ": nothing can be read");
        DatabaseException write = Calls.error(Calls.insert(database, 2, 10));
        figures.expect(Calls.isOneOf(write, ErrorKind.READ_ONLY), name + ": a write fails with " + write);
        write = Calls.error(database.transaction(transaction -> Calls.insert(transaction, 2, 10)));
        figures.expect(Calls.isOneOf(write, ErrorKind.READ_ONLY), name + ": a transaction fails with " + write);
        disk.readOnly(false);
        write = Calls.error(Calls.insert(database, 2, 10));
        for (int i = 0; i < TRIES && write != null; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            write = Calls.error(Calls.insert(database, 2, 10));
        }
        figures.expect(write == null && Truth.number(file, ROWS) == 2, name + ": when it can be written again, a write fails with " + write);
    }
}
