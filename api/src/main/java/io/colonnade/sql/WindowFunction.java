// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A function that exists only over a window. Made with {@link Windows}; {@link #over} makes an expression of it.
 *
 * @param name its name
 * @param arguments its arguments
 * @param type the type of the result
 * @param ordered whether its window must have an order
 * @param <T> the Java class of the result
 */
public record WindowFunction<T>(String name, List<Expression<?>> arguments, SqlType<T> type, boolean ordered) implements Windowable<T> {

    public WindowFunction {
        FunctionCall.checkName(name);
        Usage.required(type, "the type of function " + name + "()");
        arguments.forEach(argument -> Usage.required(argument, "an argument of function " + name + "()"));
        arguments = List.copyOf(arguments);
    }
}
