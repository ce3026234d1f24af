// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * Whether opening the file again would give another one than the connection has open. SQLite itself notices only with a rollback journal that
 * the file has its name no more; with a WAL it goes on writing into a file that nobody can open. And what was opened while it could only be
 * read stays so.
 */
final class FileWatch {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path file;
    private final Object key;
    private final boolean unwritten;
    private long lookedAtNanos = System.nanoTime();

    /**
     * Watches the file that has the name now.
     *
     * @param file null for a memory database
     * @param toWrite whether it is to be written
     */
    FileWatch(Path file, boolean toWrite) {
        this.file = file;
        key = file == null ? null : key(file);
        unwritten = key != null && toWrite && !Files.isWritable(file);
    }

    /** Why it ought to be opened again; null if it need not be, and where the file system has no numbers for its files. Any thread. */
    String reasonToReopen() {
        if (key == null) {
            return null;
        }
        if (!key.equals(key(file))) {
            return file + " was deleted or replaced while it was open";
        }
        return unwritten && Files.isWritable(file) ? file + " could only be read when it was opened, and can be written now" : null;
    }

    /** The same, looked up at most every 10 ms, for what is done often; for the connection's thread. */
    String reasonFound() {
        long now = System.nanoTime();
        if (key == null || now - lookedAtNanos < EVERY_NANOS) {
            return null;
        }
        lookedAtNanos = now;
        return reasonToReopen();
    }

    /** What tells the file from all others on this machine; null if it is gone. */
    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return null;
        }
    }
}
