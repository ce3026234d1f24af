// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a file holds, as the plain driver reads it. */
final class Truth {

    private Truth() {
    }

    static Object ask(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getObject(1) : null;
        }
    }

    static long number(Path file, String sql) throws SQLException {
        return ((Number) ask(file, sql)).longValue();
    }

    /** Whether SQLite finds nothing wrong with it. */
    static boolean isSound(Path file) throws SQLException {
        return "ok".equals(ask(file, "PRAGMA integrity_check"));
    }
}
