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
 * @param signature what the driver says of the others
 */
record StandardLayout(Columns columns, JdbcColumn[] readers, int known, List<Object> signature) {

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
        return new StandardLayout(new Columns(names), readers, known, signature(metaData, known));
    }

    private static List<Object> signature(ResultSetMetaData metaData, int known) throws SQLException {
        List<Object> signature = new ArrayList<>();
        for (int i = known + 1; i <= metaData.getColumnCount(); i++) {
            signature.add(metaData.getColumnLabel(i));
            signature.add(metaData.getColumnType(i));
            signature.add(metaData.getColumnDisplaySize(i));
        }
        return signature;
    }

    /** Whether it still describes such results. */
    boolean fits(ResultSetMetaData metaData) throws SQLException {
        return metaData.getColumnCount() == readers.length && (known == readers.length || signature.equals(signature(metaData, known)));
    }

    Object[] read(ResultSet rows) throws SQLException {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers[i].read(rows);
        }
        return values;
    }
}
