// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of values, to be read like a table. Immutable: each method gives back a new one. Made with {@link Sql#valuesTable}.
 *
 * <p>Its columns belong to it as it was when they were asked for: ask for them last.
 *
 * @param name its name
 * @param columnNames the names of its columns
 * @param types the types of its columns
 * @param rows the values: for each row one for each column
 */
public record ValuesTable(String name, List<String> columnNames, List<SqlType<?>> types, List<List<Expression<?>>> rows)
        implements Source {

    public ValuesTable {
        Usage.name(name, "the name of a table of values");
        columnNames = List.copyOf(columnNames);
        types = List.copyOf(types);
        rows = List.copyOf(rows);
        int width = types.size();
        if (columnNames.size() != width || rows.stream().anyMatch(row -> row.size() != width)) {
            throw Usage.error("table of values " + name + " needs a type for each column, and a value in each row");
        }
    }

    /** One more column. Columns are declared before the rows are given. */
    public ValuesTable declare(String column, SqlType<?> type) {
        Usage.name(column, "the name of a column of table of values " + name);
        Usage.required(type, "the type of column " + column);
        if (!rows.isEmpty() || columnNames.contains(column)) {
            throw Usage.error("column " + column + " of table of values " + name + (rows.isEmpty() ? " is declared twice"
                    : " is declared after a row; declare all columns first"));
        }
        List<String> names = new ArrayList<>(columnNames);
        names.add(column);
        List<SqlType<?>> all = new ArrayList<>(types);
        all.add(type);
        return new ValuesTable(name, names, all, rows);
    }

    /** One more row: a value or an expression for each column. Null is SQL's NULL. */
    public ValuesTable row(Object... values) {
        if (types.isEmpty() || values.length != types.size()) {
            throw Usage.error("row " + rows.size() + " of table of values " + name + " has " + values.length + " values for "
                    + types.size() + " columns " + columnNames + (types.isEmpty() ? "; declare(…) the columns first" : ""));
        }
        List<Expression<?>> row = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            row.add(element(i, values[i]));
        }
        List<List<Expression<?>>> all = new ArrayList<>(rows);
        all.add(List.copyOf(row));
        return new ValuesTable(name, columnNames, types, all);
    }

    private Expression<?> element(int index, Object value) {
        SqlType<?> type = types.get(index);
        String column = "column " + name + "." + columnNames.get(index);
        if (!(value instanceof Expression<?> expression)) {
            return Value.of(type, value, column);
        }
        return Typing.requireSame(column, type, expression);
    }

    /** A column of a name, to be read. */
    public <T> AliasColumn<T> column(String column, SqlType<T> type) {
        return OutputColumn.declared(this, "table of values " + name, columnNames, types, column, type);
    }
}
