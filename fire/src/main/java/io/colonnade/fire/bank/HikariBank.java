// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The same bank, on tables of its own, as a program has it that takes HikariCP and the plain driver: one thread for each caller. */
final class HikariBank implements AutoCloseable {

    private static final String MOVE = "UPDATE fire_peer_accounts SET balance = balance + ? WHERE id = ?";
    private static final String NOTE = "INSERT INTO fire_peer_transfers VALUES (?)";

    private final HikariDataSource pool;
    private final Acknowledgements acknowledged = new Acknowledgements();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean open = true;

    /** Makes its tables, and begins. */
    HikariBank(Target target, int connections, int callers) throws SQLException {
        try (Connection truth = target.truth(); Statement statement = truth.createStatement()) {
            statement.execute("CREATE TABLE fire_peer_accounts (id INTEGER NOT NULL PRIMARY KEY, balance BIGINT NOT NULL)");
            statement.execute("CREATE TABLE fire_peer_transfers (id BIGINT NOT NULL)");
            for (int id = 0; id < Accounts.COUNT; id++) {
                statement.execute("INSERT INTO fire_peer_accounts VALUES (" + id + ", 0)");
            }
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(target.jdbcUrl());
        target.login().forEach((name, value) -> config.addDataSourceProperty((String) name, value));
        config.setMaximumPoolSize(connections);
        config.setAutoCommit(false);
        pool = new HikariDataSource(config);
        for (int i = 0; i < callers; i++) {
            SplittableRandom random = new SplittableRandom(i);
            Thread thread = new Thread(() -> call(random), "fire-peer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void call(SplittableRandom random) {
        while (open) {
            try (Connection connection = pool.getConnection(); PreparedStatement move = connection.prepareStatement(MOVE);
                 PreparedStatement note = connection.prepareStatement(NOTE)) {
                int one = random.nextInt(Accounts.COUNT / 2);
                move(move, -1, one);
                move(move, 1, one + Accounts.COUNT / 2);
                note.setLong(1, random.nextLong());
                note.executeUpdate();
                connection.commit();
                acknowledged.add();
            } catch (SQLException failed) {
                // The next one.
            }
        }
    }

    private static void move(PreparedStatement statement, long amount, int id) throws SQLException {
        statement.setLong(1, amount);
        statement.setInt(2, id);
        statement.executeUpdate();
    }

    /** Forgets what was; returns when somebody is served. */
    void begin(long patienceSeconds) throws InterruptedException {
        acknowledged.clear();
        acknowledged.await(1, System.nanoTime(), patienceSeconds);
    }

    /** How long after an instant somebody was served, in nanoseconds; negative if nobody is. */
    long firstAfter(long instant, long patienceSeconds) throws InterruptedException {
        acknowledged.await(1, instant, patienceSeconds);
        return acknowledged.firstAfter(instant);
    }

    @Override
    public void close() {
        open = false;
        threads.forEach(Thread::interrupt);
        pool.close();
    }
}
