// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.math.BigDecimal;

/** Exact numbers as SQLite holds them: mostly text, and whatever numbers another program has stored. */
final class DecimalValues {

    /** How an error starts that a function of exact numbers has made. */
    static final String REFUSED = "A value cannot be taken as DECIMAL: ";

    private static final int MOST_DIGITS = 100_000;
    private static final int DIGITS_OF_LONG = 18;
    private static final int TEN = 10;

    private DecimalValues() {
    }

    /** The number that is written in so few digits that a long holds them, without an exponent; null for any other text. */
    static BigDecimal ofPlain(byte[] text) {
        if (text.length == 0 || text.length > DIGITS_OF_LONG) {
            return null;
        }
        int start = text[0] == '-' ? 1 : 0;
        long unscaled = 0;
        int point = -1;
        for (int i = start; i < text.length; i++) {
            int c = text[i];
            if (c >= '0' && c <= '9') {
                unscaled = unscaled * TEN + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return null;
            }
        }
        if (text.length - start - (point < 0 ? 0 : 1) == 0) {
            return null;
        }
        return BigDecimal.valueOf(start == 1 ? -unscaled : unscaled, point < 0 ? 0 : text.length - point - 1);
    }

    static BigDecimal of(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException other) {
            throw new NumberFormatException("text that is no number");
        }
    }

    static BigDecimal of(double value) {
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("an infinite number");
        }
        return BigDecimal.valueOf(value);
    }

    static String text(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
            throw new ArithmeticException("written out it has more than " + MOST_DIGITS + " digits");
        }
        return value.toPlainString();
    }

    /** The message for what cannot be taken or calculated; shows no value. */
    static String refusal(String reason) {
        return REFUSED + reason + ".";
    }
}
