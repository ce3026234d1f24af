// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Columns that refer to the key of a row, of another table or of the same one.
 *
 * @param columns the columns that refer
 * @param references the columns they refer to, in the same order, all of one table
 * @param onDelete what happens where that row is deleted
 */
public record ForeignKey(List<Column<?>> columns, List<Column<?>> references, ReferentialAction onDelete) {

    public ForeignKey {
        Usage.notEmpty(columns, "the columns of a foreign key");
        Usage.notEmpty(references, "the columns that a foreign key references");
        Usage.required(onDelete, "the action of a foreign key");
        columns = List.copyOf(columns);
        references = List.copyOf(references);
        if (columns.size() != references.size()) {
            throw Usage.error("a foreign key of " + columns.size() + " columns " + columns + " references " + references.size()
                    + " columns " + references + "; give as many");
        }
        for (Column<?> reference : references) {
            if (reference.table() != references.get(0).table()) {
                throw Usage.error("a foreign key references columns of several tables: " + references);
            }
        }
    }
}
