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

    private static final int EXACT = 8;
    private static final int PADDED = 16_384;

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
        pad(operand, elements);
        return new InList(operand, elements, negated);
    }

    /** Repeats the last element up to a power of two, so that lists of many lengths make few different statements. */
    private static <T> void pad(Expression<T> operand, List<Expression<?>> elements) {
        int size = elements.size();
        if (size > EXACT && size <= PADDED) {
            Value<?> last = (Value<?>) elements.get(size - 1);
            for (int wanted = Integer.highestOneBit(size - 1) * 2; size < wanted; size++) {
                // A new node each time: one node that stands twice would keep the statement out of the cache.
                elements.add(Value.operand(operand, operand.type().javaType().cast(last.value()), "in"));
            }
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.inList(this);
    }
}
