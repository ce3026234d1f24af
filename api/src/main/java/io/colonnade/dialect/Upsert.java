// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a database inserts a row or, where its key is there already, does something else. */
public enum Upsert {
    /** {@code ON CONFLICT (key) DO UPDATE SET a = excluded.a}. */
    ON_CONFLICT,
    /** {@code VALUES (…) AS excluded ON DUPLICATE KEY UPDATE a = excluded.a}: for all keys of the table. */
    ON_DUPLICATE_KEY_ALIAS,
    /** {@code VALUES (…) ON DUPLICATE KEY UPDATE a = VALUES(a)}: for all keys of the table. */
    ON_DUPLICATE_KEY_VALUES,
    /** It cannot. */
    NONE
}
