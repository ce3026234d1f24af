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
    /** It did. */
    APPLIED,
    /** It cannot be told: the answer was lost. */
    UNKNOWN
}
