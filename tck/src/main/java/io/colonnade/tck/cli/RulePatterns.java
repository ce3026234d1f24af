// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.tck.RuleBook;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses rules by their ids, in which {@code *} stands for anything. */
final class RulePatterns {

    private RulePatterns() {
    }

    /**
     * The ids of the rules that one of the patterns names; all where there are none.
     *
     * @throws IllegalArgumentException for a pattern that names no rule
     */
    static Set<String> select(List<String> patterns) {
        Set<String> all = RuleBook.rules().stream().map(RuleBook.Entry::id).collect(Collectors.toCollection(TreeSet::new));
        if (patterns.isEmpty()) {
            return all;
        }
        Set<String> chosen = new TreeSet<>();
        for (String pattern : patterns) {
            Pattern regex = Pattern.compile(("\\Q" + pattern.strip().toUpperCase(Locale.ROOT) + "\\E").replace("*", "\\E.*\\Q"));
            Set<String> named = all.stream().filter(id -> regex.matcher(id).matches()).collect(Collectors.toSet());
            if (named.isEmpty()) {
                throw new IllegalArgumentException("--rules " + pattern
                        + " names no rule; an id is three letters and a number, such as TXN-04,"
                        + " and * stands for anything. --list shows all.");
            }
            chosen.addAll(named);
        }
        return chosen;
    }
}
