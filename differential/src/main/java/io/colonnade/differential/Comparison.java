// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.dialect.Dialect;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the answers to one step and explains differences by the known ones. Remembers which were met, and where. */
final class Comparison {

    private final Map<String, Dialect> dialects;
    private final Map<KnownDifference, Set<String>> met = new EnumMap<>(KnownDifference.class);

    Comparison(Map<String, Dialect> dialects) {
        this.dialects = dialects;
    }

    /** The differences that were met, each with the databases that differed from the others. */
    Map<KnownDifference, Set<String>> met() {
        return met;
    }

    /**
     * Whether the answers are the same, or differ only by known differences.
     *
     * @param answers by the name of the database
     */
    boolean explains(Step step, Map<String, String> answers) {
        Map<String, String> rest = new LinkedHashMap<>(answers);
        for (KnownDifference difference : step.instead().keySet()) {
            if (!takeKnown(difference, step.instead().get(difference), rest)) {
                return false;
            }
        }
        if (same(rest)) {
            return true;
        }
        for (KnownDifference difference : step.allowed()) {
            if (difference.isForm() && takeForm(difference, rest)) {
                return true;
            }
        }
        return sameInEachPart(step, rest);
    }

    /** Takes out the answers that are known; false if one of them is another. */
    private boolean takeKnown(KnownDifference difference, String expected, Map<String, String> rest) {
        for (String name : dialects.keySet()) {
            if (rest.containsKey(name) && difference.applies(dialects.get(name))) {
                if (!expected.equals(rest.get(name))) {
                    return false;
                }
                rest.remove(name);
                meet(difference, name);
            }
        }
        return true;
    }

    /** Takes a difference of form out of all answers; whether they are the same then. */
    private boolean takeForm(KnownDifference difference, Map<String, String> rest) {
        Map<String, String> before = new HashMap<>(rest);
        rest.replaceAll((name, answer) -> difference.without(answer));
        Map<String, Set<String>> spellings = new HashMap<>();
        before.forEach((name, answer) -> spellings.computeIfAbsent(rest.get(name), key -> new HashSet<>()).add(answer));
        if (spellings.values().stream().anyMatch(several -> several.size() > 1)) {
            rest.keySet().stream().filter(name -> difference.applies(dialects.get(name))).forEach(name -> meet(difference, name));
        }
        return same(rest);
    }

    /** Whether the databases to which the same differences apply gave the same answer. */
    private boolean sameInEachPart(Step step, Map<String, String> rest) {
        Map<Set<KnownDifference>, String> parts = new HashMap<>();
        for (Map.Entry<String, String> answer : rest.entrySet()) {
            Set<KnownDifference> part = EnumSet.noneOf(KnownDifference.class);
            step.allowed().stream().filter(known -> !known.isForm() && known.applies(dialects.get(answer.getKey()))).forEach(part::add);
            String other = parts.putIfAbsent(part, answer.getValue());
            if (other != null && !other.equals(answer.getValue())) {
                return false;
            }
        }
        for (Map.Entry<String, String> answer : rest.entrySet()) {
            step.allowed().stream().filter(known -> !known.isForm() && known.applies(dialects.get(answer.getKey())))
                    .forEach(known -> meet(known, answer.getKey()));
        }
        return true;
    }

    private void meet(KnownDifference difference, String name) {
        met.computeIfAbsent(difference, key -> new TreeSet<>()).add(name);
    }

    private static boolean same(Map<String, String> answers) {
        return new HashSet<>(answers.values()).size() <= 1;
    }
}
