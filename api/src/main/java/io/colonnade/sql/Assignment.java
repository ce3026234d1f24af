// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A column and what it is set to.
 *
 * @param column the column
 * @param value what it is set to
 */
public record Assignment(Column<?> column, Expression<?> value) {

    public Assignment {
        Usage.required(column, "the column that is set");
        Usage.required(value, "the value of column " + column);
    }
}
