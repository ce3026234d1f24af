// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.ErrorKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many runs of a plain {@code INSERT INTO … VALUES (?, …)} as few statements of many rows each: one round trip and one statement for up to
 * 256 rows. Each row is then counted once, exactly. A statement that the server refuses has inserted nothing; its rows are then run one by
 * one, which tells the row.
 */
final class MultiRowInsert {

    private static final int[] SIZES = {256, 64, 16, 4};
    /** Well below what any server takes in one packet. */
    private static final long MOST_BYTES = 1 << 20;
    /** Nothing in front of INTO (IGNORE) or behind the row (ON DUPLICATE KEY), which would make other counts; no call in the row. */
    private static final Pattern PLAIN = Pattern.compile("(\\s*INSERT\\s+INTO\\s+[^()?;'\"#/-]+(?:\\([^()?;'\"#/-]*\\))?\\s*VALUES\\s*)"
            + "(\\([^()'\"`;#/\\\\-]*\\))\\s*", Pattern.CASE_INSENSITIVE);

    private final MySqlSession session;
    private final Compiled compiled;
    private final String head;
    private final String row;
    private final PreparedStatement[] statements = new PreparedStatement[SIZES.length];
    private int runOneByOneUpTo;

    private MultiRowInsert(MySqlSession session, Compiled compiled, String head, String row) {
        this.session = session;
        this.compiled = compiled;
        this.head = head;
        this.row = row;
    }

    /** For a statement that may or may not be of that plain form. */
    static MultiRowInsert of(MySqlSession session, Compiled compiled) {
        Matcher matcher = PLAIN.matcher(compiled.sql());
        boolean plain = compiled.kind() == StatementKind.INSERT && !compiled.parameters().isEmpty() && matcher.matches();
        return new MultiRowInsert(session, compiled, plain ? matcher.group(1) : null, plain ? matcher.group(2) : null);
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
        int size = head == null || from < runOneByOneUpTo ? -1 : size(bindings, from);
        if (size < 0) {
            return 0;
        }
        PreparedStatement statement = statement(size);
        int width = compiled.parameters().size();
        for (int i = 0; i < SIZES[size]; i++) {
            MySqlBinder.bind(statement, compiled.parameters(), bindings.get(from + i), i * width, from + i);
        }
        try {
            session.control().requireNotCancelled();
            statement.execute();
        } catch (SQLException failure) {
            ErrorKind kind = MySqlErrors.CONNECTED.kind(failure);
            if (kind != ErrorKind.CONSTRAINT && kind != ErrorKind.DATA && kind != ErrorKind.VALUE_TOO_LARGE) {
                throw failure;
            }
            runOneByOneUpTo = from + SIZES[size];
            return 0;
        }
        if (statement.getLargeUpdateCount() != SIZES[size]) {
            throw new SQLException("the server counted " + statement.getLargeUpdateCount() + " rows for an insert of " + SIZES[size]);
        }
        return SIZES[size];
    }

    /** The largest size that fits the items left, the protocol and a packet; -1 if none does. */
    private int size(List<Object[]> bindings, int from) {
        for (int i = 0; i < SIZES.length; i++) {
            if (SIZES[i] <= bindings.size() - from && SIZES[i] * compiled.parameters().size() <= MySqlDialect.MAX_BIND_PARAMETERS
                    && bytes(bindings, from, SIZES[i]) <= MOST_BYTES) {
                return i;
            }
        }
        return -1;
    }

    private static long bytes(List<Object[]> bindings, int from, int count) {
        long bytes = 0;
        for (int i = from; i < from + count && bytes <= MOST_BYTES; i++) {
            bytes += MySqlBinder.size(bindings.get(i));
        }
        return bytes;
    }

    private PreparedStatement statement(int size) throws SQLException {
        if (statements[size] == null) {
            String sql = head + row + (", " + row).repeat(SIZES[size] - 1);
            statements[size] = session.connection().serverPrepareStatement(sql);
        }
        return statements[size];
    }

    void close() throws SQLException {
        for (PreparedStatement statement : statements) {
            if (statement != null) {
                statement.close();
            }
        }
    }
}
