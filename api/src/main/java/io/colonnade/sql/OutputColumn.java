// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a query returns, as the query around it names it. */
final class OutputColumn {

    private OutputColumn() {
    }

    static Expression<?> expression(SelectItem item) {
        return item instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) item;
    }

    /** The name that a result column has of its own; null for a calculated one. */
    static String name(SelectItem item) {
        if (item instanceof Labelled<?> labelled) {
            return labelled.label();
        }
        return item instanceof Column<?> column ? column.name() : item instanceof AliasColumn<?> column ? column.name() : null;
    }

    /** All that can be read from a source. */
    static List<? extends Expression<?>> all(Source source) {
        if (source instanceof Table table) {
            return table.columns();
        }
        List<Expression<?>> all = new ArrayList<>();
        if (source instanceof TableAlias alias) {
            alias.table().columns().forEach(column -> all.add(alias.column(column)));
        } else if (source instanceof TableSample sample) {
            return all(sample.source());
        } else if (source instanceof ValuesTable values) {
            for (int i = 0; i < values.types().size(); i++) {
                all.add(values.column(values.columnNames().get(i), values.types().get(i)));
            }
        } else if (source instanceof TableFunction function) {
            for (int i = 0; i < function.types().size(); i++) {
                all.add(function.column(function.columnNames().get(i), function.types().get(i)));
            }
        } else {
            QuerySource query = (QuerySource) source;
            List<String> names = names(query);
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i) == null) {
                    throw Usage.error("column " + (i + 1) + " of " + query.describe() + " is calculated and has no name; give it one with"
                            + " as(…)");
                }
                all.add(column(query, names.get(i), query.items().get(i)));
            }
        }
        return all;
    }

    private static AliasColumn<?> column(QuerySource source, String name, SelectItem item) {
        Column<?> column = tableColumn(item);
        return column == null ? new AliasColumn<>(source, name, expression(item).type(), null) : ofTable(source, name, column);
    }

    private static <T> AliasColumn<T> ofTable(QuerySource source, String name, Column<T> column) {
        return new AliasColumn<>(source, name, column.type(), column);
    }

    /** The table column that a result column is; null for a calculated one. */
    static Column<?> tableColumn(SelectItem item) {
        return item instanceof Column<?> column ? column : item instanceof AliasColumn<?> alias ? alias.column() : null;
    }

    static <T> AliasColumn<T> find(QuerySource source, SqlType<T> type, Column<T> column, String what, Predicate<SelectItem> wanted) {
        List<String> names = names(source);
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) != null && wanted.test(source.items().get(i))) {
                return new AliasColumn<>(source, names.get(i), type, column);
            }
        }
        throw Usage.error(source.describe() + " does not return " + what + "; add it to its select");
    }

    static <T> AliasColumn<T> find(QuerySource source, String name, SqlType<T> type) {
        List<String> names = names(source);
        int index = names.indexOf(name);
        if (index < 0) {
            throw Usage.error(source.describe() + " does not return a column named " + name + "; it returns " + names);
        }
        SqlType<?> actual = expression(source.items().get(index)).type();
        if (!Typing.same(actual, type)) {
            throw Usage.error("column " + name + " of " + source.describe() + " is " + Typing.name(actual) + ", not " + Typing.name(type));
        }
        return new AliasColumn<>(source, name, type, null);
    }

    /** A column that was declared with its type. */
    static <T> AliasColumn<T> declared(Source source, String what, List<String> names, List<SqlType<?>> types, String column,
            SqlType<T> type) {
        int index = names.indexOf(column);
        if (index < 0) {
            throw Usage.error(what + " has no column " + column + "; it has " + names);
        }
        if (!Typing.same(types.get(index), Usage.required(type, "the type of column " + column))) {
            throw Usage.error("column " + source.name() + "." + column + " is " + Typing.name(types.get(index)) + ", not "
                    + Typing.name(type));
        }
        return new AliasColumn<>(source, column, type, null);
    }

    private static List<String> names(QuerySource source) {
        if (!source.columnNames().isEmpty()) {
            return source.columnNames();
        }
        List<String> names = new ArrayList<>(source.items().size());
        for (SelectItem item : source.items()) {
            names.add(name(item));
        }
        return names;
    }
}
