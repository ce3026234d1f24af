// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the server itself says is left of its clients.
 *
 * @param sessions that are open, without the one that asks; always 0 for a file
 * @param transactions that are open or hold a lock
 * @param prepared transactions that are prepared for a commit in two phases
 */
public record Aftermath(int sessions, int transactions, int prepared) {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Asks the server. */
    public static Aftermath of(Target target) throws SQLException {
        try (Connection truth = target.truth(); Statement statement = truth.createStatement()) {
            return switch (target.engine()) {
                case SQLITE -> new Aftermath(0, isLocked(statement) ? 1 : 0, 0);
                case POSTGRESQL -> new Aftermath(
                        count(statement, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"),
                        count(statement, "SELECT count(DISTINCT l.virtualtransaction) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
                                + " WHERE a.backend_type = 'client backend' AND l.pid <> pg_backend_pid()"),
                        count(statement, "SELECT count(*) FROM pg_prepared_xacts"));
                case MYSQL, MARIADB -> new Aftermath(
                        count(statement, "SELECT count(*) FROM information_schema.processlist WHERE id <> connection_id()"
                                + " AND user NOT IN ('system user', 'event_scheduler')"),
                        count(statement, "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_mysql_thread_id <> connection_id()"),
                        rows(statement, "XA RECOVER"));
            };
        }
    }

    /** Asks the server until no more is left or it has had the time that it may need to notice that clients have left; what it said last. */
    public static Aftermath await(Target target, Aftermath atMost) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Aftermath now = of(target);
        while (!now.isWithin(atMost) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            now = of(target);
        }
        return now;
    }

    /** Counts a fault unless the server comes to say that no more is left than was there before. */
    public static void expect(Target target, Aftermath before, Figures figures) throws SQLException {
        Aftermath left = await(target, before);
        figures.expect(left.isWithin(before), "The server has " + left + " left, before it was " + before + ".");
    }

    private boolean isWithin(Aftermath other) {
        return sessions <= other.sessions && transactions <= other.transactions && prepared <= other.prepared;
    }

    private static int count(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int rows(Statement statement, String sql) throws SQLException {
        int count = 0;
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                count++;
            }
        }
        return count;
    }

    private static boolean isLocked(Statement statement) throws SQLException {
        statement.execute("PRAGMA busy_timeout = 0");
        try {
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
            return false;
        } catch (SQLException busy) {
            return true;
        }
    }
}
