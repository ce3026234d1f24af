// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A boolean value as a condition, so that it can be joined with others. Made with {@link Sql#condition}.
 *
 * @param operand the value
 */
public record AsCondition(Expression<Boolean> operand) implements Condition {

    public AsCondition {
        Usage.required(operand, "the operand of condition");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.asCondition(this);
    }
}
