// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a comparison holds for all, or for any, of the rows of a query. Made with {@link Expression#compare}.
 *
 * @param operator one of the comparisons
 * @param left the left operand
 * @param right the rows
 */
public record QuantifiedComparison(Operator operator, Expression<?> left, Quantified right) implements Condition {

    public QuantifiedComparison {
        switch (Usage.required(operator, "the operator of a comparison")) {
            case EQ, NE, LT, LE, GT, GE -> { }
            default -> throw Usage.error("operator " + operator.token() + " does not compare; use EQ, NE, LT, LE, GT or GE");
        }
        Usage.required(left, "the left operand of " + operator.token());
        Usage.required(right, "the rows that " + operator.token() + " compares with");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.quantifiedComparison(this);
    }
}
