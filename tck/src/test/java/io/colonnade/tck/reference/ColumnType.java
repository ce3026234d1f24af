// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/** The types of columns; a column holds values of one Java class. */
enum ColumnType {
    SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, BOOLEAN, VARCHAR, CLOB, BLOB, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID, JSON;

    static ColumnType of(String name) throws EngineError {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw EngineError.missing("the type", name);
        }
    }

    /** The value as the column keeps it. */
    Object stored(Object value, int length) throws EngineError {
        if (value == null) {
            return null;
        }
        try {
            return kept(value, length);
        } catch (ArithmeticException | NumberFormatException | DateTimeException | ClassCastException unfit) {
            throw misfit();
        } catch (IllegalArgumentException unfit) {
            throw misfit();
        }
    }

    private EngineError misfit() {
        return EngineError.data("a value does not fit a column of type " + this);
    }

    private Object kept(Object value, int length) throws EngineError {
        return switch (this) {
            case SMALLINT -> decimal(value).shortValueExact();
            case INTEGER -> decimal(value).intValueExact();
            case BIGINT -> decimal(value).longValueExact();
            case DECIMAL -> decimal(value);
            case REAL -> decimal(value).floatValue();
            case DOUBLE -> decimal(value).doubleValue();
            case BOOLEAN -> (Boolean) value;
            case VARCHAR, CLOB -> text(value, length);
            case BLOB -> ((byte[]) value).clone();
            case DATE -> value instanceof String text ? LocalDate.parse(text) : (LocalDate) value;
            case TIME -> value instanceof String text ? LocalTime.parse(text) : (LocalTime) value;
            case TIMESTAMP -> value instanceof String text ? LocalDateTime.parse(text) : (LocalDateTime) value;
            case TIMESTAMP_TZ -> (value instanceof String text ? OffsetDateTime.parse(text) : (OffsetDateTime) value)
                    .withOffsetSameInstant(ZoneOffset.UTC);
            case UUID -> value instanceof String text ? java.util.UUID.fromString(text) : (UUID) value;
            case JSON -> value instanceof String text ? new Json(text) : (Json) value;
        };
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Float || value instanceof Double || value instanceof String) {
            return new BigDecimal(value.toString());
        }
        return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) value).longValue());
    }

    private static String text(Object value, int length) throws EngineError {
        String text = value instanceof Enum<?> constant ? constant.name() : (String) value;
        if (length >= 0 && text.codePointCount(0, text.length()) > length) {
            throw EngineError.data("a text is longer than its column");
        }
        return text;
    }
}
