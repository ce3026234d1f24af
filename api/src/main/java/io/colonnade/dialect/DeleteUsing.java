// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a DELETE reads further tables. */
public enum DeleteUsing {
    /** {@code DELETE FROM t USING s WHERE …}. */
    USING,
    /** {@code DELETE FROM t USING t CROSS JOIN s WHERE …}. */
    MULTI_TABLE,
    /** It cannot: {@code DELETE FROM t WHERE EXISTS (SELECT 1 FROM s WHERE …)} deletes the same rows. */
    NONE
}
