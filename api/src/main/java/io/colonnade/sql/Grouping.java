// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a row of a select by several groupings stands for all values of an expression. Made with {@link Aggregates#grouping}.
 *
 * @param expression the expression
 */
public record Grouping(Expression<?> expression) implements Expression<Integer> {

    public Grouping {
        Usage.required(expression, "the expression of grouping");
    }

    @Override
    public SqlType<Integer> type() {
        return Types.INTEGER;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.grouping(this);
    }
}
