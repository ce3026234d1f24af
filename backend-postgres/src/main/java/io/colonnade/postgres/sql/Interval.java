// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

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
    private static final int NANOS_OF_MICRO = 1_000;

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
    static Interval parse(CharSequence text) {
        return new IntervalText(text).read();
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
