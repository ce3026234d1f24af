// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a value lies between two others, both included.
 *
 * @param operand the value
 * @param low the lowest value
 * @param high the highest value
 * @param negated whether it is NOT BETWEEN
 */
public record Between(Expression<?> operand, Expression<?> low, Expression<?> high, boolean negated) implements Condition {

    public Between {
        Usage.required(operand, "the operand of between");
        Usage.required(low, "the low end of between");
        Usage.required(high, "the high end of between");
        Typing.requireSameStored(operand, low, "between");
        Typing.requireSameStored(operand, high, "between");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.between(this);
    }
}
