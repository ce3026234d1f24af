// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Whether a value is one of a list that is given by name when the statement is run. Made with {@link Expression#in(NamedParameter)}.
 *
 * @param operand the value
 * @param parameter the name of the list, and the type of its elements
 * @param negated whether it is NOT IN
 */
public record InParameter(Expression<?> operand, NamedParameter<?> parameter, boolean negated) implements Condition {

    public InParameter {
        Usage.required(operand, "the operand of in");
        Usage.required(parameter, "the parameter of in");
        if (!Typing.same(operand.type(), parameter.type())) {
            throw Usage.error(Usage.describe(operand) + " is " + Typing.name(operand.type()) + ", the elements of "
                    + Usage.describe(parameter) + " are " + Typing.name(parameter.type()) + "; use cast");
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.inParameter(this);
    }
}
