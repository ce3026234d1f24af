// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.tck.RuleBook;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what an implementer leaves out, so that a misspelt id does not leave out nothing unseen. */
final class Exclusions {

    private Exclusions() {
    }

    static void check(Map<String, String> exclusions) {
        Set<String> unknown = new TreeSet<>(exclusions.keySet());
        unknown.removeAll(RuleBook.rules().stream().map(RuleBook.Entry::id).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("exclusions() names rules that do not exist: " + unknown
                    + "; an id is three letters and a number, such as TXN-04");
        }
    }
}
