// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CAST to another type.
 *
 * @param operand what is cast
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record Cast<T>(Expression<?> operand, SqlType<T> type) implements Expression<T> {

    public Cast {
        Usage.required(operand, "the operand of cast");
        Usage.required(type, "the type of cast");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.cast(this);
    }
}
