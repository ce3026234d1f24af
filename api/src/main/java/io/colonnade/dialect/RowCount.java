// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.Objects;

/**
 * How the number of affected rows is told, so that it means the same on every database.
 *
 * @param rule the rule
 * @param rows the number, with {@link Rule#FIXED}; otherwise 0
 */
public record RowCount(Rule rule, int rows) {

    /** The ways to tell it. */
    public enum Rule {
        /** As the database counts. */
        REPORTED,
        /** Each proposed row is inserted or updated, so the number is known; the database would count some twice. */
        FIXED,
        /**
         * One row is inserted, unless the database reports {@link #SKIPPED} as the last generated key: then none is. The backend applies
         * this rule; FIXED is applied above it.
         */
        ONE_UNLESS_SKIPPED
    }

    /** As the database counts. */
    public static final RowCount REPORTED = new RowCount(Rule.REPORTED, 0);

    /** The last generated key by which a statement says that it has left a row as it was; the largest unsigned number of 64 bits. */
    public static final long SKIPPED = -1;

    static final RowCount ONE_UNLESS_SKIPPED = new RowCount(Rule.ONE_UNLESS_SKIPPED, 0);

    public RowCount {
        Objects.requireNonNull(rule, "rule");
    }

    static RowCount fixed(int rows) {
        return new RowCount(Rule.FIXED, rows);
    }

    /** The number of affected rows for what a backend reported. */
    public long of(long reported) {
        return rule == Rule.FIXED ? rows : reported;
    }
}
