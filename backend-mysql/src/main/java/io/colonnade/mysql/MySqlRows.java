// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcRows;
import io.colonnade.spi.Columns;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

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
        MySqlLayout layout = owner.layout(rows.getMetaData());
        readers = layout.readers;
        columns = layout.columns;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public Object[] next() throws SQLException {
        boolean more;
        try {
            more = rows.next();
        } catch (SQLException failure) {
            ended = true;
            throw failure;
        }
        if (!more) {
            ended = true;
            if (streamed) {
                session.requireGoodEnd(compiled);
            }
            return null;
        }
        owner.rowRead();
        Object[] values = new Object[readers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = readers[i].read(rows);
        }
        return values;
    }

    /** Rows that nobody wants any more are not fetched: the server is told to end the statement, and what is on its way is skipped. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (streamed && !ended) {
                session.control().kill();
            }
            closeResult();
        } finally {
            session.control().streamClosed(this);
        }
        if (compiled.kind() == StatementKind.OTHER) {
            // A procedure has one result more: its own end.
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                continue;
            }
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
