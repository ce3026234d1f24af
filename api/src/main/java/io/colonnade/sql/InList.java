// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Whether a value is one of a list.
 *
 * @param operand the value
 * @param elements the list, never empty: an empty one is a {@link Constant}
 * @param negated whether it is NOT IN
 */
public record InList(Expression<?> operand, List<Expression<?>> elements, boolean negated) implements Condition {

    public InList {
        Usage.required(operand, "the operand of in");
        Usage.notEmpty(elements, "the list of in");
        elements = List.copyOf(elements);
    }

    static <T> Condition of(Expression<T> operand, Collection<? extends T> values, boolean negated) {
        String method = negated ? "notIn" : "in";
        Usage.required(values, "the list of " + method);
        if (values.isEmpty()) {
            return negated ? Constant.TRUE : Constant.FALSE;
        }
        List<Expression<?>> elements = new ArrayList<>(values.size());
        for (T value : values) {
            if (value == null) {
                throw Usage.error(method + " on " + Usage.describe(operand) + ": element " + elements.size() + " is null, and SQL's NULL "
                        + "equals nothing" + (negated ? ", so that no row would be found" : "") + "; leave it out and add isNull()");
            }
            elements.add(Value.operand(operand, value, method));
        }
        return new InList(operand, elements, negated);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.inList(this);
    }
}
