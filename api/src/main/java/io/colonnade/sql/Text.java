// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * SQL as text, with {@code :name} where a value belongs. Immutable: each method gives back a new one. Made with {@link Sql#text}.
 *
 * <p>The text is read by the rules of the dialect, so that a colon in a string, a comment or a cast is no parameter.
 */
public final class Text implements Statement {

    /**
     * A column of the rows of a text.
     *
     * @param label its name
     * @param type its type
     * @param column the table column that it is; null where it is another one
     */
    public record Returned(String label, SqlType<?> type, Column<?> column) {
        public Returned {
            Usage.name(label, "the label of a column");
            Usage.required(type, "the type of column " + label);
        }
    }

    private final String sql;
    private final Map<String, Object> values;
    private final boolean readOnly;
    private final List<Returned> columns;

    private Text(String sql, Map<String, Object> values, boolean readOnly, List<Returned> columns) {
        this.sql = sql;
        this.values = values;
        this.readOnly = readOnly;
        this.columns = columns;
    }

    static Text of(String sql) {
        if (Usage.required(sql, "the text").isBlank()) {
            throw Usage.error("the text is empty");
        }
        return new Text(sql, Map.of(), false, List.of());
    }

    /**
     * Binds a value; null is SQL's NULL, a collection is the list of {@code IN (:name)}. A later value for the same name replaces an earlier
     * one.
     */
    public Text bind(String name, Object value) {
        return bind(Collections.singletonMap(name, value));
    }

    /** Binds values by name. */
    public Text bind(Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>(this.values);
        Usage.required(values, "the map of bind").forEach((name, value) -> all.put(Usage.name(name, "the name of a parameter"),
                value instanceof Collection<?> list ? Collections.unmodifiableList(new ArrayList<>(list)) : value));
        return new Text(sql, Collections.unmodifiableMap(all), readOnly, columns);
    }

    /** The author's word that it changes nothing, whatever it calls. It may then be run where only reading is allowed or is faster. */
    public Text readOnly() {
        return new Text(sql, values, true, columns);
    }

    /** The next columns of its rows are these table columns; their values arrive as the classes of their types. */
    public Text columns(Column<?>... columns) {
        Text text = this;
        for (Column<?> column : Usage.list(columns, "the list of columns")) {
            text = text.with(new Returned(column.name(), column.type(), column));
        }
        return text;
    }

    /** The next column of its rows has this name, and its values arrive as the class of this type. */
    public Text column(String label, SqlType<?> type) {
        return with(new Returned(label, type, null));
    }

    private Text with(Returned column) {
        List<Returned> all = new ArrayList<>(columns);
        all.add(column);
        return new Text(sql, values, readOnly, List.copyOf(all));
    }

    /** The text, as it was given. */
    public String sql() {
        return sql;
    }

    /** The values that are bound, by name. */
    public Map<String, Object> values() {
        return values;
    }

    /** Whether its author says that it changes nothing. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** The columns of its rows; empty where the database is to say. */
    public List<Returned> returned() {
        return columns;
    }

    /** The text; never the values. */
    @Override
    public String toString() {
        return sql;
    }
}
