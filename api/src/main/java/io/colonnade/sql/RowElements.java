// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Several values side by side, in a comparison with others. Only {@link RowValue} makes it.
 *
 * @param elements the values, at least two
 */
public record RowElements(List<Expression<?>> elements) implements Expression<Object> {

    private static final SqlType<Object> TYPE = SqlType.vendor("ROW", Object.class);

    public RowElements {
        Usage.notEmpty(elements, "the elements of row");
        if (elements.size() < 2) {
            throw Usage.error("row needs at least two elements; compare one by itself");
        }
        elements = List.copyOf(elements);
    }

    @Override
    public SqlType<Object> type() {
        return TYPE;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.rowElements(this);
    }
}
