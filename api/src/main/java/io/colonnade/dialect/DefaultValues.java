// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a database inserts a row that consists of defaults only. */
public enum DefaultValues {
    /** {@code INSERT INTO t DEFAULT VALUES}. */
    DEFAULT_VALUES,
    /** {@code INSERT INTO t () VALUES ()}. */
    EMPTY_LISTS,
    /** It cannot. */
    NONE
}
