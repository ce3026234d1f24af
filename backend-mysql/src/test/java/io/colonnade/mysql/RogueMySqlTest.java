// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.failure;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.RogueServer;
import io.colonnade.tck.cases.Calls;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not what they seem. */
class RogueMySqlTest {

    private static final String PASSWORD = "s3cr3t";
    private static final int LOCAL_FILES = 0x80;
    /** All that a client may want but TLS and compression. */
    private static final int CAPABILITIES = 0x018f_a28f;
    private static final String SCRAMBLE = "abcdefghijklmnopqrst";
    private static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};

    private static DatabaseException refused(ErrorKind kind, RogueServer server, String host, String options) {
        DatabaseException failure = failure(kind, Database.open("mysql://user:" + PASSWORD + "@" + host + ":" + server.port()
                + "/db?" + timeouts(kind) + options)
                .thenCompose(db -> db.fetchAll("SELECT 1").whenComplete((rows, why) -> db.closeAsync())));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(PASSWORD), cause::toString);
        }
        assertFalse(server.heard().contains(PASSWORD), "the password was sent");
        Calls.awaitNoThread("mysql");
        return failure;
    }

    /** Some never come to an end. */
    private static String timeouts(ErrorKind kind) {
        return kind == ErrorKind.DATABASE_UNREACHABLE ? "connect_timeout=2s" : "connect_timeout=40s";
    }

    private static void send(DataOutputStream out, int number, byte[] payload) throws IOException {
        out.write(new byte[] {(byte) payload.length, (byte) (payload.length >> 8), (byte) (payload.length >> 16), (byte) number});
        out.write(payload);
    }

    private static byte[] receive(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readByte();
        return in.readNBytes(length);
    }

    /** Greets, and gives what the client says that it can. */
    private static int greet(DataInputStream in, DataOutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream greeting = new DataOutputStream(bytes);
        greeting.writeByte(10);
        greeting.writeBytes("8.0.33\0");
        greeting.writeInt(0x0100_0000);
        greeting.writeBytes(SCRAMBLE.substring(0, 8) + "\0");
        greeting.write(new byte[] {(byte) CAPABILITIES, (byte) (CAPABILITIES >> 8), 45, 2, 0, (byte) (CAPABILITIES >> 16),
                (byte) (CAPABILITIES >> 24), 21});
        greeting.write(new byte[10]);
        greeting.writeBytes(SCRAMBLE.substring(8) + "\0mysql_native_password\0");
        send(out, 0, bytes.toByteArray());
        byte[] answer = receive(in);
        return answer[0] & 0xff | (answer[1] & 0xff) << 8;
    }

    private static byte[] switchTo(String plugin) {
        return ("\u00fe" + plugin + "\0" + SCRAMBLE + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whoever has no proof of who it is does not get the password by asking for it in another way. */
    @ParameterizedTest
    @ValueSource(strings = {"mysql_clear_password", "mysql_old_password", "dialog", "authentication_ldap_sasl_client",
            "authentication_kerberos_client", "authentication_oci_client", "authentication_openid_connect_client"})
    void doesNotGetThePasswordByAskingInAnotherWay(String plugin) throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            greet(in, out);
            send(out, 2, switchTo(plugin));
        })) {
            DatabaseException failure = refused(ErrorKind.AUTHENTICATION_FAILED, server, "127.0.0.1", "");
            assertTrue(words(failure).contains(plugin) && words(failure).contains("Accepted"), failure::getMessage);
        }
    }

    /** A key of a stranger's making opens the password to that stranger; it is not asked for, and not taken where it comes unasked. */
    @ParameterizedTest
    @CsvSource({"sha256_password, 127.0.0.1", "caching_sha2_password, 127.0.0.1", "caching_sha2_password, [::ffff:127.0.0.1]"})
    void doesNotGetThePasswordUnderAKeyOfItsOwn(String plugin, String host) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        byte[] key = ("\001-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n").getBytes(StandardCharsets.US_ASCII);
        AtomicInteger keysGiven = new AtomicInteger();
        try (RogueServer server = RogueServer.start((in, out) -> {
            greet(in, out);
            send(out, 2, switchTo(plugin));
            receive(in);
            if (plugin.startsWith("caching")) {
                send(out, 4, new byte[] {1, 4});
                receive(in);
            }
            keysGiven.incrementAndGet();
            send(out, 6, key);
        })) {
            refused(ErrorKind.AUTHENTICATION_FAILED, server, host, "&ssl_mode=disable");
            assertEquals(0, keysGiven.get(), "a key was asked for");
        }
    }

    /** Every statement is answered by the wish to see a file. */
    @Test
    void doesNotGetAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret.txt"), "the content of a file");
        byte[] wish = ("\u00fb" + file).getBytes(StandardCharsets.ISO_8859_1);
        AtomicInteger capabilities = new AtomicInteger();
        AtomicInteger wishes = new AtomicInteger();
        try (RogueServer server = RogueServer.start((in, out) -> {
            capabilities.set(greet(in, out));
            send(out, 2, OK);
            while (true) {
                receive(in);
                wishes.incrementAndGet();
                send(out, 1, wish);
                receive(in);
                send(out, 3, OK);
            }
        })) {
            refused(ErrorKind.PROTOCOL_VIOLATION, server, "127.0.0.1", "");
            assertEquals(1, wishes.get(), "the connection is given up at the first");
            assertEquals(0, capabilities.get() & LOCAL_FILES, "files were offered");
            assertFalse(server.heard().contains("the content of a file"), "the file was sent");
        }
    }

    /** What is neither the protocol nor an end of it. */
    private enum Noise {
        SILENCE("", ErrorKind.DATABASE_UNREACHABLE), HTTP("HTTP/1.1 400 Bad Request\r\n\r\n", ErrorKind.PROTOCOL_VIOLATION),
        LONGEST_PACKET("\u00ff\u00ff\u00ff\0\n8.0.33\0", ErrorKind.PROTOCOL_VIOLATION),
        EMPTY_PACKET("\0\0\0\0", ErrorKind.DATABASE_UNREACHABLE),
        CUT_GREETING("\012\0\0\0\n8.0.33\0\1\2", ErrorKind.DATABASE_UNREACHABLE);

        private final byte[] bytes;
        private final ErrorKind kind;

        Noise(String bytes, ErrorKind kind) {
            this.kind = kind;
            this.bytes = bytes.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isLeftIfItTalksNonsense(Noise noise) throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> out.write(noise.bytes))) {
            refused(noise.kind, server, "127.0.0.1", "");
        }
    }
}
