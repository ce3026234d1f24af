// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.TlsSettings.Mode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sends is taken apart alike, however the network divides it. */
class PostgresMessagesTest {

    private static final int MOST_BYTES = 200_000;
    private static final byte[] LOGIN = joined(message('R', 0, 0, 0, 0), message('S', 'a', 0, 'b', 0), message('Z', 'I'));

    private static PostgresMessages messages(Mode tls) {
        Properties properties = new Properties();
        new PostgresMessages.Maker("db:1", MOST_BYTES, tls).into(properties);
        return PostgresMessages.Maker.make(properties);
    }

    private static byte[] message(char type, int... content) {
        byte[] bytes = new byte[content.length];
        for (int i = 0; i < content.length; i++) {
            bytes[i] = (byte) content[i];
        }
        return message(type, bytes.length, bytes);
    }

    private static byte[] message(char type, int announced, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(type);
            out.writeInt(announced + Integer.BYTES);
            out.write(content);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Hands bytes on in pieces of a size. */
    private static void pass(PostgresMessages messages, byte[] bytes, int piece) throws IOException {
        for (int at = 0; at < bytes.length; at += piece) {
            messages.passed(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    private static void refuses(ErrorKind kind, String says, byte[] bytes) {
        for (int piece : new int[] {1, 2, 3, 5, 7, 64, bytes.length}) {
            PostgresMessages messages = messages(Mode.DISABLE);
            IOException failure = assertThrows(IOException.class, () -> pass(messages, bytes, piece), "pieces of " + piece);
            DatabaseException refusal = PostgresMessages.refusal(new IllegalStateException(failure));
            assertNotNull(refusal);
            assertEquals(kind, refusal.kind(), refusal::getMessage);
            assertTrue(refusal.getMessage().contains(says) && !refusal.connectionUsable(), refusal::getMessage);
        }
    }

    @Test
    void letsThroughWhatAServerSays() throws IOException {
        byte[] row = message('D', 0, 3, 0, 0, 0, 2, 'a', 'b', -1, -1, -1, -1, 0, 0, 0, 0);
        byte[] long1 = message('D', 6 + 70_000, joined(new byte[] {0, 1, 0, 1, 0x11, 0x70}, new byte[70_000]));
        byte[] all = joined(LOGIN, message('T', 0, 0), message('D', 0, 0), row, long1, row, message('C', 'x', 0), message('Z', 'I'), row,
                message('N', 'M', 'x', 0, 0), message('I'));
        for (int piece = 1; piece < 40; piece++) {
            PostgresMessages messages = messages(Mode.DISABLE);
            pass(messages, LOGIN, piece);
            messages.opened();
            pass(messages, all, piece);
        }
    }

    @ParameterizedTest
    @CsvSource({"D, 200001, VALUE_TOO_LARGE, max_message_size", "E, 2000000000, VALUE_TOO_LARGE, 200000 bytes", "C, 200001, VALUE_TOO_LARGE, max",
            "D, -1, PROTOCOL_VIOLATION, -1 bytes", "C, -2147483648, PROTOCOL_VIOLATION, not PostgreSQL's protocol",
            "?, 4, PROTOCOL_VIOLATION, unknown kind"})
    void refusesLengths(char type, int announced, ErrorKind kind, String says) throws IOException {
        PostgresMessages messages = messages(Mode.DISABLE);
        pass(messages, LOGIN, LOGIN.length);
        messages.opened();
        byte[] header = message(type, announced, new byte[0]);
        IOException failure = assertThrows(IOException.class, () -> pass(messages, header, 2));
        DatabaseException refusal = PostgresMessages.refusal(failure);
        assertEquals(kind, refusal.kind());
        assertTrue(refusal.getMessage().contains(says), refusal::getMessage);
    }

    @Test
    void boundsWhatComesBeforeTheLogin() {
        refuses(ErrorKind.PROTOCOL_VIOLATION, "64 KiB", message('E', 70_000, new byte[0]));
        byte[][] many = new byte[1_000][];
        java.util.Arrays.fill(many, message('R', 0, 0, 0, 12));
        refuses(ErrorKind.PROTOCOL_VIOLATION, "64 KiB", joined(many));
        refuses(ErrorKind.PROTOCOL_VIOLATION, "0x48", "HTTP/1.1 400 Bad Request".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"4096, true", "100000, true", "4095, false", "1, false", "0, false", "many, true"})
    void takesNoChallengeThatIsGuessedQuickly(String iterations, boolean taken) throws IOException {
        byte[] challenge = ("\0\0\0\013r=abc,s=QSXC,i=" + iterations).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = message('R', challenge.length, challenge);
        if (taken) {
            for (int piece = 1; piece < bytes.length; piece++) {
                pass(messages(Mode.DISABLE), bytes, piece);
            }
        } else {
            refuses(ErrorKind.AUTHENTICATION_FAILED, "scram_iterations", bytes);
        }
    }

    /** Short rows cost a driver more than their bytes. */
    @Test
    void boundsWhatComesUntilTheConnectionIsOpen() {
        byte[][] many = new byte[20_000][];
        java.util.Arrays.fill(many, message('D', 0, 0));
        refuses(ErrorKind.PROTOCOL_VIOLATION, "1 MiB", joined(LOGIN, joined(many)));
    }

    @Test
    void boundsWhatIsSaidBesideOneAnswer() throws IOException {
        byte[] notification = message('A', 0, 0, 0, 1, 'c', 0, 0);
        PostgresMessages messages = messages(Mode.DISABLE);
        pass(messages, LOGIN, LOGIN.length);
        messages.opened();
        for (int i = 0; i < 10_000; i++) {
            pass(messages, i % 150 == 0 ? message('Z', 'I') : notification, 3);
        }
        IOException failure = assertThrows(IOException.class, () -> {
            for (int i = 0; i < 1_000_000; i++) {
                pass(messages, notification, 3);
            }
        });
        assertEquals(ErrorKind.VALUE_TOO_LARGE, PostgresMessages.refusal(failure).kind());
    }

    /** The driver would make room for what a value says that it is. */
    @Test
    void looksAtTheValuesOfARow() {
        for (byte[] row : new byte[][] {message('D', 0, 1, 0x7f, -1, -1, -1), message('D', 0, 2, 0, 0, 0, 1, 'a'), message('D', 0, 1, -1, -1, -1, -2),
                message('D', -1, -1, 0, 0, 0, 0), message('D', 0), message('D'), message('D', 0, 1, 0, 0), message('D', 0, 1, 0, 0, 0, 2, 'a')}) {
            refuses(ErrorKind.PROTOCOL_VIOLATION, "longer than the row", joined(LOGIN, row, LOGIN));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SE", "S\26"})
    void takesNothingInClearTextOnceTlsIsAgreed(String both) {
        byte[] bytes = both.getBytes(StandardCharsets.US_ASCII);
        for (int piece = 1; piece < 3; piece++) {
            PostgresMessages messages = messages(Mode.REQUIRE);
            int size = piece;
            IOException failure = assertThrows(IOException.class, () -> pass(messages, bytes, size));
            assertEquals(ErrorKind.TLS_FAILED, PostgresMessages.refusal(failure).kind());
            assertTrue(failure.getMessage().contains("man in the middle"), failure::getMessage);
        }
    }
}
