// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a value is NULL; never unknown.
 *
 * @param operand the value
 * @param negated whether it is IS NOT NULL
 */
public record NullCheck(Expression<?> operand, boolean negated) implements Condition {

    public NullCheck {
        Usage.required(operand, "the operand of isNull");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.nullCheck(this);
    }
}
