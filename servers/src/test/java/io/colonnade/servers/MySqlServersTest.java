// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The servers of the MySQL family start, greet with their version and are gone when they are closed. */
class MySqlServersTest {

    private static final int PATIENCE_SECONDS = 20;

    @Test
    void startsAndStopsMySql() throws IOException {
        startsAndStops(MySqlServer::start, "8.0.33");
    }

    @Test
    void startsAndStopsMariaDb() throws IOException {
        startsAndStops(MariaDbServer::start, "11.4.5-MariaDB");
    }

    @Test
    void endsWithAProcessThatIsKilled() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Child.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader answer = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String url = answer.readLine();
            Assumptions.assumeTrue(url != null, "the server could not be started in another process");
            assertTrue(greeting(URI.create(url)).contains("MariaDB"));
            child.destroyForcibly().waitFor();
            assertTrue(isGone(URI.create(url)), "the server is gone with the process that started it");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Making the data takes seconds, in which the program that does it has no server's name yet. */
    @Test
    void whatMakesTheDataEndsWithAProcessThatIsKilled(@TempDir Path folder) throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.io.tmpdir=" + folder, "-cp",
                System.getProperty("java.class.path"), MySqlChild.class.getName()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            ProcessHandle maker = null;
            for (long end = deadline(); maker == null && System.nanoTime() < end && child.isAlive();) {
                maker = process(folder);
                Thread.sleep(1);
            }
            Assumptions.assumeTrue(maker != null, "the server could not be started in another process");
            assertTrue(Files.readString(Path.of("/proc", Long.toString(maker.pid()), "cmdline")).contains("--initialize-insecure"));
            child.destroyForcibly().waitFor();
            maker.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (long end = deadline(); System.nanoTime() < end && folder.toFile().list().length > 0;) {
                Thread.sleep(20);
            }
            assertEquals(0, folder.toFile().list().length, "its folder is gone too");
        } finally {
            child.destroyForcibly();
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    /** The one whose id stands in the folder of a server; null if there is none yet. */
    private static ProcessHandle process(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(folder, 2, (file, attributes) -> file.endsWith("server.pid"))) {
            Optional<Path> file = files.findFirst();
            String id = file.isPresent() ? Files.readString(file.get()).strip() : "";
            return id.isEmpty() ? null : ProcessHandle.of(Long.parseLong(id)).orElse(null);
        }
    }

    private static boolean isGone(URI url) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); System.nanoTime() < end;) {
            try {
                greeting(url);
                Thread.sleep(20);
            } catch (IOException refused) {
                return true;
            }
        }
        return false;
    }

    /** A JVM that is killed while its server runs. */
    static final class Child {
        public static void main(String[] arguments) throws IOException {
            System.out.println(MariaDbServer.start().url());
            // Until the test is over.
            System.in.read();
        }
    }

    /** A JVM that is killed while its server is being made. */
    static final class MySqlChild {
        public static void main(String[] arguments) throws IOException {
            MySqlServer.start();
            System.in.read();
        }
    }

    private static void startsAndStops(Supplier<OwnServer> start, String version) throws IOException {
        OwnServer server;
        try {
            server = start.get();
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
            return;
        }
        URI url = URI.create(server.url());
        try {
            assertTrue(greeting(url).startsWith(version), () -> "the greeting of " + url);
            assertEquals("/test", url.getPath());
            server.crash();
            startsAgain(server, url);
            server.stop();
            startsAgain(server, url);
            assertEquals(List.of(), server.backends(), "its clients are threads");
        } finally {
            server.close();
        }
        assertThrows(IOException.class, () -> greeting(url), "nobody listens any more");
        server.close();
    }

    private static void startsAgain(OwnServer server, URI url) throws IOException {
        assertThrows(IOException.class, () -> greeting(url), "nobody listens");
        long before = System.nanoTime();
        long accepted = server.startAgain();
        assertTrue(accepted - before > 0 && System.nanoTime() - accepted >= 0);
        assertFalse(greeting(url).isEmpty());
    }

    /** The version that a server tells in the first packet: header of four bytes, protocol version, text with a zero behind it. */
    private static String greeting(URI url) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            byte[] packet = socket.getInputStream().readNBytes(40);
            StringBuilder version = new StringBuilder();
            for (int i = 5; i < packet.length && packet[i] != 0; i++) {
                version.append((char) packet[i]);
            }
            return version.toString();
        }
    }
}
