// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.postgres.sql.PostgresTypes;
import io.colonnade.sql.Converter;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Types;
import java.sql.SQLException;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.postgresql.core.Oid;
import org.postgresql.core.TypeInfo;
import org.postgresql.util.HStoreConverter;

/**
 * Reads arrays of which nobody has said the type: the elements have the class that a value of their type has by itself. Not by the driver's own
 * way, which makes dates and times of {@code java.sql}. For one thread.
 */
final class ArrayText {

    private static final SqlType<OffsetTime> TIMETZ = parsed(OffsetTime.class, TimeText::timeWithOffset);
    @SuppressWarnings("unchecked") // the one class of all maps
    private static final SqlType<Map<String, String>> HSTORE =
            parsed((Class<Map<String, String>>) (Class<?>) Map.class, HStoreConverter::fromString);
    /** For arrays in which there are numbers that no BigDecimal is. */
    private static final SqlType<Number> NUMBER = parsed(Number.class, ArrayText::number);

    private static final Map<Integer, SqlType<?>> ELEMENTS = Map.ofEntries(
            Map.entry(Oid.INT2, Types.SMALLINT), Map.entry(Oid.INT4, Types.INTEGER), Map.entry(Oid.INT8, Types.BIGINT),
            Map.entry(Oid.OID, Types.BIGINT), Map.entry(Oid.FLOAT4, Types.REAL), Map.entry(Oid.FLOAT8, Types.DOUBLE),
            Map.entry(Oid.NUMERIC, Types.DECIMAL), Map.entry(Oid.BOOL, Types.BOOLEAN), Map.entry(Oid.BYTEA, Types.BINARY),
            Map.entry(Oid.UUID, Types.UUID), Map.entry(Oid.JSON, Types.JSON), Map.entry(Oid.JSONB, Types.JSON),
            Map.entry(Oid.DATE, Types.DATE), Map.entry(Oid.TIME, Types.TIME), Map.entry(Oid.TIMETZ, TIMETZ),
            Map.entry(Oid.TIMESTAMP, Types.TIMESTAMP), Map.entry(Oid.TIMESTAMPTZ, Types.TIMESTAMP_TZ),
            // Its elements are divided by semicolons.
            Map.entry(Oid.BOX, PostgresTypes.BOX));

    private final SqlType<?> element;
    /** By the number of dimensions, from 1. */
    private final List<SqlType<?>> arrays = new ArrayList<>();
    private final List<SqlType<?>> arraysOfNumbers = new ArrayList<>();

    private ArrayText(SqlType<?> element) {
        this.element = element;
    }

    /**
     * For a type of arrays.
     *
     * @param types what the driver knows of types
     * @param array the number of the type
     */
    static ArrayText of(TypeInfo types, int array) throws SQLException {
        int element = types.getPGArrayElement(array);
        return new ArrayText("hstore".equals(types.getPGType(element)) ? HSTORE : ELEMENTS.getOrDefault(element, Types.TEXT));
    }

    /** The array; the text where it is none, as that of int2vector; null for null. */
    Object read(String text) {
        int dimensions = text == null ? 0 : dimensions(text);
        if (dimensions == 0) {
            return text;
        }
        boolean special = element == Types.DECIMAL && (text.contains("NaN") || text.contains("Infinity"));
        return array(special ? NUMBER : element, special ? arraysOfNumbers : arrays, dimensions).fromDatabase(text, "an array");
    }

    private static int dimensions(String text) {
        // Where the first index is not 1 the bounds stand in front.
        int first = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
        int end = first;
        while (end < text.length() && text.charAt(end) == '{') {
            end++;
        }
        return end - first;
    }

    private static SqlType<?> array(SqlType<?> element, List<SqlType<?>> made, int dimensions) {
        for (int i = made.size(); i < dimensions; i++) {
            SqlType<?> inner = i == 0 ? element : made.get(i - 1);
            made.add(PostgresTypes.arrayOf(inner));
        }
        return made.get(dimensions - 1);
    }

    private static Number number(String text) {
        return switch (text) {
            case "NaN", "Infinity", "-Infinity" -> Double.valueOf(text);
            default -> new java.math.BigDecimal(text);
        };
    }

    private static <T> SqlType<T> parsed(Class<T> javaType, Function<String, T> parse) {
        return SqlType.converted(Types.TEXT, javaType, new Converter<T, String>() {
            @Override
            public String toDatabase(T value) {
                return value.toString();
            }

            @Override
            public T fromDatabase(String text) {
                return parse.apply(text);
            }
        });
    }
}
