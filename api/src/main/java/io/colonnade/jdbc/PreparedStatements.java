// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The statements that one connection has prepared, the least recently used ones dropped first. A statement that runs or has an open
 * cursor is taken out, so one that is wanted twice at a time is prepared twice.
 */
final class PreparedStatements {

    static final int DEFAULT_CAPACITY = 256;

    private final JdbcSession session;
    private final int capacity;
    private final Map<Compiled, JdbcStatement> idle = new LinkedHashMap<>();

    PreparedStatements(JdbcSession session) {
        this.session = session;
        capacity = session.preparedStatements();
    }

    /** Takes a statement out, preparing it if it is not there. */
    JdbcStatement take(Compiled compiled) throws SQLException {
        JdbcStatement statement = idle.remove(compiled);
        if (statement != null && !session.isCurrent(compiled)) {
            drop(statement);
            statement = null;
        }
        return statement == null ? session.prepare(compiled) : statement;
    }

    /** Puts a statement back after a run that ended well. */
    void give(Compiled compiled, JdbcStatement statement) {
        JdbcStatement other = idle.put(compiled, statement);
        if (other != null) {
            drop(other);
        } else if (idle.size() > capacity) {
            Iterator<JdbcStatement> oldest = idle.values().iterator();
            drop(oldest.next());
            oldest.remove();
        }
    }

    /** Closes a statement whose run failed, for drivers differ in what such a one is good for, or which is stale. */
    void drop(JdbcStatement statement) {
        try {
            statement.close();
        } catch (SQLException ignored) {
            // The failure that led here is the one to report.
        }
    }

    void close() {
        idle.values().forEach(this::drop);
        idle.clear();
    }
}
