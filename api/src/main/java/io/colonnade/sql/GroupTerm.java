// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What rows can be grouped by: an expression, or several groupings at once. */
public sealed interface GroupTerm permits Expression, GroupingSets {
}
