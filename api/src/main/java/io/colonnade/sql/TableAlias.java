// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A table under another name, so that a select can read it twice. Immutable.
 *
 * @param table the table
 * @param name its name in the select
 */
public record TableAlias(Table table, String name) implements Source {

    public TableAlias {
        Usage.required(table, "the table of an alias");
        Usage.name(name, "the alias of table " + table.name());
    }

    /** As {@link Table#columnsAs}, read through this alias. */
    public List<Labelled<?>> columnsAs(String prefix) {
        Usage.name(prefix, "the prefix of the columns of alias " + name);
        List<Labelled<?>> labelled = new ArrayList<>();
        table.columns().forEach(column -> labelled.add(column(column).as(prefix + "_" + column.name())));
        return List.copyOf(labelled);
    }

    /** A column of the table, read through this alias. */
    public <T> AliasColumn<T> column(Column<T> column) {
        if (Usage.required(column, "the column of alias " + name).table() != table) {
            throw Usage.error("column " + column + " belongs to another table than alias " + name + " of table " + table.name());
        }
        return new AliasColumn<>(this, column.name(), column.type(), column);
    }
}
