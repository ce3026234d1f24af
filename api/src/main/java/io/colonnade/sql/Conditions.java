// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Which rows an update or a delete concerns, and what comes back of them.
 *
 * @param from the further sources that it reads
 * @param where which rows; null for all
 * @param orderBy which rows come first
 * @param limit at most so many rows; null for any number
 * @param returning what comes back; empty for nothing
 */
public record Conditions(List<Source> from, Expression<Boolean> where, List<OrderTerm> orderBy, Expression<Long> limit,
                         List<SelectItem> returning) {

    static final Conditions NONE = new Conditions(List.of(), null, List.of(), null, List.of());

    public Conditions {
        from = Usage.copy(from, "the further tables");
        orderBy = Usage.copy(orderBy, "the list of orderBy");
        returning = Usage.copy(returning, "the list of returning");
    }

    Conditions from(Source[] sources, String method) {
        return new Conditions(joined(from, sources, method), where, orderBy, limit, returning);
    }

    Conditions where(Expression<Boolean> condition) {
        return new Conditions(from, Select.both(where, condition, "where"), orderBy, limit, returning);
    }

    Conditions orderBy(OrderTerm[] terms) {
        return new Conditions(from, where, joined(orderBy, terms, "orderBy"), limit, returning);
    }

    Conditions limit(long rows) {
        if (rows < 0) {
            throw Usage.error("limit(" + rows + "): 0 or more is accepted");
        }
        return limit(new Value<>(Types.BIGINT, rows));
    }

    Conditions limit(Expression<Long> rows) {
        return new Conditions(from, where, orderBy, Usage.required(rows, "limit"), returning);
    }

    Conditions returning(SelectItem[] items) {
        return new Conditions(from, where, orderBy, limit, Usage.list(items, "the list of returning"));
    }

    private static <E> List<E> joined(List<E> first, E[] second, String method) {
        List<E> all = new ArrayList<>(first);
        all.addAll(Usage.list(second, "the list of " + method));
        return all;
    }
}
