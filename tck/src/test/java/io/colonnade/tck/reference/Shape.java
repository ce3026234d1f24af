// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.error.StatementException;
import io.colonnade.spi.Columns;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.ValueConversion;
import io.colonnade.sql.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query as the core takes them: named and typed as the compiled statement says. */
final class Shape {

    private final Cursor.Rows rows;
    private final List<ResultColumn> expected;
    private final Columns columns;

    Shape(Compiled statement, Cursor cursor) {
        rows = cursor.rows();
        expected = statement.resultColumns();
        List<String> names = new ArrayList<>(cursor.columns());
        for (int i = 0; i < Math.min(expected.size(), names.size()); i++) {
            names.set(i, expected.get(i).label());
        }
        columns = new Columns(names);
    }

    /** The next row, or null behind the last one. */
    RowValues next() throws EngineError {
        Object[] row = rows.next();
        if (row == null) {
            return null;
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = typed(row[i], i < expected.size() ? expected.get(i).type() : null);
        }
        return RowValues.of(columns, row);
    }

    /** Numbers are of the class that is expected if it holds them; if not, the core refuses them. Arrays belong to the reader. */
    private static Object typed(Object value, SqlType<?> type) {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (type == null || !(value instanceof Number) || !Number.class.isAssignableFrom(type.javaType())) {
            return value;
        }
        try {
            return ValueConversion.convert(value, type.javaType(), "a column");
        } catch (StatementException refused) {
            return value;
        }
    }
}
