// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * One term of ORDER BY.
 *
 * @param term an expression, or a labelled one, which is then ordered by its label
 * @param descending whether the largest come first
 * @param nulls where NULL stands; null for what the database does by itself, which differs between databases
 */
public record Ordering(OrderTerm term, boolean descending, Nulls nulls) implements OrderTerm {

    /** Where NULL stands in an order. */
    public enum Nulls {
        FIRST, LAST
    }

    public Ordering {
        Usage.required(term, "the term of an ordering");
        if (term instanceof Ordering) {
            throw Usage.error("asc() or desc() was called on an ordering; call it once");
        }
    }

    /** NULL before all values. */
    public Ordering nullsFirst() {
        return new Ordering(term, descending, Nulls.FIRST);
    }

    /** NULL behind all values. */
    public Ordering nullsLast() {
        return new Ordering(term, descending, Nulls.LAST);
    }
}
