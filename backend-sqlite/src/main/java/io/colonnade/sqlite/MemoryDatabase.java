// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import org.sqlite.SQLiteConnection;
import org.sqlite.jdbc4.JDBC4Connection;

/** Keeps a private memory database alive for as long as a {@code Database} is open: SQLite forgets it with its last connection. */
final class MemoryDatabase implements AutoCloseable {

    /** With a slash in front the name is known to all connections of the process; being random, to nobody else. */
    final String uri = "file:/colonnade-" + UUID.randomUUID() + "?vfs=memdb";

    private final SQLiteConnection keeper;

    private MemoryDatabase() throws SQLException {
        keeper = new JDBC4Connection("jdbc:sqlite:" + uri, uri, new Properties());
    }

    static MemoryDatabase open() {
        try {
            return new MemoryDatabase();
        } catch (SQLException failure) {
            throw new SqliteErrors("the memory database").translate(failure, -1);
        }
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
    }
}
