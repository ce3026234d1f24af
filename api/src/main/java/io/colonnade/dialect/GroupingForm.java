// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How rows are grouped in several ways at once. */
public enum GroupingForm {
    /** {@code GROUP BY ROLLUP (a, b)}, CUBE and GROUPING SETS, as often as needed and beside other terms. */
    GROUPING_SETS,
    /** {@code GROUP BY a, b WITH ROLLUP} and nothing else. */
    WITH_ROLLUP,
    /** Not at all. */
    NONE
}
