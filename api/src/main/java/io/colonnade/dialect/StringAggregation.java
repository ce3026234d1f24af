// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How the texts of a group are joined. */
public enum StringAggregation {
    /** {@code string_agg(DISTINCT text, ', ' ORDER BY …)}. */
    STRING_AGG,
    /** As {@link #STRING_AGG}, but never DISTINCT. */
    STRING_AGG_OF_ALL,
    /** {@code group_concat(DISTINCT text ORDER BY … SEPARATOR ', ')}. */
    GROUP_CONCAT
}
