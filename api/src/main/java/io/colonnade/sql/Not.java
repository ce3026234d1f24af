// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * True where its operand is false.
 *
 * @param operand the operand
 */
public record Not(Expression<Boolean> operand) implements Condition {

    public Not {
        Usage.required(operand, "the operand of not");
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.not(this);
    }
}
