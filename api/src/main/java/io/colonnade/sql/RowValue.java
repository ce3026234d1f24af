// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Several values that are compared together, the first before the second: {@code (a, b) < (1, 2)}. Made with {@link Sql#row}. Immutable.
 *
 * <p>Each value that it is compared with must be of the class of the element in its place, and must not be null; anything else is refused
 * with a {@link io.colonnade.error.UsageException}.
 */
public final class RowValue {

    private final RowElements elements;

    RowValue(Expression<?>... elements) {
        this.elements = new RowElements(Arrays.asList(Usage.required(elements, "the elements of row")));
    }

    /** True where all are equal. */
    public Condition eq(Object... values) {
        return new Comparison(Operator.EQ, elements, bound(Arrays.asList(values), "eq"));
    }

    /** True where all are equal. */
    public Condition eq(RowValue other) {
        return new Comparison(Operator.EQ, elements, sameSize(other).elements);
    }

    /** True where it comes before, the first element counting most. */
    public Condition lt(Object... values) {
        return new Comparison(Operator.LT, elements, bound(Arrays.asList(values), "lt"));
    }

    /** True where it comes before or is equal. */
    public Condition le(Object... values) {
        return new Comparison(Operator.LE, elements, bound(Arrays.asList(values), "le"));
    }

    /** True where it comes after, the first element counting most: the next page of a list that is sorted by these columns. */
    public Condition gt(Object... values) {
        return new Comparison(Operator.GT, elements, bound(Arrays.asList(values), "gt"));
    }

    /** True where it comes after or is equal. */
    public Condition ge(Object... values) {
        return new Comparison(Operator.GE, elements, bound(Arrays.asList(values), "ge"));
    }

    /** True where it equals one of some rows of values; false for none. */
    public Condition in(Collection<? extends List<?>> rows) {
        return in(rows, false);
    }

    /** The opposite of {@link #in(Collection)}: true for none. */
    public Condition notIn(Collection<? extends List<?>> rows) {
        return in(rows, true);
    }

    /** True where it equals one of the rows of a query of as many columns. */
    public Condition in(QueryExpression query) {
        return new InSubquery(elements, query, false);
    }

    /** The opposite of {@link #in(QueryExpression)}. */
    public Condition notIn(QueryExpression query) {
        return new InSubquery(elements, query, true);
    }

    private Condition in(Collection<? extends List<?>> rows, boolean negated) {
        if (Usage.required(rows, "the rows of in").isEmpty()) {
            return negated ? Constant.TRUE : Constant.FALSE;
        }
        List<Expression<?>> bound = new ArrayList<>(rows.size());
        for (List<?> row : rows) {
            bound.add(bound(Usage.required(row, "row " + bound.size() + " of in"), "in"));
        }
        return new InList(elements, bound, negated);
    }

    private RowElements bound(List<?> values, String method) {
        List<Expression<?>> mine = elements.elements();
        if (values.size() != mine.size()) {
            throw Usage.error(method + " compares " + mine.size() + " values, " + values.size() + " are given");
        }
        List<Expression<?>> bound = new ArrayList<>(mine.size());
        for (int i = 0; i < mine.size(); i++) {
            bound.add(bound(mine.get(i), values.get(i), method));
        }
        return new RowElements(bound);
    }

    private static <T> Value<T> bound(Expression<T> left, Object value, String method) {
        if (value == null) {
            return Value.operand(left, null, method);
        }
        try {
            return Value.operand(left, left.type().convert(value), method);
        } catch (ClassCastException e) {
            throw Usage.error(method + " on " + Usage.describe(left) + ": " + e.getMessage());
        }
    }

    private RowValue sameSize(RowValue other) {
        if (Usage.required(other, "the other row").elements.elements().size() != elements.elements().size()) {
            throw Usage.error("a row of " + elements.elements().size() + " is compared with one of " + other.elements.elements().size());
        }
        for (int i = 0; i < elements.elements().size(); i++) {
            Typing.requireComparable(elements.elements().get(i), other.elements.elements().get(i), "a row");
        }
        return other;
    }
}
