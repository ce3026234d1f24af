// SPDX-License-Identifier: Apache-2.0
package io.colonnade.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that the workloads read, filled by SQLite itself. */
final class Tables {

    static final int ROWS = 20_000;

    private Tables() {
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mixed (id INTEGER PRIMARY KEY, name TEXT, score DOUBLE, active BOOLEAN, city TEXT, visits INTEGER,"
                    + " ratio DOUBLE, note TEXT, token BLOB, level INTEGER)");
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                    + " INSERT INTO mixed SELECT i, 'player number ' || i, i * 0.5, i % 2, 'city ' || (i % 97), i * 1000, i / 3.0,"
                    + " 'a somewhat longer note about player ' || i, randomblob(16), i % 100 FROM n");
            statement.execute("CREATE TABLE million (id INTEGER PRIMARY KEY, label TEXT, amount DOUBLE)");
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
                    + " INSERT INTO million SELECT i, 'row ' || i, i * 0.25 FROM n");
        }
    }
}
