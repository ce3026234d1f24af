// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * UNION, INTERSECT or EXCEPT of two queries. Immutable: each method gives back a new one. Made with {@link QueryExpression#union} and its
 * sisters.
 *
 * @param operator which of them
 * @param all whether equal rows are kept apart
 * @param left the first query
 * @param right the second query
 * @param orderBy the order of the rows; empty for none
 * @param limit at most so many rows; null for all
 * @param offset so many are left out at the start; null for none
 */
public record SetOperation(Operator operator, boolean all, QueryExpression left, QueryExpression right, List<OrderTerm> orderBy,
                           Expression<Long> limit, Expression<Long> offset) implements QueryExpression {

    /** How the rows of two queries are put together. */
    public enum Operator {
        /** The rows of both. */
        UNION,
        /** The rows that both have. */
        INTERSECT,
        /** The rows of the left one that the right one does not have. */
        EXCEPT
    }

    public SetOperation {
        Usage.required(operator, "the operator of two queries");
        String name = operator.name().toLowerCase(java.util.Locale.ROOT);
        List<SelectItem> first = Usage.required(left, "the first query of " + name).items();
        List<SelectItem> second = Usage.required(right, "the second query of " + name).items();
        if (first.size() != second.size()) {
            throw Usage.error(name + " of " + first.size() + " columns and " + second.size() + "; both queries must return as many");
        }
        for (int i = 0; i < first.size(); i++) {
            SqlType<?> type = OutputColumn.expression(first.get(i)).type();
            SqlType<?> other = OutputColumn.expression(second.get(i)).type();
            if (!Typing.same(type, other)) {
                throw Usage.error("column " + (i + 1) + " of " + name + " is " + Typing.name(type) + " in the first query and "
                        + Typing.name(other) + " in the second; use cast");
            }
        }
        orderBy = List.copyOf(orderBy);
    }

    static SetOperation of(Operator operator, boolean all, QueryExpression left, QueryExpression right) {
        return new SetOperation(operator, all, left, right, List.of(), null, null);
    }

    /**
     * The order of the rows, by columns or labels that the first query returns; a second call adds to the first. To order by what is
     * calculated from them, select from this query {@linkplain #as under a name}.
     */
    public SetOperation orderBy(OrderTerm... terms) {
        List<OrderTerm> all = new ArrayList<>(orderBy);
        all.addAll(Select.checked(Arrays.asList(terms), "the list of orderBy"));
        return new SetOperation(operator, this.all, left, right, all, limit, offset);
    }

    /** At most so many rows, 0 or more. */
    public SetOperation limit(long rows) {
        return limit(new Value<>(Types.BIGINT, Select.notNegative(rows, "limit")));
    }

    /** At most so many rows: for a {@link Sql#param parameter}. */
    public SetOperation limit(Expression<Long> rows) {
        return new SetOperation(operator, all, left, right, orderBy, Usage.required(rows, "limit"), offset);
    }

    /** Leaves out so many rows at the start, 0 or more. */
    public SetOperation offset(long rows) {
        return offset(new Value<>(Types.BIGINT, Select.notNegative(rows, "offset")));
    }

    /** Leaves out so many rows at the start: for a {@link Sql#param parameter}. */
    public SetOperation offset(Expression<Long> rows) {
        return new SetOperation(operator, all, left, right, orderBy, limit, Usage.required(rows, "offset"));
    }

    @Override
    public List<SelectItem> items() {
        return left.items();
    }
}
