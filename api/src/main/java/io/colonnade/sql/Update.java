// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An UPDATE. Immutable: each method gives back a new one. Made with {@link Sql#update}. Without {@link #where} it changes every row.
 *
 * <p>Columns that it does not set and that {@linkplain Table#onUpdate have an on-update value} get that.
 */
public final class Update implements Statement {

    private final Table table;
    private final List<Assignment> assignments;
    private final Conditions conditions;

    private Update(Table table, List<Assignment> assignments, Conditions conditions) {
        this.table = table;
        this.assignments = assignments;
        this.conditions = conditions;
    }

    static Update of(Table table) {
        return new Update(Usage.required(table, "the table of update"), List.of(), Conditions.NONE);
    }

    private Update with(Conditions conditions) {
        return new Update(table, assignments, conditions);
    }

    /** Sets a column. Null is SQL's NULL. */
    public <T> Update set(Column<T> column, T value) {
        return set(column, Value.forColumn(Usage.required(column, "the column of set"), value));
    }

    /** Sets a column to NULL. */
    public <T> Update setNull(Column<T> column) {
        return set(column, (T) null);
    }

    /** Sets a column to the default that the database keeps for it. */
    public <T> Update setDefault(Column<T> column) {
        return set(column, new ColumnDefault<>(column));
    }

    /** Sets a column to what the database calculates from the row as it was, whatever the order of the assignments. */
    public <T> Update set(Column<T> column, Expression<T> value) {
        requireSettable(table, assignments.stream().<Column<?>>map(Assignment::column).toList(), column);
        Assignment assignment = new Assignment(column, value);
        Insert.requireFits(column, value);
        List<Assignment> more = new ArrayList<>(assignments);
        more.add(assignment);
        return new Update(table, List.copyOf(more), conditions);
    }

    static void requireSettable(Table table, List<Column<?>> before, Column<?> column) {
        if (Usage.required(column, "the column of set").table() != table) {
            throw Usage.error("column " + column + " is not one of table " + table);
        } else if (before.contains(column)) {
            throw Usage.error("column " + column + " is set twice");
        }
    }

    /**
     * Further tables, whose columns the values and the condition may name; {@link #where} says which rows belong together. A row with
     * several partners is updated once, from one of them, and the database chooses which.
     */
    public Update from(Source... sources) {
        return with(conditions.from(sources, "from"));
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Update where(Expression<Boolean> condition) {
        return with(conditions.where(condition));
    }

    /** Which rows come first, for a {@link #limit}; a second call adds to the first. */
    public Update orderBy(OrderTerm... terms) {
        return with(conditions.orderBy(terms));
    }

    /** At most so many rows, 0 or more. For MySQL, MariaDB and SQLite. */
    public Update limit(long rows) {
        return with(conditions.limit(rows));
    }

    /** At most so many rows: for a {@link Sql#param parameter}. For MySQL, MariaDB and SQLite. */
    public Update limit(Expression<Long> rows) {
        return with(conditions.limit(rows));
    }

    /** What comes back of each row that was changed, as it is afterwards. */
    public Update returning(SelectItem... items) {
        return with(conditions.returning(items));
    }

    /** With what the table's columns set by themselves, as it is compiled: itself where they set nothing. */
    public Update completed() {
        if (assignments.isEmpty() || !table.hasUpdateValues()) {
            return this;
        }
        List<Assignment> all = new ArrayList<>(assignments);
        table.addUpdateValues(all);
        return all.size() == assignments.size() ? this : new Update(table, List.copyOf(all), conditions);
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** What is set; empty only in an update that is not complete. */
    public List<Assignment> assignments() {
        return assignments;
    }

    /** Which rows, and what comes back of them. */
    public Conditions conditions() {
        return conditions;
    }

    /** Which rows; null for all. */
    public Expression<Boolean> where() {
        return conditions.where();
    }

    /** What comes back; empty for nothing. */
    public List<SelectItem> returning() {
        return conditions.returning();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Update update && parts().equals(update.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return Arrays.asList(table, assignments, conditions);
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Update[" + table + ", " + assignments + ", " + conditions + "]";
    }
}
