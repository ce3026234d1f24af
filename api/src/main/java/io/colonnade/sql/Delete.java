// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Arrays;
import java.util.List;

/** A DELETE. Immutable: each method gives back a new one. Made with {@link Sql#deleteFrom}. Without {@link #where} it deletes every row. */
public final class Delete implements Statement {

    private final Table table;
    private final Conditions conditions;

    private Delete(Table table, Conditions conditions) {
        this.table = table;
        this.conditions = conditions;
    }

    static Delete from(Table table) {
        return new Delete(Usage.required(table, "the table of deleteFrom"), Conditions.NONE);
    }

    /** Further tables, whose columns the condition may name; {@link #where} says which rows belong together. */
    public Delete using(Source... sources) {
        return new Delete(table, conditions.from(sources, "using"));
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Delete where(Expression<Boolean> condition) {
        return new Delete(table, conditions.where(condition));
    }

    /** Which rows come first, for a {@link #limit}; a second call adds to the first. */
    public Delete orderBy(OrderTerm... terms) {
        return new Delete(table, conditions.orderBy(terms));
    }

    /** At most so many rows, 0 or more. For MySQL, MariaDB and SQLite. */
    public Delete limit(long rows) {
        return new Delete(table, conditions.limit(rows));
    }

    /** At most so many rows: for a {@link Sql#param parameter}. For MySQL, MariaDB and SQLite. */
    public Delete limit(Expression<Long> rows) {
        return new Delete(table, conditions.limit(rows));
    }

    /** What comes back of each row that was deleted. */
    public Delete returning(SelectItem... items) {
        return new Delete(table, conditions.returning(items));
    }

    /** The table. */
    public Table table() {
        return table;
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
        return other instanceof Delete delete && parts().equals(delete.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return Arrays.asList(table, conditions);
    }

    /** The tree, without values. */
    @Override
    public String toString() {
        return "Delete[" + table + ", " + conditions + "]";
    }
}
