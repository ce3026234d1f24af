// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A call of a function that takes all rows of a group.
 *
 * @param name its name
 * @param argument its argument; null for {@code *}
 * @param distinct whether equal values count once
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record Aggregate<T>(String name, Expression<?> argument, boolean distinct, SqlType<T> type) implements Expression<T> {

    public Aggregate {
        FunctionCall.checkName(name);
        Usage.required(type, "the type of function " + name + "()");
        if (argument == null && distinct) {
            throw Usage.error(name + "(DISTINCT *) does not exist; name an expression");
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.aggregate(this);
    }
}
