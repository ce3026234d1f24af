// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Refusals of a tree that cannot be meant, and the words with which they name a node. */
final class Usage {

    private Usage() {
    }

    static DatabaseException error(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }

    static <V> V required(V value, String what) {
        if (value == null) {
            throw error(what + " is null");
        }
        return value;
    }

    /** A name of the database. NUL ends a string in every C library below us, so what follows it would be lost. */
    static String name(String name, String what) {
        required(name, what);
        if (name.isEmpty()) {
            throw error(what + " is empty");
        }
        if (name.indexOf('\0') >= 0) {
            throw error(what + " contains the character NUL at offset " + name.indexOf('\0'));
        }
        return name;
    }

    static void notEmpty(Collection<?> values, String what) {
        if (required(values, what).isEmpty()) {
            throw error(what + " needs at least one");
        }
        for (Object value : values) {
            required(value, "an element of " + what);
        }
    }

    /** A copy of what may be empty, but holds no null. */
    static <E> List<E> copy(Collection<? extends E> values, String what) {
        for (Object value : required(values, what)) {
            required(value, "an element of " + what);
        }
        return List.copyOf(values);
    }

    /** The further arguments of a method, which may be none, and whose elements are looked at elsewhere. */
    static <E> List<E> asList(E[] values, String what) {
        return Arrays.asList(required(values, what));
    }

    /** The further arguments of a method that needs at least one, and no null. */
    static <E> List<E> list(E[] values, String what) {
        List<E> list = asList(values, what);
        notEmpty(list, what);
        return List.copyOf(list);
    }

    static String describe(Expression<?> described) {
        Expression<?> expression = described instanceof ExpressionView<?> view ? view.operand() : described;
        if (expression instanceof Column<?> || expression instanceof AliasColumn<?>) {
            return "column " + expression;
        }
        if (expression instanceof FunctionCall<?> call) {
            return "function " + call.name() + "()";
        }
        if (expression instanceof PortableCall<?> call) {
            return "function " + call.function().label() + "()";
        }
        if (expression instanceof Aggregate<?> aggregate) {
            return "function " + aggregate.name() + "()";
        }
        if (expression instanceof NamedParameter<?> parameter) {
            return "parameter :" + parameter.name();
        }
        if (expression instanceof VendorExpression<?> vendor) {
            return vendor.label();
        }
        return "an expression of type " + expression.type().family();
    }
}
