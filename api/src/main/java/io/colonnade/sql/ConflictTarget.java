// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The key that an insert may find taken, and the choice of what to do then. Immutable. Made with {@link Insert#onConflict}. */
public final class ConflictTarget {

    private final Insert insert;
    private final List<Column<?>> key;
    private final Index index;
    private final String constraint;

    ConflictTarget(Insert insert, List<Column<?>> key, Index index, String constraint) {
        this.insert = insert;
        this.key = key;
        this.index = index;
        this.constraint = constraint;
    }

    /** Leaves the row that is there as it is. It does not count as affected, and {@code returning} does not give it back. */
    public Insert doNothing() {
        return with(false, List.of());
    }

    /** Sets every column that the insert names, but those of the key, to the value that was proposed. */
    public Insert doUpdate() {
        return with(true, List.of());
    }

    /** Sets these columns to the values that were proposed. */
    public Insert doUpdate(Column<?>... columns) {
        List<Assignment> assignments = new ArrayList<>();
        for (Column<?> column : Select.checked(Arrays.asList(columns), "the list of doUpdate")) {
            assignments.add(new Assignment(column, new Excluded<>(column)));
        }
        return with(true, assignments);
    }

    /**
     * Sets columns of the row that is there: {@code doUpdate(set(T.hits, T.hits.plus(excluded(T.hits))))}. A column stands for the value
     * of the row that is there, {@link Sql#excluded} for the one that was proposed.
     */
    public Insert doUpdate(Assignment... assignments) {
        return with(true, Select.checked(Arrays.asList(assignments), "the list of doUpdate"));
    }

    private Insert with(boolean update, List<Assignment> assignments) {
        List<Column<?>> seen = new ArrayList<>();
        for (Assignment assignment : assignments) {
            Update.requireSettable(insert.table(), seen, assignment.column());
            Insert.requireFits(assignment.column(), assignment.value());
            seen.add(assignment.column());
        }
        return insert.with(new OnConflict(key, index, constraint, update, assignments, null));
    }
}
