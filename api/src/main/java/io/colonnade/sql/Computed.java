// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** Where a computed column gets its value. */
public enum Computed {
    /** It is calculated when the row is written, and kept. */
    STORED,
    /** It is calculated when the row is read. */
    VIRTUAL
}
