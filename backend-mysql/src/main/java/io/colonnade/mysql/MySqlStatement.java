// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.QueryInfo;
import com.mysql.cj.QueryReturnType;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.mysql.cj.jdbc.StatementImpl;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.RowCount;
import io.colonnade.dialect.StatementKind;
import io.colonnade.jdbc.JdbcColumn;
import io.colonnade.jdbc.JdbcRows;
import io.colonnade.jdbc.JdbcStatement;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement that the server has prepared, so that values travel apart from its text and no setting of the session can make one part of it.
 * What the server does not prepare, and what is seldom run twice, is sent as text.
 */
final class MySqlStatement implements JdbcStatement {

    /** The fetch size with which the driver reads rows off the connection one by one. */
    static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private static final int NOT_PREPARABLE = 1295;
    /** Queries, even, that leave something behind in the session: user variables and named locks. */
    private static final Pattern TOUCHES_SESSION = Pattern.compile("@|lock\\s*\\(|last_insert_id\\s*\\(\\s*[^)\\s]", Pattern.CASE_INSENSITIVE);

    private final MySqlSession session;
    private final Compiled compiled;
    private final boolean touchesSession;
    /** Whether it is a query to the driver too; that it returns rows it has shown when there is a layout. */
    private final boolean query;
    private PreparedStatement statement;
    private MultiRowInsert manyRows;
    private MySqlLayout layout;
    private int generation;
    private long rowsRead;
    private boolean returnedRows;

    MySqlStatement(MySqlSession session, Compiled compiled) throws SQLException {
        this.session = session;
        this.compiled = compiled;
        query = compiled.kind() == StatementKind.QUERY
                && QueryInfo.getQueryReturnType(compiled.sql(), false) == QueryReturnType.PRODUCES_RESULT_SET;
        touchesSession = compiled.rowCount().rule() != RowCount.Rule.ONE_UNLESS_SKIPPED
                && TOUCHES_SESSION.matcher(compiled.sql()).find();
        prepare();
    }

    private void prepare() throws SQLException {
        generation = session.generation();
        if (statement != null) {
            close();
        }
        manyRows = null;
        statement = switch (compiled.kind()) {
            case QUERY, INSERT, UPDATE, DELETE -> onServer();
            case DDL, OTHER -> session.connection().clientPrepareStatement(compiled.sql());
        };
    }

    private PreparedStatement onServer() throws SQLException {
        try {
            int keys = compiled.returnsKeys() ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
            return session.connection().serverPrepareStatement(compiled.sql(), keys);
        } catch (SQLException failure) {
            if (failure.getErrorCode() == NOT_PREPARABLE) {
                return session.connection().clientPrepareStatement(compiled.sql());
            }
            throw failure;
        }
    }

    /** A reset of the session drops what the server had prepared, and what it has prepared keeps to the database of that time. */
    private PreparedStatement ready() throws SQLException {
        if (generation != session.generation()) {
            prepare();
        }
        if (touchesSession) {
            session.touched();
        }
        return statement;
    }

    @Override
    public JdbcRows execute(Object[] binds, int fetchSize) throws SQLException {
        PreparedStatement ready = ready();
        MySqlBinder.bind(ready, compiled.parameters(), binds, 0, -1);
        boolean stream = fetchSize > 0;
        ready.setFetchSize(stream ? ROW_BY_ROW : 0);
        rowsRead = 0;
        returnedRows = run(ready);
        if (!returnedRows || !stream) {
            session.requireGoodEnd(compiled);
        }
        return !returnedRows ? null : new MySqlRows(this, session, compiled, ready, stream);
    }

    private boolean run(PreparedStatement ready) throws SQLException {
        session.control().requireNotCancelled();
        try {
            // What may or may not return rows the driver reads through, each time, for whether it changes anything.
            return query && layout != null ? ready.executeQuery() != null : ready.execute();
        } catch (SQLException failure) {
            session.requireJson(failure);
            throw ready instanceof ServerPreparedStatement || compiled.parameters().isEmpty() ? failure : MySqlErrors.withoutText(failure);
        }
    }

    MySqlLayout layout(ResultSetMetaData metaData) throws SQLException {
        if (layout == null || !layout.fits(metaData)) {
            layout = new MySqlLayout(compiled, metaData);
        }
        return layout;
    }

    void rowRead() {
        rowsRead++;
    }

    @Override
    public long affected() throws SQLException {
        return switch (compiled.kind()) {
            case INSERT, UPDATE, DELETE -> returnedRows ? rowsRead : count(statement);
            default -> 0;
        };
    }

    private long count(PreparedStatement ran) throws SQLException {
        if (compiled.rowCount().rule() == RowCount.Rule.ONE_UNLESS_SKIPPED) {
            return ((StatementImpl) ran).getLastInsertID() == RowCount.SKIPPED ? 0 : 1;
        }
        return Math.max(0, ran.getLargeUpdateCount());
    }

    @Override
    public List<Object> generatedKeys() throws SQLException {
        List<Object> keys = new ArrayList<>();
        try (ResultSet rows = statement.getGeneratedKeys()) {
            JdbcColumn reader = MySqlColumns.known(rows.getMetaData(), 1, compiled.resultColumns().get(0).type());
            while (rows.next()) {
                keys.add(reader.read(rows));
            }
        }
        return keys;
    }

    @Override
    public long[] executeMany(List<Object[]> bindings) throws SQLException {
        PreparedStatement ready = ready();
        long[] counts = new long[bindings.size()];
        int item = 0;
        try {
            if (manyRows == null) {
                manyRows = MultiRowInsert.of(session, compiled);
            }
            while (item < counts.length) {
                int inserted = manyRows.insert(bindings, item);
                if (inserted == 0) {
                    MySqlBinder.bind(ready, compiled.parameters(), bindings.get(item), 0, item);
                    counts[item] = runOnce(ready);
                    item++;
                } else {
                    Arrays.fill(counts, item, item + inserted, 1);
                    item += inserted;
                }
            }
            session.requireGoodEnd(compiled);
        } catch (SQLException failure) {
            throw new BatchUpdateException(null, failure.getSQLState(), failure.getErrorCode(), new long[item], failure);
        }
        return counts;
    }

    private long runOnce(PreparedStatement ready) throws SQLException {
        ready.setFetchSize(0);
        if (!run(ready)) {
            return compiled.kind() == StatementKind.OTHER || compiled.kind() == StatementKind.DDL ? 0 : count(ready);
        }
        long returned = 0;
        try (ResultSet rows = ready.getResultSet()) {
            while (rows.next()) {
                returned++;
            }
        }
        return compiled.kind() == StatementKind.QUERY ? 0 : returned;
    }

    @Override
    public void close() throws SQLException {
        if (manyRows != null) {
            manyRows.close();
        }
        statement.close();
    }
}
