// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/**
 * Many runs of a plain {@code INSERT INTO … VALUES (?, …)} as few statements of many rows each, which is about twice as fast. A transaction is
 * open; a savepoint undoes the attempt where the counts would not be exactly one for each row, or where a row is refused: the caller then runs
 * them one by one, which tells the row.
 */
final class MultiRowInsert implements AutoCloseable {

    private static final int MOST_PARAMETERS = 16_000;
    private static final String SAVEPOINT = "colonnade_rows";

    private final Connection connection;
    private final Compiled compiled;
    private final JdbcTypes types;
    private final int rows;
    private final PreparedStatement statement;

    private MultiRowInsert(Connection connection, Compiled compiled, JdbcTypes types, int rows, String sql) throws SQLException {
        this.connection = connection;
        this.compiled = compiled;
        this.types = types;
        this.rows = rows;
        statement = connection.prepareStatement(sql);
    }

    /** The statement of many rows for a statement of one; null if it is not of that plain form. */
    static MultiRowInsert of(Connection connection, Compiled compiled, JdbcTypes types, int rows) throws SQLException {
        if (compiled.parameters().size() * rows > MOST_PARAMETERS) {
            return null;
        }
        String sql = SqlText.insertOfRows(compiled, rows);
        return sql == null ? null : new MultiRowInsert(connection, compiled, types, rows, sql);
    }

    /**
     * Inserts all items.
     *
     * @return whether it did; if not, nothing is changed and they must be run one by one
     */
    boolean insert(List<Object[]> bindings) throws SQLException {
        int whole = bindings.size() / rows;
        try {
            for (int i = 0; i < whole; i++) {
                bind(statement, bindings.subList(i * rows, (i + 1) * rows));
                statement.addBatch();
            }
        } catch (DatabaseException refused) {
            // What binds them one by one tells which it is.
            statement.clearBatch();
            return false;
        }
        command("SAVEPOINT " + SAVEPOINT);
        boolean done = false;
        try {
            done = Arrays.stream(statement.executeLargeBatch()).allMatch(count -> count == rows)
                    && insertRest(bindings.subList(whole * rows, bindings.size()));
        } catch (SQLException failure) {
            SQLException cause = failure instanceof BatchUpdateException && failure.getCause() instanceof SQLException own ? own : failure;
            if (!isRefusalOfARow(cause)) {
                throw cause;
            }
        } catch (DatabaseException refused) {
            done = false;
        } finally {
            statement.clearBatch();
        }
        if (!done) {
            command("ROLLBACK TO SAVEPOINT " + SAVEPOINT);
        }
        command("RELEASE SAVEPOINT " + SAVEPOINT);
        return done;
    }

    private boolean insertRest(List<Object[]> bindings) throws SQLException {
        if (bindings.isEmpty()) {
            return true;
        }
        try (PreparedStatement rest = connection.prepareStatement(SqlText.insertOfRows(compiled, bindings.size()))) {
            bind(rest, bindings);
            return rest.executeLargeUpdate() == bindings.size();
        }
    }

    private void bind(PreparedStatement target, List<Object[]> bindings) throws SQLException {
        int index = 0;
        for (Object[] binds : bindings) {
            for (int i = 0; i < binds.length; i++) {
                types.bind(target, ++index, binds[i], compiled.parameters().get(i));
            }
        }
    }

    private void command(String sql) throws SQLException {
        try (Statement command = connection.createStatement()) {
            command.execute(sql);
        }
    }

    private static boolean isRefusalOfARow(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("P0");
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
