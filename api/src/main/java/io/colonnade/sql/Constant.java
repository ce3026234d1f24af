// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A condition that is always true or always false, in a form that every database takes.
 *
 * @param value which
 */
public record Constant(boolean value) implements Condition {

    static final Constant TRUE = new Constant(true);
    static final Constant FALSE = new Constant(false);

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.constant(this);
    }
}
