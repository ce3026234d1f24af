// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/** A query that another one reads like a table. Its columns are those that it returns, named as it returns them. */
public sealed interface QuerySource extends Source permits DerivedTable, CommonTable, CommonTableAlias {

    /** What it returns. */
    List<SelectItem> items();

    /** The names that its columns have instead of their own; empty where they keep their own. */
    List<String> columnNames();

    /** What it is, for errors. */
    String describe();

    /** A column that it returns as it is, be it of the table or of another name for the table. */
    default <T> AliasColumn<T> column(Column<T> column) {
        Usage.required(column, "the column of " + describe());
        boolean direct = items().contains(column);
        return OutputColumn.find(this, column.type(), column, "column " + column,
                item -> direct ? item.equals(column) : OutputColumn.tableColumn(item) == column);
    }

    /** A column that it returns as it is, which is one of another name or query. */
    default <T> AliasColumn<T> column(AliasColumn<T> column) {
        Usage.required(column, "the column of " + describe());
        return OutputColumn.find(this, column.type(), column.column(), "column " + column, column::equals);
    }

    /** A column that it returns under a label. */
    default <T> AliasColumn<T> column(Labelled<T> labelled) {
        Usage.required(labelled, "the column of " + describe());
        return OutputColumn.find(this, labelled.expression().type(), null, "a column labelled " + labelled.label(), labelled::equals);
    }

    /** A column of a name. */
    default <T> AliasColumn<T> column(String name, SqlType<T> type) {
        Usage.name(name, "the name of a column of " + describe());
        return OutputColumn.find(this, name, Usage.required(type, "the type of column " + name));
    }
}
