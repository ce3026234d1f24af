// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sqlite.Connections.await;
import static io.colonnade.sqlite.Connections.run;
import static io.colonnade.sqlite.Connections.sql;
import static io.colonnade.sqlite.Connections.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process on the same file, by this class's own {@code main}. */
class TwoProcessesTest {

    @TempDir
    Path directory;

    /** Holds a write transaction until it reads a line, or is killed with it open. */
    public static void main(String[] arguments) throws IOException {
        try (Connections connections = new Connections(arguments[0])) {
            ConnectionBackend connection = connections.open();
            TransactionBackend transaction = await(connection.begin(TransactionDefinition.DEFAULT));
            run(connection, "INSERT INTO t VALUES (1)");
            System.out.println("locked");
            System.in.read();
            await(transaction.commit());
        }
        System.out.println("done");
    }

    private static Process start(String file) throws IOException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), TwoProcessesTest.class.getName(), file)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("locked", process.inputReader().readLine());
        return process;
    }

    @Test
    void aWriterElsewhereIsABoundedWaitAndATypedError() throws IOException, InterruptedException {
        String file = directory.resolve("a.db").toString();
        try (Connections connections = new Connections(file, "busy_timeout", "100ms")) {
            ConnectionBackend connection = connections.open();
            run(connection, "CREATE TABLE t (a)");
            Process other = start(file);
            DatabaseException failure = assertThrows(DatabaseException.class, () -> run(connection, "INSERT INTO t VALUES (2)"));
            assertEquals(ErrorKind.LOCK_TIMEOUT, failure.kind());
            assertEquals(ErrorKind.LOCK_TIMEOUT, assertThrows(DatabaseException.class, () -> await(connection.executeMany(
                    sql("INSERT INTO t VALUES (?)"), List.<Object[]>of(new Object[] {3})))).kind());
            assertEquals(0L, value(connection, "SELECT count(*) FROM t"));
            other.outputWriter().append('\n').flush();
            assertEquals("done", other.inputReader().readLine());
            other.waitFor();
            run(connection, "INSERT INTO t VALUES (4)");
            assertEquals(2L, value(connection, "SELECT count(*) FROM t"));
        }
    }

    @Test
    void aWriterThatWasKilledLeavesNothing() throws IOException, InterruptedException {
        String file = directory.resolve("a.db").toString();
        try (Connections connections = new Connections(file)) {
            ConnectionBackend connection = connections.open();
            run(connection, "CREATE TABLE t (a)");
            Process other = start(file);
            other.destroyForcibly().waitFor();
            run(connection, "INSERT INTO t VALUES (2)");
            assertEquals(1L, value(connection, "SELECT count(*) FROM t"));
            assertEquals("ok", value(connection, "PRAGMA integrity_check"));
        }
    }
}
