// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An operator in front of its operand or behind it that the tree does not know, made with {@link Sql#prefix} and {@link Sql#postfix}.
 *
 * @param token how it is written in SQL: words, or operator characters
 * @param behind whether it stands behind its operand
 * @param operand the operand
 * @param type the type of the result
 * @param pure whether it is known to change nothing, so that a select with it only reads
 * @param <T> the Java class of the result
 */
public record Affix<T>(String token, boolean behind, Expression<?> operand, SqlType<T> type, boolean pure)
        implements Expression<T> {

    public Affix {
        Infix.checkToken(token);
        Usage.required(operand, "the operand of " + token);
        Usage.required(type, "the type of operator " + token);
    }

    /** An operator that may change something. */
    public Affix(String token, boolean behind, Expression<?> operand, SqlType<T> type) {
        this(token, behind, operand, type, false);
    }

    /** The same, of which its author says that it changes nothing. */
    public Affix<T> asPure() {
        return new Affix<>(token, behind, operand, type, true);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.affix(this);
    }
}
