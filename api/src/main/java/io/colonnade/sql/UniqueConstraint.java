// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * No two rows have the same values in all of these columns.
 *
 * @param name its name; null where its author gave none
 * @param columns the columns
 * @param deferral when it is checked
 */
public record UniqueConstraint(String name, List<Column<?>> columns, Deferral deferral) implements TableConstraint {

    public UniqueConstraint {
        if (name != null) {
            Usage.name(name, "the name of a unique constraint");
        }
        Usage.notEmpty(columns, "the columns of a unique constraint");
        Usage.required(deferral, "the deferral of a unique constraint");
        columns = List.copyOf(columns);
    }

    /** A unique constraint without a name. */
    public static UniqueConstraint of(Column<?>... columns) {
        return new UniqueConstraint(null, Usage.asList(columns, "the columns of a unique constraint"), Deferral.NOT_DEFERRABLE);
    }

    /** The same with a name. */
    public UniqueConstraint named(String name) {
        return new UniqueConstraint(name, columns, deferral);
    }

    /** The same, checked at another time. */
    public UniqueConstraint deferrable(Deferral deferral) {
        return new UniqueConstraint(name, columns, deferral);
    }
}
