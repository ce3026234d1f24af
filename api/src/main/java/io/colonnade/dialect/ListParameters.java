// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.NamedParameter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The lists that an expression looks for a value in, for one run: found as the tree is walked. For one thread. */
final class ListParameters {

    /** The parameter is given one value and no list. */
    static final int SINGLE = -2;

    private final Dialect dialect;
    private final Map<String, ?> values;
    private final Map<String, ListValues.Snapshot> lists = new HashMap<>();

    ListParameters(Dialect dialect, Map<String, ?> values) {
        this.dialect = dialect;
        this.values = values;
    }

    /** How many placeholders a list takes; {@link ListValues#ARRAY} for one that holds all, {@link #SINGLE} for one of a plain value. */
    int size(NamedParameter<?> parameter) {
        if (!(values.get(parameter.name()) instanceof Collection<?> list)) {
            return SINGLE;
        }
        Object[] elements = lists.computeIfAbsent(parameter.name(), name -> ListValues.snapshot(name, list)).elements();
        boolean array = elements.length > 0 && Shape.hasArrays(parameter.type()) && ListValues.isArray(dialect, elements);
        return array ? ListValues.ARRAY : ListValues.rounded(elements.length);
    }

    /** The values with a snapshot in place of each list; an empty one, which has no place, is left out. */
    Map<String, ?> placed() {
        Map<String, Object> placed = new HashMap<>(values);
        lists.forEach((name, list) -> {
            if (list.elements().length == 0) {
                placed.remove(name);
            } else {
                placed.put(name, list);
            }
        });
        return placed;
    }
}
