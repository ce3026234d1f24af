// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerTest {

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void startsTheVersionAndLeavesNothingBehind(int version) throws Exception {
        PostgresServer server = start(version);
        Path data;
        try (server; Connection connection = connect(server.url())) {
            assertEquals(Integer.toString(version), ask(connection, "SHOW server_version").split("\\.")[0]);
            assertEquals("UTF8", ask(connection, "SHOW server_encoding"));
            data = Path.of(ask(connection, "SHOW data_directory"));
            assertTrue(Files.exists(data));
        }
        assertFalse(Files.exists(data));
        assertThrows(SQLException.class, () -> connect(server.url()));
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = PostgresServer.NEWEST)
    void endsWithAProcessThatIsKilled(int version) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), Integer.toString(version))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader answer = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String url = answer.readLine();
            assumeTrue(url != null, "the server could not be started in another process");
            Path data = Path.of(answer.readLine());
            assertTrue(Files.exists(data));
            child.destroyForcibly().waitFor();
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); Files.exists(data) && System.nanoTime() < end;) {
                Thread.sleep(20);
            }
            assertFalse(Files.exists(data));
            assertThrows(SQLException.class, () -> connect(url));
        } finally {
            child.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = PostgresServer.NEWEST)
    void startsAgainOnItsPortAndData(int version) throws Exception {
        try (PostgresServer server = start(version)) {
            try (Connection connection = connect(server.url()); Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept (id int)");
            }
            server.crash();
            assertThrows(SQLException.class, () -> connect(server.url()));
            startsAgain(server);
            server.stop();
            assertThrows(SQLException.class, () -> connect(server.url()));
            startsAgain(server);
        }
    }

    private static void startsAgain(PostgresServer server) throws SQLException {
        long before = System.nanoTime();
        long accepted = server.startAgain();
        assertTrue(accepted - before > 0 && System.nanoTime() - accepted >= 0);
        try (Connection connection = connect(server.url())) {
            assertEquals("0", ask(connection, "SELECT count(*) FROM kept"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void killsOneBackend(int version) throws Exception {
        try (PostgresServer server = start(version); Connection one = connect(server.url()); Connection other = connect(server.url())) {
            long process = Long.parseLong(ask(one, "SELECT pg_backend_pid()"));
            long another = Long.parseLong(ask(other, "SELECT pg_backend_pid()"));
            assertEquals(Set.of(process, another), Set.copyOf(server.backends()));
            server.killBackend(process);
            assertThrows(SQLException.class, () -> ask(one, "SELECT 1"));
            assertThrows(SQLException.class, () -> ask(other, "SELECT 1"), "the postmaster has ended all");
            server.awaitAccepting();
            try (Connection connection = connect(server.url())) {
                assertEquals("1", ask(connection, "SELECT 1"));
            }
        }
    }

    /** A JVM that is killed while its server runs. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            PostgresServer server = PostgresServer.start(Integer.parseInt(arguments[0]));
            try (Connection connection = connect(server.url())) {
                System.out.println(server.url());
                System.out.println(ask(connection, "SHOW data_directory"));
            }
            // Until the test is over.
            System.in.read();
        }
    }

    private static PostgresServer start(int version) {
        try {
            return PostgresServer.start(version);
        } catch (ServerUnavailableException reason) {
            return abort(reason.getMessage());
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url.replace("postgres@", "") + "?user=postgres");
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
