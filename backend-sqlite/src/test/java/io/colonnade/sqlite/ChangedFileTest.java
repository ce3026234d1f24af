// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is another one than the connection has open. */
class ChangedFileTest {

    @TempDir
    Path directory;

    private Database open(String name, String options) {
        return Database.open("sqlite:///" + directory.resolve(name) + "?max_size=1&" + options).join();
    }

    /** So long that the file is looked at again. */
    private static void pause() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(11);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal_mode=wal", "journal_mode=delete"})
    void whatIsWrittenNextIsWrittenIntoTheFileThatHasTheName(String options) throws IOException {
        try (Database db = open("a.db", options)) {
            db.execute("CREATE TABLE t (a TEXT)").join();
            db.execute("INSERT INTO t VALUES ('lost')").join();
            for (String end : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(directory.resolve("a.db" + end));
            }
            pause();
            db.execute("CREATE TABLE t (a TEXT)").join();
            db.execute("INSERT INTO t VALUES ('kept')").join();
        }
        try (Database db = open("a.db", options)) {
            assertEquals("kept", db.fetchValue("SELECT group_concat(a) FROM t", String.class).join().get());
        }
    }

    @Test
    void aReplacedFileIsReadAndWritten() throws IOException {
        try (Database other = open("b.db", "journal_mode=delete")) {
            other.execute("CREATE TABLE t (a TEXT)").join();
            other.execute("INSERT INTO t VALUES ('other')").join();
        }
        try (Database db = open("a.db", "journal_mode=delete")) {
            db.execute("CREATE TABLE t (a TEXT)").join();
            Files.move(directory.resolve("b.db"), directory.resolve("a.db"), StandardCopyOption.REPLACE_EXISTING);
            pause();
            assertEquals("other", db.fetchValue("SELECT a FROM t", String.class).join().get());
            Files.copy(directory.resolve("a.db"), directory.resolve("c.db"));
            Files.move(directory.resolve("c.db"), directory.resolve("a.db"), StandardCopyOption.REPLACE_EXISTING);
            pause();
            db.transaction(tx -> tx.execute("INSERT INTO t VALUES ('more')")).join();
        }
        try (Database db = open("a.db", "journal_mode=delete")) {
            assertEquals(2L, db.fetchValue("SELECT count(*) FROM t", Long.class).join().get());
        }
    }

    @Test
    void theReasonIsTold() throws IOException {
        Path file = Files.createFile(directory.resolve("watched"));
        FileWatch watch = new FileWatch(file, true);
        assertNull(watch.reasonToReopen());
        pause();
        assertNull(watch.reasonFound());
        Files.move(Files.createFile(directory.resolve("another")), file, StandardCopyOption.REPLACE_EXISTING);
        assertNull(watch.reasonFound(), "it was looked at just now");
        assertTrue(watch.reasonToReopen().contains("deleted or replaced"));
        pause();
        assertNotNull(watch.reasonFound());
        Files.delete(file);
        assertTrue(watch.reasonToReopen().contains("deleted or replaced"));
        assertNull(new FileWatch(null, true).reasonToReopen());
    }
}
