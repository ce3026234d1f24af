// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Arrays;
import java.util.List;

/** A DELETE. Immutable: each method gives back a new one. Made with {@link Sql#deleteFrom}. Without {@link #where} it deletes every row. */
public final class Delete implements Statement {

    private final Table table;
    private final Expression<Boolean> where;
    private final List<SelectItem> returning;

    private Delete(Table table, Expression<Boolean> where, List<SelectItem> returning) {
        this.table = table;
        this.where = where;
        this.returning = returning;
    }

    static Delete from(Table table) {
        return new Delete(Usage.required(table, "the table of deleteFrom"), null, List.of());
    }

    /** Which rows; a second call adds a condition that must hold too. */
    public Delete where(Expression<Boolean> condition) {
        return new Delete(table, Select.both(where, condition, "where"), returning);
    }

    /** What comes back of each row that was deleted. */
    public Delete returning(SelectItem... items) {
        return new Delete(table, where, List.copyOf(Select.checked(Arrays.asList(items), "the list of returning")));
    }

    /** The table. */
    public Table table() {
        return table;
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
        return "Delete[" + table + ", " + where + ", " + returning + "]";
    }
}
