// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How an UPDATE reads further tables. */
public enum UpdateFrom {
    /** {@code UPDATE t SET a = s.b FROM s WHERE …}. */
    FROM,
    /** {@code UPDATE t CROSS JOIN s SET t.a = s.b WHERE …}. */
    MULTI_TABLE,
    /** It cannot. */
    NONE
}
