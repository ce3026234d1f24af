// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * All time zones that this JDK knows, and all their transitions of 1900 to 2037.
 *
 * @param zones the ids, in alphabetical order
 * @param transitions by zone, then by time
 */
record ZoneData(List<String> zones, List<ZoneTransition> transitions) {

    /** Where the data begins. */
    static final Instant FROM = Instant.parse("1900-01-01T00:00:00Z");

    /** The first moment after the data; rules go on for ever. */
    static final Instant UNTIL = Instant.parse("2038-01-01T00:00:00Z");

    static ZoneData read() {
        List<String> zones = ZoneRulesProvider.getAvailableZoneIds().stream().sorted().toList();
        List<ZoneTransition> transitions = new ArrayList<>();
        for (String zone : zones) {
            addTransitions(zone, transitions);
        }
        return new ZoneData(zones, List.copyOf(transitions));
    }

    private static void addTransitions(String zone, List<ZoneTransition> transitions) {
        ZoneRules rules = ZoneRulesProvider.getRules(zone, false);
        // nextTransition gives those that are listed and then those that the rules generate.
        ZoneOffsetTransition next = rules.nextTransition(FROM.minusNanos(1));
        while (next != null && next.getInstant().isBefore(UNTIL)) {
            transitions.add(new ZoneTransition(zone, next.getInstant(), next.getOffsetBefore().getTotalSeconds(),
                    next.getOffsetAfter().getTotalSeconds()));
            next = rules.nextTransition(next.getInstant());
        }
    }
}
