// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What rows can be ordered by: an expression or a labelled one, ascending unless {@link Ordering} says otherwise. */
public sealed interface OrderTerm permits Expression, Labelled, Ordering {
}
