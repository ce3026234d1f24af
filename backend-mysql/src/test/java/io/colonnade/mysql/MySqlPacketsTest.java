// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sends is taken apart alike, however the network divides it. */
class MySqlPacketsTest {

    private static final int MOST_BYTES = 20 << 20;
    private static final int LONGEST = 0xff_ffff;
    private static final byte[] GREETING = packet(0, 10, '8', 0);
    private static final byte[] OK = packet(2, 0, 0, 0, 2, 0, 0, 0);

    private final MySqlPackets packets = new MySqlPackets("db:1", MOST_BYTES);

    private static byte[] packet(int number, int... content) {
        byte[] bytes = header(content.length, number);
        bytes = Arrays.copyOf(bytes, bytes.length + content.length);
        for (int i = 0; i < content.length; i++) {
            bytes[bytes.length - content.length + i] = (byte) content[i];
        }
        return bytes;
    }

    private static byte[] header(int length, int number) {
        return new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16), (byte) number};
    }

    private void pass(int piece, byte[]... parts) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        byte[] bytes = joined.toByteArray();
        for (int at = 0; at < bytes.length; at += piece) {
            packets.passed(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    private void passLong(int length, int number) throws IOException {
        pass(4, header(length, number));
        byte[] content = new byte[1 << 20];
        for (int left = length; left > 0; left -= content.length) {
            packets.passed(content, 0, Math.min(left, content.length));
        }
    }

    private static void is(ErrorKind kind, String says, IOException failure) {
        DatabaseException refusal = MySqlPackets.refusal(failure);
        assertEquals(kind, refusal.kind());
        assertTrue(refusal.getMessage().contains(says), refusal::getMessage);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 100_000})
    void letsThroughWhatAServerSays(int piece) throws IOException {
        pass(piece, GREETING, packet(2, 1, 3), OK);
        packets.opened();
        for (int i = 0; i < 50; i++) {
            byte[] large = new byte[4 + 60_000];
            System.arraycopy(header(60_000, 1), 0, large, 0, 4);
            pass(piece, packet(0), large, OK);
        }
    }

    @Test
    void addsUpWhatGoesOnOverSeveralPackets() throws IOException {
        pass(7, GREETING, OK);
        packets.opened();
        for (int i = 0; i < 3; i++) {
            passLong(LONGEST, 0);
            passLong(MOST_BYTES - LONGEST, 1);
        }
        passLong(LONGEST, 0);
        is(ErrorKind.VALUE_TOO_LARGE, "max_message_size", assertThrows(IOException.class, () -> pass(2, header(MOST_BYTES - LONGEST + 1, 1))));
    }

    @Test
    void boundsWhatComesBeforeTheLogin() throws IOException {
        pass(3, GREETING);
        is(ErrorKind.PROTOCOL_VIOLATION, "64 KiB", assertThrows(IOException.class, () -> pass(4, header(66_000, 2))));
        MySqlPackets others = new MySqlPackets("db:1", MOST_BYTES);
        byte[] more = packet(2, 1, 0);
        others.passed(GREETING, 0, GREETING.length);
        is(ErrorKind.PROTOCOL_VIOLATION, "64 KiB", assertThrows(IOException.class, () -> {
            while (true) {
                others.passed(more, 0, more.length);
            }
        }));
    }

    @Test
    void boundsWhatComesUntilTheConnectionIsOpen() throws IOException {
        pass(5, GREETING, OK);
        byte[] row = packet(2, 1, '1');
        is(ErrorKind.PROTOCOL_VIOLATION, "1 MiB", assertThrows(IOException.class, () -> {
            while (true) {
                packets.passed(row, 0, row.length);
            }
        }));
    }

    @Test
    void takesNothingInClearTextOnceTlsIsAgreed() throws IOException {
        pass(100, GREETING);
        packets.beforeTls();
        pass(100, OK);
        IOException failure = assertThrows(IOException.class, packets::beforeTls);
        is(ErrorKind.TLS_FAILED, "man in the middle", failure);
    }
}
