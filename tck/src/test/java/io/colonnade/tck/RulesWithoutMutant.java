// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.util.Map;
import java.util.TreeMap;

/** The rules that no broken reference backend breaks, and why. The list may only become shorter. */
final class RulesWithoutMutant {

    static final Map<String, String> REASONS = new TreeMap<>();

    /** The rules of the forms of SQL, of which the reference backend has few. */
    private static final int FIRST_OF_FORMS = 101;
    private static final int LAST_OF_FORMS = 127;

    static {
        for (int number = FIRST_OF_FORMS; number <= LAST_OF_FORMS; number++) {
            REASONS.put("FLG-" + number, "each of its claims is turned round on real databases by the tests that use FlipTable");
        }
    }

    private RulesWithoutMutant() {
    }
}
