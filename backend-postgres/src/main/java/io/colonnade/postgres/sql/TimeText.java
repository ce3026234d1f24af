// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Locale;

/** Dates and times as PostgreSQL writes them in its ISO style. What it calls infinity is the class's own MAX and MIN, as with the driver. */
final class TimeText {

    private static final int NANOS_OF_MICRO = 1_000;
    private static final String BEFORE_CHRIST = " BC";
    private static final String INFINITY = "infinity";
    private static final String END_OF_DAY = "24:00:00";

    private TimeText() {
    }

    static String of(Temporal value) {
        if (value.equals(LocalDate.MAX) || value.equals(LocalDateTime.MAX) || value.equals(OffsetDateTime.MAX)) {
            return INFINITY;
        } else if (value.equals(LocalDate.MIN) || value.equals(LocalDateTime.MIN) || value.equals(OffsetDateTime.MIN)) {
            return "-" + INFINITY;
        } else if (value instanceof LocalDate date) {
            return date(date, "");
        } else if (value instanceof LocalTime time) {
            return time(time);
        } else if (value instanceof LocalDateTime timestamp) {
            return date(timestamp.toLocalDate(), " " + time(timestamp.toLocalTime()));
        }
        LocalDateTime utc = ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return date(utc.toLocalDate(), " " + time(utc.toLocalTime()) + "+00");
    }

    private static String date(LocalDate date, String behind) {
        int year = date.getYear();
        return String.format(Locale.ROOT, "%04d-%02d-%02d%s%s", year > 0 ? year : 1 - year, date.getMonthValue(), date.getDayOfMonth(), behind,
                year > 0 ? "" : BEFORE_CHRIST);
    }

    private static String time(LocalTime time) {
        if (time.equals(LocalTime.MAX)) {
            return END_OF_DAY;
        } else if (time.getNano() % NANOS_OF_MICRO != 0) {
            throw TextScanner.refused("is finer than a microsecond; truncate it with truncatedTo(ChronoUnit.MICROS)");
        }
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    static LocalDate date(String text) {
        return switch (text) {
            case INFINITY -> LocalDate.MAX;
            case "-" + INFINITY -> LocalDate.MIN;
            default -> {
                boolean before = text.endsWith(BEFORE_CHRIST);
                int day = text.lastIndexOf('-');
                int month = text.lastIndexOf('-', day - 1);
                int year = Integer.parseInt(text.substring(0, month));
                yield LocalDate.of(before ? 1 - year : year, Integer.parseInt(text.substring(month + 1, day)),
                        Integer.parseInt(text.substring(day + 1, before ? text.length() - BEFORE_CHRIST.length() : text.length())));
            }
        };
    }

    static LocalTime timeOfDay(String text) {
        return text.equals(END_OF_DAY) ? LocalTime.MAX : LocalTime.parse(text);
    }

    static LocalDateTime timestamp(String text) {
        return switch (text) {
            case INFINITY -> LocalDateTime.MAX;
            case "-" + INFINITY -> LocalDateTime.MIN;
            default -> {
                int space = text.indexOf(' ');
                boolean before = text.endsWith(BEFORE_CHRIST);
                String time = text.substring(space + 1, before ? text.length() - BEFORE_CHRIST.length() : text.length());
                yield LocalDateTime.of(date(text.substring(0, space) + (before ? BEFORE_CHRIST : "")), LocalTime.parse(time));
            }
        };
    }

    /** In UTC, whatever the time zone of the session is. */
    static OffsetDateTime instant(String text) {
        return switch (text) {
            case INFINITY -> OffsetDateTime.MAX;
            case "-" + INFINITY -> OffsetDateTime.MIN;
            default -> {
                int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
                int end = text.endsWith(BEFORE_CHRIST) ? text.length() - BEFORE_CHRIST.length() : text.length();
                LocalDateTime local = timestamp(text.substring(0, sign) + text.substring(end));
                yield local.atOffset(ZoneOffset.of(text.substring(sign, end))).withOffsetSameInstant(ZoneOffset.UTC);
            }
        };
    }
}
