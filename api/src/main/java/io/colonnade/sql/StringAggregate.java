// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a group, one behind the other with a separator between them. NULLs are left out; NULL where there is nothing else. Made with
 * {@link Functions#stringAgg}. Immutable: each method gives back a new one.
 *
 * @param text the text of each row
 * @param separator what stands between two of them; part of the SQL text, since not every database binds it
 * @param distinct whether equal texts count once
 * @param order the order of the texts; empty for any
 * @param filter which rows it takes; null for all
 */
public record StringAggregate(Expression<String> text, String separator, boolean distinct, List<OrderTerm> order,
                              Expression<Boolean> filter) implements Expression<String>, Windowable<String> {

    public StringAggregate {
        Usage.required(text, "the text of stringAgg");
        Usage.required(separator, "the separator of stringAgg");
        if (separator.indexOf('\0') >= 0) {
            throw Usage.error("the separator of stringAgg contains the character NUL");
        }
        for (OrderTerm term : order) {
            if (Usage.required(term, "an order of stringAgg") instanceof Labelled<?>
                    || term instanceof Ordering ordering && ordering.term() instanceof Labelled<?>) {
                throw Usage.error("stringAgg is ordered by expressions, not by labels of the select");
            }
        }
        order = Usage.copy(order, "the order of stringAgg");
    }

    /** Each text once. Not on SQLite. */
    public StringAggregate asDistinct() {
        return new StringAggregate(text, separator, true, order, filter);
    }

    /** Adds to the order of the texts. */
    public StringAggregate orderBy(OrderTerm... terms) {
        List<OrderTerm> all = new ArrayList<>(order);
        all.addAll(Usage.list(terms, "the list of orderBy"));
        return new StringAggregate(text, separator, distinct, all, filter);
    }

    /**
     * It takes only the rows for which this is true; a second call adds a condition that must hold too. Where a database has no FILTER it
     * is calculated with CASE.
     */
    public StringAggregate filter(Expression<Boolean> condition) {
        return new StringAggregate(text, separator, distinct, order, Select.both(filter, condition, "filter"));
    }

    @Override
    public String name() {
        return "stringAgg";
    }

    @Override
    public SqlType<String> type() {
        return Types.TEXT;
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.stringAggregate(this);
    }
}
