// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/** Whether values of one type can stand beside or in place of those of another, and the refusal where they cannot. */
final class Typing {

    private Typing() {
    }

    /** Whether both have the same Java class, and are stored as the same one: a converter decides what the database gets. */
    static boolean same(SqlType<?> type, SqlType<?> other) {
        return type.javaType() == other.javaType() && type.stored().javaType() == other.stored().javaType();
    }

    /** Whether the database can compare them: the same, or two numbers. */
    private static boolean comparable(SqlType<?> type, SqlType<?> other) {
        return same(type, other) || isNumber(type) && isNumber(other);
    }

    private static boolean isNumber(SqlType<?> type) {
        return type.converter() == null && Number.class.isAssignableFrom(type.javaType());
    }

    /** How errors name a type: a converted one with its Java class, as the stored one says too little. */
    static String name(SqlType<?> type) {
        return type.family() + (type.converter() == null ? "" : " for " + type.javaType().getSimpleName());
    }

    /** Refuses an expression for a place of another type. */
    static <E extends Expression<?>> E requireSame(String place, SqlType<?> type, E given) {
        if (!same(type, given.type())) {
            throw error(place, type, given);
        }
        return given;
    }

    /** Refuses operands of one Java class that are stored as different ones; the compiler of Java has looked at the classes. */
    static void requireSameStored(Expression<?> left, Expression<?> right, String what) {
        if (left.type().javaType() == right.type().javaType() && !same(left.type(), right.type())) {
            throw error(Usage.describe(left) + " of " + what, left.type(), right);
        }
    }

    /** Refuses to compare a value with one of another type. */
    static void requireComparable(Expression<?> left, Expression<?> right, String what) {
        if (!comparable(left.type(), right.type())) {
            throw error(Usage.describe(left) + " of " + what, left.type(), right);
        }
    }

    /** Refuses a query whose columns are of other types than what they are compared with. */
    static void requireComparable(List<? extends Expression<?>> operands, QueryExpression query, String what) {
        for (int i = 0; i < operands.size(); i++) {
            requireComparable(operands.get(i), OutputColumn.expression(query.items().get(i)), what);
        }
    }

    /** Refuses a query of one column that gives values of another type. */
    static void requireColumn(QueryExpression query, SqlType<?> type, String what) {
        InSubquery.requireOneColumn(query, what);
        Expression<?> column = OutputColumn.expression(query.items().get(0));
        if (!comparable(Usage.required(type, "the type of " + what), column.type())) {
            throw error(what, type, column);
        }
    }

    private static RuntimeException error(String place, SqlType<?> type, Expression<?> given) {
        return Usage.error(place + " is " + name(type) + ", " + Usage.describe(given) + " is " + name(given.type()) + "; use cast");
    }
}
