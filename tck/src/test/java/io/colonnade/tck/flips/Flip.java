// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.flips;

import io.colonnade.dialect.DialectBuilder;
import java.util.function.UnaryOperator;

/**
 * One claim of a dialect, turned round.
 *
 * @param component the component
 * @param claim what is turned round, and to what
 * @param over whether more is claimed than before, or something else; otherwise less
 * @param change turns it round
 */
public record Flip(String component, String claim, boolean over, UnaryOperator<DialectBuilder> change) {

    /** How tables name it. */
    public String label() {
        return component + " " + claim;
    }
}
