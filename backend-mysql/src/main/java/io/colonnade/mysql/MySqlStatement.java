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
import io.colonnade.mysql.ParameterClasses.Kept;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A statement that the server has prepared, so that values travel apart from its text and no setting of the session can make one part of it.
 * What the server does not prepare, and what is seldom run twice, is sent as text.
 */
final class MySqlStatement implements JdbcStatement {

    /** The fetch size with which the driver reads rows off the connection one by one. */
    static final int ROW_BY_ROW = Integer.MIN_VALUE;

    private static final int NOT_PREPARABLE = 1295;

    private final MySqlSession session;
    private final Compiled compiled;
    private final String sql;
    private final MySqlTraits traits;
    private final boolean touchesSession;
    /** Whether it is a query to the driver too; that it returns rows it has shown when there is a layout. */
    private final boolean query;
    private final MySqlVariants variants = new MySqlVariants(this::prepare);
    private MySqlPrepared running;
    private MultiRowInsert manyRows;
    private int generation;
    private long rowsRead;
    private boolean returnedRows;

    MySqlStatement(MySqlSession session, Compiled compiled) {
        this.session = session;
        this.compiled = compiled;
        traits = MySqlTraits.of(session.dialect().lexicalRules(), compiled);
        sql = session.preparable(compiled, traits);
        generation = session.generation();
        query = compiled.kind() == StatementKind.QUERY
                && QueryInfo.getQueryReturnType(compiled.sql(), false) == QueryReturnType.PRODUCES_RESULT_SET;
        touchesSession = compiled.rowCount().rule() != RowCount.Rule.ONE_UNLESS_SKIPPED
                && (traits.usesVariables() || traits.untold());
    }

    private MySqlPrepared prepare(Object[] values) throws SQLException {
        return switch (compiled.kind()) {
            case QUERY, INSERT, UPDATE, DELETE -> onServer(values);
            case DDL, OTHER -> asText();
        };
    }

    private MySqlPrepared onServer(Object[] values) throws SQLException {
        try {
            PreparedStatement prepared = onServer(sql);
            String told = compiled.kind() != StatementKind.QUERY ? sql
                    : session.parameterTypes(prepared).tell(sql, traits.placeholders(), values, prepared);
            if (!told.equals(sql)) {
                prepared = instead(prepared, told);
            }
            return new MySqlPrepared(MySqlPrepared.current(prepared),
                    new ParameterClasses(session.kept(compiled, traits), compiled.parameters().size(), session.parameterTypes(prepared)));
        } catch (SQLException failure) {
            if (failure.getErrorCode() == NOT_PREPARABLE) {
                return asText();
            }
            throw failure;
        }
    }

    /** Where the server takes a bare parameter only, as in AGAINST, the text stays as it is. */
    private PreparedStatement instead(PreparedStatement prepared, String told) throws SQLException {
        PreparedStatement other;
        try {
            other = onServer(told);
        } catch (SQLException failure) {
            if (failure.getErrorCode() == 0) {
                throw failure;
            }
            return prepared;
        }
        prepared.close();
        return other;
    }

    private PreparedStatement onServer(String text) throws SQLException {
        int keys = compiled.returnsKeys() ? Statement.RETURN_GENERATED_KEYS : Statement.NO_GENERATED_KEYS;
        return session.connection().serverPrepareStatement(text, keys);
    }

    private MySqlPrepared asText() throws SQLException {
        return new MySqlPrepared(session.connection().clientPrepareStatement(compiled.sql()),
                new ParameterClasses(Kept.NOTHING, 0, ParameterTypes.ANY));
    }

    /**
     * A statement that means what a fresh one would. A reset of the session drops what the server had prepared, and what it has prepared keeps to
     * the settings, the database and the variables of that time.
     */
    private PreparedStatement ready(Object[] binds) throws SQLException {
        requireCurrent();
        running = variants.taking(binds);
        PreparedStatement statement = running.statement();
        if (!(statement instanceof ServerPreparedStatement) && !compiled.parameters().isEmpty()) {
            session.requireSafeText();
        }
        if (touchesSession) {
            session.touched();
        }
        return statement;
    }

    private void requireCurrent() throws SQLException {
        if (traits.usesVariables() || generation != session.generation()) {
            generation = session.generation();
            close();
        }
    }

    @Override
    public JdbcRows execute(Object[] binds, int fetchSize) throws SQLException {
        PreparedStatement ready = ready(binds);
        MySqlBinder.bind(ready, session.dialect().productName(), compiled.parameters(), binds, 0, -1);
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
        session.sent();
        try {
            // What may or may not return rows the driver reads through, each time, for whether it changes anything.
            return query && running.hasReturnedRows() ? ready.executeQuery() != null : ready.execute();
        } catch (SQLException failure) {
            session.requireJson(failure);
            throw ready instanceof ServerPreparedStatement || compiled.parameters().isEmpty() ? failure : MySqlErrors.withoutText(failure);
        }
    }

    MySqlLayout layout(ResultSet rows) throws SQLException {
        return running.layout(compiled, rows);
    }

    void rowRead() {
        rowsRead++;
    }

    @Override
    public long affected() throws SQLException {
        return switch (compiled.kind()) {
            case INSERT, UPDATE, DELETE -> returnedRows ? rowsRead : count(running.statement());
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
        try (ResultSet rows = running.statement().getGeneratedKeys()) {
            JdbcColumn reader = MySqlColumns.known(rows.getMetaData(), 1, compiled.resultColumns().get(0).type());
            while (rows.next()) {
                keys.add(reader.read(rows));
            }
        }
        return keys;
    }

    @Override
    public long[] executeMany(List<Object[]> bindings) throws SQLException {
        long[] counts = new long[bindings.size()];
        int item = 0;
        try {
            requireCurrent();
            if (manyRows == null) {
                manyRows = MultiRowInsert.of(session, compiled);
            }
            while (item < counts.length) {
                int inserted = manyRows.insert(bindings, item);
                if (inserted == 0) {
                    PreparedStatement ready = ready(bindings.get(item));
                    MySqlBinder.bind(ready, session.dialect().productName(), compiled.parameters(), bindings.get(item), 0, item);
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
        boolean returned = run(ready);
        session.heard();
        if (!returned) {
            return compiled.kind() == StatementKind.OTHER || compiled.kind() == StatementKind.DDL ? 0 : count(ready);
        }
        long rowsReturned = 0;
        try (ResultSet rows = ready.getResultSet()) {
            while (rows.next()) {
                rowsReturned++;
            }
        }
        return compiled.kind() == StatementKind.QUERY ? 0 : rowsReturned;
    }

    @Override
    public void close() throws SQLException {
        variants.close();
        if (manyRows != null) {
            manyRows.close();
        }
    }
}
