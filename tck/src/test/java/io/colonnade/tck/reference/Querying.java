// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.tck.reference.Command.Item;
import io.colonnade.tck.reference.Command.Order;
import io.colonnade.tck.reference.Command.Part;
import io.colonnade.tck.reference.Command.Query;
import io.colonnade.tck.reference.Command.Select;
import io.colonnade.tck.reference.Command.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Runs queries over the tables of one moment. */
final class Querying {

    /** Where tables are found. */
    @FunctionalInterface
    interface Tables {
        Table table(String name) throws EngineError;
    }

    /** Fails if the statement was cancelled. */
    @FunctionalInterface
    interface Watch {
        void check() throws EngineError;
    }

    private final Tables tables;
    private final Object[] binds;
    private final Watch watch;

    Querying(Tables tables, Object[] binds, Watch watch) {
        this.tables = tables;
        this.binds = binds;
        this.watch = watch;
    }

    Cursor run(Query query) throws EngineError {
        Deque<Cursor> parts = new ArrayDeque<>();
        for (Part part : query.parts()) {
            parts.add(part instanceof Select select ? select(select) : values((Command.Values) part));
        }
        return new Cursor(parts.peek().columns(), () -> {
            Object[] row = parts.peek().rows().next();
            while (row == null && parts.size() > 1) {
                parts.remove();
                row = parts.peek().rows().next();
            }
            return row;
        });
    }

    private Cursor values(Command.Values values) throws EngineError {
        List<Object[]> rows = new ArrayList<>();
        for (List<Expression> each : values.rows()) {
            Object[] row = new Object[each.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = Evaluation.of(each.get(i), new Scope(List.of()), binds).value(null);
            }
            rows.add(row);
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= rows.get(0).length; i++) {
            names.add("column" + i);
        }
        return new Cursor(names, Cursor.of(rows));
    }

    private Cursor select(Select select) throws EngineError {
        Scope scope = new Scope(List.of());
        List<List<Object[]>> inputs = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        for (Source source : select.sources()) {
            Cursor input = input(source);
            scope = scope.and(Scope.of(source.alias(), input.columns()));
            inputs.add(all(input.rows()));
            if (source.on() != null) {
                conditions.add(source.on());
            }
        }
        if (select.where() != null) {
            conditions.add(select.where());
        }
        List<Aggregate> aggregates = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Evaluation> items = items(select, scope, aggregates, names);
        Cursor.Rows rows = filtered(new Combinations(inputs), conditions, scope);
        if (!aggregates.isEmpty()) {
            return new Cursor(names, aggregated(rows, aggregates, items));
        }
        rows = ordered(rows, select.order(), scope);
        return new Cursor(names, projected(select.limit() < 0 ? rows : limited(rows, select.limit()), items));
    }

    private Cursor input(Source source) throws EngineError {
        if (source.query() != null) {
            Cursor cursor = run(source.query());
            return source.columns().isEmpty() ? cursor : new Cursor(source.columns(), cursor.rows());
        }
        Table table = tables.table(source.table());
        return new Cursor(table.columns().stream().map(Table.Column::name).toList(), Cursor.of(table.rows()));
    }

    private List<Object[]> all(Cursor.Rows rows) throws EngineError {
        List<Object[]> all = new ArrayList<>();
        for (Object[] row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
            watch.check();
        }
        return all;
    }

    private List<Evaluation> items(Select select, Scope scope, List<Aggregate> aggregates, List<String> names) throws EngineError {
        List<Evaluation> items = new ArrayList<>();
        for (Item item : select.items()) {
            if (item.expression() == null) {
                for (int i = 0; i < scope.names().size(); i++) {
                    int index = i;
                    items.add(row -> row[index]);
                    names.add(scope.names().get(i).column());
                }
            } else {
                items.add(Evaluation.of(item.expression(), scope, binds, aggregates));
                names.add(item.alias() != null ? item.alias()
                        : item.expression() instanceof Expression.Column column ? column.name() : "?column?");
            }
        }
        return items;
    }

    private Cursor.Rows filtered(Cursor.Rows rows, List<Expression> conditions, Scope scope) throws EngineError {
        List<Evaluation> tests = new ArrayList<>();
        for (Expression condition : conditions) {
            tests.add(Evaluation.of(condition, scope, binds));
        }
        return () -> {
            for (Object[] row = rows.next(); row != null; row = rows.next()) {
                watch.check();
                if (passes(tests, row)) {
                    return row;
                }
            }
            return null;
        };
    }

    private static boolean passes(List<Evaluation> tests, Object[] row) throws EngineError {
        for (Evaluation test : tests) {
            if (!Boolean.TRUE.equals(test.value(row))) {
                return false;
            }
        }
        return true;
    }

    private static Cursor.Rows aggregated(Cursor.Rows rows, List<Aggregate> aggregates, List<Evaluation> items) throws EngineError {
        for (Object[] row = rows.next(); row != null; row = rows.next()) {
            for (Aggregate aggregate : aggregates) {
                aggregate.add(row);
            }
        }
        List<Object[]> one = new ArrayList<>();
        one.add(new Object[0]);
        return projected(Cursor.of(one), items);
    }

    private Cursor.Rows ordered(Cursor.Rows rows, List<Order> order, Scope scope) throws EngineError {
        if (order.isEmpty()) {
            return rows;
        }
        List<Object[]> all = new ArrayList<>();
        for (Object[] row = rows.next(); row != null; row = rows.next()) {
            all.add(row.clone());
        }
        Comparator<Object[]> comparator = (left, right) -> 0;
        for (Order term : order) {
            Evaluation key = Evaluation.of(term.expression(), scope, binds);
            Comparator<Object[]> by = (left, right) -> compareKeys(key, left, right);
            comparator = comparator.thenComparing(term.descending() ? by.reversed() : by);
        }
        try {
            all.sort(comparator);
        } catch (IllegalStateException incomparable) {
            throw (EngineError) incomparable.getCause();
        }
        return Cursor.of(all);
    }

    /** NULL is above every value. */
    private static int compareKeys(Evaluation key, Object[] left, Object[] right) {
        try {
            Object first = key.value(left);
            Object second = key.value(right);
            return first == null || second == null ? Boolean.compare(first == null, second == null) : Operators.compare(first, second);
        } catch (EngineError incomparable) {
            throw new IllegalStateException(incomparable);
        }
    }

    private static Cursor.Rows limited(Cursor.Rows rows, int limit) {
        int[] left = {limit};
        return () -> left[0]-- > 0 ? rows.next() : null;
    }

    private static Cursor.Rows projected(Cursor.Rows rows, List<Evaluation> items) {
        return () -> {
            Object[] row = rows.next();
            if (row == null) {
                return null;
            }
            Object[] values = new Object[items.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = items.get(i).value(row);
            }
            return values;
        };
    }
}
