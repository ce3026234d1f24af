// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A function or an operator that each database spells in its own way. It changes nothing, so a select with it only reads.
 *
 * @param function which
 * @param arguments its arguments, in the order that the function documents
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record PortableCall<T>(PortableFunction function, List<Expression<?>> arguments, SqlType<T> type) implements Expression<T> {

    public PortableCall {
        Usage.required(function, "the function");
        Usage.required(type, "the type of " + function.label());
        for (Expression<?> argument : Usage.required(arguments, "the arguments of " + function.label())) {
            Usage.required(argument, "an argument of " + function.label());
        }
        arguments = List.copyOf(arguments);
    }

    static <T> PortableCall<T> of(PortableFunction function, SqlType<T> type, Expression<?>... arguments) {
        return new PortableCall<>(function, java.util.Arrays.asList(arguments), type);
    }

    static Condition condition(PortableFunction function, Expression<?>... arguments) {
        return new AsCondition(of(function, Types.BOOLEAN, arguments));
    }

    /** A condition on two values that must be stored alike. */
    static Condition ofSame(PortableFunction function, Expression<?> left, Expression<?> right) {
        Condition condition = condition(function, left, right);
        Typing.requireSameStored(left, right, function.label());
        return condition;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.portableCall(this);
    }
}
