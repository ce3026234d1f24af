// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.time.temporal.Temporal;

/**
 * A value that is bound: it reaches the database beside the SQL text, never in it.
 *
 * @param type its type
 * @param value the value, or null for SQL's NULL; a byte array is not copied and must not be changed
 * @param target what it is for, which errors name; null where that is not known, or there is none
 * @param <T> the Java class of the value
 */
public record Value<T>(SqlType<T> type, T value, Expression<?> target) implements Expression<T> {

    public Value {
        Usage.required(type, "the type of a value");
        value = convert(type, value, target);
    }

    /** A value for whatever. */
    public Value(SqlType<T> type, T value) {
        this(type, value, null);
    }

    /** The value as it is stored: what the converter of its type makes of it. */
    public Object stored() {
        return type.converter() == null ? value : type.toDatabase(value, target == null ? "a value" : Usage.describe(target));
    }

    /** The right side of an operator. */
    static <T> Value<T> operand(Expression<T> left, T value, String method) {
        if (value == null) {
            throw Usage.error(method + "(null) on " + Usage.describe(left) + " would never be true in SQL; use isNull() or isNotNull()");
        }
        return new Value<>(left.type(), convert(left.type(), value, left), named(left));
    }

    /** A value for a column that may be NULL. */
    static <T> Value<T> forColumn(Column<T> column, Object value) {
        return new Value<>(column.type(), convert(column.type(), value, column), named(column));
    }

    /** A value of a type; where it is to go is named in errors. */
    static <T> Value<T> of(SqlType<T> type, Object value, String where) {
        try {
            return new Value<>(type, type.convert(value));
        } catch (ClassCastException e) {
            throw Usage.error(where + ": " + e.getMessage());
        }
    }

    /** What an error about the value names; only times, and what has a converter, are refused after this. */
    private static Expression<?> named(Expression<?> target) {
        return target.type().converter() != null || Temporal.class.isAssignableFrom(target.type().javaType()) ? target : null;
    }

    private static <T> T convert(SqlType<T> type, Object value, Expression<?> where) {
        try {
            return type.convert(value);
        } catch (ClassCastException e) {
            throw Usage.error((where == null ? "a value" : Usage.describe(where)) + ": " + e.getMessage());
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.value(this);
    }

    /** The type only: values stay out of logs. */
    @Override
    public String toString() {
        return "Value[" + type.family() + "]";
    }
}
