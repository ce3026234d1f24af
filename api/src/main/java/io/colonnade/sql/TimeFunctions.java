// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;

/**
 * The functions of dates and timestamps that mean the same on every database; made to be imported statically. Units and fields are those
 * of {@code java.time}. All of them reckon in UTC. What has no meaning, such as an hour of a DATE, is refused with a
 * {@link io.colonnade.error.UsageException}.
 */
public final class TimeFunctions {

    private static final int MONTHS_OF_YEAR = 12;
    private static final int DAYS_OF_WEEK = 7;
    private static final long SECONDS_OF_MINUTE = 60;
    private static final long SECONDS_OF_HOUR = 3_600;
    private static final long SECONDS_OF_DAY = 86_400;

    private TimeFunctions() {
    }

    /** The instant at which the statement or its transaction began: each database has its own rule. */
    public static Expression<OffsetDateTime> now() {
        return PortableCall.of(PortableFunction.NOW, Types.TIMESTAMP_TZ);
    }

    /** The date and time of day in UTC; otherwise as {@link #now()}. */
    public static Expression<LocalDateTime> currentTimestamp() {
        return PortableCall.of(PortableFunction.NOW, Types.TIMESTAMP);
    }

    /** The date in UTC. */
    public static Expression<LocalDate> currentDate() {
        return PortableCall.of(PortableFunction.CURRENT_DATE, Types.DATE);
    }

    /** A later date or timestamp. A month or year later in a shorter month is its last day. */
    public static <T extends Temporal> Expression<T> plus(Expression<T> time, long amount, ChronoUnit unit) {
        return plus(time, new Value<>(Types.BIGINT, amount), unit);
    }

    /** An earlier date or timestamp, as {@link #plus(Expression, long, ChronoUnit)}. */
    public static <T extends Temporal> Expression<T> minus(Expression<T> time, long amount, ChronoUnit unit) {
        if (amount == Long.MIN_VALUE) {
            throw Usage.error("minus(" + amount + "): the opposite of this number is no long");
        }
        return plus(time, -amount, unit);
    }

    /**
     * A later date or timestamp.
     *
     * @param amount how many units; an integer
     * @param unit SECONDS, MINUTES, HOURS, DAYS, WEEKS, MONTHS or YEARS; not a part of a day for a DATE
     */
    public static <T extends Temporal> Expression<T> plus(Expression<T> time, Expression<Long> amount, ChronoUnit unit) {
        requireUnit(time, unit, "plus");
        Usage.required(amount, "the amount of plus");
        return switch (unit) {
            case YEARS -> call(PortableFunction.PLUS_MONTHS, time, times(amount, MONTHS_OF_YEAR));
            case MONTHS -> call(PortableFunction.PLUS_MONTHS, time, amount);
            case WEEKS -> call(PortableFunction.PLUS_DAYS, time, times(amount, DAYS_OF_WEEK));
            case DAYS -> call(PortableFunction.PLUS_DAYS, time, amount);
            case HOURS -> call(PortableFunction.PLUS_SECONDS, time, times(amount, SECONDS_OF_HOUR));
            case MINUTES -> call(PortableFunction.PLUS_SECONDS, time, times(amount, SECONDS_OF_MINUTE));
            default -> call(PortableFunction.PLUS_SECONDS, time, amount);
        };
    }

    private static Expression<Long> times(Expression<Long> amount, long factor) {
        if (!(amount instanceof Value<Long> value) || value.value() == null) {
            return amount.times(factor);
        } else if (Math.abs(value.value()) > Long.MAX_VALUE / factor || value.value() == Long.MIN_VALUE) {
            throw Usage.error("a time cannot be moved by so many units at once: " + factor + " times their number is no long");
        }
        return new Value<>(Types.BIGINT, value.value() * factor);
    }

    private static <T> Expression<T> call(PortableFunction function, Expression<T> time, Expression<?>... others) {
        Expression<?>[] arguments = new Expression<?>[others.length + 1];
        arguments[0] = time;
        System.arraycopy(others, 0, arguments, 1, others.length);
        return PortableCall.of(function, time.type(), arguments);
    }

    /**
     * The start of the unit.
     *
     * @param unit SECONDS, MINUTES, HOURS, DAYS, MONTHS or YEARS; not a part of a day for a DATE
     */
    public static <T extends Temporal> Expression<T> truncatedTo(Expression<T> time, ChronoUnit unit) {
        requireUnit(time, unit, "truncatedTo");
        return call(switch (unit) {
            case YEARS -> PortableFunction.TRUNCATE_TO_YEAR;
            case MONTHS -> PortableFunction.TRUNCATE_TO_MONTH;
            case DAYS -> PortableFunction.TRUNCATE_TO_DAY;
            case HOURS -> PortableFunction.TRUNCATE_TO_HOUR;
            case MINUTES -> PortableFunction.TRUNCATE_TO_MINUTE;
            case SECONDS -> PortableFunction.TRUNCATE_TO_SECOND;
            default -> throw Usage.error("truncatedTo takes YEARS, MONTHS, DAYS, HOURS, MINUTES or SECONDS, not " + unit.name());
        }, time);
    }

    /**
     * A part of a date or timestamp.
     *
     * @param field YEAR, MONTH_OF_YEAR, DAY_OF_MONTH, HOUR_OF_DAY, MINUTE_OF_HOUR, SECOND_OF_MINUTE, DAY_OF_WEEK (from 1 for Monday) or
     *     DAY_OF_YEAR; not a part of a day for a DATE
     */
    public static Expression<Integer> extract(ChronoField field, Expression<? extends Temporal> time) {
        requireDate(time, "extract");
        if (Usage.required(field, "the field of extract").isTimeBased() && time.type().family() == SqlType.Family.DATE) {
            throw Usage.error("extract: " + Usage.describe(time) + " is a DATE, which has no " + field.name());
        }
        return PortableCall.of(switch (field) {
            case YEAR -> PortableFunction.YEAR;
            case MONTH_OF_YEAR -> PortableFunction.MONTH;
            case DAY_OF_MONTH -> PortableFunction.DAY;
            case HOUR_OF_DAY -> PortableFunction.HOUR;
            case MINUTE_OF_HOUR -> PortableFunction.MINUTE;
            case SECOND_OF_MINUTE -> PortableFunction.SECOND;
            case DAY_OF_WEEK -> PortableFunction.DAY_OF_WEEK;
            case DAY_OF_YEAR -> PortableFunction.DAY_OF_YEAR;
            default -> throw Usage.error("extract takes YEAR, MONTH_OF_YEAR, DAY_OF_MONTH, HOUR_OF_DAY, MINUTE_OF_HOUR, SECOND_OF_MINUTE, "
                    + "DAY_OF_WEEK or DAY_OF_YEAR, not " + field.name());
        }, Types.INTEGER, time);
    }

    /**
     * How many whole units lie between; negative where the end is before the start.
     *
     * @param unit WEEKS or DAYS, for timestamps also HOURS, MINUTES or SECONDS
     */
    public static <T extends Temporal> Expression<Long> between(ChronoUnit unit, Expression<T> start, Expression<T> end) {
        requireUnit(start, unit, "between");
        requireDate(end, "between");
        boolean dates = start.type().family() == SqlType.Family.DATE;
        Expression<Long> difference = PortableCall.of(dates ? PortableFunction.DAYS_BETWEEN : PortableFunction.SECONDS_BETWEEN,
                Types.BIGINT, start, end);
        long divisor = switch (unit) {
            case SECONDS -> 1;
            case MINUTES -> SECONDS_OF_MINUTE;
            case HOURS -> SECONDS_OF_HOUR;
            case DAYS -> dates ? 1 : SECONDS_OF_DAY;
            case WEEKS -> dates ? DAYS_OF_WEEK : DAYS_OF_WEEK * SECONDS_OF_DAY;
            default -> throw Usage.error("between takes WEEKS, DAYS, HOURS, MINUTES or SECONDS, not " + unit.name());
        };
        return divisor == 1 ? difference : difference.dividedBy(divisor);
    }

    private static void requireUnit(Expression<?> time, ChronoUnit unit, String function) {
        requireDate(time, function);
        switch (Usage.required(unit, "the unit of " + function)) {
            case SECONDS, MINUTES, HOURS -> {
                if (time.type().family() == SqlType.Family.DATE) {
                    throw Usage.error(function + ": " + Usage.describe(time) + " is a DATE, which has no " + unit.name());
                }
            }
            case DAYS, WEEKS, MONTHS, YEARS -> {
            }
            default -> throw Usage.error(function + " takes SECONDS, MINUTES, HOURS, DAYS, WEEKS, MONTHS or YEARS, not " + unit.name());
        }
    }

    private static void requireDate(Expression<?> time, String function) {
        switch (Usage.required(time, "an argument of " + function).type().family()) {
            case DATE, TIMESTAMP, TIMESTAMP_TZ -> {
            }
            default -> throw Usage.error(function + " needs a DATE, TIMESTAMP or TIMESTAMP_TZ, " + Usage.describe(time) + " is "
                    + time.type().family());
        }
    }
}
