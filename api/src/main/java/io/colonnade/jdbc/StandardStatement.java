// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Columns;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A statement by the book of JDBC. */
final class StandardStatement implements JdbcStatement {

    /** Fewer rows than that are as quick one by one. */
    private static final int MANY_ROWS = 8;

    private final JdbcSession session;
    private final PreparedStatement statement;
    private final Compiled compiled;
    private final JdbcTypes types;
    /** Whether it may give back rows although it is no query. */
    private final boolean returning;
    private StandardLayout layout;
    /** Null until a batch asked for it. */
    private Optional<BulkInsert> bulkInsert;
    private long rowsRead;
    private boolean returnedRows;
    private BooleanSupplier cancelled = () -> false;

    StandardStatement(JdbcSession session, Compiled compiled) throws SQLException {
        this.session = session;
        this.compiled = compiled;
        types = session.types(compiled);
        returning = SqlText.holds(session.dialect().lexicalRules(), compiled, "RETURNING");
        // Keys are asked for only where they are wanted: many drivers change the statement for it, or ask the server a second time.
        statement = compiled.returnsKeys() && !returning
                ? session.connection().prepareStatement(compiled.sql(), new String[] {compiled.resultColumns().get(0).label()})
                : session.connection().prepareStatement(compiled.sql());
    }

    PreparedStatement statement() {
        return statement;
    }

    /** Says how to ask whether the run that begins was cancelled: drivers ignore a cancel that comes before they have begun. */
    void watch(BooleanSupplier asked) {
        cancelled = asked;
    }

    private void requireWanted() {
        if (cancelled.getAsBoolean()) {
            throw DatabaseException.of(ErrorKind.CANCELLED, "The statement was cancelled before it was sent.").retrySafe(true).build();
        }
    }

    @Override
    public List<Object> generatedKeys() throws SQLException {
        List<Object> keys = new ArrayList<>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            while (rows.next()) {
                keys.add(types.read(rows, 1, compiled.resultColumns().get(0).type()));
            }
        }
        return keys;
    }

    @Override
    public JdbcRows execute(Object[] binds, int fetchSize) throws SQLException {
        bind(binds);
        statement.setFetchSize(fetchSize);
        rowsRead = 0;
        requireWanted();
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
        if (compiled.kind() == StatementKind.QUERY || returning) {
            return oneByOne(bindings);
        }
        if (insertManyAtOnce(bindings)) {
            long[] counts = new long[bindings.size()];
            Arrays.fill(counts, 1);
            return counts;
        }
        try {
            for (int item = 0; item < bindings.size(); item++) {
                bindItem(bindings.get(item), item);
                statement.addBatch();
            }
            requireWanted();
            return statement.executeLargeBatch();
        } finally {
            statement.clearBatch();
        }
    }

    private boolean insertManyAtOnce(List<Object[]> bindings) throws SQLException {
        if (bindings.size() < MANY_ROWS) {
            return false;
        }
        if (bulkInsert == null) {
            bulkInsert = Optional.ofNullable(session.bulkInsert(compiled));
        }
        if (bulkInsert.isEmpty()) {
            return false;
        }
        boolean inserted = bulkInsert.get().insert(bindings);
        if (!inserted) {
            // What made it give up, a trigger or a bad row, may well be there the next time.
            bulkInsert.get().close();
            bulkInsert = Optional.empty();
        }
        return inserted;
    }

    private void bindItem(Object[] binds, int item) throws SQLException {
        try {
            bind(binds);
        } catch (DatabaseException refused) {
            throw refused(refused).sent(refused.sent()).batchIndex(item).build();
        }
    }

    private static DatabaseException.Builder refused(DatabaseException refused) {
        return DatabaseException.of(refused.kind(), refused.getMessage()).cause(refused);
    }

    /** What returns rows is refused in a batch by many drivers. */
    private long[] oneByOne(List<Object[]> bindings) throws SQLException {
        long[] counts = new long[bindings.size()];
        for (int i = 0; i < counts.length; i++) {
            try {
                JdbcRows rows = execute(bindings.get(i), 0);
                if (rows != null) {
                    rows.close();
                }
                counts[i] = affected();
            } catch (SQLException failure) {
                throw new BatchUpdateException(failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), new long[i], failure);
            } catch (DatabaseException refused) {
                throw refused(refused).sent(refused.sent() || i > 0).batchIndex(i).build();
            }
        }
        return counts;
    }

    private void bind(Object[] binds) throws SQLException {
        try {
            for (int i = 0; i < binds.length; i++) {
                types.bind(statement, i + 1, binds[i], compiled.parameters().get(i));
            }
        } catch (DatabaseException refused) {
            throw refused.sent() ? refused(refused).sent(false).build() : refused;
        }
    }

    @Override
    public void close() throws SQLException {
        if (bulkInsert != null && bulkInsert.isPresent()) {
            bulkInsert.get().close();
        }
        statement.close();
    }

    /** The form of the result, worked out anew only when a changed table has changed it. */
    private StandardLayout layout(ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        if (layout == null || !layout.fits(metaData)) {
            layout = StandardLayout.of(compiled, metaData, types);
        }
        return layout;
    }

    private final class Rows implements JdbcRows {

        private final ResultSet rows;
        private final StandardLayout form;

        Rows(ResultSet rows) throws SQLException {
            this.rows = rows;
            form = layout(rows);
        }

        @Override
        public Columns columns() {
            return form.columns();
        }

        @Override
        public Object[] next() throws SQLException {
            if (!rows.next()) {
                return null;
            }
            rowsRead++;
            try {
                return form.read(rows);
            } catch (SQLException unread) {
                // It is the driver's word on a value, not the server's on the statement.
                throw session.errors().translate(unread, -1);
            }
        }

        /** Whoever changes rows and wants to see only some of them is still told how many were changed. */
        @Override
        public void close() throws SQLException {
            if (compiled.kind() != StatementKind.QUERY && !rows.isClosed()) {
                while (rows.next()) {
                    rowsRead++;
                }
            }
            rows.close();
        }
    }
}
