// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A column read through a {@link TableAlias} or a {@link DerivedTable}.
 *
 * @param source what it is read from
 * @param name its name there
 * @param type its type
 * @param column the table column that it is; null for a calculated one
 * @param <T> the Java class of its values
 */
public record AliasColumn<T>(Source source, String name, SqlType<T> type, Column<T> column) implements Expression<T> {

    public AliasColumn {
        Usage.required(source, "the source of column " + name);
        Usage.name(name, "the name of a column");
        Usage.required(type, "the type of column " + name);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.aliasColumn(this);
    }

    @Override
    public String toString() {
        return source.name() + "." + name;
    }
}
