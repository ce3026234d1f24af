// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few pieces of ASN.1, in its distinguished encoding, of which a certificate is made. */
final class Der {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        byte[] length = BigInteger.valueOf(content.size()).toByteArray();
        if (content.size() < 0x80) {
            whole.write(content.size());
        } else {
            int leading = length[0] == 0 ? 1 : 0;
            whole.write(0x80 | length.length - leading);
            whole.write(length, leading, length.length - leading);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return element(SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return element(SET, parts);
    }

    /** An element of the enclosing structure's own numbering that wraps others. */
    static byte[] tagged(int number, byte[]... parts) {
        return element(CONTEXT | CONSTRUCTED | number, parts);
    }

    /** One that replaces the tag of a primitive. */
    static byte[] implicit(int number, byte[] content) {
        return element(CONTEXT | number, content);
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] yes() {
        return element(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] text(String text) {
        return element(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant time) {
        return element(UTC_TIME, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] bits(byte[] bytes) {
        return element(BIT_STRING, new byte[] {0}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return element(OCTET_STRING, bytes);
    }

    /** An identifier as it is written, {@code 2.5.4.3}: the first two numbers in one, each number in groups of seven bits. */
    static byte[] identifier(String dotted) {
        String[] numbers = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        group(out, Integer.parseInt(numbers[0]) * 40 + Integer.parseInt(numbers[1]), true);
        for (int i = 2; i < numbers.length; i++) {
            group(out, Integer.parseInt(numbers[i]), true);
        }
        return element(OBJECT_IDENTIFIER, out.toByteArray());
    }

    private static void group(ByteArrayOutputStream out, int number, boolean last) {
        if (number >= 0x80) {
            group(out, number >> 7, false);
        }
        out.write(number & 0x7f | (last ? 0 : 0x80));
    }
}
