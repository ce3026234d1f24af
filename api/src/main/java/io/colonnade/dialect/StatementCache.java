// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Insert;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Text;
import io.colonnade.sql.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles statements and keeps what it compiled, by structure: two statements that differ only in their values share one
 * {@link Compiled}. Values are never kept. Thread-safe; a statement that is known is found without a lock.
 *
 * <p>What cannot be meant is refused with a {@link io.colonnade.error.UsageException}, what the database cannot do with an error of kind
 * UNSUPPORTED; either way before anything is sent.
 */
public final class StatementCache {

    private record TextKey(Dialect dialect, String sql, boolean readOnly, List<Text.Returned> returned, Map<String, Integer> lists) {
    }

    private record TextEntry(RawText raw, Compiled compiled, NamedValues named) {
    }

    private record TreeEntry(Compiled compiled, int[] slots, NamedValues named) {
    }

    private final LruCache<TextKey, TextEntry> texts;
    private final LruCache<Tokens, TreeEntry> trees;
    private final ShapePool shapes = new ShapePool();
    private final Fraction fraction;

    /** An empty cache that floors what is finer than a microsecond. */
    public StatementCache(int capacity) {
        this(capacity, Fraction.FLOOR);
    }

    /**
     * An empty cache.
     *
     * @param capacity how many texts and how many structures it keeps, at least 1; those that were not used for longest are forgotten
     * @param fraction what becomes of the part of a time that is finer than a microsecond
     */
    public StatementCache(int capacity, Fraction fraction) {
        this.fraction = Objects.requireNonNull(fraction, "fraction");
        texts = new LruCache<>(capacity);
        trees = new LruCache<>(capacity);
    }

    /**
     * Compiles, or takes from the cache, and lays out the values for one run.
     *
     * @param values the values of named parameters; for an {@link Insert} without values those of its columns. May be empty
     */
    public BoundStatement compile(Dialect dialect, Statement statement, Map<String, ?> values) {
        return compile(dialect, statement, values, new SuppliedValues());
    }

    /**
     * Compiles, or takes from the cache, and lays out the values for one run, for which this may be done again with another dialect.
     *
     * @param values the values of named parameters; for an {@link Insert} without values those of its columns. May be empty
     * @param supplied what suppliers of column values gave for this run so far
     */
    public BoundStatement compile(Dialect dialect, Statement statement, Map<String, ?> values, SuppliedValues supplied) {
        Objects.requireNonNull(values, "values");
        if (statement instanceof Text text) {
            Map<String, ?> all = merged(text, values);
            if (ListValues.isIn(all)) {
                return withLists(dialect, text, all);
            }
            TextEntry entry = text(dialect, text.sql(), text.isReadOnly(), text.returned(), Map.of());
            return bound(entry.compiled, layOut(entry.named, new Object[entry.compiled.parameters().size()], all, -1));
        }
        Statement complete = statement;
        if (statement instanceof Insert insert && InsertTemplate.isOpen(insert) && !(values.isEmpty() && insert.columns().isEmpty())) {
            complete = InsertTemplate.complete(insert, values, -1);
        }
        complete = withOwnValues(complete);
        ListParameters lists = ListValues.isIn(values) ? new ListParameters(dialect, values) : null;
        StatementShape shape = shapes.take();
        try {
            shape.walk(dialect, complete, false, lists);
            TreeEntry entry = tree(dialect, complete, shape, false, lists);
            supplied.rewind();
            Object[] binds = shape.hasSupplied() ? values(shape, supplied, entry.slots) : shape.slots(entry.slots);
            if (shape.hasNamed() || !values.isEmpty()) {
                layOut(entry.named, binds, lists == null ? values : lists.placed(), -1);
            }
            requireWhole(dialect, complete, false, lists);
            return bound(entry.compiled, binds);
        } finally {
            shapes.give(shape);
        }
    }

    /**
     * Compiles raw text, or takes it from the cache, and lays out the values for one run.
     *
     * @param values the values of the parameters, in the order in which their distinct names first appear
     */
    public BoundStatement compile(Dialect dialect, String sql, Object... values) {
        TextEntry entry = text(dialect, sql, false, List.of(), Map.of());
        List<String> names = entry.raw.names();
        if (values.length != names.size()) {
            throw Refusal.usage("the statement has " + names.size() + " parameters " + names + ", but " + values.length
                    + " values were given; give one for each, in this order");
        }
        for (Object value : values) {
            if (value instanceof Collection<?>) {
                Map<String, Object> named = new HashMap<>();
                for (int i = 0; i < values.length; i++) {
                    named.put(names.get(i), values[i]);
                }
                return withLists(dialect, Sql.text(sql), named);
            }
        }
        int[] indexes = entry.raw.nameIndexes();
        Object[] binds = new Object[indexes.length];
        for (int i = 0; i < binds.length; i++) {
            binds[i] = values[indexes[i]];
        }
        return bound(entry.compiled, binds);
    }

    /**
     * Compiles once for many runs.
     *
     * @param rows for each run the values of the named parameters; for an {@link Insert} without values those of its columns, the same
     *     columns in every row
     */
    public BoundBatch compileMany(Dialect dialect, Statement statement, List<? extends Map<String, ?>> rows) {
        return compileMany(dialect, statement, rows, new SuppliedValues());
    }

    /**
     * Compiles once for many runs, for which this may be done again with another dialect.
     *
     * @param rows as of the other method of this name
     * @param supplied what suppliers of column values gave for these runs so far
     */
    public BoundBatch compileMany(Dialect dialect, Statement statement, List<? extends Map<String, ?>> rows, SuppliedValues supplied) {
        if (statement instanceof Text text) {
            TextEntry entry = text(dialect, text.sql(), text.isReadOnly(), text.returned(), Map.of());
            if (entry.raw.returning()) {
                throw Refusal.usage("a text with RETURNING is run many times, which gives back counts only; run it once for each row");
            }
            List<Object[]> bindings = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Map<String, ?> row = text.values().isEmpty() ? rows.get(i) : merged(text, rows.get(i));
                bindings.add(layOut(entry.named, new Object[entry.compiled.parameters().size()], row, i));
                fraction.apply(bindings.get(i), entry.compiled, i);
            }
            return new BoundBatch(entry.compiled, bindings);
        }
        Statement complete = statement;
        if (statement instanceof Insert insert && InsertTemplate.isOpen(insert)) {
            complete = rows.isEmpty() ? InsertTemplate.complete(insert) : InsertTemplate.complete(insert, rows.get(0), 0);
        }
        complete = withOwnValues(complete);
        StatementShape shape = shapes.take();
        try {
            shape.walk(dialect, complete, true, null);
            TreeEntry entry = tree(dialect, complete, shape, true, null);
            supplied.rewind();
            requireWhole(dialect, complete, true, null);
            List<Object[]> bindings = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                Object[] binds = shape.hasSupplied() ? values(shape, supplied, entry.slots) : shape.slots(entry.slots);
                bindings.add(layOut(entry.named, binds, rows.get(i), i));
                fraction.apply(binds, entry.compiled, i);
            }
            return new BoundBatch(entry.compiled, bindings);
        } finally {
            shapes.give(shape);
        }
    }

    /** With the values that the columns of its table have of their own. */
    static Statement withOwnValues(Statement statement) {
        return statement instanceof Insert insert ? insert.completed() : statement instanceof Update update ? update.completed() : statement;
    }

    private static Object[] values(Tokens shape, SuppliedValues supplied, int[] order) {
        Object[] values = supplied.fill(shape.slots());
        return order == null ? values : Tokens.ordered(values, order);
    }

    /** How many compiled statements it keeps. */
    int size() {
        return texts.size() + trees.size();
    }

    private BoundStatement withLists(Dialect dialect, Text text, Map<String, ?> values) {
        ListValues lists = ListValues.of(dialect, values);
        TextEntry entry = text(dialect, text.sql(), text.isReadOnly(), text.returned(), lists.sizes());
        Object[] binds = layOut(entry.named, new Object[entry.compiled.parameters().size()], lists.placed(entry.raw.names()), -1);
        return bound(entry.compiled, binds);
    }

    private BoundStatement bound(Compiled compiled, Object[] binds) {
        fraction.apply(binds, compiled, -1);
        return new BoundStatement(compiled, binds);
    }

    private Object[] layOut(NamedValues named, Object[] binds, Map<String, ?> values, int row) {
        Object[] all = named.layOut(binds, values, row);
        if (fraction == Fraction.REFUSE) {
            named.requireWhole(values, row);
        }
        return all;
    }

    /** The nodes know their columns, and the values in front of their converters. */
    private void requireWhole(Dialect dialect, Statement statement, boolean batch, ListParameters lists) {
        if (fraction == Fraction.REFUSE) {
            Fraction.requireWhole(StatementShape.nodes(dialect, statement, batch, lists));
        }
    }

    private TextEntry text(Dialect dialect, String sql, boolean readOnly, List<Text.Returned> returned, Map<String, Integer> lists) {
        TextKey key = new TextKey(dialect, sql, readOnly, returned, lists);
        TextEntry entry = texts.get(key);
        return entry != null ? entry : texts.put(key, compileText(key));
    }

    private static TextEntry compileText(TextKey key) {
        RawText raw = RawText.parse(key.dialect, key.sql, key.lists);
        Compiled compiled = raw.compiled();
        if (key.readOnly || !key.returned.isEmpty()) {
            List<ResultColumn> columns = new ArrayList<>(key.returned.size());
            for (Text.Returned column : key.returned) {
                columns.add(new ResultColumn(column.label(), column.type(), column.column()));
            }
            compiled = new Compiled(compiled.sql(), compiled.kind(), key.readOnly || compiled.readOnly(), compiled.parameters(), columns,
                    compiled.returnsKeys());
        }
        return new TextEntry(raw, compiled, new NamedValues(compiled, raw.elements()));
    }

    private TreeEntry tree(Dialect dialect, Statement statement, Tokens shape, boolean batch, ListParameters lists) {
        TreeEntry entry = trees.get(shape);
        if (entry != null) {
            return entry;
        }
        Compiler.Result result = Compiler.compile(dialect, statement, batch, lists);
        TreeEntry compiled = new TreeEntry(result.compiled(), result.slots(), new NamedValues(result.compiled(), result.elements()));
        return result.reusable() ? trees.put(shape.frozen(), compiled) : compiled;
    }

    private static Map<String, ?> merged(Text text, Map<String, ?> values) {
        if (text.values().isEmpty()) {
            return values;
        } else if (values.isEmpty()) {
            return text.values();
        }
        Map<String, Object> all = new java.util.LinkedHashMap<>(text.values());
        List<String> twice = new ArrayList<>();
        values.forEach((name, value) -> {
            if (all.containsKey(name)) {
                twice.add(name);
            }
            all.put(name, value);
        });
        if (!twice.isEmpty()) {
            throw Refusal.usage("parameters " + twice + " are bound in the text and given again where it is run; give each once");
        }
        return Collections.unmodifiableMap(all);
    }
}
