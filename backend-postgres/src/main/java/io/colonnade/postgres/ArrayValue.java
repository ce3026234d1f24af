// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.sql.Json;
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
import java.util.UUID;
import org.postgresql.util.PGobject;

/** Binds Java arrays of which the driver knows nothing, of any number of dimensions, as the text of an array of the server. */
final class ArrayValue {

    /** The types of arrays, by the class of an element. Those of Json and of enums have none, as their elements have none alone. */
    private static final Map<Class<?>, String> TYPES = Map.ofEntries(Map.entry(LocalDate.class, "_date"), Map.entry(LocalTime.class, "_time"),
            Map.entry(LocalDateTime.class, "_timestamp"), Map.entry(OffsetDateTime.class, "_timestamptz"),
            Map.entry(OffsetTime.class, "_timetz"), Map.entry(Instant.class, "_timestamptz"),
            Map.entry(ZonedDateTime.class, "_timestamptz"), Map.entry(UUID.class, "_uuid"), Map.entry(BigDecimal.class, "_numeric"),
            Map.entry(BigInteger.class, "_numeric"));

    private ArrayValue() {
    }

    /** Whether the elements of such an array are written here. */
    static boolean takes(Object[] array) {
        Class<?> element = element(array);
        return TYPES.containsKey(element) || element == Json.class || element.isEnum();
    }

    /** Whether none of its numbers has more digits than the server takes. */
    static boolean isNumeric(Object[] array) {
        return Arrays.stream(array).allMatch(one -> one instanceof Object[] inner ? isNumeric(inner)
                : one instanceof BigDecimal decimal ? ArrayElement.isNumeric(decimal)
                : !(one instanceof BigInteger integer) || ArrayElement.isNumeric(new BigDecimal(integer)));
    }

    private static Class<?> element(Object[] array) {
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
