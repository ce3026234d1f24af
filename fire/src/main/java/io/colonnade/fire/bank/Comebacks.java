// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.fire.Figures;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long after a server accepted connections again its clients were served. */
final class Comebacks {

    private final String name;
    private final Map<Fault, List<Long>> millis = new EnumMap<>(Fault.class);

    /**
     * None yet.
     *
     * @param name of what is counted
     */
    Comebacks(String name) {
        this.name = name;
    }

    /** One more; a negative time is none. */
    void add(Fault fault, long nanos, Figures figures) {
        if (nanos >= 0) {
            long time = TimeUnit.NANOSECONDS.toMillis(nanos);
            millis.computeIfAbsent(fault, each -> new ArrayList<>()).add(time);
            figures.max(name + " ms, max, " + fault, time);
        }
    }

    /** Adds the medians of this run. */
    void finish(Figures figures) {
        millis.forEach((fault, times) -> figures.max(name + " ms, median, " + fault, times.stream().sorted().toList().get(times.size() / 2)));
    }
}
