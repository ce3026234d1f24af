// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers as bytes that SQLite compares as the numbers compare, byte by byte, and that are the same for equal numbers: a byte for the sign,
 * five for the power of ten, and the digits from the first to the last that is not zero, two in a byte. Below zero all are inverted.
 */
final class DecimalKey {

    private static final byte NEGATIVE = 0;
    private static final byte ZERO = 1;
    private static final byte POSITIVE = 2;
    private static final int HEAD = 6;
    private static final long BIAS = 1L << 39;
    private static final int BITS = 8;
    private static final int TEN = 10;

    private DecimalKey() {
    }

    /** The key of a number as it is written, without an exponent; null for any other text. */
    static byte[] ofPlain(byte[] text) {
        int start = text.length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;
        int point = -1;
        int first = -1;
        int last = -1;
        for (int i = start; i < text.length; i++) {
            int c = text[i];
            if (c == '.' && point < 0) {
                point = i;
            } else if (c >= '1' && c <= '9') {
                first = first < 0 ? i : first;
                last = i;
            } else if (c != '0') {
                return null;
            }
        }
        if (text.length - start - (point < 0 ? 0 : 1) == 0) {
            return null;
        }
        if (first < 0) {
            return new byte[] {ZERO};
        }
        int whole = point < 0 ? text.length : point;
        long power = first < whole ? whole - first : whole - first + 1;
        return key(text[0] == '-', power, text, first, last + 1);
    }

    static byte[] of(BigDecimal value) {
        if (value.signum() == 0) {
            return new byte[] {ZERO};
        }
        byte[] digits = value.unscaledValue().abs().toString().getBytes(StandardCharsets.ISO_8859_1);
        int end = digits.length;
        while (digits[end - 1] == '0') {
            end--;
        }
        return key(value.signum() < 0, (long) digits.length - value.scale(), digits, 0, end);
    }

    private static byte[] key(boolean negative, long power, byte[] text, int first, int end) {
        // A point between the digits takes a place that is not needed.
        byte[] key = new byte[HEAD + (end - first + 1) / 2 + (negative ? 1 : 0)];
        key[0] = negative ? NEGATIVE : POSITIVE;
        long biased = power + BIAS;
        for (int i = HEAD - 1; i > 0; i--) {
            key[i] = (byte) biased;
            biased >>>= BITS;
        }
        int length = HEAD;
        int pending = -1;
        for (int i = first; i < end; i++) {
            if (text[i] == '.') {
                continue;
            }
            int digit = text[i] - '0';
            if (pending < 0) {
                pending = digit;
            } else {
                key[length++] = (byte) (pending * TEN + digit + 1);
                pending = -1;
            }
        }
        if (pending >= 0) {
            key[length++] = (byte) (pending * TEN + 1);
        }
        if (negative) {
            for (int i = 1; i < length; i++) {
                key[i] = (byte) ~key[i];
            }
            // Higher than any digits, so that of two numbers that start alike the one with more digits is the lesser.
            key[length++] = (byte) 0xff;
        }
        return length == key.length ? key : Arrays.copyOf(key, length);
    }

    /** The number of a key, with no zeros at its end. */
    static BigDecimal value(byte[] key) {
        if (key[0] == ZERO) {
            return BigDecimal.ZERO;
        }
        boolean negative = key[0] == NEGATIVE;
        int flip = negative ? 0xff : 0;
        long biased = 0;
        for (int i = 1; i < HEAD; i++) {
            biased = biased << BITS | (key[i] ^ flip) & 0xff;
        }
        int end = negative ? key.length - 1 : key.length;
        byte[] digits = new byte[(end - HEAD) * 2];
        for (int i = HEAD; i < end; i++) {
            int pair = ((key[i] ^ flip) & 0xff) - 1;
            digits[(i - HEAD) * 2] = (byte) ('0' + pair / TEN);
            digits[(i - HEAD) * 2 + 1] = (byte) ('0' + pair % TEN);
        }
        BigInteger unscaled = new BigInteger(new String(digits, StandardCharsets.ISO_8859_1));
        BigDecimal value = new BigDecimal(unscaled, Math.toIntExact(digits.length - (biased - BIAS)));
        return (negative ? value.negate() : value).stripTrailingZeros();
    }
}
