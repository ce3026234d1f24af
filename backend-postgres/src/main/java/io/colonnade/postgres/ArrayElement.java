// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The types of columns whose values may go to the server as the elements of an array, with the classes that PostgreSQL takes for them one by
 * one as well: what would be refused by itself must not pass in an array. The rest, arrays and composites among them, goes one by one.
 */
final class ArrayElement {

    private static final Map<String, Set<Class<?>>> CLASSES = Map.ofEntries(
            Map.entry("int2", Set.of(Short.class, Integer.class, Long.class)),
            Map.entry("int4", Set.of(Short.class, Integer.class, Long.class)),
            Map.entry("int8", Set.of(Short.class, Integer.class, Long.class)),
            Map.entry("oid", Set.of(Integer.class, Long.class)),
            Map.entry("float4", Set.of(Float.class)),
            Map.entry("float8", Set.of(Float.class, Double.class)),
            Map.entry("numeric", Set.of(Short.class, Integer.class, Long.class, BigInteger.class, BigDecimal.class)),
            Map.entry("bool", Set.of(Boolean.class)),
            Map.entry("text", Set.of(String.class)),
            Map.entry("varchar", Set.of(String.class)),
            Map.entry("bpchar", Set.of(String.class)),
            Map.entry("bytea", Set.of(byte[].class)),
            Map.entry("uuid", Set.of(UUID.class)),
            Map.entry("json", Set.of(Json.class)),
            Map.entry("jsonb", Set.of(Json.class)),
            Map.entry("date", Set.of(LocalDate.class)),
            Map.entry("time", Set.of(LocalTime.class)),
            Map.entry("timestamp", Set.of(LocalDateTime.class)),
            Map.entry("timestamptz", Set.of(OffsetDateTime.class, Instant.class)));

    static final int MOST_WHOLE_DIGITS = 131_072;
    static final int MOST_FRACTION_DIGITS = 16_383;

    private ArrayElement() {
    }

    /**
     * Whether there are arrays for a column of that type.
     *
     * @param type as the driver names it
     * @param kind one of {@link Types}; an array of arrays or of composites would come apart, and one of boxes is divided by semicolons
     */
    static boolean has(String type, int kind) {
        return CLASSES.containsKey(type) || kind != Types.ARRAY && kind != Types.STRUCT && !type.equals("box");
    }

    /** The name as it is written: some, as bit, are those of other types without quotes. The driver quotes those with a schema only. */
    static String quoted(String type) {
        return CLASSES.containsKey(type) || type.startsWith("\"") ? type : '"' + type.replace("\"", "\"\"") + '"';
    }

    /** Whether the driver knows nothing of arrays of that type, so that they pass as their text. */
    static boolean isTextual(String type) {
        return !CLASSES.containsKey(type);
    }

    /** An array as its text. */
    static String text(Object[] elements) {
        StringBuilder text = new StringBuilder("{");
        for (Object element : elements) {
            text.append(text.length() == 1 ? "" : ",");
            if (element == null) {
                text.append("NULL");
            } else {
                String plain = element instanceof Enum<?> constant ? constant.name() : (String) element;
                text.append('"').append(plain.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
            }
        }
        return text.append('}').toString();
    }

    /**
     * Whether the value may be an element; if not, binding it by itself tells what is wrong with it, or passes it.
     *
     * @param untyped whether text would go without a type, as the elements of an array that passes as its text do
     */
    static boolean accepts(String type, Object value, boolean untyped) {
        if (value == null) {
            return true;
        }
        Set<Class<?>> classes = CLASSES.get(type);
        if (classes == null ? !(value instanceof String && untyped || value instanceof Enum<?>) : !classes.contains(value.getClass())) {
            return false;
        }
        if (value instanceof String text) {
            return isText(text);
        }
        if (type.equals("int4") && value instanceof Long number) {
            return number == number.intValue();
        }
        return value instanceof Json json ? isText(json.text()) : !(value instanceof BigDecimal number) || isNumeric(number);
    }

    /** The type of an array of such values. */
    static String typeOf(Object value) {
        return value instanceof Integer || value instanceof Short ? "int4" : value instanceof Long ? "int8"
                : value instanceof String ? "text" : value instanceof UUID ? "uuid" : value instanceof Double ? "float8"
                : value instanceof Float ? "float4" : value instanceof LocalDate ? "date" : value instanceof LocalTime ? "time"
                : value instanceof LocalDateTime ? "timestamp" : value instanceof OffsetDateTime ? "timestamptz" : "numeric";
    }

    /** An array of the class for which the driver knows a short way. */
    static Object[] array(String type, int size) {
        return switch (type) {
            case "int4" -> new Integer[size];
            case "int8" -> new Long[size];
            case "float8" -> new Double[size];
            case "bool" -> new Boolean[size];
            case "text", "varchar", "bpchar", "json", "jsonb", "date", "time", "timestamp", "timestamptz" -> new String[size];
            case "bytea" -> new byte[size][];
            default -> new Object[size];
        };
    }

    /** The element, of the class that {@link #array} takes. */
    static Object of(String type, Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case "int4" -> value instanceof Integer ? value : Math.toIntExact(((Number) value).longValue());
            case "int8" -> value instanceof Long ? value : ((Number) value).longValue();
            case "float8" -> value instanceof Double ? value : ((Number) value).doubleValue();
            case "json", "jsonb" -> ((Json) value).text();
            case "date", "time", "timestamp", "timestamptz" -> TimeText.of((Temporal) value);
            default -> value;
        };
    }

    /** Whether the type numeric has such a number; beyond it the driver would send another one. */
    static boolean isNumeric(BigDecimal number) {
        return number.scale() <= MOST_FRACTION_DIGITS && (long) number.precision() - number.scale() <= MOST_WHOLE_DIGITS;
    }

    private static boolean isText(String text) {
        return textFault(text) == null;
    }

    /**
     * Why the server would not keep the text as it is, in words that follow "it"; null where it does. It has no NUL, and the driver would put
     * a question mark in the place of half a surrogate pair.
     */
    static String textFault(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0) {
                return "holds the character NUL at index " + i;
            }
            if (Character.isSurrogate(text.charAt(i)) && !isPair(text, i++)) {
                return "holds half of a surrogate pair at index " + (i - 1) + ", which is no character";
            }
        }
        return null;
    }

    private static boolean isPair(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }
}
