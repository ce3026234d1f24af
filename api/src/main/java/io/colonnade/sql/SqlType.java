// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Objects;

/**
 * A logical type of the database and the Java class that stands for it, the same on every database.
 *
 * <p>How a dialect spells it in DDL and how a backend binds and reads it is theirs; {@link Types} holds the portable ones.
 * A backend adds a type of its own with {@link #vendor}.
 *
 * @param family what kind of values it holds
 * @param javaType the Java class of its values, never a primitive
 * @param length the length of a VARCHAR or the precision of a DECIMAL; -1 where none was given
 * @param scale the scale of a DECIMAL; -1 where none was given
 * @param vendorName the spelling of a type of {@link Family#VENDOR}; null for all others
 * @param <T> the Java class of its values
 */
public record SqlType<T>(Family family, Class<T> javaType, int length, int scale, String vendorName) {

    /** The kinds of values that a type holds. */
    public enum Family {
        SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, BOOLEAN, VARCHAR, TEXT, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID,
                JSON, VENDOR
    }

    public SqlType {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(javaType, "javaType");
    }

    /** A type that only one database has, as that database spells it. */
    public static <T> SqlType<T> vendor(String vendorName, Class<T> javaType) {
        return new SqlType<>(Family.VENDOR, javaType, -1, -1, Objects.requireNonNull(vendorName, "vendorName"));
    }

    /**
     * A value as this type's Java class: itself, or widened where nothing is lost (Integer to Long, Long to BigDecimal, Float to Double).
     *
     * @param value the value; null stays null
     * @throws ClassCastException naming both classes, never the value, where the value is of another class
     */
    public T convert(Object value) {
        if (value == null || javaType.isInstance(value)) {
            return javaType.cast(value);
        }
        Object widened = value instanceof Number number ? Widening.of(number, javaType) : null;
        if (widened == null) {
            throw new ClassCastException(family + " takes " + javaType.getSimpleName() + ", not " + value.getClass().getName());
        }
        return javaType.cast(widened);
    }
}
