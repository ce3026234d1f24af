// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** Where the kind of an index is said. */
public enum IndexMethod {
    /** {@code ON notes USING gin (text)}. */
    BEFORE_COLUMNS,
    /** {@code ON notes (text) USING HASH}. */
    AFTER_COLUMNS,
    /** Nowhere. */
    NONE
}
