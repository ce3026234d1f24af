// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Puts values that are given by name into the places of a compiled statement. Immutable. */
final class NamedValues {

    private final int[] places;
    private final String[] names;
    private final SqlType<?>[] types;
    private final int[] elements;
    private final Set<String> distinct = new LinkedHashSet<>();

    /**
     * For a compiled statement.
     *
     * @param inLists for each placeholder the index in its list, {@link ListValues#ARRAY} or {@link ListParameters#SINGLE}; null where
     *     there are no lists
     */
    NamedValues(Compiled compiled, int[] inLists) {
        List<Parameter> parameters = compiled.parameters();
        int[] found = new int[parameters.size()];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (parameters.get(i).name() != null) {
                found[count++] = i;
                distinct.add(parameters.get(i).name());
            }
        }
        places = java.util.Arrays.copyOf(found, count);
        names = new String[count];
        types = new SqlType<?>[count];
        for (int i = 0; i < count; i++) {
            names[i] = parameters.get(places[i]).name();
            types[i] = parameters.get(places[i]).declared();
        }
        elements = inLists == null ? null : java.util.Arrays.stream(places).map(place -> inLists[place]).toArray();
    }

    /**
     * Puts the values into the array.
     *
     * @param row the number of the row in a batch; -1 where there is only one
     * @return the array
     * @throws io.colonnade.error.UsageException naming every parameter that is missing or unknown, or the one whose value has another class
     */
    Object[] layOut(Object[] binds, Map<String, ?> values, int row) {
        if (values.size() != distinct.size()) {
            throw wrongNames(values, row);
        }
        for (int i = 0; i < places.length; i++) {
            Object value = values.get(names[i]);
            if (value == null && !values.containsKey(names[i])) {
                throw wrongNames(values, row);
            }
            if (value instanceof ListValues.Snapshot list) {
                binds[places[i]] = inList(i, list.elements());
                continue;
            }
            SqlType<?> type = types[i];
            if (row >= 0 && value instanceof java.util.Collection<?> && !(type != null && type.javaType().isInstance(value))) {
                throw Refusal.usage(prefix(row) + "parameter " + names[i] + " is given a list; a statement with a list is run once, not "
                        + "many times");
            }
            binds[places[i]] = stored(i, value, row);
        }
        return binds;
    }

    /** Refuses values of which a part would be dropped. */
    void requireWhole(Map<String, ?> values, int row) {
        for (int i = 0; i < places.length; i++) {
            if (types[i] != null) {
                Fraction.requireWhole(types[i], values.get(names[i]), prefix(row) + "parameter " + names[i], row);
            }
        }
    }

    /** One element of a list, the last where the places are more, or all of them. */
    private Object inList(int i, Object[] list) {
        if (elements[i] == ListParameters.SINGLE) {
            throw Refusal.usage("parameter " + names[i] + " is given a list, which can stand only in in(param(…)) or notIn(param(…))");
        } else if (elements[i] != ListValues.ARRAY) {
            return stored(i, list[Math.min(elements[i], list.length - 1)], -1);
        }
        List<Object> all = new ArrayList<>(list.length);
        for (Object element : list) {
            all.add(stored(i, element, -1));
        }
        return new ArrayBind(List.copyOf(all));
    }

    private Object stored(int i, Object value, int row) {
        SqlType<?> type = types[i];
        boolean asItIs = type == null || type.converter() == null && type.javaType().isInstance(value);
        return asItIs ? value : converted(i, value, row);
    }

    private Object converted(int i, Object value, int row) {
        try {
            return types[i].toDatabase(types[i].convert(value), "parameter " + names[i]);
        } catch (ClassCastException e) {
            throw Refusal.usage(prefix(row) + "parameter " + names[i] + ": " + e.getMessage());
        }
    }

    private RuntimeException wrongNames(Map<String, ?> values, int row) {
        List<String> missing = new ArrayList<>(distinct);
        missing.removeAll(values.keySet());
        Set<String> extra = new TreeSet<>(java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()));
        extra.addAll(values.keySet());
        extra.removeAll(distinct);
        StringBuilder message = new StringBuilder(prefix(row));
        if (!missing.isEmpty()) {
            message.append("no value is given for ").append(missing);
        }
        if (!extra.isEmpty()) {
            message.append(missing.isEmpty() ? "" : ", and ").append("there is no parameter ").append(extra);
        }
        return Refusal.usage(message.append("; the statement takes ").append(distinct.isEmpty() ? "none" : distinct).toString());
    }

    private static String prefix(int row) {
        return row < 0 ? "" : "row " + row + ": ";
    }
}
