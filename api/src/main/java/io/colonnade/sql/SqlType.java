// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Objects;

/**
 * A logical type of the database and the Java class that stands for it, the same on every database.
 *
 * <p>How a dialect spells it in DDL and how a backend binds and reads it is theirs; {@link Types} holds the portable ones.
 * A backend adds a type of its own with {@link #vendor(VendorType, String, Class)}, or with {@link #vendor(VendorType, String, SqlType)} where
 * its values are bound, read and calculated with like those of a portable type.
 *
 * @param family what kind of values it holds
 * @param javaType the Java class of its values, never a primitive
 * @param length the length of a VARCHAR or the precision of a DECIMAL; -1 where none was given
 * @param scale the scale of a DECIMAL; -1 where none was given
 * @param vendorName the spelling of a type that only some databases have; null for all others
 * @param stored the type as which the database has it; itself where there is no converter
 * @param converter what turns values of the Java class into those that are stored; null for none
 * @param vendor whose type it is, where all other databases refuse it; null where the type is for every database that takes its name
 * @param <T> the Java class of its values
 */
public record SqlType<T>(Family family, Class<T> javaType, int length, int scale, String vendorName, SqlType<?> stored,
                         Converter<T, ?> converter, VendorType vendor) {

    /** The kinds of values that a type holds. */
    public enum Family {
        SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE, BOOLEAN, VARCHAR, TEXT, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID,
                JSON, VENDOR
    }

    public SqlType {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(javaType, "javaType");
        if ((stored == null) != (converter == null)) {
            throw Usage.error("a type has a stored type and a converter, or neither; use SqlType.converted");
        }
        if (vendorName == null && (family == Family.VENDOR || vendor != null)) {
            throw Usage.error("a type that only some databases have is spelled by nobody else; use SqlType.vendor");
        }
    }

    /** A type without a converter. */
    public SqlType(Family family, Class<T> javaType, int length, int scale, String vendorName) {
        this(family, javaType, length, scale, vendorName, null, null, null);
    }

    /**
     * A type for values of another Java class. On every database it is the stored type; a converter stands between, for columns, values,
     * results, defaults and lists.
     *
     * @param stored how the database has it; without a converter of its own
     * @param javaType the class of the values, never a primitive
     * @param converter turns the ones into the others
     */
    public static <J, D> SqlType<J> converted(SqlType<D> stored, Class<J> javaType, Converter<J, D> converter) {
        Usage.required(stored, "the stored type of a converted one");
        Usage.required(javaType, "the Java class of a converted type");
        if (stored.converter != null) {
            throw Usage.error("the stored type of a converted one has a converter itself; put both into one");
        }
        return new SqlType<>(stored.family, javaType, stored.length, stored.scale, stored.vendorName, stored,
                Usage.required(converter, "the converter"), stored.vendor);
    }

    /** The type as which the database has it; itself where there is no converter. */
    @Override
    public SqlType<?> stored() {
        return stored == null ? this : stored;
    }

    /**
     * A value as it is stored.
     *
     * @param value the value; null stays null
     * @param where what it is for, such as a column, for the error
     * @throws io.colonnade.error.DatabaseException of kind DATA if the converter throws or gives what cannot be stored
     */
    public Object toDatabase(Object value, Object where) {
        if (value == null || converter == null) {
            return value;
        }
        try {
            @SuppressWarnings("unchecked") // the converter of this type
            Object result = ((Converter<Object, ?>) converter).toDatabase(javaType.cast(value));
            return stored.convert(Usage.required(result, "the result of toDatabase"));
        } catch (Throwable e) {
            throw failed("toDatabase", where, e);
        }
    }

    /**
     * The value that was stored.
     *
     * @param value what was stored; null stays null
     * @param where where it was stored, such as a column, for the error
     * @throws io.colonnade.error.DatabaseException of kind DATA if the converter throws, or takes no such class
     */
    public Object fromDatabase(Object value, Object where) {
        if (value == null || converter == null) {
            return value;
        }
        try {
            @SuppressWarnings("unchecked") // the converter of this type
            Object result = ((Converter<?, Object>) converter).fromDatabase(stored.convert(value));
            return javaType.cast(Usage.required(result, "the result of fromDatabase"));
        } catch (Throwable e) {
            throw failed("fromDatabase", where, e);
        }
    }

    /** Without the cause: its message may quote the value, unless it is one of ours, which never does. */
    private DatabaseException failed(String method, Object where, Throwable cause) {
        if (cause instanceof DatabaseException known && known.kind() == ErrorKind.DATA) {
            return DatabaseException.of(ErrorKind.DATA, where + ": " + known.getMessage()).build();
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return DatabaseException.of(ErrorKind.DATA, where + ": the converter to " + javaType.getSimpleName() + " failed in " + method
                + " with " + cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])).build();
    }

    /** A type that only one database has, as that database spells it. A database that takes the name is not asked whose it is. */
    public static <T> SqlType<T> vendor(String vendorName, Class<T> javaType) {
        return new SqlType<>(Family.VENDOR, javaType, -1, -1, Objects.requireNonNull(vendorName, "vendorName"));
    }

    /** A type that only one database has, as that database spells it. All others refuse it before anything is sent. */
    public static <T> SqlType<T> vendor(VendorType vendor, String vendorName, Class<T> javaType) {
        return new SqlType<>(Family.VENDOR, javaType, -1, -1, Usage.required(vendorName, "the name of a type"), null, null,
                Usage.required(vendor, "whose type " + vendorName + " is"));
    }

    /**
     * A type that only one database has, whose values are those of another type: it is bound, read, compared and cast like that one, and
     * only its columns are declared otherwise. All other databases refuse it before anything is sent.
     *
     * @param vendorName the spelling. Never text of a user
     * @param like what its values are like; without a converter
     */
    public static <T> SqlType<T> vendor(VendorType vendor, String vendorName, SqlType<T> like) {
        if (Usage.required(like, "what type " + vendorName + " is like").converter != null) {
            throw Usage.error("type " + vendorName + " is like one with a converter; make it like the stored type, and use converted");
        }
        return new SqlType<>(like.family, like.javaType, like.length, like.scale, Usage.name(vendorName, "the spelling of a type"), null,
                null, Usage.required(vendor, "whose type " + vendorName + " is"));
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
