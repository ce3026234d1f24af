// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.cancel;

import io.colonnade.Row;
import io.colonnade.fire.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the drill: one in which every caller finds its own marks, and one in which it leaves rows. Used by one thread. */
final class Tables implements AutoCloseable {

    static final String INSERT = "INSERT INTO fire_cancel (id, part) VALUES (:id, :part)";
    static final String MARKS = "SELECT id, part FROM fire_cancel_marks WHERE id = :id ORDER BY part";
    static final List<Integer> PARTS = List.of(1, 2, 3, 4, 5);

    private final Connection truth;
    private final String slowMarks;

    /** Makes them anew; there are marks for the ids from 0 on. */
    Tables(Target target, int ids) throws SQLException {
        truth = target.truth();
        slowMarks = "SELECT id, part FROM fire_cancel_marks WHERE id = :id AND " + switch (target.engine()) {
            case SQLITE -> "(WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 10000) SELECT count(*) FROM many) > 0";
            case POSTGRESQL -> "pg_sleep(0.001) IS NOT NULL";
            case MYSQL, MARIADB -> "sleep(0.001) = 0";
        } + " ORDER BY part";
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS fire_cancel");
            statement.execute("DROP TABLE IF EXISTS fire_cancel_marks");
            statement.execute("CREATE TABLE fire_cancel (id INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (id, part))");
            statement.execute("CREATE TABLE fire_cancel_marks (id INTEGER NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (id, part))");
        }
        truth.setAutoCommit(false);
        try (PreparedStatement insert = truth.prepareStatement("INSERT INTO fire_cancel_marks VALUES (?, ?)")) {
            for (int id = 0; id < ids; id++) {
                for (int part : PARTS) {
                    insert.setInt(1, id);
                    insert.setInt(2, part);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        truth.commit();
        truth.setAutoCommit(true);
    }

    /** The same as {@link #MARKS}, but it takes the server some milliseconds. */
    String slowMarks() {
        return slowMarks;
    }

    /** Whether rows are the marks of a caller, all of them, and nobody else's. */
    static boolean areMarks(int id, List<Row> rows) {
        List<Integer> parts = new ArrayList<>();
        for (Row row : rows) {
            if (row.get(0, Integer.class) != id) {
                return false;
            }
            parts.add(row.get(1, Integer.class));
        }
        return parts.equals(PARTS);
    }

    /** What is stored, by id, and takes it away. */
    Map<Integer, List<Integer>> takeStored() throws SQLException {
        Map<Integer, List<Integer>> stored = new HashMap<>();
        try (Statement statement = truth.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, part FROM fire_cancel ORDER BY id, part")) {
                while (rows.next()) {
                    stored.computeIfAbsent(rows.getInt(1), first -> new ArrayList<>()).add(rows.getInt(2));
                }
            }
            statement.execute("DELETE FROM fire_cancel");
        }
        return stored;
    }

    /** Drops them. */
    void drop() throws SQLException {
        try (Statement statement = truth.createStatement()) {
            statement.execute("DROP TABLE fire_cancel");
            statement.execute("DROP TABLE fire_cancel_marks");
        }
    }

    @Override
    public void close() throws SQLException {
        truth.close();
    }
}
