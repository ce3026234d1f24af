// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Interval;
import io.colonnade.postgres.sql.MacAddress;
import io.colonnade.postgres.sql.RangeSet;
import io.colonnade.sql.Json;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.postgresql.util.PGobject;

/** Binds Java arrays of which the driver knows nothing, of any number of dimensions, as the text of an array of the server. */
final class ArrayValue {

    /** The types of arrays, by the class of an element. Json, enums and what only PostgreSQL has are without one, as they are alone. */
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(Map.entry(LocalDate.class, "_date"), Map.entry(LocalTime.class, "_time"),
            Map.entry(LocalDateTime.class, "_timestamp"), Map.entry(OffsetDateTime.class, "_timestamptz"),
            Map.entry(OffsetTime.class, "_timetz"), Map.entry(Instant.class, "_timestamptz"),
            Map.entry(ZonedDateTime.class, "_timestamptz"), Map.entry(UUID.class, "_uuid"), Map.entry(BigDecimal.class, "_numeric"),
            Map.entry(BigInteger.class, "_numeric"), Map.entry(Number.class, "_numeric"));
    /** What the driver itself takes for elements. */
    private static final Set<Class<?>> OF_DRIVER = Set.of(String.class, boolean.class, Boolean.class, short.class, Short.class, int.class,
            Integer.class, long.class, Long.class, float.class, Float.class, double.class, Double.class, byte.class);
    /** What an array of any Number may hold: what the server writes in a numeric. */
    private static final Set<Class<?>> NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class,
            BigInteger.class, BigDecimal.class);

    private static final String ACCEPTED = "accepted are arrays, of any number of dimensions, of String, Boolean, Short, Integer, Long, Float, "
            + "Double, BigDecimal, BigInteger, Number with numbers of these classes, byte[], LocalDate, LocalTime, LocalDateTime, OffsetTime, "
            + "OffsetDateTime, Instant, ZonedDateTime, UUID, Json, an enum, Interval, Range, Multirange, Inet and MacAddress, and of boolean, "
            + "short, int, long, float and double";

    private ArrayValue() {
    }

    /** Whether the elements of such an array are written here. */
    static boolean takes(Object[] array) {
        Class<?> element = element(array);
        return TYPES.containsKey(element) || element == Json.class || element.isEnum() || RangeSet.class.isAssignableFrom(element)
                || element == Inet.class || element == MacAddress.class || element == Interval.class;
    }

    /** Why the server would not take the array, in words that follow "it"; null where it would. */
    static String fault(Object array) {
        Class<?> element = element(array);
        // A byte[] is a value, and no array.
        boolean known = element == byte.class ? array.getClass() != byte[].class : OF_DRIVER.contains(element);
        if (!known && !(array instanceof Object[] objects && takes(objects))) {
            return "is an array of a class of which PostgreSQL has none: " + ACCEPTED;
        }
        return fault(array, array, "");
    }

    /**
     * What is wrong within.
     *
     * @param model the first array of as many dimensions, to whose length all others are held
     */
    private static String fault(Object array, Object model, String place) {
        if (!(array instanceof Object[] elements)) {
            return null;
        }
        Class<?> inner = array.getClass().getComponentType();
        boolean arrays = inner.isArray() && inner != byte[].class;
        String fault = null;
        for (int i = 0; fault == null && i < elements.length; i++) {
            fault = arrays ? innerFault(elements[i], ((Object[]) model)[0], at(place, i)) : elementFault(elements[i], place, i);
        }
        return fault;
    }

    private static String at(String place, int index) {
        return place + "[" + index + "]";
    }

    private static String innerFault(Object array, Object model, String at) {
        if (array == null) {
            return "has null at " + at + " in place of an array; PostgreSQL has NULL only as an element";
        } else if (Array.getLength(array) != Array.getLength(model)) {
            return "has " + Array.getLength(array) + " elements at " + at + " and " + Array.getLength(model)
                    + " in the first array of that dimension; PostgreSQL takes only arrays of equal length there";
        }
        return fault(array, model, at);
    }

    private static String elementFault(Object element, String place, int index) {
        String text = element instanceof String given ? given : element instanceof Json json ? json.text()
                : element instanceof RangeSet<?> ? element.toString() : null;
        String fault = text == null ? null : ArrayElement.textFault(text);
        if (fault != null) {
            return "holds text at " + at(place, index) + " that " + fault;
        }
        boolean unknown = element instanceof Number && !NUMBERS.contains(element.getClass());
        return unknown ? "holds a " + element.getClass().getSimpleName() + " at " + at(place, index) + "; " + ACCEPTED : null;
    }

    /** Whether none of its numbers has more digits than the server takes. */
    static boolean isNumeric(Object[] array) {
        return Arrays.stream(array).allMatch(one -> one instanceof Object[] inner ? isNumeric(inner)
                : one instanceof BigDecimal decimal ? ArrayElement.isNumeric(decimal)
                : !(one instanceof BigInteger integer) || ArrayElement.isNumeric(new BigDecimal(integer)));
    }

    private static Class<?> element(Object array) {
        Class<?> element = array.getClass();
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }

    static void bind(PreparedStatement statement, int index, Object[] array) throws SQLException {
        StringBuilder text = new StringBuilder();
        append(text, array);
        String type = TYPES.get(element(array));
        if (type == null) {
            statement.setObject(index, text.toString(), Types.OTHER);
            return;
        }
        PGobject value = new PGobject();
        value.setType(type);
        value.setValue(text.toString());
        statement.setObject(index, value);
    }

    private static void append(StringBuilder text, Object[] array) {
        text.append('{');
        for (int i = 0; i < array.length; i++) {
            text.append(i == 0 ? "" : ",");
            if (array[i] instanceof Object[] inner) {
                append(text, inner);
            } else if (array[i] == null) {
                text.append("NULL");
            } else {
                text.append('"').append(plain(array[i]).replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
            }
        }
        text.append('}');
    }

    private static String plain(Object element) {
        if (element instanceof Temporal time) {
            return TimeText.of(time);
        } else if (element instanceof Json json) {
            return json.text();
        }
        return element instanceof Enum<?> constant ? constant.name() : element.toString();
    }
}
