// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The lists among the values of one run of raw text. Each becomes so many placeholders, rounded up so that few different texts come about,
 * or one array.
 *
 * @param sizes for each name with a list the number of its placeholders, or {@link #ARRAY}
 * @param values all values, with a snapshot in place of each list
 */
record ListValues(Map<String, Integer> sizes, Map<String, ?> values) {

    /** The list is one placeholder. */
    static final int ARRAY = -1;

    /** Up to here a list is placeholders wherever it may be an array as well: then the server plans for what it holds. */
    static final int SHORT = 8;

    private static final int ROUNDED_UP_TO = 16_384;

    /** The classes of whose values every database with arrays has some. */
    private static final Set<Class<?>> CLASSES = Set.of(Short.class, Integer.class, Long.class, BigDecimal.class, Float.class, Double.class,
            String.class, LocalDate.class, LocalTime.class, LocalDateTime.class, OffsetDateTime.class, UUID.class);

    /** A list as it was when the statement was run, without null. */
    record Snapshot(Object[] elements) {
    }

    static boolean isIn(Map<String, ?> values) {
        if (!values.isEmpty()) {
            for (Object value : values.values()) {
                if (value instanceof Collection<?>) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Finds the lists. One that holds null is refused. */
    static ListValues of(Dialect dialect, Map<String, ?> values) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Map<String, Object> all = new HashMap<>(values);
        values.forEach((name, value) -> {
            if (value instanceof Collection<?> list) {
                Snapshot snapshot = snapshot(name, list);
                all.put(name, snapshot);
                sizes.put(name, isArray(dialect, snapshot.elements) ? ARRAY : rounded(snapshot.elements.length));
            }
        });
        return new ListValues(sizes, all);
    }

    /** Refuses a list that holds null. */
    static Snapshot snapshot(String name, Collection<?> list) {
        Object[] elements = list.toArray();
        int nullAt = Arrays.asList(elements).indexOf(null);
        if (nullAt >= 0) {
            throw Refusal.usage("parameter " + name + ": element " + nullAt + " of the list is null, and SQL's NULL equals nothing, "
                    + "so that NOT IN would find no row; leave it out and add IS NULL");
        }
        return new Snapshot(elements);
    }

    static boolean isArray(Dialect dialect, Object[] elements) {
        if (!dialect.has(Feature.ARRAY_PARAMETERS) || elements.length > 0 && elements.length <= SHORT) {
            return false;
        }
        for (Object element : elements) {
            if (element.getClass() != elements[0].getClass() || !CLASSES.contains(element.getClass())) {
                return false;
            }
        }
        return true;
    }

    static int rounded(int size) {
        return size <= 1 || size > ROUNDED_UP_TO ? size : Integer.highestOneBit(size - 1) * 2;
    }

    /** The values without empty lists that the text names, for those have no placeholder. */
    Map<String, ?> placed(Collection<String> names) {
        if (!sizes.containsValue(0)) {
            return values;
        }
        Map<String, Object> placed = new HashMap<>(values);
        sizes.forEach((name, size) -> {
            if (size == 0 && names.contains(name)) {
                placed.remove(name);
            }
        });
        return Collections.unmodifiableMap(placed);
    }
}
