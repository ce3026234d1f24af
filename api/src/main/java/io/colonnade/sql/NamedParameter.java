// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A place for a value that is given by name when the statement is run.
 *
 * @param name the name, a Java identifier
 * @param type the type of the value
 * @param <T> the Java class of the value
 */
public record NamedParameter<T>(String name, SqlType<T> type) implements Expression<T> {

    public NamedParameter {
        Usage.name(name, "the name of a parameter");
        Usage.required(type, "the type of parameter :" + name);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.parameter(this);
    }
}
