// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Feature;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.reference.Table.Column;
import io.colonnade.tck.reference.Table.Constraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs what changes tables, on copies of those that it changes. */
final class Changing {

    private final Map<String, Table> tables;
    private final Map<String, Table> temporary;
    private final List<Object> keys;
    private final Querying.Watch watch;
    private final Gaps gaps;
    private final Set<String> copied = new HashSet<>();

    Changing(Map<String, Table> tables, Map<String, Table> temporary, List<Object> keys, Querying.Watch watch, Gaps gaps) {
        this.tables = tables;
        this.temporary = temporary;
        this.keys = keys;
        this.watch = watch;
        this.gaps = gaps;
    }

    Map<String, Table> tables() {
        return tables;
    }

    Map<String, Table> temporary() {
        return temporary;
    }

    /** How many rows the command affected. */
    long run(Command command, Object[] binds) throws EngineError {
        watch.check();
        if (command instanceof Command.Insert insert) {
            return insert(insert, binds);
        }
        if (command instanceof Command.Update update) {
            return update(update, binds);
        }
        if (command instanceof Command.Delete delete) {
            return delete(delete, binds);
        }
        if (command instanceof Command.Create create) {
            create(create);
        } else if (command instanceof Command.Drop drop) {
            drop(drop);
        } else if (command instanceof Command.AddColumn add) {
            tables.put(add.table(), find(add.table()).withColumn(add.column()));
        }
        return 0;
    }

    private Map<String, Table> place(String name) {
        return temporary.containsKey(name) ? temporary : tables;
    }

    private Table find(String name) throws EngineError {
        Table table = place(name).get(name);
        if (table == null) {
            throw EngineError.missing("the table", name);
        }
        return table;
    }

    private Table changed(String name) throws EngineError {
        Table table = find(name);
        if (copied.add(name)) {
            table = table.copy();
            place(name).put(name, table);
        }
        return table;
    }

    private void create(Command.Create create) throws EngineError {
        String name = create.table().name();
        Map<String, Table> place = create.temporary() ? temporary : tables;
        if (place.containsKey(name)) {
            throw new EngineError(ErrorKind.ALREADY_EXISTS, "42P07", "the table " + name + " exists already");
        }
        place.put(name, create.table().copy());
    }

    private void drop(Command.Drop drop) throws EngineError {
        if (!drop.ifExists()) {
            find(drop.table());
        }
        place(drop.table()).remove(drop.table());
    }

    private long insert(Command.Insert insert, Object[] binds) throws EngineError {
        Table table = changed(insert.table());
        List<String> names = insert.columns().isEmpty() ? table.columns().stream().map(Column::name).toList() : insert.columns();
        Cursor values = new Querying(this::find, binds, watch).run(insert.rows());
        if (values.columns().size() != names.size()) {
            throw EngineError.syntax("a row has another number of values than there are columns");
        }
        int[] places = new int[names.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = table.index(names.get(i));
        }
        long count = 0;
        for (Object[] given = values.rows().next(); given != null; given = values.rows().next()) {
            table.add(row(table, places, given));
            count++;
        }
        checkReferences(table);
        return count;
    }

    private Object[] row(Table table, int[] places, Object[] given) throws EngineError {
        Object[] row = new Object[table.columns().size()];
        boolean[] known = new boolean[row.length];
        for (int i = 0; i < places.length; i++) {
            Column column = table.columns().get(places[i]);
            row[places[i]] = column.type().stored(given[i], column.length());
            known[places[i]] = true;
        }
        for (int i = 0; i < row.length; i++) {
            Column column = table.columns().get(i);
            if (!known[i] && column.generated()) {
                row[i] = column.type().stored(table.nextKey(), -1);
                keys.add(row[i]);
            } else if (!known[i] && column.otherwise() != null) {
                Object value = Evaluation.of(column.otherwise(), new Scope(List.of()), new Object[0]).value(null);
                row[i] = column.type().stored(value, column.length());
            }
        }
        return row;
    }

    private long update(Command.Update update, Object[] binds) throws EngineError {
        Table table = changed(update.table());
        Scope scope = Scope.of(table);
        Map<Integer, Evaluation> values = new HashMap<>();
        for (Map.Entry<String, Expression> value : update.values().entrySet()) {
            values.put(table.index(value.getKey()), Evaluation.of(value.getValue(), scope, binds));
        }
        Evaluation where = condition(update.where(), scope, binds);
        List<Object[]> rows = new ArrayList<>();
        long count = 0;
        for (Object[] row : table.rows()) {
            if (Boolean.TRUE.equals(where.value(row))) {
                Object[] changed = updated(table, row, values);
                count += gaps.lack(Feature.SANE_ROWCOUNT) && Arrays.deepEquals(row, changed) ? 0 : 1;
                rows.add(changed);
            } else {
                rows.add(row);
            }
        }
        return replace(table, rows, count);
    }

    private Object[] updated(Table table, Object[] row, Map<Integer, Evaluation> values) throws EngineError {
        Object[] changed = row.clone();
        Object[] read = gaps.lack(Feature.SIMULTANEOUS_ASSIGNMENT) ? changed : row;
        for (Map.Entry<Integer, Evaluation> value : values.entrySet()) {
            Column column = table.columns().get(value.getKey());
            changed[value.getKey()] = column.type().stored(value.getValue().value(read), column.length());
        }
        return changed;
    }

    private long delete(Command.Delete delete, Object[] binds) throws EngineError {
        Table table = changed(delete.table());
        Evaluation where = condition(delete.where(), Scope.of(table), binds);
        List<Object[]> rows = new ArrayList<>();
        for (Object[] row : table.rows()) {
            if (!Boolean.TRUE.equals(where.value(row))) {
                rows.add(row);
            }
        }
        return replace(table, rows, table.rows().size() - rows.size());
    }

    private static Evaluation condition(Expression where, Scope scope, Object[] binds) throws EngineError {
        return where == null ? row -> true : Evaluation.of(where, scope, binds);
    }

    private long replace(Table table, List<Object[]> rows, long count) throws EngineError {
        if (count > 0) {
            table.replace(rows);
            checkReferences(table);
            for (Table other : List.copyOf(tables.values())) {
                if (other.constraints().stream().anyMatch(constraint -> table.name().equals(constraint.parent()))) {
                    checkReferences(other);
                }
            }
        }
        return count;
    }

    private void checkReferences(Table table) throws EngineError {
        for (Constraint constraint : table.constraints()) {
            if (constraint.type() == Type.FOREIGN_KEY) {
                Table parent = find(constraint.parent());
                int column = table.index(constraint.column());
                int parentColumn = parent.index(constraint.parentColumn());
                for (Object[] row : table.rows()) {
                    Object value = row[column];
                    if (value != null && parent.rows().stream().noneMatch(other -> value.equals(other[parentColumn]))) {
                        throw EngineError.violation(Type.FOREIGN_KEY, table.name(), constraint.name());
                    }
                }
            }
        }
    }
}
