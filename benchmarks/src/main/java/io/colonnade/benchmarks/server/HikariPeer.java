// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDBC driver with HikariCP, each operation a task of a fixed pool of as many threads as there are connections. */
final class HikariPeer implements Peer {

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final HikariDataSource source;
    private final boolean postgres;
    private final boolean rewriting;

    /** What a user would make of a row. */
    private record Mixed(long id, String name, double score, boolean active, java.math.BigDecimal price, int visits, LocalDateTime created,
                         String note, byte[] token, int level) {
    }

    /** Work on a connection. */
    private interface Work {
        long run(Connection connection) throws SQLException;
    }

    /** With the driver's rewriting of batched inserts into one of many rows, whose counts it no longer knows, or without. */
    HikariPeer(ServerAddress address, boolean rewriting) {
        this.rewriting = rewriting;
        postgres = address.postgres();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.jdbcUrl());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(rewriting ? 1 : CONNECTIONS);
        if (postgres) {
            config.addDataSourceProperty("reWriteBatchedInserts", Boolean.toString(rewriting));
        } else {
            // What HikariCP's makers recommend for this driver.
            for (String property : List.of("cachePrepStmts", "useLocalSessionState", "cacheResultSetMetadata", "cacheServerConfiguration",
                    "elideSetAutoCommits")) {
                config.addDataSourceProperty(property, "true");
            }
            config.addDataSourceProperty("prepStmtCacheSize", "250");
            config.addDataSourceProperty("prepStmtCacheSqlLimit", "2048");
            config.addDataSourceProperty("maintainTimeStats", "false");
            config.addDataSourceProperty("useServerPrepStmts", Boolean.toString(!rewriting));
            config.addDataSourceProperty("rewriteBatchedStatements", Boolean.toString(rewriting));
        }
        source = new HikariDataSource(config);
    }

    @Override
    public String name() {
        return rewriting ? "HikariCP, driver rewrites" : "HikariCP";
    }

    @Override
    public boolean does(ServerWorkload workload) {
        return !rewriting || workload == ServerWorkload.INSERT;
    }

    private CompletionStage<Long> submit(Work work) {
        return CompletableFuture.supplyAsync(() -> {
            try (Connection connection = source.getConnection()) {
                return work.run(connection);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }, threads);
    }

    private CompletionStage<Long> submitTransaction(Work work) {
        return submit(connection -> {
            connection.setAutoCommit(false);
            long sum = work.run(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return sum;
        });
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        return connection.prepareStatement(Sql.positional(sql));
    }

    @Override
    public CompletionStage<Long> select(long key) {
        return submit(connection -> select(connection, key));
    }

    private static long select(Connection connection, long key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setLong(1, key);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1) + row.getString(2).length() + (long) row.getDouble(3) + (row.getBoolean(4) ? 1 : 0);
            }
        }
    }

    private static final String SELECT = Sql.positional(Sql.SELECT);

    @Override
    public CompletionStage<Long> selects(long firstKey, int count) {
        return submit(connection -> {
            long sum = 0;
            long key = firstKey;
            for (int i = 0; i < count; i++) {
                sum += select(connection, key);
                key = key % Sql.MIXED_ROWS + 1;
            }
            return sum;
        });
    }

    @Override
    public CompletionStage<Long> transaction(long key) {
        return submitTransaction(connection -> {
            long sum = select(connection, key);
            try (PreparedStatement update = prepare(connection, Sql.UPDATE)) {
                update.setLong(1, key);
                return sum + update.executeUpdate();
            }
        });
    }

    @Override
    public CompletionStage<Long> fetch(long after, int count) {
        return submit(connection -> {
            List<Mixed> list = new ArrayList<>();
            try (PreparedStatement select = prepare(connection, Sql.FETCH)) {
                select.setLong(1, after);
                select.setInt(2, count);
                try (ResultSet r = select.executeQuery()) {
                    while (r.next()) {
                        list.add(new Mixed(r.getLong(1), r.getString(2), r.getDouble(3), r.getBoolean(4), r.getBigDecimal(5), r.getInt(6),
                                r.getObject(7, LocalDateTime.class), r.getString(8), r.getBytes(9), r.getInt(10)));
                    }
                }
            }
            long sum = 0;
            for (Mixed row : list) {
                sum += row.id + row.name.length() + (long) row.score + (row.active ? 1 : 0) + row.price.longValue() + row.visits
                        + row.created.getSecond() + row.note.length() + row.token[0] + row.level;
            }
            return sum;
        });
    }

    @Override
    public CompletionStage<Long> stream(int count) {
        return submitTransaction(connection -> {
            try (PreparedStatement select = prepare(connection, Sql.STREAM)) {
                select.setFetchSize(postgres ? FETCH_SIZE : Integer.MIN_VALUE);
                select.setInt(1, count);
                long sum = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        sum += (row.getLong(1) & 1) + row.getString(2).length() + (long) row.getDouble(3);
                    }
                }
                return sum;
            }
        });
    }

    @Override
    public CompletionStage<Long> insert() {
        return submitTransaction(connection -> {
            try (PreparedStatement insert = prepare(connection, Sql.INSERT)) {
                for (Sql.Item item : Sql.ITEMS) {
                    insert.setString(1, item.name());
                    insert.setDouble(2, item.score());
                    insert.setBoolean(3, item.active());
                    insert.setInt(4, item.level());
                    insert.addBatch();
                }
                long sum = 0;
                for (int count : insert.executeBatch()) {
                    sum += rewriting ? 1 : count;
                }
                return sum;
            }
        });
    }

    @Override
    public void close() {
        threads.shutdown();
        source.close();
    }
}
