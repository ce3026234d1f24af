// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    private final QueryExpression query;
    private final OnConflict onConflict;
    private final List<SelectItem> returning;
    private final VendorClause modifier;

    private Insert(Table table, List<Column<?>> columns, List<List<Expression<?>>> rows, boolean defaultValues, QueryExpression query,
                   OnConflict onConflict, List<SelectItem> returning, VendorClause modifier) {
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        this.defaultValues = defaultValues;
        this.query = query;
        this.onConflict = onConflict;
        this.returning = returning;
        this.modifier = modifier;
    }

    static Insert into(Table table) {
        return new Insert(Usage.required(table, "the table of insertInto"), List.of(), List.of(), false, null, null, List.of(), null);
    }

    /** Sets a column of the only row. Null is SQL's NULL. */
    public <T> Insert set(Column<T> column, T value) {
        return set(column, Value.forColumn(Usage.required(column, "the column of set"), value));
    }

    /** Sets a column of the only row to NULL. */
    public <T> Insert setNull(Column<T> column) {
        return set(column, (T) null);
    }

    /** Sets a column of the only row to the default that the database keeps for it. */
    public <T> Insert setDefault(Column<T> column) {
        return set(column, new ColumnDefault<>(column));
    }

    /** Sets a column of the only row to what the database calculates. */
    public <T> Insert set(Column<T> column, Expression<T> value) {
        Usage.required(column, "the column of set");
        requireFits(column, Usage.required(value, "the expression for column " + column));
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
        return new Insert(table, columns, rows, true, null, onConflict, returning, modifier);
    }

    /**
     * Inserts the rows of a query: one value for each of the {@link #columns}, in their order. Columns with a default of their own must
     * be among them.
     */
    public Insert from(QueryExpression query) {
        Usage.required(query, "the query of the insert into " + table);
        if (columns.isEmpty()) {
            throw Usage.error("from(query) without columns(…): name the columns of " + table + " first");
        }
        if (!rows.isEmpty() || this.query != null) {
            throw Usage.error("the insert into " + table + " has its rows already");
        }
        List<SelectItem> items = query.items();
        if (items.size() != columns.size()) {
            throw Usage.error("the query returns " + items.size() + " columns for the " + columns.size() + " columns " + columns);
        }
        for (int i = 0; i < items.size(); i++) {
            sameClass(columns.get(i), OutputColumn.expression(items.get(i)));
        }
        return new Insert(table, columns, rows, false, query, onConflict, returning, modifier);
    }

    /**
     * What to do where a row with the same key is there already, instead of failing. The columns are a key that the table declares: its
     * primary key, a unique constraint, or a unique index of columns. Some databases (MySQL, MariaDB) look at all keys of the table,
     * whichever is named here: see the guide.
     */
    public ConflictTarget onConflict(Column<?>... key) {
        List<Column<?>> list = Select.checked(Arrays.asList(key), "the key of onConflict");
        if (!table.declaresKey(list)) {
            throw Usage.error("onConflict(" + list + "): table " + table + " declares no primary key, unique constraint or unique index of "
                    + "exactly these columns; its keys are " + table.declaredKeys() + (table.indexes().stream().anyMatch(Index::isUnique)
                    ? "; name an index of some rows or of expressions with onConflict(index)" : ""));
        }
        return new ConflictTarget(this, list, null, null);
    }

    /** As {@link #onConflict(Column[])}, for a unique index of the table, also one of some rows only or of expressions. */
    public ConflictTarget onConflict(Index index) {
        Usage.required(index, "the index of onConflict");
        if (index.table() != table || !index.isUnique()) {
            throw Usage.error("onConflict(" + index + ") on the insert into " + table + ": a unique index of that table is needed");
        }
        return new ConflictTarget(this, index.columns(), index, null);
    }

    /** What to do where a constraint of that name would be violated. For PostgreSQL. */
    public ConflictTarget onConflictWith(String constraint) {
        return new ConflictTarget(this, List.of(), null, Usage.name(constraint, "the constraint of onConflictWith"));
    }

    /** Updates a row that is there only if this holds for it; a second call adds a condition. For PostgreSQL and SQLite. */
    public Insert updateWhere(Expression<Boolean> condition) {
        if (onConflict == null || !onConflict.update()) {
            throw Usage.error("updateWhere(…) on the insert into " + table + " without onConflict(…).doUpdate(…)");
        }
        return with(onConflict.and(condition));
    }

    /**
     * What one database says between INSERT and INTO, such as SQLite's {@code OR REPLACE} or MySQL's {@code IGNORE}. Keys that the database
     * generates come back only where it returns rows of an insert.
     */
    public Insert modifier(VendorClause modifier) {
        Usage.required(modifier, "the modifier of the insert into " + table);
        return new Insert(table, columns, rows, defaultValues, query, onConflict, returning, modifier);
    }

    Insert with(OnConflict onConflict) {
        return new Insert(table, columns, rows, defaultValues, query, onConflict, returning, modifier);
    }

    /** What comes back of each row that was inserted, in the order in which they were given. */
    public Insert returning(SelectItem... items) {
        List<SelectItem> list = Arrays.asList(items);
        Usage.notEmpty(list, "the list of returning");
        return new Insert(table, columns, rows, defaultValues, query, onConflict, List.copyOf(list), modifier);
    }

    /**
     * With what the table's columns give by themselves, as it is compiled: itself where they give nothing.
     *
     * @throws io.colonnade.error.UsageException if the rows come from a query and a column that is not named has a default of its own
     */
    public Insert completed() {
        OnConflict conflict = onConflict == null ? null : onConflict.completed(table, columns);
        List<Column<?>> more = new ArrayList<>();
        for (Column<?> column : table.columnsWithInsertValue()) {
            if (!columns.contains(column)) {
                more.add(column);
            }
        }
        if (more.isEmpty() || rows.isEmpty() && !defaultValues && query == null) {
            return conflict == onConflict ? this : with(conflict);
        }
        if (query != null) {
            throw Usage.error("the insert into " + table + " from a query does not name the columns " + more + ", whose defaults are made "
                    + "for one row at a time; name them in columns(…) and select values for them");
        }
        List<Column<?>> all = new ArrayList<>(columns);
        all.addAll(more);
        List<List<Expression<?>>> filled = new ArrayList<>();
        for (List<Expression<?>> row : rows.isEmpty() ? List.<List<Expression<?>>>of(List.of()) : rows) {
            List<Expression<?>> values = new ArrayList<>(row);
            more.forEach(column -> values.add(column.insertValue().orElseThrow()));
            filled.add(List.copyOf(values));
        }
        return new Insert(table, List.copyOf(all), List.copyOf(filled), false, null, conflict, returning, modifier);
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

    /** The query whose rows are inserted; empty where there is none. */
    public Optional<QueryExpression> query() {
        return Optional.ofNullable(query);
    }

    /** What is done about a key that is there already; empty where it is an error. */
    public Optional<OnConflict> onConflict() {
        return Optional.ofNullable(onConflict);
    }

    /** What comes back; empty for nothing. */
    public List<SelectItem> returning() {
        return returning;
    }

    /** What stands between INSERT and INTO; empty for nothing. */
    public Optional<VendorClause> modifier() {
        return Optional.ofNullable(modifier);
    }

    private Insert with(List<Column<?>> columns, List<List<Expression<?>>> rows) {
        if (defaultValues) {
            throw Usage.error("the insert into " + table + " is one of defaultValues() and takes no others");
        } else if (query != null) {
            throw Usage.error("the insert into " + table + " takes the rows of a query and no others");
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
        return new Insert(table, List.copyOf(columns), List.copyOf(rows), false, null, onConflict, returning, modifier);
    }

    /** Refuses the default of another column, and what is stored as another class. */
    static void requireFits(Column<?> column, Expression<?> value) {
        requireDefaultOf(column, value);
        Typing.requireSameStored(column, value, "an assignment");
    }

    private static void requireDefaultOf(Column<?> column, Expression<?> value) {
        if (value instanceof ColumnDefault<?> other && other.column() != column) {
            throw Usage.error("column " + column + " cannot be set to the default of column " + other.column());
        }
    }

    private static Expression<?> sameClass(Column<?> column, Expression<?> expression) {
        requireDefaultOf(column, expression);
        return Typing.requireSame("column " + column, column.type(), expression);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Insert insert && parts().equals(insert.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return Arrays.asList(table, columns, rows, defaultValues, query, onConflict, returning, modifier);
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Insert[" + table + ", " + columns + ", " + (query == null ? rows : query) + ", " + onConflict + ", " + returning + "]";
    }
}
