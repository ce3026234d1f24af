// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.ConstraintViolation.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table and its rows. A statement that changes one changes a copy of its own, so that whoever reads goes on with what was. */
final class Table {

    /** A column; the length is negative where there is none. */
    record Column(String name, ColumnType type, int length, boolean notNull, boolean generated, Expression otherwise) {
    }

    /** A constraint on one column, or a condition on all of them. */
    record Constraint(Type type, String name, String column, Expression condition, String parent, String parentColumn) {
    }

    private final String name;
    private final List<Column> columns;
    private final List<Constraint> constraints;
    private final List<Object[]> rows;
    private final Map<String, Set<Object>> keys = new HashMap<>();
    private long lastKey;

    Table(String name, List<Column> columns, List<Constraint> constraints) {
        this(name, columns, constraints, new ArrayList<>(), 0);
    }

    private Table(String name, List<Column> columns, List<Constraint> constraints, List<Object[]> rows, long lastKey) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.constraints = List.copyOf(constraints);
        this.rows = rows;
        this.lastKey = lastKey;
    }

    Table copy() {
        Table copy = new Table(name, columns, constraints, new ArrayList<>(rows), lastKey);
        keys.forEach((column, values) -> copy.keys.put(column, new HashSet<>(values)));
        return copy;
    }

    Table withColumn(Column column) throws EngineError {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        List<Object[]> wider = new ArrayList<>();
        for (Object[] row : rows) {
            wider.add(Arrays.copyOf(row, row.length + 1));
        }
        Table changed = new Table(name, more, constraints, new ArrayList<>(), lastKey);
        changed.replace(wider);
        return changed;
    }

    String name() {
        return name;
    }

    List<Column> columns() {
        return columns;
    }

    List<Constraint> constraints() {
        return constraints;
    }

    List<Object[]> rows() {
        return rows;
    }

    int index(String column) throws EngineError {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        throw EngineError.missing("the column", column);
    }

    long nextKey() {
        return ++lastKey;
    }

    /** Adds a row, after it was checked. */
    void add(Object[] row) throws EngineError {
        check(row);
        rows.add(row);
    }

    /** Puts other rows in the place of all. */
    void replace(List<Object[]> others) throws EngineError {
        rows.clear();
        keys.clear();
        for (Object[] row : others) {
            add(row);
        }
    }

    private void check(Object[] row) throws EngineError {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null && columns.get(i).notNull()) {
                throw EngineError.violation(Type.NOT_NULL, name, name + "_" + columns.get(i).name());
            }
        }
        for (Constraint constraint : constraints) {
            switch (constraint.type()) {
                case CHECK -> {
                    if (Boolean.FALSE.equals(Evaluation.of(constraint.condition(), Scope.of(this), new Object[0]).value(row))) {
                        throw EngineError.violation(Type.CHECK, name, constraint.name());
                    }
                }
                case UNIQUE, PRIMARY_KEY -> {
                    Object value = row[index(constraint.column())];
                    if (value != null && !keys.computeIfAbsent(constraint.name(), key -> new HashSet<>()).add(value)) {
                        throw EngineError.violation(constraint.type(), name, constraint.name());
                    }
                }
                default -> { }
            }
        }
    }
}
