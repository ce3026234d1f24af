// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant. */
final class Suggestion {

    private static final int LONGEST = 40;

    private Suggestion() {
    }

    /** The known name that fewest changes of a letter make of the given one, if a third of its letters is enough. */
    static Optional<String> nearest(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = given.toLowerCase(Locale.ROOT).replace('-', '_');
        String nearest = null;
        int fewest = Math.max(2, given.length() / 3) + 1;
        for (String name : known) {
            int distance = distance(lower, name.toLowerCase(Locale.ROOT));
            if (distance < fewest) {
                nearest = name;
                fewest = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** A name for a message, cut where no known name is that long. */
    static String shortened(String given) {
        return given.length() > LONGEST ? given.substring(0, LONGEST) + "…" : given;
    }

    /** The Levenshtein distance: how many letters must be put in, taken out or changed. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
