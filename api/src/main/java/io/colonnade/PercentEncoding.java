// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent escapes of URLs (RFC 3986), in UTF-8. A plus sign is a plus sign. */
final class PercentEncoding {

    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {
    }

    /** Escapes all but letters, digits, {@code -._~} and the given characters. */
    static void encode(StringBuilder out, String text, String plain) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || plain.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }

    /**
     * Decodes a part of a URL.
     *
     * @throws io.colonnade.error.ConfigurationException with the position in the URL of what is no escape, no UTF-8 or a NUL
     */
    static String decode(String url, int start, int end) {
        StringBuilder out = new StringBuilder(end - start);
        int i = start;
        while (i < end) {
            if (url.charAt(i) != '%') {
                out.append(url.charAt(i++));
                continue;
            }
            int run = i;
            while (run < end && url.charAt(run) == '%') {
                run += 3;
            }
            out.append(decodeRun(url, i, Math.min(run, end)));
            i = run;
        }
        return out.toString();
    }

    private static String decodeRun(String url, int start, int end) {
        ByteBuffer bytes = ByteBuffer.allocate((end - start) / 3 + 1);
        for (int i = start; i < end; i += 3) {
            int high = i + 2 < end ? Character.digit(url.charAt(i + 1), 16) : -1;
            int low = i + 2 < end ? Character.digit(url.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0 || url.charAt(i + 1) >= 0x80 || url.charAt(i + 2) >= 0x80) {
                throw invalid("A percent sign is followed by two hexadecimal digits; a percent sign itself is written %25", i);
            }
            if (high + low == 0) {
                throw invalid("The character NUL (%00) is not accepted", i);
            }
            bytes.put((byte) (high << 4 | low));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw invalid("Percent escapes stand for the bytes of UTF-8, and these do not", start);
        }
    }

    static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** An error that says where and quotes nothing: any part of a malformed URL may be the password. */
    static DatabaseException invalid(String message, int position) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "Malformed database URL at position " + position + ": " + message + ".")
                .position(position).build();
    }
}
