// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck;

import java.util.Map;
import java.util.TreeMap;

/** The rules that no broken reference backend breaks, and why. The list may only become shorter. */
final class RulesWithoutMutant {

    static final Map<String, String> REASONS = new TreeMap<>();

    private RulesWithoutMutant() {
    }
}
