// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Several groupings at once. Made with {@link Aggregates#rollup}, {@link Aggregates#cube} and {@link Aggregates#groupingSets}.
 *
 * @param kind how the sets are meant
 * @param sets the expressions, in sets
 */
public record GroupingSets(Kind kind, List<List<Expression<?>>> sets) implements GroupTerm {

    /** How the sets are meant. */
    public enum Kind {
        /** By all sets, by all but the last, and so on down to one group of all rows. */
        ROLLUP,
        /** By every choice of the sets. */
        CUBE,
        /** By each set alone. */
        GROUPING_SETS
    }

    public GroupingSets {
        Usage.required(kind, "the kind of grouping sets");
        Usage.notEmpty(sets, "the list of " + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        List<List<Expression<?>>> copies = new ArrayList<>(sets.size());
        for (List<Expression<?>> set : sets) {
            if (kind != Kind.GROUPING_SETS) {
                Usage.notEmpty(set, "a set of " + kind);
            }
            set.forEach(expression -> Usage.required(expression, "an element of a set of " + kind));
            copies.add(List.copyOf(set));
        }
        sets = List.copyOf(copies);
    }
}
