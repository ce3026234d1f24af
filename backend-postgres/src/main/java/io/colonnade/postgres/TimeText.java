// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.Set;

/**
 * Dates and times as PostgreSQL writes them in its ISO style. What it calls infinity is the class's own MAX and MIN; 24:00 is
 * {@link Types#END_OF_DAY}.
 */
public final class TimeText {

    private static final Set<Temporal> LAST = Set.of(LocalDate.MAX, LocalDateTime.MAX, OffsetDateTime.MAX, Instant.MAX);
    private static final Set<Temporal> FIRST = Set.of(LocalDate.MIN, LocalDateTime.MIN, OffsetDateTime.MIN, Instant.MIN);
    private static final String BEFORE_CHRIST = " BC";
    private static final String INFINITY = "infinity";
    private static final String END_OF_DAY = "24:00:00";

    private TimeText() {
    }

    /** The text of a date or time, or of both; what is finer than a microsecond is floored. */
    public static String of(Temporal value) {
        if (LAST.contains(value)) {
            return INFINITY;
        } else if (FIRST.contains(value)) {
            return "-" + INFINITY;
        } else if (value instanceof LocalDate date) {
            return date(date, "");
        } else if (value instanceof LocalTime time) {
            return time(time);
        } else if (value instanceof LocalDateTime timestamp) {
            return date(timestamp.toLocalDate(), " " + time(timestamp.toLocalTime()));
        }
        if (value instanceof OffsetTime time) {
            return time(time.toLocalTime()) + time.getOffset();
        }
        Instant instant = value instanceof ZonedDateTime zoned ? zoned.toInstant() : value instanceof OffsetDateTime offset
                ? offset.toInstant() : (Instant) value;
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return date(utc.toLocalDate(), " " + time(utc.toLocalTime()) + "+00");
    }

    private static String date(LocalDate date, String behind) {
        int year = date.getYear();
        return String.format(Locale.ROOT, "%04d-%02d-%02d%s%s", year > 0 ? year : 1 - year, date.getMonthValue(), date.getDayOfMonth(), behind,
                year > 0 ? "" : BEFORE_CHRIST);
    }

    private static String time(LocalTime time) {
        return time.equals(Types.END_OF_DAY) ? END_OF_DAY : time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** A date. */
    public static LocalDate date(String text) {
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

    /** A time of day; 24:00 is {@link Types#END_OF_DAY}. */
    public static LocalTime timeOfDay(String text) {
        return text.equals(END_OF_DAY) ? Types.END_OF_DAY : LocalTime.parse(text);
    }

    /** A date and time. */
    public static LocalDateTime timestamp(String text) {
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

    /** A time of day with its offset. */
    public static OffsetTime timeWithOffset(String text) {
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        return timeOfDay(text.substring(0, sign)).atOffset(ZoneOffset.of(text.substring(sign)));
    }

    /** In UTC, whatever the time zone of the session is. */
    public static OffsetDateTime instant(String text) {
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
