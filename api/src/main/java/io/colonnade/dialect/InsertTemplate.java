// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.Insert;
import io.colonnade.sql.NamedParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An insert without values, made complete by parameters that are called like its columns. */
final class InsertTemplate {

    private InsertTemplate() {
    }

    /** Whether an insert waits for its values. */
    static boolean isOpen(Insert insert) {
        return insert.rows().isEmpty() && !insert.isDefaultValues() && insert.query().isEmpty();
    }

    /** An insert into the columns that it names, or into all. */
    static Insert complete(Insert insert) {
        return into(insert, insert.columns().isEmpty() ? insert.table().columns() : insert.columns());
    }

    /**
     * An insert into the columns that it names, or into those that a row names, in the order of the table.
     *
     * @param index the number of the row in a batch; -1 where there is only one
     */
    static Insert complete(Insert insert, Map<String, ?> row, int index) {
        List<Column<?>> candidates = insert.columns().isEmpty() ? insert.table().columns() : insert.columns();
        List<Column<?>> named = new ArrayList<>(row.size());
        List<String> names = new ArrayList<>(candidates.size());
        for (Column<?> column : candidates) {
            names.add(column.name());
            if (row.containsKey(column.name())) {
                named.add(column);
            }
        }
        if (named.size() != row.size()) {
            List<String> unknown = new ArrayList<>(row.keySet());
            unknown.removeAll(names);
            throw Refusal.usage((index < 0 ? "" : "row " + index + ": ") + "the insert into " + insert.table() + " takes the columns "
                    + names
                    + ", not " + unknown);
        }
        if (named.isEmpty()) {
            throw Refusal.usage((index < 0 ? "" : "row " + index + ": ") + "no values are given for the insert into " + insert.table()
                    + "; give some, or use defaultValues()");
        }
        return into(insert, insert.columns().isEmpty() ? named : insert.columns());
    }

    private static Insert into(Insert insert, List<Column<?>> columns) {
        Object[] parameters = new Object[columns.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = new NamedParameter<>(columns.get(i).name(), columns.get(i).type());
        }
        Insert named = insert.columns().isEmpty() ? insert.columns(columns.toArray(new Column<?>[0])) : insert;
        return named.values(parameters);
    }
}
