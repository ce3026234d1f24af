// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.ResultColumn;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Columns;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.ValueConversion;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row over the values that a backend delivered. */
final class DataRow implements Row {

    private final RowValues values;
    private final List<ResultColumn> resultColumns;
    private final List<SelectItem> items;

    /**
     * A row.
     *
     * @param resultColumns what the compiled statement knows of its columns; empty for raw text
     * @param items what the statement returns; empty for raw text
     */
    DataRow(RowValues values, List<ResultColumn> resultColumns, List<SelectItem> items) {
        this.values = values;
        this.resultColumns = resultColumns;
        this.items = items;
    }

    @Override
    public List<String> columnNames() {
        return values.columns().names();
    }

    @Override
    public int size() {
        return values.columns().size();
    }

    @Override
    public Object get(int index) {
        if (index < 0 || index >= size()) {
            throw usage("there is no column " + index + "; the row has " + size() + ", counted from 0: " + columnNames());
        }
        return value(index);
    }

    /** The value as the user's class. */
    private Object value(int index) {
        Object value = values.get(index);
        if (value != null && index < resultColumns.size() && resultColumns.get(index).isConverted()) {
            ResultColumn column = resultColumns.get(index);
            return column.declared().fromDatabase(value, column.column() == null ? where(index) : "column " + column.column());
        }
        return value;
    }

    @Override
    public Object get(String name) {
        return value(index(name));
    }

    @Override
    public <T> T get(Expression<T> expression) {
        return get(index(expression), expression.type());
    }

    @Override
    public <T> T get(Labelled<T> labelled) {
        return get(index(labelled), labelled.expression().type());
    }

    private <T> T get(int index, SqlType<T> type) {
        Object value = value(index);
        if (type.converter() != null && !type.javaType().isInstance(value)) {
            value = type.fromDatabase(ValueConversion.convert(value, type.stored().javaType(), where(index)), where(index));
        }
        return ValueConversion.convert(value, type.javaType(), where(index));
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        Object value = get(index);
        return type.isInstance(value) ? type.cast(value) : ValueConversion.convert(values.get(index), type, where(index));
    }

    @Override
    public <T> T get(String name, Class<T> type) {
        int index = index(name);
        return get(index, type);
    }

    @Override
    public int getInt(String name) {
        return getInt(index(name));
    }

    @Override
    public long getLong(String name) {
        return getLong(index(name));
    }

    @Override
    public double getDouble(String name) {
        return getDouble(index(name));
    }

    @Override
    public boolean getBoolean(String name) {
        return getBoolean(index(name));
    }

    @Override
    public String getString(String name) {
        return getString(index(name));
    }

    @Override
    public int getInt(int index) {
        Object value = get(index);
        if (value instanceof Integer exact) {
            return exact;
        }
        if (value instanceof Long wide && wide == wide.intValue()) {
            return wide.intValue();
        }
        return value instanceof Short narrow ? narrow : notNull(index, Integer.class);
    }

    @Override
    public long getLong(int index) {
        Object value = get(index);
        if (value instanceof Long exact) {
            return exact;
        }
        if (value instanceof Integer narrow) {
            return narrow;
        }
        return value instanceof Short narrow ? narrow : notNull(index, Long.class);
    }

    @Override
    public double getDouble(int index) {
        return get(index) instanceof Double value ? value : notNull(index, Double.class);
    }

    @Override
    public boolean getBoolean(int index) {
        return get(index) instanceof Boolean value ? value : notNull(index, Boolean.class);
    }

    @Override
    public String getString(int index) {
        return get(index) instanceof String value ? value : get(index, String.class);
    }

    @Override
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String name : columnNames()) {
            map.put(name, get(name));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public List<Object> toList() {
        List<Object> list = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            list.add(value(i));
        }
        return Collections.unmodifiableList(list);
    }

    @Override
    public <R extends Record> R as(Class<R> type) {
        return RecordMapper.of(type).map(this, values.columns());
    }

    /** The column names; the values may be secret. */
    @Override
    public String toString() {
        return "Row" + columnNames();
    }

    private <T> T notNull(int index, Class<T> type) {
        T value = get(index, type);
        if (value == null) {
            throw DatabaseException.of(ErrorKind.DATA, where(index) + " is NULL; read it with get(…, " + type.getSimpleName()
                    + ".class), which returns null").build();
        }
        return value;
    }

    private String where(int index) {
        return "column \"" + columnNames().get(index) + "\" (index " + index + ")";
    }

    private int index(String name) {
        int index = values.columns().indexOf(name);
        if (index >= 0) {
            return index;
        }
        throw usage(index == Columns.AMBIGUOUS
                ? "column name \"" + name + "\" stands more than once in " + columnNames() + "; read it by index or by Column"
                : "there is no column \"" + name + "\"; the row has " + columnNames());
    }

    private int index(SelectItem wanted) {
        int index = RowItems.index(items, wanted);
        for (int i = 0; i < resultColumns.size() && index < 0 && items.isEmpty(); i++) {
            index = wanted.equals(resultColumns.get(i).column()) ? i : index;
        }
        if (index >= 0) {
            return index;
        }
        String name = RowItems.name(wanted);
        if (resultColumns.isEmpty() && name != null) {
            return index(name);
        }
        throw usage((name == null ? "the expression" : "column \"" + name + "\"") + " is not among the columns of the query: "
                + columnNames());
    }

    private static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
