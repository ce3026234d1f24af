// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The portable types. */
public final class Types {

    public static final SqlType<Short> SMALLINT = type(Family.SMALLINT, Short.class);
    public static final SqlType<Integer> INTEGER = type(Family.INTEGER, Integer.class);
    public static final SqlType<Long> BIGINT = type(Family.BIGINT, Long.class);
    /** A decimal number of unlimited precision; {@link #decimal} limits it. */
    public static final SqlType<BigDecimal> DECIMAL = type(Family.DECIMAL, BigDecimal.class);
    public static final SqlType<Float> REAL = type(Family.REAL, Float.class);
    public static final SqlType<Double> DOUBLE = type(Family.DOUBLE, Double.class);
    public static final SqlType<Boolean> BOOLEAN = type(Family.BOOLEAN, Boolean.class);
    public static final SqlType<String> TEXT = type(Family.TEXT, String.class);
    public static final SqlType<byte[]> BINARY = type(Family.BINARY, byte[].class);
    public static final SqlType<LocalDate> DATE = type(Family.DATE, LocalDate.class);
    /** A time of day to the microsecond. */
    public static final SqlType<LocalTime> TIME = type(Family.TIME, LocalTime.class);
    /** A date and time of day to the microsecond, without a time zone. */
    public static final SqlType<LocalDateTime> TIMESTAMP = type(Family.TIMESTAMP, LocalDateTime.class);
    /** An instant to the microsecond; it is kept and read in UTC. */
    public static final SqlType<OffsetDateTime> TIMESTAMP_TZ = type(Family.TIMESTAMP_TZ, OffsetDateTime.class);
    /**
     * A length of time, stored by every database as a number of microseconds, so that it is added, compared and sorted everywhere. What
     * is finer than a microsecond is floored; one of more than 292,000 years is refused.
     */
    public static final SqlType<Duration> DURATION = SqlType.converted(BIGINT, Duration.class, new DurationConverter());
    public static final SqlType<UUID> UUID = type(Family.UUID, UUID.class);
    public static final SqlType<Json> JSON = type(Family.JSON, Json.class);

    /**
     * What 24:00 is read as, which PostgreSQL has as a time of day and {@code LocalTime} has not: half a microsecond behind the last time of
     * day that can be stored. Bound to a parameter of PostgreSQL it is 24:00 again; elsewhere it is 23:59:59.999999, as {@code LocalTime.MAX}
     * is everywhere.
     */
    public static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59, 999_999_500);

    private static final Map<Class<?>, SqlType<?>> BY_CLASS = List.of(SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, BOOLEAN, TEXT,
            BINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID, JSON).stream().collect(Collectors.toMap(SqlType::javaType,
                    Function.identity()));

    private Types() {
    }

    /** Text of at most the given number of characters. */
    public static SqlType<String> varchar(int length) {
        return new SqlType<>(Family.VARCHAR, String.class, length, -1, null);
    }

    /** A decimal number of the given number of digits, so many of them behind the point. */
    public static SqlType<BigDecimal> decimal(int precision, int scale) {
        return new SqlType<>(Family.DECIMAL, BigDecimal.class, precision, scale, null);
    }

    /** The constants of an enum, stored as text by their names. A stored name that is none is an error of kind DATA where it is read. */
    public static <E extends Enum<E>> SqlType<E> enumByName(Class<E> type) {
        int longest = 1;
        for (E constant : Usage.required(type, "the class of enumByName").getEnumConstants()) {
            longest = Math.max(longest, constant.name().length());
        }
        return SqlType.converted(varchar(longest), type, EnumConverter.of(type, Enum::name));
    }

    /**
     * The constants of an enum, stored as a value that each has. A stored value that belongs to none is an error of kind DATA where it is
     * read.
     *
     * @param value gives the value of a constant: the same at all times, not null, and another for each
     */
    public static <E extends Enum<E>, D> SqlType<E> enumByValue(Class<E> type, SqlType<D> stored, Function<E, D> value) {
        return SqlType.converted(stored, type, EnumConverter.of(type, Usage.required(value, "the value of enumByValue")));
    }

    /** The type of a value that has no other. */
    @SuppressWarnings("unchecked") // each type stands under its own class
    static <T> SqlType<T> of(T value) {
        SqlType<?> type = BY_CLASS.get(value.getClass());
        if (type == null) {
            throw Usage.error("no type belongs to " + value.getClass().getName() + "; say it with value(value, type)");
        }
        return (SqlType<T>) type;
    }

    private static <T> SqlType<T> type(Family family, Class<T> javaType) {
        return new SqlType<>(family, javaType, -1, -1, null);
    }
}
