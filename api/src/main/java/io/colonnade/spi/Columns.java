// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a result's columns, in order; a name may stand more than once. Immutable, made once for a prepared statement.
 *
 * @since 0.1
 */
public final class Columns {

    /** No column has that name. */
    public static final int ABSENT = -1;
    /** More than one column has that name. */
    public static final int AMBIGUOUS = -2;

    private final List<String> names;
    private final Map<String, Integer> indexes;
    private final int size;

    public Columns(List<String> names) {
        this.names = List.copyOf(names);
        size = this.names.size();
        indexes = new HashMap<>();
        for (int i = 0; i < size; i++) {
            indexes.merge(this.names.get(i), i, (first, second) -> AMBIGUOUS);
        }
    }

    /** The names, in order. */
    public List<String> names() {
        return names;
    }

    /** How many columns there are. */
    public int size() {
        return size;
    }

    /** The index, from 0, of the column with exactly that name, or {@link #ABSENT} or {@link #AMBIGUOUS}. */
    public int indexOf(String name) {
        return indexes.getOrDefault(name, ABSENT);
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
