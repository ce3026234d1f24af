// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Conversions of a column's value to the class that the caller asks for: those that lose nothing, and those from the text in which
 * databases without such a type keep it.
 */
final class ValueConversion {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class,
            boolean.class, Boolean.class, short.class, Short.class, byte.class, Byte.class, float.class, Float.class,
            char.class, Character.class);

    private static final Map<Class<?>, Function<BigDecimal, Object>> NUMBERS = Map.of(
            Long.class, BigDecimal::longValueExact, Integer.class, BigDecimal::intValueExact, Short.class, BigDecimal::shortValueExact,
            Byte.class, BigDecimal::byteValueExact, BigInteger.class, BigDecimal::toBigIntegerExact, BigDecimal.class, n -> n,
            Double.class, ValueConversion::exactDouble, Float.class, ValueConversion::exactFloat, Boolean.class, ValueConversion::zeroOrOne,
            Number.class, n -> n);

    private static final Map<Class<?>, Function<String, Object>> TEXTS = Map.of(
            BigDecimal.class, BigDecimal::new, LocalDate.class, LocalDate::parse, LocalTime.class, LocalTime::parse,
            LocalDateTime.class, LocalDateTime::parse, OffsetDateTime.class, OffsetDateTime::parse, UUID.class, UUID::fromString,
            Json.class, Json::new);

    private ValueConversion() {
    }

    /**
     * Converts a value.
     *
     * @param value may be null, and then so is the result
     * @param where what the value is, for the error: {@code column "id"}
     */
    static <T> T convert(Object value, Class<T> target, String where) {
        if (value == null || target.isInstance(value)) {
            return target.cast(value);
        }
        @SuppressWarnings("unchecked") // a primitive's class object has its box's type
        Class<T> boxed = (Class<T>) BOXES.getOrDefault(target, target);
        if (boxed.isInstance(value)) {
            return boxed.cast(value);
        }
        try {
            Object converted = convert(value, boxed);
            if (converted != null) {
                return boxed.cast(converted);
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            throw mismatch(value, target, where, e);
        }
        throw mismatch(value, target, where, null);
    }

    private static Object convert(Object value, Class<?> target) {
        if (target == Integer.class && value instanceof Long wide && wide == wide.intValue()) {
            return wide.intValue();
        }
        if (target == Long.class && value instanceof Integer narrow) {
            return narrow.longValue();
        }
        if (value instanceof Number number && NUMBERS.containsKey(target)) {
            return NUMBERS.get(target).apply(decimal(number));
        }
        if (value instanceof String text) {
            return TEXTS.containsKey(target) ? TEXTS.get(target).apply(text) : target.isEnum() ? enumConstant(target, text) : null;
        }
        if (target == String.class) {
            return text(value);
        }
        if (value instanceof OffsetDateTime time && target == Instant.class) {
            return time.toInstant();
        }
        return value instanceof Instant instant && target == OffsetDateTime.class ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof byte[] ? null : value.toString();
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof Double || number instanceof Float ? new BigDecimal(number.toString()) : new BigDecimal(number.longValue());
    }

    private static Object exactDouble(BigDecimal number) {
        double value = number.doubleValue();
        if (new BigDecimal(Double.toString(value)).compareTo(number) != 0) {
            throw new ArithmeticException("not exact as a double");
        }
        return value;
    }

    private static Object exactFloat(BigDecimal number) {
        float value = number.floatValue();
        if (new BigDecimal(Float.toString(value)).compareTo(number) != 0) {
            throw new ArithmeticException("not exact as a float");
        }
        return value;
    }

    private static Object zeroOrOne(BigDecimal number) {
        int value = number.intValueExact();
        if (value != 0 && value != 1) {
            throw new ArithmeticException("neither 0 nor 1");
        }
        return value == 1;
    }

    private static Object enumConstant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no such constant");
    }

    private static DatabaseException mismatch(Object value, Class<?> target, String where, Exception cause) {
        // The cause's message would quote the value, so only its class is kept.
        String why = cause == null ? "there is no conversion" : "the value does not fit (" + cause.getClass().getSimpleName() + ")";
        return DatabaseException.of(ErrorKind.DATA, where + " holds a " + value.getClass().getSimpleName() + " and cannot be read as "
                + target.getSimpleName() + ": " + why).build();
    }
}
