// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.error.DatabaseException;

/**
 * Reads an interval in the server's style postgres or iso_8601: numbers with their units, and a time of day. Each character is looked at a bounded
 * number of times. For one thread.
 */
final class IntervalText {

    private static final String INFINITY = "infinity";
    private static final int MONTHS_OF_YEAR = 12;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int MICROS_OF_SECOND = 1_000_000;
    private static final int MICRO_DIGITS = 6;

    private final CharSequence text;
    private int at = -1;
    /** The character there; NUL behind the end. */
    private char next;
    private int months;
    private int days;
    private long micros;
    /** Whether the T was passed behind which M means minutes. */
    private boolean time;

    IntervalText(CharSequence text) {
        this.text = text;
    }

    Interval read() {
        int ending = text.length() - INFINITY.length();
        if (ending >= 0 && INFINITY.contentEquals(text.subSequence(ending, text.length()))) {
            throw TextScanner.refused("is an infinite interval, which an Interval cannot be; leave it out, or select the column as text");
        }
        advance();
        while (at < text.length()) {
            part();
            accept(' ');
        }
        return new Interval(months, days, micros);
    }

    private void part() {
        if (next == 'P' || next == 'T') {
            time = next == 'T';
            advance();
            return;
        }
        boolean negative = next == '-';
        if (!accept('-')) {
            accept('+');
        }
        String number = digits();
        if (accept(':')) {
            timeOfDay(negative, number);
        } else {
            String fraction = fraction();
            accept(' ');
            unit(negative, number, fraction);
        }
    }

    private void timeOfDay(boolean negative, String hours) {
        long seconds = Math.addExact(Math.multiplyExact(Long.parseLong(hours), SECONDS_OF_HOUR), twoDigits() * SECONDS_OF_MINUTE);
        expect(":");
        seconds = Math.addExact(seconds, twoDigits());
        micros = micros(negative, seconds, fraction());
    }

    private void unit(boolean negative, String number, String fraction) {
        char unit = next;
        advance();
        if (unit == 'H' || unit == 'S' || unit == 'M' && time) {
            int seconds = unit == 'H' ? SECONDS_OF_HOUR : unit == 'M' ? SECONDS_OF_MINUTE : 1;
            micros += micros(negative, Math.multiplyExact(Long.parseLong(number), seconds), fraction);
            return;
        }
        int amount = Integer.parseInt(negative ? "-" + number : number);
        switch (unit) {
            case 'y', 'Y' -> months += amount * MONTHS_OF_YEAR;
            case 'm', 'M' -> months += amount;
            case 'd', 'D' -> days += amount;
            default -> throw malformed();
        }
        if (unit >= 'a') {
            expect(unit == 'y' ? "ear" : unit == 'm' ? "on" : "ay");
            accept('s');
        }
    }

    private static long micros(boolean negative, long seconds, String fraction) {
        long micros = Long.parseLong((fraction + "000000").substring(0, MICRO_DIGITS));
        // Subtracted one by one, because the longest interval is negative.
        return negative ? Math.subtractExact(Math.multiplyExact(-seconds, MICROS_OF_SECOND), micros)
                : Math.addExact(Math.multiplyExact(seconds, MICROS_OF_SECOND), micros);
    }

    private int twoDigits() {
        int tens = digit();
        return 10 * tens + digit();
    }

    private int digit() {
        if (!isDigit()) {
            throw malformed();
        }
        int digit = next - '0';
        advance();
        return digit;
    }

    private String fraction() {
        return accept('.') ? digits() : "";
    }

    /** At least one. */
    private String digits() {
        int start = at;
        while (isDigit()) {
            advance();
        }
        if (at == start) {
            throw malformed();
        }
        return text.subSequence(start, at).toString();
    }

    private boolean isDigit() {
        return next >= '0' && next <= '9';
    }

    private boolean accept(char c) {
        boolean accepted = at < text.length() && next == c;
        if (accepted) {
            advance();
        }
        return accepted;
    }

    private void expect(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (!accept(expected.charAt(i))) {
                throw malformed();
            }
        }
    }

    private void advance() {
        at++;
        next = at < text.length() ? text.charAt(at) : '\0';
    }

    private static DatabaseException malformed() {
        return TextScanner.refused("is no interval in the server's style postgres or iso_8601; set intervalstyle to one of them");
    }
}
