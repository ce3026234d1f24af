// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * What an insert does about a row whose key is there already.
 *
 * @param key the columns of the key; empty where a constraint is named
 * @param index the unique index that says what the key is; null where columns do, or a constraint
 * @param constraint the name of the constraint; null where there is none
 * @param update whether the row that is there is updated; otherwise it is left alone
 * @param assignments what is set; empty for every column of the insert that is not of the key
 * @param where which of the rows that are there are updated; null for all
 */
public record OnConflict(List<Column<?>> key, Index index, String constraint, boolean update, List<Assignment> assignments,
                         Expression<Boolean> where) {

    public OnConflict {
        key = Usage.copy(key, "the key of onConflict");
        assignments = Usage.copy(assignments, "the list of doUpdate");
    }

    /** With the condition too. */
    OnConflict and(Expression<Boolean> condition) {
        return new OnConflict(key, index, constraint, update, assignments, Select.both(where, condition, "updateWhere"));
    }

    /** With nothing left to be filled in, for an insert that names some columns. */
    OnConflict completed(Table table, List<Column<?>> inserted) {
        if (!update) {
            return this;
        }
        List<Assignment> all = new ArrayList<>(assignments);
        if (all.isEmpty()) {
            for (Column<?> column : inserted) {
                if (!key.contains(column)) {
                    all.add(new Assignment(column, new Excluded<>(column)));
                }
            }
            if (all.isEmpty()) {
                throw Usage.error("the insert into " + table + " names no column beside its key " + key + ", so doUpdate() has nothing to "
                        + "set; use doNothing(), or say what to set");
            }
        }
        table.addUpdateValues(all);
        return all.size() == assignments.size() ? this : new OnConflict(key, index, constraint, true, all, where);
    }
}
