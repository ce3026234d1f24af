// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The same SQL as another Java class. Made with {@link Expression#typeCoerce}.
 *
 * @param operand what is written
 * @param type the type as which its values are bound and read
 * @param <T> the Java class of its values
 */
public record TypeCoercion<T>(Expression<?> operand, SqlType<T> type) implements Expression<T> {

    public TypeCoercion {
        Usage.required(operand, "the operand of typeCoerce");
        Usage.required(type, "the type of typeCoerce");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.typeCoercion(this);
    }
}
