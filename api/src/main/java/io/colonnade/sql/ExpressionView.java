// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An expression with methods of its own, for a module that adds what only one database can do with values of a type: in SQL it is its
 * operand. Best implemented by a record, since it must be immutable and equal where its operand is. Its operand is no view itself.
 *
 * @param <T> the Java class of its values
 */
public non-sealed interface ExpressionView<T> extends Expression<T> {

    /** What it is in SQL. */
    Expression<T> operand();

    @Override
    default SqlType<T> type() {
        return operand().type();
    }

    @Override
    default void accept(ExpressionVisitor visitor) {
        operand().accept(visitor);
    }
}
