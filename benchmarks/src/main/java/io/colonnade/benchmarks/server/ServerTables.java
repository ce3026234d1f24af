// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables that the workloads use, filled by the server itself. */
final class ServerTables {

    private ServerTables() {
    }

    static void create(Connection connection, boolean postgres) throws SQLException {
        drop(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mixed (id BIGINT PRIMARY KEY, name VARCHAR(40) NOT NULL, score DOUBLE PRECISION,"
                    + " active BOOLEAN, price NUMERIC(12, 2), visits INT, created " + (postgres ? "TIMESTAMP" : "DATETIME")
                    + ", note VARCHAR(80), token " + (postgres ? "BYTEA" : "VARBINARY(16)")
                    + ", level SMALLINT, changes INT NOT NULL)");
            statement.execute("CREATE TABLE numbers (id BIGINT PRIMARY KEY, label VARCHAR(40) NOT NULL, amount DOUBLE PRECISION)");
            statement.execute("CREATE TABLE inserted (id BIGINT " + (postgres ? "GENERATED ALWAYS AS IDENTITY" : "AUTO_INCREMENT")
                    + " PRIMARY KEY, name VARCHAR(40) NOT NULL, score DOUBLE PRECISION, active BOOLEAN, level INT)");
            if (!postgres) {
                statement.execute("SET SESSION cte_max_recursion_depth = " + Sql.NUMBERS_ROWS);
            }
            statement.execute("INSERT INTO mixed " + numbersTo(Sql.MIXED_ROWS) + "SELECT i, CONCAT('player number ', i), i * 0.5,"
                    + " i % 2 = 0, i * 1.25, i * 100, " + (postgres ? "TIMESTAMP '2026-01-01 00:00:00' + i * INTERVAL '1 second'"
                    : "TIMESTAMP '2026-01-01 00:00:00' + INTERVAL i SECOND") + ", CONCAT('a somewhat longer note about player ', i), "
                    + (postgres ? "decode(md5(CONCAT('', i)), 'hex')" : "UNHEX(MD5(CONCAT('', i)))") + ", i % 100, 0 FROM n");
            statement.execute("INSERT INTO numbers " + numbersTo(Sql.NUMBERS_ROWS) + "SELECT i, CONCAT('row ', i), i * 0.25 FROM n");
            statement.execute(postgres ? "VACUUM ANALYZE" : "ANALYZE TABLE mixed, numbers");
        }
    }

    private static String numbersTo(int last) {
        return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + last + ") ";
    }

    static void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("mixed", "numbers", "inserted")) {
                statement.execute("DROP TABLE IF EXISTS " + table);
            }
        }
    }
}
