// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.spi.ValueConversion;
import io.colonnade.sql.SqlType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How one column of a result is read. Stateless.
 *
 * <p>The ready-made ones ask the driver whether a value was NULL only where it gave the zero that stands for it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface JdbcColumn {

    /** The column's value in the current row, or null for SQL's NULL. */
    Object read(ResultSet rows) throws SQLException;

    /**
     * Reads the values of a column as a class that they may not have: what the class cannot hold is an error of kind DATA that names the
     * column.
     *
     * @param natural reads them as they are, without loss
     * @param type the type whose class is wanted
     * @param label the name of the column, for errors
     */
    static JdbcColumn converted(JdbcColumn natural, SqlType<?> type, String label) {
        Class<?> target = type.stored().javaType();
        String where = "column \"" + label + "\"";
        if (type.family() == SqlType.Family.TIMESTAMP_TZ) {
            return rows -> utc(ValueConversion.convert(natural.read(rows), OffsetDateTime.class, where));
        }
        return rows -> ValueConversion.convert(natural.read(rows), target, where);
    }

    /** Instants are in UTC; those that stand for infinity have no other offset. */
    private static Object utc(OffsetDateTime time) {
        return time == null || time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN) ? time : time.withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** Reads the column, from 1, as a Short. */
    static JdbcColumn ofShort(int index) {
        return rows -> {
            short value = rows.getShort(index);
            return value == 0 && rows.wasNull() ? null : (Object) value;
        };
    }

    /** Reads the column, from 1, as an Integer. */
    static JdbcColumn ofInt(int index) {
        return rows -> {
            int value = rows.getInt(index);
            return value == 0 && rows.wasNull() ? null : (Object) value;
        };
    }

    /** Reads the column, from 1, as a Long. */
    static JdbcColumn ofLong(int index) {
        return rows -> {
            long value = rows.getLong(index);
            return value == 0 && rows.wasNull() ? null : (Object) value;
        };
    }

    /** Reads the column, from 1, as a Float. */
    static JdbcColumn ofFloat(int index) {
        return rows -> {
            float value = rows.getFloat(index);
            return value == 0 && rows.wasNull() ? null : (Object) value;
        };
    }

    /** Reads the column, from 1, as a Double. */
    static JdbcColumn ofDouble(int index) {
        return rows -> {
            double value = rows.getDouble(index);
            return value == 0 && rows.wasNull() ? null : (Object) value;
        };
    }

    /** Reads the column, from 1, as a Boolean. */
    static JdbcColumn ofBoolean(int index) {
        return rows -> {
            boolean value = rows.getBoolean(index);
            return !value && rows.wasNull() ? null : (Object) value;
        };
    }
}
