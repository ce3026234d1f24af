// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A select under a name, to be read like a table. Made with {@link Select#as}.
 *
 * @param select the select
 * @param name its name
 */
public record DerivedTable(Select select, String name) implements Source {

    public DerivedTable {
        Usage.required(select, "the select of a derived table");
        Usage.name(name, "the name of a derived table");
    }

    /** A column that the select returns as it is. */
    public <T> AliasColumn<T> column(Column<T> column) {
        Usage.required(column, "the column of derived table " + name);
        for (SelectItem item : select.clauses().items()) {
            if (item.equals(column)) {
                return new AliasColumn<>(this, column.name(), column.type(), column);
            }
        }
        throw Usage.error("derived table " + name + " does not return column " + column + "; add it to its select");
    }

    /** A column that the select returns under a label. */
    public <T> AliasColumn<T> column(Labelled<T> labelled) {
        Usage.required(labelled, "the column of derived table " + name);
        if (!select.clauses().items().contains(labelled)) {
            throw Usage.error("derived table " + name + " does not return a column labelled " + labelled.label()
                    + "; add it to its select");
        }
        return new AliasColumn<>(this, labelled.label(), labelled.expression().type(), null);
    }
}
