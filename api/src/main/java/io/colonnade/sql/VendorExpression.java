// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An operator, a call or a fragment that only one database has. All others refuse it before anything is sent.
 *
 * <p>Its author vouches that the operator or fragment itself changes nothing, so a select with it still only reads; a function says so with
 * {@link FunctionCall#asPure()}.
 *
 * @param dialect the name of the database's dialect: {@code postgresql}
 * @param operand the operator, call or fragment
 * @param label what it is called in errors: {@code operator @>}
 * @param instead what to write for other databases, for the error: {@code "join a table of the elements"}
 * @param <T> the Java class of its values
 */
public record VendorExpression<T>(String dialect, Expression<T> operand, String label, String instead)
        implements Expression<T> {

    public VendorExpression {
        Usage.name(dialect, "the dialect of an expression");
        Usage.required(operand, "an expression that only " + dialect + " has");
        Usage.required(label, "the label of an expression that only " + dialect + " has");
        Usage.required(instead, "what to write in place of an expression that only " + dialect + " has");
    }

    /** An expression that is called as what it is: an operator by its token, a call by the function's name. */
    public VendorExpression(String dialect, Expression<T> operand, String instead) {
        this(dialect, operand, label(Usage.required(operand, "an expression that only " + dialect + " has")), instead);
    }

    private static String label(Expression<?> operand) {
        if (operand instanceof Infix<?> infix) {
            return "operator " + infix.token();
        } else if (operand instanceof Affix<?> affix) {
            return "operator " + affix.token();
        }
        return operand instanceof Fragment<?> fragment ? fragment.text() : Usage.describe(operand);
    }

    @Override
    public SqlType<T> type() {
        return operand.type();
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.vendorExpression(this);
    }
}
