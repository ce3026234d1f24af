// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of a function that returns rows, to be read like a table. Its arguments can name columns of the sources before it in FROM.
 * Immutable: each method gives back a new one. Made with {@link Sql#tableFunction}.
 *
 * <p>Its columns are declared in their order, and belong to it as it was when they were asked for: ask for them last. Where a database
 * takes
 * names for them (PostgreSQL) they have the names that are declared; where not (SQLite) those must be the function's own.
 *
 * @param name its name
 * @param call the call
 * @param columnNames the names of its columns
 * @param types the types of its columns
 */
public record TableFunction(String name, Expression<?> call, List<String> columnNames, List<SqlType<?>> types) implements Source {

    public TableFunction {
        Usage.name(name, "the name of a table function");
        if (!(Usage.required(call, "the call of table function " + name) instanceof FunctionCall<?>
                || call instanceof VendorExpression<?>)) {
            throw Usage.error("table function " + name + " needs a call of a function, not " + Usage.describe(call));
        }
        columnNames = List.copyOf(columnNames);
        types = List.copyOf(types);
        if (columnNames.size() != types.size()) {
            throw Usage.error("table function " + name + " needs a type for each column");
        }
    }

    /** One more column. */
    public TableFunction declare(String column, SqlType<?> type) {
        Usage.name(column, "the name of a column of table function " + name);
        Usage.required(type, "the type of column " + column);
        if (columnNames.contains(column)) {
            throw Usage.error("column " + column + " of table function " + name + " is declared twice");
        }
        List<String> names = new ArrayList<>(columnNames);
        names.add(column);
        List<SqlType<?>> all = new ArrayList<>(types);
        all.add(type);
        return new TableFunction(name, call, names, all);
    }

    /** A column of a name, to be read. */
    public <T> AliasColumn<T> column(String column, SqlType<T> type) {
        return OutputColumn.declared(this, "table function " + name, columnNames, types, column, type);
    }
}
