// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Locale;
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
 */
record SqliteColumn(int index, String name, Family family, boolean strict) {

    /** A column whose type the statement gives. */
    static SqliteColumn of(int index, String name, SqlType<?> type) {
        return new SqliteColumn(index, name, type.family() == Family.VENDOR ? null : type.family(), true);
    }

    /** A column of which only the declaration in the table is known; null where it is no column of a table. */
    static SqliteColumn declared(int index, String name, String declaration) {
        return new SqliteColumn(index, name, declaration == null ? null : family(declaration), false);
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
            case DOUBLE -> (double) value;
            case REAL -> (float) value;
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
            case REAL -> (float) value;
            case DECIMAL -> Double.isInfinite(value) ? other(value, "an infinite number") : BigDecimal.valueOf(value);
            case BIGINT, INTEGER, SMALLINT -> value == (long) value && Math.abs(value) < 0x1p63 ? ofInteger((long) value)
                    : other(value, "a number with a fraction or out of its range");
            case JSON -> strict ? new Json(Double.toString(value)) : (Object) value;
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
                case DATE -> IsoText.date(value);
                case TIME -> IsoText.time(value);
                case TIMESTAMP -> IsoText.timestamp(value);
                case TIMESTAMP_TZ -> IsoText.instant(value);
                case UUID -> uuid(text(value));
                case JSON -> new Json(text(value));
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

    /** The JDK would take shortened groups of digits too. */
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not a UUID");
        }
        return UUID.fromString(text);
    }

    private Object other(Object value, String found) {
        if (!strict) {
            return value;
        }
        throw DatabaseException.of(ErrorKind.DATA, "The column " + name + " is read as " + family + ", but this row holds " + found
                + ": SQLite stores any value in any column. Mend the row, or select the column as another type.").build();
    }
}
