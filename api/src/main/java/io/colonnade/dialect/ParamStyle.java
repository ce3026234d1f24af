// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a database marks the place of a value in SQL text. */
public enum ParamStyle {
    /** {@code ?} for each value, in the order of the text. */
    QMARK,
    /** {@code $1}, {@code $2} and so on, in the order of the text. */
    DOLLAR_NUMERIC;

    /**
     * Writes a placeholder.
     *
     * @param index its number in the text, from 1
     */
    public void append(StringBuilder sql, int index) {
        if (this == QMARK) {
            sql.append('?');
        } else {
            sql.append('$').append(index);
        }
    }
}
