// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A BEGIN that fails, as one does that a request to cancel has hit, lets nothing of its transaction be done. */
class PostgresBeginTest extends PostgresTestCase {

    private static final String INSERT = "INSERT INTO begun VALUES (:a)";

    /** Between the driver and the server; makes a mistake of each BEGIN while it is armed. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final DatabaseUrl server;
        private volatile boolean armed;

        Relay(DatabaseUrl server) throws IOException {
            this.server = server;
            start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() throws IOException {
            while (true) {
                Socket client = listener.accept();
                Socket to = new Socket(server.host(), server.port());
                start(() -> relay(client.getInputStream(), to.getOutputStream(), true));
                start(() -> relay(to.getInputStream(), client.getOutputStream(), false));
            }
        }

        private void relay(InputStream in, OutputStream out, boolean fromClient) throws IOException {
            byte[] some = new byte[1 << 16];
            for (int n = in.read(some); n > 0; n = in.read(some)) {
                String text = new String(some, 0, n, StandardCharsets.ISO_8859_1);
                out.write((fromClient && armed ? text.replace("BEGIN\0", "BEGUN\0") : text).getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
            out.close();
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void start(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException ended) {
                    // One of the two has hung up.
                }
            }, "relay");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    private void assertNothing(Relay relay, CompletableFuture<?> work) {
        assertThrows(RuntimeException.class, () -> await(work));
        relay.armed = false;
        assertEquals(0L, await(db.fetchValue("SELECT count(*) FROM begun", Long.class)).get());
        relay.armed = true;
    }

    @Test
    void letsNothingBeDone() throws IOException {
        await(db.execute("DROP TABLE IF EXISTS begun"));
        await(db.execute("CREATE TABLE begun (a int)"));
        String url = url().reveal();
        try (Relay relay = new Relay(url());
             Database relayed = await(Database.open(url.replace(":" + url().port() + "/", ":" + relay.port() + "/")))) {
            assertEquals(1, await(relayed.transaction(tx -> tx.fetchAll("SELECT 1"))).size(), "the relay works");
            relay.armed = true;
            assertNothing(relay, relayed.transaction(tx -> tx.execute(INSERT, 1)));
            assertNothing(relay, relayed.transaction(tx -> tx.fetchAll("INSERT INTO begun VALUES (2) RETURNING a")));
            assertNothing(relay, relayed.executeMany(INSERT, List.of(Map.of("a", 3), Map.of("a", 4))));
        }
        await(db.execute("DROP TABLE begun"));
    }
}
