// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.ErrorKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Many runs of a plain {@code INSERT INTO … VALUES (?, …)} as few statements of many rows each: one round trip and one statement for up to
 * 256 rows, more of which gain nothing. Each row is then counted once, exactly. A statement that the server refuses has inserted nothing;
 * its rows are then run one by one, which tells the row.
 */
final class MultiRowInsert {

    private static final int MOST_ROWS = 256;
    /** Well below what any server takes in one packet. */
    private static final long MOST_BYTES = 1 << 20;

    private final MySqlSession session;
    private final Compiled compiled;
    private final String head;
    private final String row;
    private Prepared whole;
    /** What is left of a batch; batches often have the same size. */
    private Prepared rest;
    private int runOneByOneUpTo;

    private MultiRowInsert(MySqlSession session, Compiled compiled, String head, String row) {
        this.session = session;
        this.compiled = compiled;
        this.head = head;
        this.row = row;
    }

    /** For a statement that may or may not be of that plain form. */
    static MultiRowInsert of(MySqlSession session, Compiled compiled) {
        PlainInsert plain = PlainInsert.of(session.dialect().lexicalRules(), compiled);
        return new MultiRowInsert(session, compiled, plain == null ? null : plain.head(), plain == null ? null : plain.row());
    }

    /**
     * Inserts some of the items in one statement.
     *
     * @return how many; 0 if the next one must be run alone
     */
    int insert(List<Object[]> bindings, int from) throws SQLException {
        if (from == 0) {
            runOneByOneUpTo = 0;
        }
        int rows = head == null || from < runOneByOneUpTo ? 1 : rows(bindings, from);
        if (rows < 2) {
            return 0;
        }
        int width = compiled.parameters().size();
        PreparedStatement statement = statement(bindings, from, rows, width);
        for (int i = 0; i < rows; i++) {
            MySqlBinder.bind(statement, session.dialect().productName(), compiled.parameters(), bindings.get(from + i), i * width, from + i);
        }
        try {
            session.sent();
            statement.execute();
            session.heard();
        } catch (SQLException failure) {
            ErrorKind kind = MySqlErrors.CONNECTED.kind(failure);
            if (kind != ErrorKind.CONSTRAINT && kind != ErrorKind.DATA && kind != ErrorKind.VALUE_TOO_LARGE) {
                throw failure;
            }
            runOneByOneUpTo = from + rows;
            return 0;
        }
        if (statement.getLargeUpdateCount() != rows) {
            throw new SQLException("the server counted " + statement.getLargeUpdateCount() + " rows for an insert of " + rows);
        }
        return rows;
    }

    /** How many of the items left fit into a statement and a packet. */
    private int rows(List<Object[]> bindings, int from) {
        int most = Math.min(Math.min(MOST_ROWS, MySqlDialect.MAX_BIND_PARAMETERS / compiled.parameters().size()), bindings.size() - from);
        long bytes = 0;
        for (int i = 0; i < most; i++) {
            bytes += MySqlBinder.size(bindings.get(from + i));
            if (bytes > MOST_BYTES) {
                // Of the sizes of values come but few sizes of statements.
                return Integer.highestOneBit(i);
            }
        }
        return most;
    }

    private PreparedStatement statement(List<Object[]> bindings, int from, int rows, int width) throws SQLException {
        boolean isWhole = rows == MOST_ROWS;
        Prepared present = isWhole ? whole : rest;
        if (present == null || present.rows != rows || !present.takes(bindings, from, width)) {
            String sql = head + row + (", " + row).repeat(rows - 1);
            PreparedStatement prepared = MySqlPrepared.current(session.connection().serverPrepareStatement(sql));
            Prepared made = new Prepared(rows, prepared,
                    new ParameterClasses(session.keptOfInserted(), rows * width, session.parameterTypes(prepared)));
            made.note(bindings, from, width);
            if (isWhole) {
                whole = made;
            } else {
                rest = made;
            }
            if (present != null) {
                present.statement.close();
            }
            return made.statement;
        }
        return present.statement;
    }

    /** Gives up what is prepared; what is inserted after that is prepared anew. */
    void close() throws SQLException {
        Prepared[] all = {whole, rest};
        whole = null;
        rest = null;
        for (Prepared prepared : all) {
            if (prepared != null) {
                prepared.statement.close();
            }
        }
    }

    /** A statement for so many rows, of values of such classes. */
    private record Prepared(int rows, PreparedStatement statement, ParameterClasses classes) {

        boolean takes(List<Object[]> bindings, int from, int width) {
            for (int i = 0; i < rows; i++) {
                if (!classes.fit(bindings.get(from + i), i * width)) {
                    return false;
                }
            }
            note(bindings, from, width);
            return true;
        }

        void note(List<Object[]> bindings, int from, int width) {
            for (int i = 0; i < rows; i++) {
                classes.note(bindings.get(from + i), i * width);
            }
        }
    }
}
