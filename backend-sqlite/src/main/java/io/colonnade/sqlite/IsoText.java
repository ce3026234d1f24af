// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times as text of one length, so that the order of the text is the order in time: {@code 2026-01-31},
 * {@code 09:05:00.000000}, {@code 2026-01-31 09:05:00.000000}, and the same with a {@code Z} for instants. Reads, besides, all
 * that SQLite's own functions write: {@code T} for the space, no seconds or fewer digits of them, and other offsets.
 */
final class IsoText {

    private static final int MICRO = 1_000;
    private static final int DATE_LENGTH = 10;
    private static final int MINUTES_LENGTH = 5;
    private static final int LAST_YEAR = 9999;

    private IsoText() {
    }

    static String of(LocalDate value) {
        StringBuilder text = new StringBuilder(DATE_LENGTH);
        append(text, value);
        return text.toString();
    }

    static String of(LocalTime value) {
        StringBuilder text = new StringBuilder(15);
        append(text, value);
        return text.toString();
    }

    static String of(LocalDateTime value) {
        return dateTime(value).toString();
    }

    static String of(OffsetDateTime value) {
        return dateTime(value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()).append('Z').toString();
    }

    private static StringBuilder dateTime(LocalDateTime value) {
        StringBuilder text = new StringBuilder(27);
        append(text, value.toLocalDate());
        append(text.append(' '), value.toLocalTime());
        return text;
    }

    private static void append(StringBuilder text, LocalDate value) {
        if (value.getYear() < 0 || value.getYear() > LAST_YEAR) {
            throw new DateTimeException("its year does not lie between 0000 and 9999, and as text it would sort wrongly");
        }
        digits(text, value.getYear(), 4);
        digits(text.append('-'), value.getMonthValue(), 2);
        digits(text.append('-'), value.getDayOfMonth(), 2);
    }

    private static void append(StringBuilder text, LocalTime value) {
        digits(text, value.getHour(), 2);
        digits(text.append(':'), value.getMinute(), 2);
        digits(text.append(':'), value.getSecond(), 2);
        digits(text.append('.'), value.getNano() / MICRO, 6);
    }

    private static void digits(StringBuilder text, int value, int width) {
        int divisor = 1;
        for (int i = 1; i < width; i++) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            text.append((char) ('0' + value / divisor % 10));
        }
    }

    static LocalDate date(byte[] text) {
        require(text.length == DATE_LENGTH && text[4] == '-' && text[7] == '-', text);
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }

    static LocalTime time(byte[] text) {
        return time(text, 0, text.length);
    }

    static LocalDateTime timestamp(byte[] text) {
        return timestamp(text, text.length);
    }

    /** Text without an offset is UTC, as that of CURRENT_TIMESTAMP is. */
    static OffsetDateTime instant(byte[] text) {
        int length = text.length;
        if (length > 0 && text[length - 1] == 'Z') {
            return timestamp(text, length - 1).atOffset(ZoneOffset.UTC);
        }
        int sign = length - 6;
        if (sign > DATE_LENGTH && (text[sign] == '+' || text[sign] == '-')) {
            ZoneOffset offset = ZoneOffset.of(new String(text, sign, 6, StandardCharsets.US_ASCII));
            return timestamp(text, sign).atOffset(offset).withOffsetSameInstant(ZoneOffset.UTC);
        }
        return timestamp(text, length).atOffset(ZoneOffset.UTC);
    }

    private static LocalDateTime timestamp(byte[] text, int end) {
        require(end > DATE_LENGTH && text[4] == '-' && text[7] == '-' && (text[DATE_LENGTH] == ' ' || text[DATE_LENGTH] == 'T'), text);
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        return LocalDateTime.of(date, time(text, DATE_LENGTH + 1, end));
    }

    private static LocalTime time(byte[] text, int start, int end) {
        int length = end - start;
        require(length >= MINUTES_LENGTH && text[start + 2] == ':', text);
        int hour = number(text, start, start + 2);
        int minute = number(text, start + 3, start + 5);
        if (length == MINUTES_LENGTH) {
            return LocalTime.of(hour, minute);
        }
        require(length >= 8 && text[start + 5] == ':', text);
        int second = number(text, start + 6, start + 8);
        if (length == 8) {
            return LocalTime.of(hour, minute, second);
        }
        int fraction = length - 9;
        require(fraction >= 1 && fraction <= 9 && (text[start + 8] == '.'), text);
        int nanos = number(text, start + 9, end);
        for (int i = fraction; i < 9; i++) {
            nanos *= 10;
        }
        return LocalTime.of(hour, minute, second, nanos);
    }

    private static int number(byte[] text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            require(digit >= 0 && digit <= 9, text);
            number = number * 10 + digit;
        }
        return number;
    }

    private static void require(boolean wellFormed, byte[] text) {
        if (!wellFormed) {
            throw new DateTimeException("text of " + text.length + " bytes has not the form of a date or time");
        }
    }
}
