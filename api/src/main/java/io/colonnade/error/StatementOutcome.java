// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

/**
 * Whether the failed operation changed the database all the same.
 *
 * @since 0.1
 */
public enum StatementOutcome {
    /** It did not. */
    NOT_APPLIED,
    /** It did: what went wrong came after the database had answered, such as reading a row; or a later statement of its script failed. */
    APPLIED,
    /** It cannot be told: the answer was lost, or what it did stands in a transaction that is open, whose end decides. */
    UNKNOWN
}
