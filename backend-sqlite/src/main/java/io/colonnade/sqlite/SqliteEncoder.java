// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Parameter;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/** Turns values into what SQLite stores: integers, doubles, text and bytes. Refuses what would not come back as it went in. */
final class SqliteEncoder {

    private static final int MOST_DIGITS = 100_000;

    private SqliteEncoder() {
    }

    /**
     * Encodes the values of one run.
     *
     * @param batchIndex the index of the item in a batch, for errors; -1 where it is none
     * @return the same array where nothing had to be turned
     */
    static Object[] encode(List<Parameter> parameters, Object[] values, int batchIndex) {
        Object[] encoded = values;
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            Object stored = value == null ? null : encode(value, parameters, i, batchIndex);
            if (stored != value) {
                if (encoded == values) {
                    encoded = values.clone();
                }
                encoded[i] = stored;
            }
        }
        return encoded;
    }

    private static Object encode(Object value, List<Parameter> parameters, int index, int batchIndex) {
        Parameter parameter = index < parameters.size() ? parameters.get(index) : null;
        SqlType<?> type = parameter == null ? null : parameter.type();
        try {
            if (type == null || type.family() == Family.VENDOR) {
                return natural(value);
            }
            return type.family() == Family.DECIMAL ? decimal(value, type) : typed(value, type);
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException refused) {
            String name = parameter == null || parameter.name() == null ? "parameter " + (index + 1)
                    : "parameter " + (index + 1) + " (:" + parameter.name() + ")";
            throw DatabaseException.of(ErrorKind.DATA, "The value of " + name + ", a " + value.getClass().getSimpleName()
                    + ", cannot be stored in SQLite: " + refused.getMessage() + ".").batchIndex(batchIndex).sent(batchIndex > 0).build();
        }
    }

    /** SQLite would store text in a column of integers without a word, so the class of the value is looked at here. */
    private static Object typed(Object value, SqlType<?> type) {
        Object stored = natural(value);
        if (type.javaType().isInstance(value)) {
            return stored;
        }
        boolean accepted = switch (type.family()) {
            case SMALLINT -> isWhole(stored) && ((Number) stored).longValue() == ((Number) stored).shortValue();
            case INTEGER -> isWhole(stored) && ((Number) stored).longValue() == ((Number) stored).intValue();
            case BIGINT -> isWhole(stored);
            case REAL, DOUBLE -> stored instanceof Number;
            case TIMESTAMP_TZ -> value instanceof Instant || value instanceof ZonedDateTime;
            default -> false;
        };
        if (!accepted || value instanceof Boolean) {
            throw new IllegalArgumentException("it is no " + type.family() + "; accepted is " + type.javaType().getSimpleName());
        }
        return stored;
    }

    private static boolean isWhole(Object stored) {
        return stored instanceof Long || stored instanceof Integer || stored instanceof Short;
    }

    private static Object natural(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Double || value instanceof Float) {
            return number((Number) value);
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Json json) {
            return text(json.text());
        }
        if (value instanceof UUID uuid) {
            return uuid.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        return value instanceof Number number ? exact(number) : temporal(value);
    }

    private static Object exact(Number value) {
        if (value instanceof BigDecimal decimal) {
            return plain(decimal);
        }
        if (value instanceof BigInteger integer) {
            return integer.longValueExact();
        }
        if (value instanceof Byte small) {
            return small.intValue();
        }
        throw unknownClass();
    }

    private static Object temporal(Object value) {
        if (value instanceof LocalDate date) {
            return IsoText.of(date);
        }
        if (value instanceof LocalDateTime timestamp) {
            return IsoText.of(timestamp);
        }
        if (value instanceof OffsetDateTime instant) {
            return IsoText.of(instant);
        }
        if (value instanceof Instant instant) {
            return IsoText.of(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof ZonedDateTime instant) {
            return IsoText.of(instant.toOffsetDateTime());
        }
        if (value instanceof LocalTime time) {
            return IsoText.of(time);
        }
        throw unknownClass();
    }

    private static IllegalArgumentException unknownClass() {
        return new IllegalArgumentException("accepted are String, Boolean, Short, Integer, Long, Float, Double, BigDecimal, BigInteger, "
                + "byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime, Instant, ZonedDateTime, UUID, Json and enums");
    }

    private static Object number(Number value) {
        if (Double.isNaN(value.doubleValue())) {
            throw new IllegalArgumentException("it is not a number (NaN), which SQLite would turn into NULL");
        }
        return value;
    }

    /** With the scale that the column declares, where that loses nothing: then equal decimals are equal text. */
    private static Object decimal(Object value, SqlType<?> type) {
        BigDecimal decimal;
        if (value instanceof BigDecimal already) {
            decimal = already;
        } else if (value instanceof BigInteger integer) {
            decimal = new BigDecimal(integer);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            decimal = BigDecimal.valueOf(((Number) value).longValue());
        } else {
            throw new IllegalArgumentException("it is no DECIMAL; accepted is BigDecimal");
        }
        if (type.scale() >= 0 && decimal.scale() != type.scale() && Math.abs((long) decimal.scale()) < MOST_DIGITS) {
            BigDecimal shortest = decimal.stripTrailingZeros();
            if (shortest.scale() <= type.scale()) {
                decimal = shortest.setScale(type.scale());
            }
        }
        return plain(decimal);
    }

    private static String plain(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("written out it has more than " + MOST_DIGITS + " digits");
        }
        return value.toPlainString();
    }

    /** A half of a surrogate pair alone has no form in UTF-8; the driver would store a question mark in its place. */
    private static String text(String value) {
        for (int i = 0; i < value.length(); i++) {
            char unit = value.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit) || i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw new IllegalArgumentException("at index " + i + " it holds half of a surrogate pair, which is no character");
                }
                i++;
            }
        }
        return value;
    }
}
