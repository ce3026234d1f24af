// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.spi.BackendContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens a connection. Nothing that a user wrote reaches the driver's URL but a path, percent-encoded. */
final class SqliteOpening {

    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    private static final String PREFIX = "jdbc:sqlite:";

    private SqliteOpening() {
    }

    static SqliteSession open(SqliteSettings settings, BackendContext context) throws SQLException {
        String uri = settings.file() == null ? context.shared(MemoryDatabase.class, MemoryDatabase::open).uri : uri(settings.file());
        SQLiteConnection connection = new JDBC4Connection(PREFIX + uri, uri, properties(settings));
        SqliteSession session = null;
        try {
            // The driver's own BEGIN and COMMIT around each statement are switched off: its idea of the transaction and the engine's
            // could disagree, and then rows would be committed that nobody committed. All of ours are explicit.
            connection.getConnectionConfig().setAutoCommit(false);
            Object key = settings.file() == null ? uri : realPath(settings.file());
            session = new SqliteSession(connection, settings, WriteGate.of(key));
            session.initialise();
            return session;
        } catch (SQLException | RuntimeException failure) {
            closeAfter(failure, session == null ? connection : session::close);
            throw failure;
        }
    }

    private static Properties properties(SqliteSettings settings) {
        SQLiteConfig config = new SQLiteConfig();
        config.setGetGeneratedKeys(false);
        config.enableLoadExtension(false);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.resetOpenMode(SQLiteOpenMode.READWRITE);
        switch (settings.mode()) {
            case RO -> config.setOpenMode(SQLiteOpenMode.READONLY);
            case RW -> config.setOpenMode(SQLiteOpenMode.READWRITE);
            default -> {
                config.setOpenMode(SQLiteOpenMode.READWRITE);
                config.setOpenMode(SQLiteOpenMode.CREATE);
            }
        }
        return config.toProperties();
    }

    private static String uri(Path file) {
        StringBuilder uri = new StringBuilder("file:");
        String path = file.toUri().getPath();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
                uri.append((char) octet);
            } else {
                uri.append('%').append(String.format("%02X", octet));
            }
        }
        return uri.toString();
    }

    /** One file may have several names; the gate must not. */
    private static Path realPath(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException notThere) {
            return file;
        }
    }

    private static void closeAfter(Exception failure, AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception second) {
            failure.addSuppressed(second);
        }
    }

    /** Whether the failure only says that the file cannot be written. */
    static boolean isReadOnly(SQLException failure) {
        return (SqliteErrors.code(failure) & 0xff) == SQLiteErrorCode.SQLITE_READONLY.code;
    }
}
