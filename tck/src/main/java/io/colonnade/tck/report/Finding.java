// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.report;

import java.util.List;

/**
 * One claim of a dialect and what the live database showed of it.
 *
 * @param component the component of the dialect, as {@link io.colonnade.dialect.Dialect#components} names it
 * @param claim what is claimed: the component itself, or a part of it such as a feature or a function
 * @param declared what the dialect says
 * @param observed what was seen
 * @param verdict what follows
 * @param statements what was sent to see it, in order; a statement that was refused says so
 * @param reason why nothing could be seen, or what else there is to say; may be empty
 */
public record Finding(String component, String claim, String declared, String observed, Verdict verdict, List<String> statements,
                      String reason) {
    public Finding {
        statements = List.copyOf(statements);
    }

    /** Its name in tables: the component alone, or with the part of it. */
    public String label() {
        return claim.equals(component) ? component : component + " " + claim;
    }

    @Override
    public String toString() {
        return verdict + ": " + label() + " is declared as " + declared + "; observed: " + observed
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
