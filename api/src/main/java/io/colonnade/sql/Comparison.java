// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Set;

/**
 * A comparison of two values; unknown where one is NULL.
 *
 * @param operator one of EQ, NE, LT, LE, GT, GE
 * @param left the left operand
 * @param right the right operand
 */
public record Comparison(Operator operator, Expression<?> left, Expression<?> right) implements Condition {

    private static final Set<Operator> OPERATORS =
            Set.of(Operator.EQ, Operator.NE, Operator.LT, Operator.LE, Operator.GT, Operator.GE);

    public Comparison {
        if (!OPERATORS.contains(Usage.required(operator, "the operator"))) {
            throw Usage.error("operator " + operator + " does not compare; use one of " + OPERATORS);
        }
        Usage.required(left, "the left operand of " + operator.token());
        Usage.required(right, "the right operand of " + operator.token());
        Typing.requireSameStored(left, right, operator.token());
    }

    static <T> Comparison of(Operator operator, Expression<T> left, T value) {
        return new Comparison(operator, left, Value.operand(left, value, operator.name().toLowerCase(java.util.Locale.ROOT)));
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.comparison(this);
    }
}
