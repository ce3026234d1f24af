// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import java.util.List;

/**
 * A set of values that lie between bounds: one range or several. Immutable.
 *
 * @param <T> the Java class of the bounds
 */
public sealed interface RangeSet<T> permits Range, Multirange {

    /** Its ranges, none of them empty, in order; those of a multirange have gaps between them. */
    List<Range<T>> ranges();

    /** Whether nothing lies in it. */
    default boolean isEmpty() {
        return ranges().isEmpty();
    }

    /** Whether a value lies in it. */
    default boolean contains(T value) {
        return ranges().stream().anyMatch(range -> range.includes(value));
    }
}
