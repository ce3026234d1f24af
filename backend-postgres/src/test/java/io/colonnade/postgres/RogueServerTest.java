// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.RogueServer;
import io.colonnade.tck.cases.Calls;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are not what they seem. */
class RogueServerTest {

    private static final String PASSWORD = "s3cr3t";
    private static final int OK = 0;
    private static final int CLEAR_TEXT = 3;
    private static final int MD5 = 5;
    private static final int GSS = 7;
    private static final int SSPI = 9;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final byte[] NOTHING = {};

    /** What is wrong with the server's part in SCRAM. */
    private enum Scram {
        NO_PROOF(4096), WRONG_PROOF(4096), ENDLESS_WORK(Integer.MAX_VALUE), MUCH_WORK(100_001), LITTLE_WORK(4095), ANOTHER_NONCE(4096);

        private final int iterations;

        Scram(int iterations) {
            this.iterations = iterations;
        }
    }

    private static DatabaseException refused(ErrorKind kind, RogueServer server, String options) {
        String url = "postgresql://user:" + PASSWORD + "@127.0.0.1:" + server.port() + "/db?" + timeouts(kind) + options;
        DatabaseException failure = PostgresTestCase.failure(kind, Database.open(url)
                .thenCompose(db -> db.fetchAll("SELECT 1").whenComplete((rows, why) -> db.closeAsync())));
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains(PASSWORD), cause::toString);
        }
        Calls.awaitNoThread("postgresql");
        return failure;
    }

    /** Some never come to an end. */
    private static String timeouts(ErrorKind kind) {
        return kind == ErrorKind.DATABASE_UNREACHABLE ? "connect_timeout=2s" : "connect_timeout=20s";
    }

    /** Declines TLS and reads who wants to come in. */
    private static void welcome(DataInputStream in, DataOutputStream out) throws IOException {
        in.readNBytes(in.readInt() - Integer.BYTES);
        out.writeByte('N');
        in.readNBytes(in.readInt() - Integer.BYTES);
    }

    private static void authentication(DataOutputStream out, int code, byte[] more) throws IOException {
        out.writeByte('R');
        out.writeInt(2 * Integer.BYTES + more.length);
        out.writeInt(code);
        out.write(more);
    }

    private static String answer(DataInputStream in) throws IOException {
        in.readByte();
        return new String(in.readNBytes(in.readInt() - Integer.BYTES), StandardCharsets.UTF_8);
    }

    /** As if the client were in: what a server says before it waits for statements. */
    private static void letIn(DataOutputStream out) throws IOException {
        authentication(out, OK, NOTHING);
        for (String parameter : new String[] {"server_version\00018.0\0", "client_encoding\0UTF8\0", "DateStyle\0ISO\0",
                "standard_conforming_strings\0on\0", "integer_datetimes\0on\0"}) {
            out.writeByte('S');
            out.writeInt(Integer.BYTES + parameter.length());
            out.writeBytes(parameter);
        }
        out.write(new byte[] {'Z', 0, 0, 0, 5, 'I'});
    }

    /** Whoever has no proof of who it is does not get the password by asking for it. */
    @Test
    void doesNotGetThePasswordInClearText() throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            authentication(out, CLEAR_TEXT, NOTHING);
        })) {
            refused(ErrorKind.AUTHENTICATION_FAILED, server, "");
            refused(ErrorKind.AUTHENTICATION_FAILED, server, "&require_auth=scram-sha-256");
            refused(ErrorKind.AUTHENTICATION_FAILED, server, "&require_auth=md5,none");
            assertFalse(server.heard().contains(PASSWORD), "the password was sent");
        }
    }

    /** Neither is a ticket looked for nor a library loaded: the error says what the server asks for, and what to do. */
    @ParameterizedTest
    @ValueSource(ints = {GSS, SSPI})
    void isToldApartFromOneThatWantsTickets(int method) throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            authentication(out, method, NOTHING);
        })) {
            for (String options : new String[] {"", "&require_auth=scram-sha-256"}) {
                DatabaseException failure = refused(ErrorKind.AUTHENTICATION_FAILED, server, options);
                assertTrue(words(failure).contains("pg_hba.conf") && words(failure).contains("Kerberos"), failure::getMessage);
            }
        }
    }

    /** An answer to a salt of the server's choice is as good as the password for a server that uses the same, or is guessed at leisure. */
    @Test
    void doesNotGetWhatStandsForThePasswordUnlessItIsAllowed() throws Exception {
        byte[] salt = {1, 2, 3, 4};
        HexFormat hex = HexFormat.of();
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(hex.formatHex(MessageDigest.getInstance("MD5").digest((PASSWORD + "user").getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8));
        String known = "md5" + hex.formatHex(md5.digest(salt));
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            authentication(out, MD5, salt);
        })) {
            DatabaseException failure = refused(ErrorKind.AUTHENTICATION_FAILED, server, "");
            assertTrue(words(failure).contains("require_auth"), failure::getMessage);
            assertFalse(server.heard().contains(known), "it was answered");
            refused(ErrorKind.DATABASE_UNREACHABLE, server, "&require_auth=md5");
            assertTrue(server.heard().contains(known), "the test knows what to listen for");
        }
    }

    /** Whoever gives a password expects that the server knows it. */
    @Test
    void isNotTrustedWithoutAChallenge() throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            letIn(out);
        })) {
            DatabaseException failure = refused(ErrorKind.AUTHENTICATION_FAILED, server, "");
            assertTrue(words(failure).contains("require_auth"), failure::getMessage);
            assertFalse(server.heard().contains("SET TIME ZONE"), "statements were sent");
        }
    }

    @ParameterizedTest
    @EnumSource
    void mustProveThatItKnowsThePasswordToo(Scram fault) throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            authentication(out, SASL, "SCRAM-SHA-256\0\0".getBytes(StandardCharsets.US_ASCII));
            String first = answer(in);
            String nonce = fault == Scram.ANOTHER_NONCE ? "fyko+d2lbbFgONRv9qkxdawL" : first.substring(first.indexOf(",r=") + 3) + "more";
            String challenge = "r=" + nonce + ",s=QSXCR+Q6sek8bf92,i=" + fault.iterations;
            authentication(out, SASL_CONTINUE, challenge.getBytes(StandardCharsets.US_ASCII));
            answer(in);
            if (fault == Scram.WRONG_PROOF) {
                authentication(out, SASL_FINAL, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=".getBytes(StandardCharsets.US_ASCII));
            }
            letIn(out);
        })) {
            refused(ErrorKind.AUTHENTICATION_FAILED, server, "");
            assertFalse(server.heard().contains("SET TIME ZONE"), "statements were sent");
        }
    }

    /** What is neither the protocol nor an end of it. */
    private enum Noise {
        SILENCE(ErrorKind.DATABASE_UNREACHABLE), HTTP(ErrorKind.PROTOCOL_VIOLATION, "HTTP/1.1 400".chars().toArray()),
        ENDLESS_MESSAGE(ErrorKind.PROTOCOL_VIOLATION, 'N', 'E', 0x7f, -1, -1, -1, 0, 0),
        NEGATIVE_LENGTH(ErrorKind.PROTOCOL_VIOLATION, 'N', 'E', -1, -1, -1, -1, 0, 0),
        UNKNOWN_REQUEST(ErrorKind.AUTHENTICATION_FAILED, 'N', 'R', 0, 0, 0, 8, 0, 0, 0, 99),
        ERROR_IN_PLACE_OF_AN_ANSWER(ErrorKind.DATABASE_UNREACHABLE, 'E', 0, 0, 0, 5, 0);

        private final ErrorKind kind;
        private final byte[] bytes;

        Noise(ErrorKind kind, int... bytes) {
            this.kind = kind;
            this.bytes = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                this.bytes[i] = (byte) bytes[i];
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isLeftIfItTalksNonsense(Noise noise) throws IOException {
        try (RogueServer server = RogueServer.start((in, out) -> {
            in.readNBytes(in.readInt() - Integer.BYTES);
            out.write(noise.bytes);
        })) {
            refused(noise.kind, server, "");
            assertFalse(server.heard().contains(PASSWORD), "the password was sent");
        }
    }

    /** What it says before it lets anybody in is not kept. */
    @Test
    void cannotFillTheMemory() throws IOException {
        byte[] notice = new byte[1 + Integer.BYTES + (1 << 16)];
        ByteBuffer.wrap(notice).put((byte) 'N').putInt(notice.length - 1);
        try (RogueServer server = RogueServer.start((in, out) -> {
            welcome(in, out);
            while (true) {
                out.write(notice);
            }
        })) {
            refused(ErrorKind.PROTOCOL_VIOLATION, server, "");
        }
    }
}
