// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * CREATE TABLE with the table's columns, keys and constraints. Made with {@link Sql#createTable}.
 *
 * @param table the table
 * @param ifAbsent whether a table of that name is left as it is instead of being an error
 */
public record CreateTable(Table table, boolean ifAbsent) implements Statement {

    public CreateTable {
        if (Usage.required(table, "the table of createTable").columns().isEmpty()) {
            throw Usage.error("table " + table + " declares no columns");
        }
    }

    /** Leaves a table of that name as it is, whatever it looks like. */
    public CreateTable ifNotExists() {
        return new CreateTable(table, true);
    }
}
