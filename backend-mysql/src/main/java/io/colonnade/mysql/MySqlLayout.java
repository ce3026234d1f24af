// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.spi.Columns;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The columns of a result and how each is read; made once for a statement, and again only if a changed table has changed its result. */
final class MySqlLayout {

    final Columns columns;
    final JdbcColumn[] readers;
    private final boolean known;
    /** The driver's word, which says whether a number is unsigned, and its class, which tells a truth value from a small number. */
    private final String[] typeNames;
    private final int[] types;
    private final String[] labels;

    MySqlLayout(Compiled compiled, ResultSetMetaData metaData) throws SQLException {
        readers = new JdbcColumn[metaData.getColumnCount()];
        typeNames = new String[readers.length];
        types = new int[readers.length];
        labels = new String[readers.length];
        List<ResultColumn> expected = compiled.resultColumns().size() == readers.length ? compiled.resultColumns() : List.of();
        known = !expected.isEmpty() && expected.stream().allMatch(column -> column.type() != null);
        List<String> names = new ArrayList<>(readers.length);
        for (int i = 0; i < readers.length; i++) {
            labels[i] = label(metaData, i + 1);
            typeNames[i] = metaData.getColumnTypeName(i + 1);
            types[i] = metaData.getColumnType(i + 1);
            names.add(expected.isEmpty() ? labels[i] : expected.get(i).label());
            readers[i] = expected.isEmpty() || expected.get(i).type() == null ? MySqlColumns.declared(metaData, i + 1)
                    : MySqlColumns.expected(metaData, i + 1, expected.get(i).type());
        }
        columns = new Columns(names);
    }

    /** The driver says null for an empty one, which is that of {@code SELECT ''}. */
    private static String label(ResultSetMetaData metaData, int index) throws SQLException {
        String label = metaData.getColumnLabel(index);
        return label == null ? "" : label;
    }

    /** Whether a result is read in the same way. */
    boolean fits(ResultSetMetaData metaData) throws SQLException {
        if (metaData.getColumnCount() != readers.length) {
            return false;
        }
        for (int i = 0; !known && i < readers.length; i++) {
            if (types[i] != metaData.getColumnType(i + 1) || !typeNames[i].equals(metaData.getColumnTypeName(i + 1))
                    || !labels[i].equals(label(metaData, i + 1))) {
                return false;
            }
        }
        return true;
    }
}
