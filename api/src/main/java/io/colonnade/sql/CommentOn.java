// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * Sets the comment that the database keeps of a table or a column. Made with {@link Sql#commentOn}.
 *
 * @param table the table
 * @param column the column; null where the comment is the table's
 * @param comment the comment; null removes it
 */
public record CommentOn(Table table, Column<?> column, String comment) implements DdlStatement {

    public CommentOn {
        Usage.required(table, "the table of commentOn");
        if (column != null && column.table() != table) {
            throw Usage.error("column " + column + " is no column of table " + table);
        }
    }
}
