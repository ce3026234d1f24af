// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.function.Supplier;

/** What a {@link Table} can say of a column where it declares it. */
abstract sealed class ColumnOptions permits Table {

    ColumnOptions() {
    }

    /** The column does not take NULL. */
    protected static <T> ColumnOption<T> notNull() {
        return new ColumnOption<>(traits -> traits.notNull = true);
    }

    /** The column is the primary key, or a part of it where several columns say so. */
    protected static <T> ColumnOption<T> primaryKey() {
        return new ColumnOption<>(traits -> traits.primaryKey = true);
    }

    /** No two rows have the same value in the column. */
    protected static <T> ColumnOption<T> unique() {
        return new ColumnOption<>(traits -> traits.unique = true);
    }

    /** What the database stores where an insert gives no value. It becomes part of the text of CREATE TABLE. */
    protected static <T> ColumnOption<T> defaultValue(T value) {
        Usage.required(value, "the default of a column");
        return new ColumnOption<>(traits -> traits.defaultObject = value);
    }

    /** What the database calculates and stores where an insert gives no value. */
    protected static <T> ColumnOption<T> defaultValue(Expression<T> expression) {
        Usage.required(expression, "the default of a column");
        return new ColumnOption<>(traits -> traits.defaultValue = expression);
    }

    /** What the database calculates from other columns of the row; an insert or update gives the column no value. */
    protected static <T> ColumnOption<T> computed(Expression<T> expression, Computed kind) {
        Usage.required(expression, "the expression of a computed column");
        Usage.required(kind, "the kind of a computed column");
        return new ColumnOption<>(traits -> {
            traits.computed = expression;
            traits.computedKind = kind;
        });
    }

    /** What the database keeps for people to read; a database that keeps no comments refuses the table. */
    protected static <T> ColumnOption<T> comment(String comment) {
        Usage.required(comment, "the comment of a column");
        return new ColumnOption<>(traits -> traits.comment = comment);
    }

    /** What only one database says of the column; it stands behind all else that is said of it. */
    protected static <T> ColumnOption<T> clause(VendorClause clause) {
        Usage.required(clause, "a clause of a column");
        return new ColumnOption<>(traits -> traits.clauses.add(clause));
    }

    /**
     * What an insert that does not name the column gives it: the program's own default, in every insert made with this table, whatever
     * default the database keeps. The supplier is called once for each row each time an insert is run, on the thread that runs it; if it
     * throws, the insert fails and nothing is sent.
     */
    protected static <T> ColumnOption<T> defaultsTo(Supplier<? extends T> supplier) {
        Usage.required(supplier, "the supplier of defaultsTo");
        return new ColumnOption<>(traits -> traits.insertValue = supplier);
    }

    /** What an insert that does not name the column gives it: a {@link Sql#value value}, or what the database calculates for each row. */
    protected static <T> ColumnOption<T> defaultsTo(Expression<T> expression) {
        Usage.required(expression, "the expression of defaultsTo");
        return new ColumnOption<>(traits -> traits.insertValue = expression);
    }

    /**
     * What an update that does not set the column sets it to, the update of {@link Insert#onConflict} included. The supplier is called
     * once each time an update is run, on the thread that runs it.
     */
    protected static <T> ColumnOption<T> onUpdate(Supplier<? extends T> supplier) {
        Usage.required(supplier, "the supplier of onUpdate");
        return new ColumnOption<>(traits -> traits.updateValue = supplier);
    }

    /** What an update that does not set the column sets it to: a {@link Sql#value value}, or what the database calculates for each row. */
    protected static <T> ColumnOption<T> onUpdate(Expression<T> expression) {
        Usage.required(expression, "the expression of onUpdate");
        return new ColumnOption<>(traits -> traits.updateValue = expression);
    }

    /** The column refers to another one. A row that is referred to cannot be deleted. */
    protected static <T> ColumnOption<T> references(Column<T> column) {
        return references(column, ReferentialAction.NO_ACTION);
    }

    /** The column refers to another one. */
    protected static <T> ColumnOption<T> references(Column<T> column, ReferentialAction onDelete) {
        Usage.required(column, "the column that is referenced");
        return references(() -> column, onDelete);
    }

    /**
     * The column refers to one of a table that may be declared later, so that two tables can refer to each other.
     *
     * @param column asked when the table is first used
     */
    protected static <T> ColumnOption<T> references(Supplier<Column<T>> column, ReferentialAction onDelete) {
        Usage.required(column, "the column that is referenced");
        Usage.required(onDelete, "the action of a foreign key");
        return new ColumnOption<>(traits -> {
            traits.references = column;
            traits.onDelete = onDelete;
        });
    }
}
