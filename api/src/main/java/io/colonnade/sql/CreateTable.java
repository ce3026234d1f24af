// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * CREATE TABLE with the table's columns, keys and constraints. Made with {@link Sql#createTable}.
 *
 * <p>What databases create by a statement of its own is not part of it: indexes, and comments where they are no clause of CREATE TABLE.
 * {@link Sql#createAll} creates a table with all that belongs to it.
 *
 * @param table the table
 * @param ifAbsent whether a table of that name is left as it is instead of being an error
 * @param temporary whether it lives as long as the connection and is seen by it alone
 * @param withIndexes whether the table's indexes are declared in the same statement, which only some databases can
 * @param without those of the table's foreign keys that are left out, to be added later
 */
public record CreateTable(Table table, boolean ifAbsent, boolean temporary, boolean withIndexes, List<ForeignKey> without)
        implements DdlStatement {

    public CreateTable {
        if (Usage.required(table, "the table of createTable").columns().isEmpty()) {
            throw Usage.error("table " + table + " declares no columns");
        }
        without = Usage.copy(without, "the foreign keys to leave out");
        for (ForeignKey key : without) {
            if (!table.foreignKeys().contains(key)) {
                throw Usage.error("table " + table + " is to be created without a foreign key that it does not have: " + key.columns());
            }
        }
    }

    static CreateTable of(Table table) {
        return new CreateTable(table, false, false, false, List.of());
    }

    /** Leaves a table of that name as it is, whatever it looks like. */
    public CreateTable ifNotExists() {
        return new CreateTable(table, true, temporary, withIndexes, without);
    }

    /** Creates it for the connection alone: run it, and whatever uses the table, with {@code withConnection} or in one transaction. */
    public CreateTable asTemporary() {
        return new CreateTable(table, ifAbsent, true, withIndexes, without);
    }

    /** Declares the table's indexes in the same statement (MySQL, MariaDB). */
    public CreateTable includingIndexes() {
        return new CreateTable(table, ifAbsent, temporary, true, without);
    }

    /** Leaves out foreign keys, which {@link AlterTable} adds later: for tables that refer to each other. */
    public CreateTable withoutForeignKeys(List<ForeignKey> keys) {
        return new CreateTable(table, ifAbsent, temporary, withIndexes, keys);
    }
}
