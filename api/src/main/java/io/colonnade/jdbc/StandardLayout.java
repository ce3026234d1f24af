// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.spi.Columns;
import io.colonnade.sql.SqlType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a result: its columns and how they are read.
 *
 * @param columns the columns
 * @param readers one for each column
 * @param known how many of the columns, from the first, have types of their own, whatever the driver says
 * @param described what the driver says of the others
 */
record StandardLayout(Columns columns, JdbcColumn[] readers, int known, Description[] described) {

    static StandardLayout of(Compiled compiled, ResultSetMetaData metaData, JdbcTypes types) throws SQLException {
        List<ResultColumn> expected = compiled.resultColumns();
        JdbcColumn[] readers = new JdbcColumn[metaData.getColumnCount()];
        List<String> names = new ArrayList<>(readers.length);
        int known = 0;
        for (int i = 0; i < readers.length; i++) {
            boolean labelled = i < expected.size();
            SqlType<?> type = labelled ? expected.get(i).type() : null;
            names.add(labelled ? expected.get(i).label() : metaData.getColumnLabel(i + 1));
            readers[i] = types.column(metaData, i + 1, type);
            known += known == i && type != null ? 1 : 0;
        }
        return new StandardLayout(new Columns(names), readers, known, Description.of(metaData, known));
    }

    /** Whether it still describes such results; asked for every run, so nothing is made for it. */
    boolean fits(ResultSetMetaData metaData) throws SQLException {
        if (metaData.getColumnCount() != readers.length) {
            return false;
        }
        for (int i = known; i < readers.length; i++) {
            if (!described[i - known].fits(metaData, i + 1)) {
                return false;
            }
        }
        return true;
    }

    Object[] read(ResultSet rows) throws SQLException {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers[i].read(rows);
        }
        return values;
    }

    /** What the driver says of a column. */
    private record Description(String label, int type, int displaySize) {

        static Description[] of(ResultSetMetaData metaData, int known) throws SQLException {
            Description[] all = new Description[metaData.getColumnCount() - known];
            for (int i = 0; i < all.length; i++) {
                int index = known + i + 1;
                all[i] = new Description(metaData.getColumnLabel(index), metaData.getColumnType(index), metaData.getColumnDisplaySize(index));
            }
            return all;
        }

        boolean fits(ResultSetMetaData metaData, int index) throws SQLException {
            return type == metaData.getColumnType(index) && displaySize == metaData.getColumnDisplaySize(index)
                    && label.equals(metaData.getColumnLabel(index));
        }
    }
}
