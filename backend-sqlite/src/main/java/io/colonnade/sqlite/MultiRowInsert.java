// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Compiled;
import io.colonnade.jdbc.SqlText;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Many runs of a plain {@code INSERT INTO … VALUES (?, …)} as few statements of many rows each, which is nearly twice as fast: most of a
 * small insert is the way into the engine and out again.
 *
 * <p>Where the counts would not be exactly one for each row, or a row is refused, everything is undone and the caller runs them one by
 * one, which tells the row.
 */
final class MultiRowInsert {

    static final int ROWS = 64;
    private static final int MOST_PARAMETERS = 16_000;
    private static final String SAVEPOINT = "colonnade_rows";

    private final Compiled compiled;
    private final DB engine;
    private final CoreStatement statement;
    private final int width;

    private MultiRowInsert(SQLiteConnection connection, Compiled compiled, String sql) throws SQLException {
        this.compiled = compiled;
        engine = connection.getDatabase();
        statement = (CoreStatement) connection.prepareStatement(sql);
        width = compiled.parameters().size();
    }

    /** The statement of many rows for a statement of one, or null if it is not of that plain form. */
    static MultiRowInsert of(SQLiteConnection connection, Compiled compiled) throws SQLException {
        int width = compiled.parameters().size();
        if (width * ROWS > MOST_PARAMETERS) {
            return null;
        }
        String sql = SqlText.insertOfRows(SqliteDialect.LEXICAL_RULES, compiled, ROWS);
        return sql == null ? null : new MultiRowInsert(connection, compiled, sql);
    }

    /**
     * Inserts as many of the first items as fill whole statements; a transaction is open.
     *
     * @return how many items were inserted; 0 if they must be run one by one
     */
    int insert(List<Object[]> bindings) throws SQLException {
        int whole = bindings.size() / ROWS * ROWS;
        engine.exec("SAVEPOINT " + SAVEPOINT, false);
        boolean done = false;
        try {
            done = insertWhole(bindings, whole);
        } catch (SQLException failure) {
            if (!isRefusalOfARow(failure)) {
                throw failure;
            }
        } finally {
            end(done);
        }
        return done ? whole : 0;
    }

    private boolean insertWhole(List<Object[]> bindings, int whole) throws SQLException {
        Object[] values = new Object[width * ROWS];
        for (int from = 0; from < whole; from += ROWS) {
            for (int i = 0; i < ROWS; i++) {
                Object[] row = SqliteEncoder.encode(compiled.parameters(), bindings.get(from + i), from + i);
                System.arraycopy(row, 0, values, i * width, width);
            }
            engine.execute(statement, values);
            if (engine.changes() != ROWS) {
                return false;
            }
        }
        return true;
    }

    private void end(boolean done) throws SQLException {
        try {
            if (!done) {
                engine.exec("ROLLBACK TO " + SAVEPOINT, false);
            }
            engine.exec("RELEASE " + SAVEPOINT, false);
        } catch (SQLException failure) {
            // After an automatic rollback of the engine there is no savepoint left; the failure that led to it is on its way.
            if (done) {
                throw failure;
            }
        }
    }

    private static boolean isRefusalOfARow(SQLException failure) {
        int primary = SqliteErrors.code(failure) & 0xFF;
        return primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code || primary == SQLiteErrorCode.SQLITE_MISMATCH.code
                || primary == SQLiteErrorCode.SQLITE_TOOBIG.code;
    }

    void close() {
        try {
            ((Statement) statement).close();
        } catch (SQLException ignored) {
            // SQLite reports here, once more, what the last run failed with; the statement is gone all the same.
        }
    }
}
