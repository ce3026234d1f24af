// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a drill has counted, and the first faults that it found. Safe for use by many threads. */
public final class Figures {

    private static final String FAULTS = "faults";
    private static final int SHOWN_FAULTS = 20;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    /** Nothing counted yet. */
    public Figures() {
        counts.put(FAULTS, 0L);
    }

    /** Counts one more. */
    public void count(String name) {
        add(name, 1);
    }

    /** Counts some more. */
    public synchronized void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    /** Keeps the greatest of what is given under a name, such as a time in milliseconds. */
    public synchronized void max(String name, long value) {
        counts.merge(name, value, Math::max);
    }

    /** How many were counted; 0 if none. */
    public synchronized long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Something was not as it must be. */
    public synchronized void fault(String sentence) {
        counts.merge(FAULTS, 1L, Long::sum);
        if (faults.size() < SHOWN_FAULTS) {
            faults.add(sentence);
        }
    }

    /** Something must be so, or else it is a fault. */
    public void expect(boolean so, String otherwise) {
        if (!so) {
            fault(otherwise);
        }
    }

    /** The first faults; empty if there were none. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** All counts by name. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** All counts on one line, in the order of their names. */
    @Override
    public synchronized String toString() {
        return counts.entrySet().stream().map(count -> count.getKey().replace(' ', '-') + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }
}
