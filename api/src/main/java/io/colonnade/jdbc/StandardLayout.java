// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Columns;
import io.colonnade.sql.SqlType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of a result: its columns and how they are read.
 *
 * @param columns the columns
 * @param readers one for each column
 * @param known how many of the columns, from the first, have types and names of their own
 * @param described what the driver says of them all
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
        return new StandardLayout(new Columns(names), readers, known, Description.of(metaData));
    }

    /** Whether it still describes such results; asked for every run, so nothing is made for it. */
    boolean fits(ResultSetMetaData metaData) throws SQLException {
        if (metaData.getColumnCount() != readers.length) {
            return false;
        }
        for (int i = 0; i < readers.length; i++) {
            if (!(i < known ? described[i].fitsType(metaData, i + 1) : described[i].fits(metaData, i + 1))) {
                return false;
            }
        }
        return true;
    }

    Object[] read(ResultSet rows) throws SQLException {
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(i, rows);
        }
        return values;
    }

    /** The row is here, and the driver is in step, whatever becomes of a value. */
    private Object read(int index, ResultSet rows) throws SQLException {
        try {
            return readers[index].read(rows);
        } catch (DateTimeException | IllegalArgumentException failure) {
            throw DatabaseException.of(ErrorKind.DATA, "The value of column \"" + columns.names().get(index) + "\" is none of the class as"
                    + " which it is read. Read it as text, or cast it in the statement.").build();
        }
    }

    /** What the driver says of a column. */
    private record Description(String label, int type, int displaySize) {

        static Description[] of(ResultSetMetaData metaData) throws SQLException {
            Description[] all = new Description[metaData.getColumnCount()];
            for (int i = 0; i < all.length; i++) {
                int index = i + 1;
                all[i] = new Description(metaData.getColumnLabel(index), StandardTypes.typeOf(metaData, index), metaData.getColumnDisplaySize(index));
            }
            return all;
        }

        boolean fitsType(ResultSetMetaData metaData, int index) {
            return type == StandardTypes.typeOf(metaData, index);
        }

        boolean fits(ResultSetMetaData metaData, int index) throws SQLException {
            return fitsType(metaData, index) && displaySize == metaData.getColumnDisplaySize(index)
                    && label.equals(metaData.getColumnLabel(index));
        }
    }
}
