// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.colonnade.Database;
import io.colonnade.error.ErrorKind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A server that is not what it seems. */
class RogueServerTest {

    private static final String PASSWORD = "s3cr3t";

    /** Whoever has no proof of who it is does not get the password by asking for it. */
    @Test
    void doesNotGetThePasswordInClearText() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> askForPassword(server));
            String url = "postgresql://user:" + PASSWORD + "@127.0.0.1:" + server.getLocalPort() + "/db?acquire_timeout=5s";
            PostgresTestCase.failure(ErrorKind.AUTHENTICATION_FAILED, Database.open(url).thenCompose(db -> db.fetchAll("SELECT 1")));
            assertFalse(PostgresTestCase.await(heard).contains(PASSWORD), "the password was sent");
        }
    }

    /** Gives what the client sends after it was asked. */
    private static String askForPassword(ServerSocket server) {
        try (Socket socket = server.accept();
             DataInputStream in = new DataInputStream(socket.getInputStream());
             DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            assertEquals(8, in.readInt(), "the length of the question for TLS");
            in.readInt();
            out.writeByte('N');
            in.readNBytes(in.readInt() - Integer.BYTES);
            out.writeByte('R');
            out.writeInt(8);
            out.writeInt(3);
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException closed) {
            return "";
        }
    }
}
