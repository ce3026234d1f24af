// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The one table of conversions, for all databases: of a value as it was delivered to the class that is asked for. Those that lose nothing,
 * and those from the text in which databases without such a type keep it; all others are refused. {@link io.colonnade.Row} names them. Pinned
 * by TYP-24, TYP-25, TYP-26 and TYP-32.
 *
 * @since 0.1
 */
public final class ValueConversion {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, long.class, Long.class, double.class, Double.class,
            boolean.class, Boolean.class, short.class, Short.class, byte.class, Byte.class, float.class, Float.class,
            char.class, Character.class);

    private static final Map<Class<?>, Function<BigDecimal, Object>> NUMBERS = Map.of(
            Long.class, BigDecimal::longValueExact, Integer.class, BigDecimal::intValueExact, Short.class, BigDecimal::shortValueExact,
            Byte.class, BigDecimal::byteValueExact, BigInteger.class, BigDecimal::toBigIntegerExact, BigDecimal.class, n -> n,
            Double.class, ValueConversion::exactDouble, Float.class, ValueConversion::exactFloat, Boolean.class, ValueConversion::zeroOrOne,
            Number.class, n -> n);

    private static final Map<Class<?>, Function<String, Object>> TEXTS = Map.of(
            LocalDate.class, LocalDate::parse, LocalTime.class, LocalTime::parse, LocalDateTime.class, ValueConversion::timestamp,
            OffsetDateTime.class, ValueConversion::offsetDateTime, OffsetTime.class, OffsetTime::parse, Instant.class, text -> offsetDateTime(text).toInstant(),
            ZonedDateTime.class, text -> offsetDateTime(text).toZonedDateTime(), UUID.class, ValueConversion::uuid, Json.class, JsonText::json,
            Duration.class, ClockText::duration);

    private static final int UUID_LENGTH = 36;

    private ValueConversion() {
    }

    /**
     * Converts a value.
     *
     * @param value may be null, and then so is the result
     * @param target the class; a primitive stands for its box
     * @param where what the value is, for the error: {@code column "id"}
     * @throws io.colonnade.error.StatementException of kind DATA, which never shows the value, if the class cannot hold it
     */
    public static <T> T convert(Object value, Class<T> target, String where) {
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
        if (target == Boolean.class && value instanceof Long number && (number == 0 || number == 1)) {
            return number == 1;
        }
        if (target == Float.class && value instanceof Double number) {
            return floatOf(number);
        }
        if (target == Double.class && value instanceof Float number) {
            return number.doubleValue();
        }
        if (NUMBERS.containsKey(target)) {
            BigDecimal number = decimal(value);
            return number == null ? null : NUMBERS.get(target).apply(number);
        }
        if (value instanceof String text) {
            return TEXTS.containsKey(target) ? TEXTS.get(target).apply(text) : target.isEnum() ? enumConstant(target, text) : null;
        }
        return target == String.class ? text(value) : temporal(value, target);
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof byte[] || value instanceof Object[] ? null : value.toString();
    }

    /** What PostgreSQL calls infinity is the MAX and MIN of each class. */
    private static Object temporal(Object value, Class<?> target) {
        if (value instanceof OffsetDateTime time) {
            return target == Instant.class ? instant(time) : target == ZonedDateTime.class ? time.toZonedDateTime() : null;
        }
        if (value instanceof LocalDateTime time && target == LocalDate.class) {
            boolean whole = time.toLocalTime().equals(LocalTime.MIDNIGHT) || time.equals(LocalDateTime.MAX);
            return whole ? time.toLocalDate() : lost("a time of day");
        }
        if (value instanceof LocalDate date && target == LocalDateTime.class) {
            return date.equals(LocalDate.MAX) ? LocalDateTime.MAX : date.atStartOfDay();
        }
        if (value instanceof LocalTime time && target == Duration.class) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        return value instanceof Instant instant && target == OffsetDateTime.class ? instant.atOffset(ZoneOffset.UTC) : null;
    }

    private static Instant instant(OffsetDateTime time) {
        return time.equals(OffsetDateTime.MAX) ? Instant.MAX : time.equals(OffsetDateTime.MIN) ? Instant.MIN : time.toInstant();
    }

    private static Object lost(String what) {
        throw new DateTimeException(what + " would be lost");
    }

    /** As all databases write it, with a blank or with the T of ISO 8601. */
    private static LocalDateTime timestamp(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    /** As databases write it, with a blank or with the T of ISO 8601; without an offset it is no instant. */
    private static OffsetDateTime offsetDateTime(String text) {
        return OffsetDateTime.parse(text.replaceFirst(" ", "T"));
    }

    /** The JDK would take shortened groups of digits too. */
    private static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof Double || value instanceof Float || value instanceof String) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return value instanceof BigInteger integer ? new BigDecimal(integer)
                : value instanceof Number number ? new BigDecimal(number.longValue()) : null;
    }

    private static Object floatOf(double number) {
        float value = (float) number;
        if (Double.compare(value, number) != 0) {
            throw new ArithmeticException("not exact as a float");
        }
        return value;
    }

    /** A decimal is a double if it is written like one, or is its value in full. */
    private static Object exactDouble(BigDecimal number) {
        double value = number.doubleValue();
        if (new BigDecimal(Double.toString(value)).compareTo(number) != 0 && new BigDecimal(value).compareTo(number) != 0) {
            throw new ArithmeticException("not exact as a double");
        }
        return value;
    }

    private static Object exactFloat(BigDecimal number) {
        float value = number.floatValue();
        if (new BigDecimal(Float.toString(value)).compareTo(number) != 0 && new BigDecimal(value).compareTo(number) != 0) {
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
