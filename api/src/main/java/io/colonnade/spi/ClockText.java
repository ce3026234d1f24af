// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.time.DateTimeException;
import java.time.Duration;

/** Lengths of time as databases write them: {@code 26:00:00}, {@code -00:30:00.25}; or as Java does: {@code PT26H}. */
final class ClockText {

    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_MINUTE = 60;

    private ClockText() {
    }

    static Duration duration(String text) {
        if (text.startsWith("P") || text.startsWith("-P")) {
            return Duration.parse(text);
        }
        boolean negative = text.startsWith("-");
        String[] parts = (negative ? text.substring(1) : text).split("[:.]", -1);
        int point = text.indexOf('.');
        if (parts.length != (point < 0 ? 3 : 4) || point >= 0 && point < text.lastIndexOf(':')) {
            throw new DateTimeException("no length of time");
        }
        long seconds = (long) number(parts[0]) * SECONDS_OF_HOUR + below(parts[1]) * SECONDS_OF_MINUTE + below(parts[2]);
        Duration length = Duration.ofSeconds(seconds, point < 0 ? 0 : nanos(parts[3]));
        return negative ? length.negated() : length;
    }

    private static int nanos(String fraction) {
        return number((fraction + "0".repeat(NANO_DIGITS)).substring(0, Math.max(NANO_DIGITS, fraction.length())));
    }

    private static int below(String text) {
        int number = number(text);
        if (number >= SECONDS_OF_MINUTE) {
            throw new DateTimeException("no length of time");
        }
        return number;
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.length() > NANO_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DateTimeException("no length of time");
        }
        return Integer.parseInt(digits);
    }
}
