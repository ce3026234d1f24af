// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Optional;

/**
 * A column of a {@link Table}, declared once. Two columns are equal only if they are the same object. Immutable.
 *
 * @param <T> the Java class of its values
 */
public final class Column<T> implements Expression<T> {

    /** What the options of a declaration say. */
    static final class Traits {
        boolean notNull;
        boolean primaryKey;
        boolean generated;
        boolean unique;
        Expression<?> defaultValue;
        /** A default whose type is the column's. */
        Object defaultObject;
        Column<?> references;
        ReferentialAction onDelete = ReferentialAction.NO_ACTION;
    }

    private final Table table;
    private final String name;
    private final SqlType<T> type;
    private final boolean nullable;
    private final boolean primaryKey;
    private final boolean generated;
    private final boolean unique;
    private final Expression<?> defaultValue;

    Column(Table table, String name, SqlType<T> type, Traits traits) {
        this.table = table;
        this.name = name;
        this.type = type;
        nullable = !traits.notNull && !traits.primaryKey;
        primaryKey = traits.primaryKey;
        generated = traits.generated;
        unique = traits.unique;
        defaultValue = traits.defaultValue;
    }

    /** The table that it belongs to. */
    public Table table() {
        return table;
    }

    /** Its name, exactly as the database knows it. */
    public String name() {
        return name;
    }

    @Override
    public SqlType<T> type() {
        return type;
    }

    /** Whether it takes NULL. */
    public boolean isNullable() {
        return nullable;
    }

    /** Whether it is the primary key or a part of it. */
    public boolean isPrimaryKey() {
        return primaryKey;
    }

    /** Whether the database generates its value where an insert gives none. */
    public boolean isGenerated() {
        return generated;
    }

    /** Whether no two rows have the same value. */
    public boolean isUnique() {
        return unique;
    }

    /** What the database stores where an insert gives no value. */
    public Optional<Expression<?>> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    @Override
    public void accept(ExpressionVisitor visitor) {
        visitor.column(this);
    }

    /** Table and name, with a dot between them. */
    @Override
    public String toString() {
        return table.name() + "." + name;
    }
}
