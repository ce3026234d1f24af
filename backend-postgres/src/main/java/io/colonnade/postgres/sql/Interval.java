// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of time as PostgreSQL keeps it: months, days and microseconds apart, because a month has no fixed number of days, and a day no
 * fixed number of hours. Immutable. Two are equal if all three parts are, although the server takes 30 days for as long as a month.
 *
 * @param months the months, a year being twelve
 * @param days the days
 * @param microseconds the rest
 */
public record Interval(int months, int days, long microseconds) {

    private static final int MONTHS_OF_YEAR = 12;
    private static final int MICROS_OF_SECOND = 1_000_000;
    private static final int MICRO_DIGITS = 6;
    private static final int NANOS_OF_MICRO = 1_000;
    /** The server's styles postgres and iso_8601: a number and its unit, or a time of day. */
    private static final Pattern PART = Pattern.compile("([-+]?\\d+)(?:\\.(\\d+))? ?(years?|mons?|days?|Y|M|D|H|S)"
            + "|([-+]?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?|[PT]");

    /** Years, months and days. */
    public static Interval of(Period period) {
        return of(period, Duration.ZERO);
    }

    /** Hours, minutes and seconds; finer than a microsecond is floored. */
    public static Interval of(Duration duration) {
        return of(Period.ZERO, duration);
    }

    /** Both together. */
    public static Interval of(Period period, Duration duration) {
        if (period == null || duration == null) {
            throw TextForm.usage("a part of an Interval is null; use Period.ZERO or Duration.ZERO");
        }
        try {
            return new Interval(Math.toIntExact(period.toTotalMonths()), period.getDays(), Math.addExact(
                    Math.multiplyExact(duration.getSeconds(), MICROS_OF_SECOND), duration.getNano() / NANOS_OF_MICRO));
        } catch (ArithmeticException tooLong) {
            throw TextForm.usage("an Interval is longer than PostgreSQL's");
        }
    }

    /** Its years, months and days. */
    public Period period() {
        return Period.of(months / MONTHS_OF_YEAR, months % MONTHS_OF_YEAR, days);
    }

    /** Its hours, minutes and seconds. */
    public Duration duration() {
        return Duration.of(microseconds, ChronoUnit.MICROS);
    }

    /** What the server wrote, in its style postgres or iso_8601. */
    static Interval parse(String text) {
        if (text.endsWith("infinity")) {
            throw TextScanner.refused("is an infinite interval, which an Interval cannot be; leave it out, or select the column as text");
        }
        Matcher part = PART.matcher(text);
        int[] calendar = new int[2];
        long micros = 0;
        boolean time = false;
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            if (part.group(5) != null) {
                long seconds = Math.addExact(Math.multiplyExact(Long.parseLong(part.group(5)), 3_600), Long.parseLong(part.group(6)) * 60);
                micros = micros(part.group(4), seconds, 1, part.group(7), part.group(8));
            } else if (part.group(3) == null) {
                time = part.group().equals("T");
            } else {
                micros += unit(part, time, calendar);
            }
            end = part.end();
            end += end < text.length() && text.charAt(end) == ' ' ? 1 : 0;
        }
        if (end != text.length()) {
            throw TextScanner.refused("is no interval in the server's style postgres or iso_8601; set intervalstyle to one of them");
        }
        return new Interval(calendar[0], calendar[1], micros);
    }

    /** Adds years, months and days; gives back the microseconds of all else. */
    private static long unit(Matcher part, boolean time, int[] calendar) {
        int unit = part.group(3).charAt(0);
        if (unit == 'H' || unit == 'S' || time) {
            int seconds = unit == 'H' ? 3_600 : unit == 'M' ? 60 : 1;
            String sign = part.group(1).startsWith("-") ? "-" : "";
            return micros(sign, 0, seconds, part.group(1).replaceFirst("[-+]", ""), part.group(2));
        }
        int number = Integer.parseInt(part.group(1));
        switch (unit) {
            case 'y', 'Y' -> calendar[0] += number * MONTHS_OF_YEAR;
            case 'm', 'M' -> calendar[0] += number;
            default -> calendar[1] += number;
        }
        return 0;
    }

    private static long micros(String sign, long seconds, int factor, String number, String fraction) {
        long whole = Math.addExact(seconds, Math.multiplyExact(Long.parseLong(number), factor));
        long micros = fraction == null ? 0 : Long.parseLong((fraction + "000000").substring(0, MICRO_DIGITS));
        // Subtracted one by one, because the longest interval is negative.
        return sign.equals("-") ? Math.subtractExact(Math.multiplyExact(-whole, MICROS_OF_SECOND), micros)
                : Math.addExact(Math.multiplyExact(whole, MICROS_OF_SECOND), micros);
    }

    /** As PostgreSQL reads it in every style: {@code P14M3DT4.000005S}. */
    @Override
    public String toString() {
        long seconds = microseconds / MICROS_OF_SECOND;
        long fraction = Math.abs(microseconds % MICROS_OF_SECOND);
        return "P" + months + "M" + days + "DT" + (microseconds < 0 && seconds == 0 ? "-" : "") + seconds + "."
                + String.format(Locale.ROOT, "%06d", fraction) + "S";
    }
}
