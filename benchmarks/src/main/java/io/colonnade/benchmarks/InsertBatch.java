// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import io.colonnade.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Batches of 10,000 rows of four columns, each in a transaction of its own. */
final class InsertBatch implements Workload {

    private static final int SIZE = 10_000;
    private static final String SQL = "INSERT INTO inserted (name, score, active, level) VALUES (";

    private record Item(String name, double score, boolean active, int level) {
    }

    private final List<Item> items = new ArrayList<>();
    private final List<Map<String, Object>> maps = new ArrayList<>();

    InsertBatch() {
        for (int i = 0; i < SIZE; i++) {
            Item item = new Item("player " + i, i * 0.25, i % 3 == 0, i % 100);
            items.add(item);
            maps.add(Map.of("name", item.name, "score", item.score, "active", item.active, "level", item.level));
        }
    }

    @Override
    public String name() {
        return "insert batches of 10,000 rows";
    }

    @Override
    public int operations() {
        return 16;
    }

    @Override
    public String unit() {
        return "rows";
    }

    @Override
    public int unitsPerOperation() {
        return SIZE;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS inserted");
            statement.execute("CREATE TABLE inserted (id INTEGER PRIMARY KEY, name TEXT NOT NULL, score DOUBLE, active BOOLEAN, level INTEGER)");
        }
    }

    @Override
    public long raw(Connection connection) throws SQLException {
        long sum = 0;
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(SQL + "?, ?, ?, ?)")) {
            for (int i = 0; i < operations(); i++) {
                for (Item item : items) {
                    insert.setString(1, item.name);
                    insert.setDouble(2, item.score);
                    insert.setBoolean(3, item.active);
                    insert.setInt(4, item.level);
                    insert.addBatch();
                }
                for (int count : insert.executeBatch()) {
                    sum += count;
                }
                connection.commit();
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return sum;
    }

    @Override
    public CompletionStage<Long> operation(Database database, int index, int callers) {
        return database.executeMany(SQL + ":name, :score, :active, :level)", maps).thenApply(counts -> {
            long sum = 0;
            for (long count : counts) {
                sum += count;
            }
            return sum;
        });
    }
}
