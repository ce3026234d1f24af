// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An expression that only one database has, for a module that adds that database's own functions and operators to the language. All other
 * databases refuse it before anything is sent.
 *
 * <p>Made by implementing it, best as a record; what it is called by in SQL it builds of the tree's own nodes, such as
 * {@link Sql#function}, {@link Sql#infix} and {@link Sql#fragment}. An implementation must be immutable, and may have methods that make
 * further expressions of it.
 *
 * @param <T> the Java class of its values
 */
public non-sealed interface VendorExpression<T> extends Expression<T> {

    /** How the database spells it. */
    Expression<T> operand();

    /** The name of the database's dialect: {@code postgresql}. */
    String dialect();

    /** What it is called in errors: {@code operator @>}. */
    String what();

    /** What to write for another database, as in "use jsonValue(…)"; it is part of errors. */
    String instead();

    @Override
    default SqlType<T> type() {
        return operand().type();
    }

    @Override
    default void accept(ExpressionVisitor visitor) {
        visitor.vendorExpression(this);
    }
}
