// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cuts;

import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The tables of the drill, as a plain driver sees them past the proxy. Used by one thread. */
final class Tables implements AutoCloseable {

    static final String INSERT = "INSERT INTO fire_cuts (id, part) VALUES (:id, :part)";
    static final String NUMBERS = "SELECT n FROM fire_cuts_numbers ORDER BY n";
    static final List<Integer> ALL = IntStream.rangeClosed(1, 7).boxed().toList();

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final Connection truth;
    private final PreparedStatement parts;
    private final PreparedStatement session;

    Tables(Target target) throws SQLException {
        truth = target.truth();
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS fire_cuts");
            statement.execute("DROP TABLE IF EXISTS fire_cuts_numbers");
            statement.execute("CREATE TABLE fire_cuts (id BIGINT NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (id, part))");
            statement.execute("CREATE TABLE fire_cuts_numbers (n INTEGER NOT NULL PRIMARY KEY)");
            for (int n : ALL) {
                statement.execute("INSERT INTO fire_cuts_numbers VALUES (" + n + ")");
            }
        }
        parts = truth.prepareStatement("SELECT part FROM fire_cuts WHERE id = ? ORDER BY part");
        session = truth.prepareStatement(target.engine().isMySqlFamily()
                ? "SELECT count(*) FROM information_schema.processlist WHERE host LIKE concat('%:', ?)"
                : "SELECT count(*) FROM pg_stat_activity WHERE client_port = ?");
    }

    /** The parts that are stored of one call. */
    List<Integer> stored(long id) throws SQLException {
        parts.setLong(1, id);
        List<Integer> stored = new ArrayList<>();
        try (ResultSet rows = parts.executeQuery()) {
            while (rows.next()) {
                stored.add(rows.getInt(1));
            }
        }
        return stored;
    }

    /** Waits until the server has ended the session of a client's port, so that what it did is decided; false if it does not. */
    boolean awaitEndOf(int port) throws SQLException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        session.setInt(1, port);
        while (System.nanoTime() < end) {
            try (ResultSet rows = session.executeQuery()) {
                rows.next();
                if (rows.getInt(1) == 0) {
                    return true;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    /** A reader that was told that it has all numbers must have them. */
    static void requireAll(List<Integer> numbers) {
        if (!numbers.equals(ALL)) {
            throw new IllegalStateException("the rows are said to be complete and are " + numbers);
        }
    }

    /** Drops them. */
    void drop() throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE fire_cuts");
            statement.execute("DROP TABLE fire_cuts_numbers");
        }
    }

    @Override
    public void close() throws SQLException {
        truth.close();
    }
}
