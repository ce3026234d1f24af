// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * Columns that refer to the key of a row, of another table or of the same one.
 *
 * @param name its name; null where its author gave none
 * @param columns the columns that refer
 * @param references the columns they refer to, in the same order, all of one table
 * @param onDelete what happens where that row is deleted
 * @param onUpdate what happens where that row's key changes
 * @param deferral when it is checked
 */
public record ForeignKey(String name, List<Column<?>> columns, List<Column<?>> references, ReferentialAction onDelete,
                         ReferentialAction onUpdate, Deferral deferral) implements TableConstraint {

    public ForeignKey {
        if (name != null) {
            Usage.name(name, "the name of a foreign key");
        }
        Usage.notEmpty(columns, "the columns of a foreign key");
        Usage.notEmpty(references, "the columns that a foreign key references");
        Usage.required(onDelete, "the action of a foreign key");
        Usage.required(onUpdate, "the action of a foreign key");
        Usage.required(deferral, "the deferral of a foreign key");
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

    /** A foreign key without a name, checked with each statement, to keys that do not change. */
    public ForeignKey(List<Column<?>> columns, List<Column<?>> references, ReferentialAction onDelete) {
        this(null, columns, references, onDelete, ReferentialAction.NO_ACTION, Deferral.NOT_DEFERRABLE);
    }

    /** A foreign key of one column. */
    public static <T> ForeignKey of(Column<T> column, Column<T> references) {
        return new ForeignKey(List.of(Usage.required(column, "the column of a foreign key")),
                List.of(Usage.required(references, "the referenced column of a foreign key")), ReferentialAction.NO_ACTION);
    }

    /** A foreign key of several columns. */
    public static ForeignKey of(List<Column<?>> columns, List<Column<?>> references) {
        return new ForeignKey(columns, references, ReferentialAction.NO_ACTION);
    }

    /** The same with a name. */
    public ForeignKey named(String name) {
        return new ForeignKey(name, columns, references, onDelete, onUpdate, deferral);
    }

    /** The same with what happens where the row is deleted. */
    public ForeignKey onDelete(ReferentialAction action) {
        return new ForeignKey(name, columns, references, action, onUpdate, deferral);
    }

    /** The same with what happens where the row's key changes. */
    public ForeignKey onUpdate(ReferentialAction action) {
        return new ForeignKey(name, columns, references, onDelete, action, deferral);
    }

    /** The same, checked at another time. */
    public ForeignKey deferrable(Deferral deferral) {
        return new ForeignKey(name, columns, references, onDelete, onUpdate, deferral);
    }
}
