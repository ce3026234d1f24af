// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Whether a value is one of the rows of a query of one column.
 *
 * @param operand the value
 * @param query the query
 * @param negated whether it is NOT IN
 */
public record InSubquery(Expression<?> operand, QueryExpression query, boolean negated) implements Condition {

    public InSubquery {
        Usage.required(operand, "the operand of in");
        if (operand instanceof RowElements row) {
            int columns = Usage.required(query, "the select of in").items().size();
            if (columns != row.elements().size()) {
                throw Usage.error("in compares " + row.elements().size() + " values with a select of " + columns + " columns");
            }
            Typing.requireComparable(row.elements(), query, "in");
        } else {
            requireOneColumn(query, negated ? "notIn" : "in");
            Typing.requireComparable(List.of(operand), query, negated ? "notIn" : "in");
        }
    }

    static void requireOneColumn(QueryExpression query, String what) {
        int columns = Usage.required(query, "the select of " + what).items().size();
        if (columns != 1) {
            throw Usage.error(what + " needs a select of one column, not of " + columns);
        }
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.inSubquery(this);
    }
}
