// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential.fuzz;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QuerySource;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.ValuesTable;
import java.util.ArrayList;
import java.util.List;

/** What a query reads, and what the queries around it read. */
final class Scope {

    private final Scope outer;
    private final List<Source> sources = new ArrayList<>();
    private final List<Expression<?>> columns = new ArrayList<>();

    /** The scope of a query; the outer one is null where it may not be read. */
    Scope(Scope outer) {
        this.outer = outer;
    }

    Scope outer() {
        return outer;
    }

    List<Source> sources() {
        return sources;
    }

    List<Expression<?>> columns() {
        return columns;
    }

    void add(Source source) {
        if (source == null) {
            return;
        }
        sources.add(source);
        if (source instanceof Table table) {
            columns.addAll(table.columns());
        } else if (source instanceof TableAlias alias) {
            alias.table().columns().forEach(column -> columns.add(alias.column(column)));
        } else if (source instanceof ValuesTable values) {
            for (int i = 0; i < values.types().size(); i++) {
                columns.add(values.column(values.columnNames().get(i), values.types().get(i)));
            }
        } else {
            add((QuerySource) source);
        }
    }

    private void add(QuerySource source) {
        List<String> names = source.columnNames();
        for (int i = 0; i < source.items().size(); i++) {
            SelectItem item = source.items().get(i);
            if (!names.isEmpty()) {
                SqlType<?> type = item instanceof Labelled<?> labelled ? labelled.expression().type() : ((Expression<?>) item).type();
                columns.add(source.column(names.get(i), type));
            } else if (item instanceof Labelled<?> labelled) {
                columns.add(source.column(labelled));
            }
        }
    }

    /** A column of a class that can be read here, or null. */
    <T> Expression<T> column(SqlType<T> type, Choices choices) {
        List<Expression<T>> found = new ArrayList<>();
        for (Expression<?> column : columns) {
            if (column.type().javaType() == type.javaType()) {
                @SuppressWarnings("unchecked") // its class was just looked at
                Expression<T> fitting = (Expression<T>) column;
                found.add(fitting);
            }
        }
        if (outer != null && (found.isEmpty() || choices.chance(15))) {
            Expression<T> outside = outer.column(type, choices);
            return outside == null && !found.isEmpty() ? choices.of(found) : outside;
        }
        return found.isEmpty() ? null : choices.of(found);
    }
}
