// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.rows;
import static io.colonnade.sqlite.Connections.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from strangers: they may hold anything, and do no more than fail with a typed error. */
class HostileFileTest {

    private static final int MUTANTS = 250;
    private static final int PAGE = 4096;
    /** Where a page says how it is to be read. */
    private static final int HEADERS = 160;
    private static final long SEED = 20_261_123;
    private static final List<String> READS = List.of("SELECT * FROM t", "SELECT count(*), max(a), min(b) FROM t",
            "SELECT * FROM t WHERE a = 'name 7'", "UPDATE t SET b = b + 1 WHERE id % 3 = 0", "DELETE FROM t WHERE id > 40");

    @TempDir
    Path directory;

    @Test
    void damageIsATypedError() throws IOException {
        Path file = directory.resolve("a.db");
        try (Connections connections = new Connections(file.toString(), "journal_mode", "delete")) {
            ConnectionBackend connection = connections.open();
            run(connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL, c BLOB)");
            run(connection, "CREATE INDEX t_a ON t (a)");
            for (int i = 0; i < 60; i++) {
                run(connection, "INSERT INTO t VALUES (?, ?, ?, zeroblob(?))", i, "name " + i, i * 0.5, i * 40);
            }
        }
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(SEED);
        int failures = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            byte[] damaged = sound.clone();
            for (int i = 0; i <= random.nextInt(8); i++) {
                int page = random.nextInt(damaged.length / PAGE) * PAGE;
                damaged[page + random.nextInt(HEADERS)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            failures += readAll(file);
        }
        assertTrue(failures > MUTANTS / 10, "only " + failures + " failures: the damage was not met");
    }

    /** Reads and writes all it can; anything but a typed error would fail the test. */
    private static int readAll(Path file) {
        int failures = 0;
        try (Connections connections = new Connections(file.toString(), "journal_mode", "delete", "synchronous", "off")) {
            ConnectionBackend connection = connections.open();
            for (String sql : READS) {
                try {
                    rows(connection, sql);
                } catch (DatabaseException typed) {
                    failures++;
                }
            }
        } catch (DatabaseException typed) {
            failures++;
        }
        return failures;
    }

    @Test
    void aViewCannotCallWhatIsDangerous() {
        String file = directory.resolve("a.db").toString();
        try (Connections connections = new Connections(file)) {
            ConnectionBackend connection = connections.open();
            run(connection, "CREATE TABLE t (a)");
            run(connection, "CREATE VIEW v AS SELECT load_extension('evil.so')");
            assertEquals(ErrorKind.PERMISSION,
                    assertThrows(DatabaseException.class, () -> run(connection, "SELECT * FROM v")).kind());
        }
    }
}
