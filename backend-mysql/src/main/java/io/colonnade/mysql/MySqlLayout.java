// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.MysqlType;
import com.mysql.cj.protocol.a.NativeUtils;
import com.mysql.cj.result.Field;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.spi.Columns;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The columns of a result and how each is read; made once for a statement, and again only if its results have changed. */
final class MySqlLayout {

    final Columns columns;
    final JdbcColumn[] readers;
    /** How the driver shows a column: whether a number is unsigned, and whether it is a truth value, is part of the type. */
    private final MysqlType[] types;
    private final long[] lengths;
    private final String[] labels;
    /** Whether it is known without the server what all columns are called. */
    private final boolean known;

    MySqlLayout(Compiled compiled, ResultSetMetaData metaData, Field[] fields) throws SQLException {
        readers = new JdbcColumn[fields.length];
        types = new MysqlType[fields.length];
        lengths = new long[fields.length];
        labels = new String[fields.length];
        List<ResultColumn> expected = compiled.resultColumns().size() == readers.length ? compiled.resultColumns() : List.of();
        known = !expected.isEmpty();
        List<String> names = new ArrayList<>(readers.length);
        for (int i = 0; i < readers.length; i++) {
            labels[i] = label(fields[i]);
            types[i] = fields[i].getMysqlType();
            lengths[i] = length(fields[i]);
            names.add(expected.isEmpty() ? labels[i] : expected.get(i).label());
            readers[i] = expected.isEmpty() || expected.get(i).type() == null ? MySqlColumns.declared(metaData, i + 1)
                    : MySqlColumns.expected(metaData, i + 1, expected.get(i).type());
        }
        columns = new Columns(names);
    }

    /**
     * Has the driver read as text what it does not know: the servers send the values of ENUM and SET as that, and say so in other words only
     * where such a column stands alone.
     */
    static void requireKnownTypes(Field[] fields) {
        for (Field field : fields) {
            if (NativeUtils.getBinaryEncodedLength(field.getMysqlTypeId()) < 0) {
                field.setMysqlTypeId(MysqlType.FIELD_TYPE_VAR_STRING);
                field.setMysqlType(MysqlType.VARCHAR);
            }
        }
    }

    /** The driver says null for an empty one, which is that of {@code SELECT ''}. */
    private static String label(Field field) {
        String label = field.getColumnLabel();
        return label == null ? "" : label;
    }

    /** Of bits one is a truth value, and more are bytes. */
    private static long length(Field field) {
        return field.getMysqlType() == MysqlType.BIT ? field.getLength() : 0;
    }

    /** Whether a result is read in the same way. */
    boolean fits(Field[] fields) {
        if (fields.length != readers.length) {
            return false;
        }
        for (int i = 0; i < fields.length; i++) {
            if (types[i] != fields[i].getMysqlType() || lengths[i] != length(fields[i]) || !known && !labels[i].equals(label(fields[i]))) {
                return false;
            }
        }
        return true;
    }
}
