// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
        /** A Supplier or an Expression. */
        Object insertValue;
        Object updateValue;
        Supplier<? extends Column<?>> references;
        /** A default whose type is the column's. */
        Object defaultObject;
        ReferentialAction onDelete = ReferentialAction.NO_ACTION;
        Expression<?> computed;
        Computed computedKind;
        String comment;
        final List<VendorClause> clauses = new ArrayList<>();
    }

    private final Table table;
    private final String name;
    private final SqlType<T> type;
    private final boolean nullable;
    private final boolean primaryKey;
    private final boolean generated;
    private final boolean unique;
    private final Expression<?> defaultValue;
    private final Object insertValue;
    private final Object updateValue;
    private final Expression<?> computed;
    private final Computed computedKind;
    private final String comment;
    private final List<VendorClause> clauses;

    Column(Table table, String name, SqlType<T> type, Traits traits) {
        this.table = table;
        this.name = name;
        this.type = type;
        nullable = !traits.notNull && !traits.primaryKey;
        primaryKey = traits.primaryKey;
        generated = traits.generated;
        unique = traits.unique;
        defaultValue = traits.defaultValue;
        insertValue = traits.insertValue;
        updateValue = traits.updateValue;
        computed = traits.computed;
        computedKind = traits.computedKind;
        comment = traits.comment;
        clauses = List.copyOf(traits.clauses);
        if (computed != null && (defaultValue != null || primaryKey)) {
            throw Usage.error("column " + this + " is computed, so it takes no default and is no primary key");
        }
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

    /** What an insert that does not name the column gives it, a new node each time; empty where that is left to the database. */
    public Optional<Expression<?>> insertValue() {
        return own(insertValue);
    }

    /** What an update that does not name the column sets it to, a new node each time; empty where it is left as it is. */
    public Optional<Expression<?>> updateValue() {
        return own(updateValue);
    }

    @SuppressWarnings("unchecked") // the options of a column are for its class
    private Optional<Expression<?>> own(Object source) {
        if (source instanceof Value<?> value) {
            return Optional.of(Value.forColumn(this, value.value()));
        } else if (source instanceof Expression<?> expression) {
            return Optional.of(expression);
        }
        return source == null ? Optional.empty() : Optional.of(new Supplied<>(this, (Supplier<? extends T>) source));
    }

    /** What the database calculates its value from; empty where the value is given. */
    public Optional<Expression<?>> computed() {
        return Optional.ofNullable(computed);
    }

    /** When a computed column is calculated; empty for others. */
    public Optional<Computed> computedKind() {
        return Optional.ofNullable(computedKind);
    }

    /** What the database keeps of it for people to read. */
    public Optional<String> comment() {
        return Optional.ofNullable(comment);
    }

    /** What only one database says of it, in the order of the declaration. */
    public List<VendorClause> clauses() {
        return clauses;
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
