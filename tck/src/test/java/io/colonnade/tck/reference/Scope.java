// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import java.util.ArrayList;
import java.util.List;

/** The columns that an expression can name, in the order of the values of a row. */
record Scope(List<Name> names) {

    /** A column of a source. */
    record Name(String source, String column) {
    }

    static Scope of(Table table) {
        return of(table.name(), table.columns().stream().map(Table.Column::name).toList());
    }

    static Scope of(String source, List<String> columns) {
        return new Scope(columns.stream().map(column -> new Name(source, column)).toList());
    }

    Scope and(Scope other) {
        List<Name> all = new ArrayList<>(names);
        all.addAll(other.names);
        return new Scope(all);
    }

    int index(Expression.Column column) throws EngineError {
        int found = -1;
        for (int i = 0; i < names.size(); i++) {
            Name name = names.get(i);
            if (name.column().equals(column.name()) && (column.source() == null || column.source().equals(name.source()))) {
                if (found >= 0) {
                    throw EngineError.syntax("the column " + column.name() + " is ambiguous");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw EngineError.missing("the column", column.name());
        }
        return found;
    }
}
