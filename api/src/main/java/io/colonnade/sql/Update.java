// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An UPDATE. Immutable: each method gives back a new one. Made with {@link Sql#update}. Without {@link #where} it changes every row. */
public final class Update implements Statement {

    private final Table table;
    private final List<Assignment> assignments;
    private final Expression<Boolean> where;
    private final List<SelectItem> returning;

    private Update(Table table, List<Assignment> assignments, Expression<Boolean> where, List<SelectItem> returning) {
        this.table = table;
        this.assignments = assignments;
        this.where = where;
        this.returning = returning;
    }

    static Update of(Table table) {
        return new Update(Usage.required(table, "the table of update"), List.of(), null, List.of());
    }

    /** Sets a column. Null is SQL's NULL. */
    public <T> Update set(Column<T> column, T value) {
        return set(column, Value.forColumn(Usage.required(column, "the column of set"), value));
    }

    /** Sets a column to NULL. */
    public <T> Update setNull(Column<T> column) {
        return set(column, (T) null);
    }

    /** Sets a column to what the database calculates from the row as it was. */
    public <T> Update set(Column<T> column, Expression<T> value) {
        if (Usage.required(column, "the column of set").table() != table) {
            throw Usage.error("column " + column + " is not one of table " + table);
        }
        List<Assignment> more = new ArrayList<>(assignments);
        for (Assignment assignment : assignments) {
            if (assignment.column() == column) {
                throw Usage.error("column " + column + " is set twice");
            }
        }
        more.add(new Assignment(column, value));
        return new Update(table, List.copyOf(more), where, returning);
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Update where(Expression<Boolean> condition) {
        return new Update(table, assignments, Select.both(where, condition, "where"), returning);
    }

    /** What comes back of each row that was changed, as it is afterwards. */
    public Update returning(SelectItem... items) {
        return new Update(table, assignments, where, List.copyOf(Select.checked(Arrays.asList(items), "the list of returning")));
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** What is set; empty only in an update that is not complete. */
    public List<Assignment> assignments() {
        return assignments;
    }

    /** Which rows; null for all. */
    public Expression<Boolean> where() {
        return where;
    }

    /** What comes back; empty for nothing. */
    public List<SelectItem> returning() {
        return returning;
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Update[" + table + ", " + assignments + ", " + where + ", " + returning + "]";
    }
}
