// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An operator in front of its operand or behind it that the tree does not know, made with {@link Sql#prefix} and {@link Sql#postfix}.
 *
 * @param token how it is written in SQL: words, or operator characters
 * @param behind whether it stands behind its operand
 * @param operand the operand
 * @param type the type of the result
 * @param <T> the Java class of the result
 */
public record Affix<T>(String token, boolean behind, Expression<?> operand, SqlType<T> type) implements Expression<T> {

    public Affix {
        Infix.checkToken(token);
        Usage.required(operand, "the operand of " + token);
        Usage.required(type, "the type of operator " + token);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.affix(this);
    }
}
