// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * The number with the opposite sign.
 *
 * @param operand the number
 * @param <T> the Java class of its values
 */
public record Negation<T>(Expression<T> operand) implements Expression<T> {

    public Negation {
        Calculation.requireNumber(operand, Operator.NEGATE);
    }

    @Override
    public SqlType<T> type() {
        return operand.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.negation(this);
    }
}
