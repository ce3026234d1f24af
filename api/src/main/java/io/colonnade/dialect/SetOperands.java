// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a query stands in UNION, INTERSECT or EXCEPT where it is more than a select, or must be kept from what stands around it. */
public enum SetOperands {
    /** In parentheses. */
    PARENTHESES,
    /** As {@code SELECT * FROM (…) AS operand}. */
    DERIVED_TABLE
}
