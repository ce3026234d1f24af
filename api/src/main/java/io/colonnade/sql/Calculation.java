// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Set;

/**
 * Arithmetic on two numbers.
 *
 * @param operator one of plus, minus, times, divided by, modulo
 * @param left the left operand, which also decides the type
 * @param right the right operand
 * @param <T> the Java class of the result
 */
public record Calculation<T>(Operator operator, Expression<T> left, Expression<T> right) implements Expression<T> {

    private static final Set<Operator> OPERATORS =
            Set.of(Operator.PLUS, Operator.MINUS, Operator.TIMES, Operator.DIVIDED_BY, Operator.MODULO);

    public Calculation {
        if (!OPERATORS.contains(Usage.required(operator, "the operator"))) {
            throw Usage.error("operator " + operator + " does not calculate; use one of " + OPERATORS);
        }
        requireNumber(left, operator);
        requireNumber(right, operator);
        if (operator == Operator.MODULO) {
            requireExact(left);
            requireExact(right);
        }
    }

    static <T> Calculation<T> of(Operator operator, Expression<T> left, T value) {
        requireNumber(left, operator);
        return new Calculation<>(operator, left, Value.operand(left, value, operator.name().toLowerCase(java.util.Locale.ROOT)));
    }

    static void requireNumber(Expression<?> operand, Operator operator) {
        Usage.required(operand, "an operand of " + operator.token());
        boolean adds = operator == Operator.PLUS || operator == Operator.MINUS || operator == Operator.NEGATE;
        if (!Number.class.isAssignableFrom(operand.type().javaType()) && operand.type().family() != SqlType.Family.VENDOR
                && !(adds && operand.type().equals(Types.DURATION))) {
            throw Usage.error("operator " + operator.token() + " needs numbers, " + Usage.describe(operand) + " is "
                    + operand.type().family());
        }
    }

    /** Not every database has a remainder of them, and the others take 0.3 for what is a little less than three times 0.1. */
    private static void requireExact(Expression<?> operand) {
        SqlType.Family family = operand.type().family();
        if (family == SqlType.Family.DOUBLE || family == SqlType.Family.REAL) {
            throw Usage.error("modulo needs integers or decimals, " + Usage.describe(operand) + " is " + family
                    + "; cast both to a decimal, or calculate it in Java");
        }
    }

    @Override
    public SqlType<T> type() {
        return left.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.calculation(this);
    }
}
