// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.spi.Columns;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a result: its columns and how they are read. Worked out once, and again only when a changed table has changed it.
 *
 * @param columns the columns
 * @param readers one for each column
 * @param described what the driver says of the columns
 */
record MySqlLayout(Columns columns, MySqlColumn[] readers, Description[] described) {

    static MySqlLayout of(Compiled compiled, ResultSetMetaData metaData) throws SQLException {
        int size = metaData.getColumnCount();
        List<ResultColumn> known = compiled.resultColumns().size() == size ? compiled.resultColumns() : List.of();
        MySqlColumn[] readers = new MySqlColumn[size];
        Description[] described = new Description[size];
        List<String> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            names.add(known.isEmpty() ? metaData.getColumnLabel(i + 1) : known.get(i).label());
            readers[i] = known.isEmpty() || known.get(i).type() == null ? MySqlColumn.declared(metaData, i + 1)
                    : MySqlColumn.of(known.get(i).type(), metaData, i + 1);
            described[i] = Description.of(metaData, i + 1);
        }
        return new MySqlLayout(new Columns(names), readers, described);
    }

    /** Whether it still describes such results. */
    boolean fits(ResultSetMetaData metaData) throws SQLException {
        if (metaData.getColumnCount() != readers.length) {
            return false;
        }
        for (int i = 0; i < described.length; i++) {
            if (!described[i].fits(metaData, i + 1)) {
                return false;
            }
        }
        return true;
    }

    Object[] read(ResultSet rows) throws SQLException {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers[i].read(rows, i + 1);
        }
        return values;
    }

    /** What the driver says of a column; all that {@link MySqlColumn} asks for is in it. */
    private record Description(String label, int type, String typeName, boolean signed) {

        static Description of(ResultSetMetaData metaData, int index) throws SQLException {
            return new Description(metaData.getColumnLabel(index), metaData.getColumnType(index), metaData.getColumnTypeName(index),
                    metaData.isSigned(index));
        }

        boolean fits(ResultSetMetaData metaData, int index) throws SQLException {
            return type == metaData.getColumnType(index) && signed == metaData.isSigned(index)
                    && label.equals(metaData.getColumnLabel(index)) && typeName.equals(metaData.getColumnTypeName(index));
        }
    }
}
