// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.spi.Columns;
import io.colonnade.sql.SqlType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement by the book of JDBC. */
final class StandardStatement implements JdbcStatement {

    private final PreparedStatement statement;
    private final Compiled compiled;
    private final JdbcTypes types;
    private long rowsRead;
    private boolean returnedRows;

    StandardStatement(PreparedStatement statement, Compiled compiled, JdbcTypes types) {
        this.statement = statement;
        this.compiled = compiled;
        this.types = types;
    }

    PreparedStatement statement() {
        return statement;
    }

    @Override
    public JdbcRows execute(Object[] binds, int fetchSize) throws SQLException {
        bind(binds);
        statement.setFetchSize(fetchSize);
        rowsRead = 0;
        returnedRows = statement.execute();
        return returnedRows ? new Rows(statement.getResultSet()) : null;
    }

    @Override
    public long affected() throws SQLException {
        if (compiled.kind() == StatementKind.QUERY) {
            return 0;
        }
        return returnedRows ? rowsRead : Math.max(0, statement.getLargeUpdateCount());
    }

    @Override
    public long[] executeMany(List<Object[]> bindings) throws SQLException {
        for (Object[] binds : bindings) {
            bind(binds);
            statement.addBatch();
        }
        try {
            return statement.executeLargeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    private void bind(Object[] binds) throws SQLException {
        for (int i = 0; i < binds.length; i++) {
            types.bind(statement, i + 1, binds[i], compiled.parameters().get(i));
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private final class Rows implements JdbcRows {

        private final ResultSet rows;
        private final Columns columns;
        private final SqlType<?>[] expected;

        Rows(ResultSet rows) throws SQLException {
            this.rows = rows;
            ResultSetMetaData metaData = rows.getMetaData();
            expected = new SqlType<?>[metaData.getColumnCount()];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < expected.length; i++) {
                boolean known = i < compiled.resultColumns().size();
                names.add(known ? compiled.resultColumns().get(i).label() : metaData.getColumnLabel(i + 1));
                expected[i] = known ? compiled.resultColumns().get(i).type() : null;
            }
            columns = new Columns(names);
        }

        @Override
        public Columns columns() {
            return columns;
        }

        @Override
        public Object[] next() throws SQLException {
            if (!rows.next()) {
                return null;
            }
            rowsRead++;
            Object[] values = new Object[expected.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = types.read(rows, i + 1, expected[i]);
            }
            return values;
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }
}
