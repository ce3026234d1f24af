// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ZoneDataTest {

    private final ZoneData data = ZoneData.read();

    @Test
    void everyZoneIsRead() {
        assertEquals(List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds())), data.zones());
    }

    @Test
    void everyListedAndEveryGeneratedTransitionIsReadOnce() {
        long expected = data.zones().stream().mapToLong(zone -> count(ZoneId.of(zone).getRules())).sum();
        assertEquals(expected, data.transitions().size());
        assertEquals(expected, Set.copyOf(data.transitions()).size());
    }

    @Test
    void berlinChangesItsClocksTwiceAYear() {
        Instant from = LocalDate.of(1996, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant until = LocalDate.of(2031, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<ZoneTransition> berlin = data.transitions().stream()
                .filter(transition -> transition.zone().equals("Europe/Berlin"))
                .filter(transition -> !transition.at().isBefore(from) && transition.at().isBefore(until))
                .toList();
        assertEquals(2 * (2031 - 1996), berlin.size());
        assertEquals(new ZoneTransition("Europe/Berlin", Instant.parse("1996-03-31T01:00:00Z"), 3600, 7200), berlin.get(0));
        assertEquals(new ZoneTransition("Europe/Berlin", Instant.parse("2030-10-27T01:00:00Z"), 7200, 3600), berlin.get(69));
    }

    /** Counts in another way than the program: the list as it is, and the rules applied to each year. */
    private static long count(ZoneRules rules) {
        List<ZoneOffsetTransition> listed = rules.getTransitions();
        long count = listed.stream().filter(ZoneDataTest::isInRange).count();
        ZoneOffsetTransition last = listed.isEmpty() ? null : listed.get(listed.size() - 1);
        for (int year = 1900; last != null && year <= 2037; year++) {
            int applied = year;
            count += rules.getTransitionRules().stream().map(rule -> rule.createTransition(applied))
                    .filter(transition -> transition.compareTo(last) > 0 && isInRange(transition)).count();
        }
        return count;
    }

    private static boolean isInRange(ZoneOffsetTransition transition) {
        return !transition.getInstant().isBefore(ZoneData.FROM) && transition.getInstant().isBefore(ZoneData.UNTIL);
    }
}
