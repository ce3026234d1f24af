// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An INSERT. Immutable: each method gives back a new one. Made with {@link Sql#insertInto}.
 *
 * <p>Without values it takes them where it is run: by column name, for one row or for many. Where the table has a generated key, the
 * insert gives none for it and no {@link #returning}, the keys that the database generates come back with the result.
 */
public final class Insert implements Statement {

    private final Table table;
    private final List<Column<?>> columns;
    private final List<List<Expression<?>>> rows;
    private final boolean defaultValues;
    private final List<SelectItem> returning;

    private Insert(Table table, List<Column<?>> columns, List<List<Expression<?>>> rows, boolean defaultValues,
                   List<SelectItem> returning) {
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        this.defaultValues = defaultValues;
        this.returning = returning;
    }

    static Insert into(Table table) {
        return new Insert(Usage.required(table, "the table of insertInto"), List.of(), List.of(), false, List.of());
    }

    /** Sets a column of the only row. Null is SQL's NULL. */
    public <T> Insert set(Column<T> column, T value) {
        return set(column, Value.forColumn(Usage.required(column, "the column of set"), value));
    }

    /** Sets a column of the only row to NULL. */
    public <T> Insert setNull(Column<T> column) {
        return set(column, (T) null);
    }

    /** Sets a column of the only row to what the database calculates. */
    public <T> Insert set(Column<T> column, Expression<T> value) {
        Usage.required(column, "the column of set");
        Usage.required(value, "the expression for column " + column);
        if (rows.size() > 1 || rows.isEmpty() && !columns.isEmpty()) {
            throw Usage.error("set(" + column + ") after columns(…); give the values with values(…)");
        }
        List<Column<?>> more = new ArrayList<>(columns);
        more.add(column);
        List<Expression<?>> row = new ArrayList<>(rows.isEmpty() ? List.of() : rows.get(0));
        row.add(value);
        return with(more, List.of(List.copyOf(row)));
    }

    /** The columns whose values follow with {@link #values}, or are given where the insert is run. */
    public Insert columns(Column<?>... columns) {
        List<Column<?>> list = Arrays.asList(columns);
        Usage.notEmpty(list, "the list of columns");
        if (!this.columns.isEmpty()) {
            throw Usage.error("the columns of the insert into " + table + " are set already: " + this.columns);
        }
        return with(list, rows);
    }

    /** One more row: a value or an expression for each of the {@link #columns}, in their order. Null is SQL's NULL. */
    public Insert values(Object... values) {
        if (columns.isEmpty()) {
            throw Usage.error("values(…) without columns(…): name the columns of " + table + " first");
        }
        if (values.length != columns.size()) {
            throw Usage.error("row " + rows.size() + " of the insert into " + table + " has " + values.length + " values for "
                    + columns.size() + " columns " + columns);
        }
        List<Expression<?>> row = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            Column<?> column = columns.get(i);
            row.add(values[i] instanceof Expression<?> expression ? sameClass(column, expression) : Value.forColumn(column, values[i]));
        }
        List<List<Expression<?>>> more = new ArrayList<>(rows);
        more.add(List.copyOf(row));
        return with(columns, more);
    }

    /** One row of nothing but defaults. */
    public Insert defaultValues() {
        if (!columns.isEmpty()) {
            throw Usage.error("defaultValues() beside the columns " + columns + "; a column that is not named takes its default anyway");
        }
        return new Insert(table, columns, rows, true, returning);
    }

    /** What comes back of each row that was inserted. */
    public Insert returning(SelectItem... items) {
        List<SelectItem> list = Arrays.asList(items);
        Usage.notEmpty(list, "the list of returning");
        return new Insert(table, columns, rows, defaultValues, List.copyOf(list));
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** The columns that get values. */
    public List<Column<?>> columns() {
        return columns;
    }

    /** The values: for each row one for each column; empty where they are given when it is run. */
    public List<List<Expression<?>>> rows() {
        return rows;
    }

    /** Whether it inserts one row of nothing but defaults. */
    public boolean isDefaultValues() {
        return defaultValues;
    }

    /** What comes back; empty for nothing. */
    public List<SelectItem> returning() {
        return returning;
    }

    private Insert with(List<Column<?>> columns, List<List<Expression<?>>> rows) {
        if (defaultValues) {
            throw Usage.error("the insert into " + table + " is one of defaultValues() and takes no others");
        }
        for (int i = 0; i < columns.size(); i++) {
            Column<?> column = columns.get(i);
            if (column.table() != table) {
                throw Usage.error("column " + column + " is not one of table " + table);
            }
            if (columns.indexOf(column) != i) {
                throw Usage.error("column " + column + " is set twice");
            }
        }
        return new Insert(table, List.copyOf(columns), List.copyOf(rows), false, returning);
    }

    private static Expression<?> sameClass(Column<?> column, Expression<?> expression) {
        if (column.type().javaType() != expression.type().javaType()) {
            throw Usage.error("column " + column + " is " + column.type().family() + ", " + Usage.describe(expression) + " is "
                    + expression.type().family() + "; use cast");
        }
        return expression;
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Insert[" + table + ", " + columns + ", " + rows + ", " + returning + "]";
    }
}
