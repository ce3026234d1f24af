// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcRows;
import io.colonnade.spi.Columns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;

/**
 * The rows of a run: either all of them are here, or they are read off the connection as they are asked for. In the latter case the server
 * waits when nobody reads, and nothing else can be done on the connection until the rows have ended.
 */
final class MySqlRows implements JdbcRows {

    private final MySqlStatement owner;
    private final MySqlSession session;
    private final Compiled compiled;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final Columns columns;
    private final JdbcColumn[] readers;
    private final boolean streamed;
    private boolean ended;
    private boolean closed;

    MySqlRows(MySqlStatement owner, MySqlSession session, Compiled compiled, PreparedStatement statement, boolean streamed)
            throws SQLException {
        this.owner = owner;
        this.session = session;
        this.compiled = compiled;
        this.statement = statement;
        this.streamed = streamed;
        rows = statement.getResultSet();
        if (streamed) {
            session.control().streamOpened(this);
        }
        MySqlLayout layout = owner.layout(rows);
        readers = layout.readers;
        columns = layout.columns;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Object[] next() throws SQLException {
        if (!advance()) {
            ended = true;
            if (streamed) {
                session.requireGoodEnd(compiled);
            }
            return null;
        }
        owner.rowRead();
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(i);
        }
        return values;
    }

    private boolean advance() throws SQLException {
        boolean good = false;
        try {
            boolean more = rows.next();
            good = true;
            return more;
        } finally {
            ended |= !good;
        }
    }

    /** The row is here, and the driver is in step, whatever becomes of a value. */
    private Object read(int index) throws SQLException {
        try {
            return readers[index].read(rows);
        } catch (SQLException | DateTimeException | IllegalArgumentException failure) {
            throw MySqlErrors.unreadable(columns.names().get(index), failure);
        }
    }

    /** Rows that nobody wants any more are not fetched: the server is told to end the statement, and what is on its way is skipped. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        boolean good = !streamed;
        try {
            if (streamed && !ended) {
                session.control().kill();
            }
            closeResult();
            good = true;
        } finally {
            session.control().streamClosed(this);
            if (!good) {
                session.control().streamBroken();
            }
        }
        if (streamed) {
            session.noticeChanges();
        }
        if (compiled.kind() == StatementKind.OTHER) {
            requireNoMoreRows();
        }
    }

    /** A procedure has one result more: its own end. */
    private void requireNoMoreRows() throws SQLException {
        boolean dropped = false;
        boolean rowsAgain = statement.getMoreResults();
        while (rowsAgain || statement.getUpdateCount() != -1) {
            dropped |= rowsAgain;
            rowsAgain = statement.getMoreResults();
        }
        if (dropped) {
            throw DatabaseException.of(ErrorKind.UNSUPPORTED, "The statement took effect, but it gave more than one set of rows, and there is"
                    + " no call yet that returns the others. Let the procedure select once, or divide it.")
                    .outcome(StatementOutcome.APPLIED).sent(true).build();
        }
    }

    private void closeResult() throws SQLException {
        try {
            rows.close();
        } catch (SQLException failure) {
            if (failure.getErrorCode() != MySqlErrorKinds.INTERRUPTED) {
                throw failure;
            }
        }
    }
}
