// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ValueConversion;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/**
 * Reads one column of a result.
 *
 * @param index from 0
 * @param name for errors
 * @param family what the values are read as; null for whatever is stored
 * @param strict whether a value of another form is an error; if not, it is read as what is stored
 * @param rounded whether a REAL is rounded to one: SQLite calculates and stores all numbers with a fraction as doubles
 */
record SqliteColumn(int index, String name, Family family, boolean strict, boolean rounded) {

    private static final int DATE_LENGTH = 10;
    /** Up to here every integer is a double. */
    private static final long EXACT = 1L << 53;

    private static final Map<Family, Class<?>> CLASSES = Map.ofEntries(Map.entry(Family.SMALLINT, Short.class),
            Map.entry(Family.INTEGER, Integer.class), Map.entry(Family.BIGINT, Long.class), Map.entry(Family.REAL, Float.class),
            Map.entry(Family.DOUBLE, Double.class), Map.entry(Family.BOOLEAN, Boolean.class), Map.entry(Family.DECIMAL, BigDecimal.class),
            Map.entry(Family.TEXT, String.class), Map.entry(Family.VARCHAR, String.class), Map.entry(Family.UUID, UUID.class),
            Map.entry(Family.JSON, Json.class), Map.entry(Family.DATE, LocalDate.class), Map.entry(Family.TIMESTAMP, LocalDateTime.class));

    /**
     * A column whose type the statement gives.
     *
     * @param declaration its declaration in the table; null where it is calculated
     */
    static SqliteColumn of(int index, String name, SqlType<?> type, String declaration) {
        boolean rounded = declaration == null || declaration.equalsIgnoreCase("REAL");
        return new SqliteColumn(index, name, type.family() == Family.VENDOR ? null : type.family(), true, rounded);
    }

    /** A column of which only the declaration in the table is known; null where it is no column of a table. */
    static SqliteColumn declared(int index, String name, String declaration) {
        return new SqliteColumn(index, name, declaration == null ? null : family(declaration), false, false);
    }

    private static Family family(String declaration) {
        int end = declaration.indexOf('(');
        String type = (end < 0 ? declaration : declaration.substring(0, end)).trim().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "BOOLEAN", "BOOL" -> Family.BOOLEAN;
            case "DECIMAL_TEXT", "DECIMAL", "NUMERIC" -> Family.DECIMAL;
            case "DATE" -> Family.DATE;
            case "TIME" -> Family.TIME;
            case "TIMESTAMP", "DATETIME" -> Family.TIMESTAMP;
            case "TIMESTAMP_TZ", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> Family.TIMESTAMP_TZ;
            case "UUID" -> Family.UUID;
            case "JSON_TEXT", "JSON" -> Family.JSON;
            default -> null;
        };
    }

    Object read(DB engine, long statement, boolean utf8) throws SQLException {
        return switch (engine.column_type(statement, index)) {
            case Codes.SQLITE_INTEGER -> ofInteger(engine.column_long(statement, index));
            case Codes.SQLITE_FLOAT -> ofDouble(engine.column_double(statement, index));
            // Bytes and a decoding of our own: the driver's text getter makes a direct buffer for each value.
            case Codes.SQLITE_TEXT -> ofText(utf8 ? engine.column_blob(statement, index)
                    : engine.column_text(statement, index).getBytes(StandardCharsets.UTF_8));
            case Codes.SQLITE_BLOB -> ofBytes(engine.column_blob(statement, index));
            default -> null;
        };
    }

    private Object ofInteger(long value) {
        if (family == null) {
            return value;
        }
        return switch (family) {
            case BIGINT -> value;
            case INTEGER -> value == (int) value ? (Object) (int) value : other(value, "an integer out of its range");
            case SMALLINT -> value == (short) value ? (Object) (short) value : other(value, "an integer out of its range");
            case BOOLEAN -> value == 0 || value == 1 ? (Object) (value == 1) : other(value, "an integer other than 0 and 1");
            case DOUBLE -> Math.abs(value) <= EXACT ? (Object) (double) value : other(value, "an integer that is no double");
            case REAL -> other(value, "an integer that is no float");
            case DECIMAL -> BigDecimal.valueOf(value);
            case TEXT, VARCHAR -> strict ? Long.toString(value) : (Object) value;
            case JSON -> strict ? new Json(Long.toString(value)) : (Object) value;
            default -> other(value, "an integer");
        };
    }

    private Object ofDouble(double value) {
        if (family == null) {
            return value;
        }
        return switch (family) {
            case DOUBLE -> value;
            case REAL -> rounded || (float) value == value ? (Object) (float) value : other(value, "a number that is no float");
            case DECIMAL -> Double.isInfinite(value) ? other(value, "an infinite number") : BigDecimal.valueOf(value);
            case BIGINT, INTEGER, SMALLINT -> other(value, "a number with a fraction or out of its range");
            case JSON -> strict ? other(Double.toString(value), "an infinite number") : value;
            default -> other(value, "a floating-point number");
        };
    }

    private Object ofText(byte[] value) {
        if (family == null || family == Family.TEXT || family == Family.VARCHAR) {
            return text(value);
        }
        try {
            return switch (family) {
                case DECIMAL -> new BigDecimal(text(value));
                case DATE -> strict && value.length > DATE_LENGTH ? other(IsoText.timestamp(value), "a time of day") : IsoText.date(value);
                case TIME -> IsoText.time(value);
                case TIMESTAMP -> strict && value.length == DATE_LENGTH ? other(IsoText.date(value), "a date") : IsoText.timestamp(value);
                case TIMESTAMP_TZ -> IsoText.instant(value);
                case JSON -> other(text(value), "text that is no JSON");
                case BINARY -> strict ? value : (Object) text(value);
                default -> other(text(value), "text");
            };
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return other(text(value), "text of another form");
        }
    }

    private Object ofBytes(byte[] value) {
        if (family == null || family == Family.BINARY) {
            return value;
        }
        return other(value, "bytes");
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    /** The one table of conversions decides what the family can hold; a declaration alone promises nothing. */
    private Object other(Object value, String found) {
        Class<?> wanted = CLASSES.get(family);
        try {
            if (wanted != null) {
                return ValueConversion.convert(value, wanted, name);
            }
        } catch (DatabaseException refused) {
            // Told below, with what is to be done about it.
        }
        if (!strict) {
            return value;
        }
        throw DatabaseException.of(ErrorKind.DATA, "The column " + name + " is read as " + family + ", but this row holds " + found
                + ": SQLite stores any value in any column. Mend the row, or select the column as another type.").build();
    }
}
