// SPDX-License-Identifier: Apache-2.0
package com.example.h2;

import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.jdbc.SettingsReader;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CompletionStage;

// snippet: h2-backend
/** H2 within this process: {@code h2:///mem:notes} in memory, {@code h2:///./notes} in a file. */
public final class H2Backend implements DatabaseBackend {

    /** For {@link java.util.ServiceLoader}. */
    public H2Backend() {
    }

    @Override
    public Set<String> schemes() {
        return Set.of("h2");
    }

    @Override
    public Dialect dialect() {
        return H2Dialect.ASSUMED;
    }

    @Override
    public Set<String> options() {
        return Set.of("lock_timeout");
    }
    // end

    // snippet: h2-validate
    @Override
    public void validate(ConnectionSettings settings) {
        lockTimeout(settings);
        if (settings.host() != null || settings.database().isEmpty() || settings.database().contains(";")) {
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The URL " + settings + " names no database of H2 within this process; "
                    + "accepted are h2:///mem:NAME and h2:///PATH, without a host and without semicolons.").build();
        }
    }

    private static int lockTimeout(ConnectionSettings settings) {
        return new SettingsReader(settings).number("lock_timeout", 10_000, 1, 999_999_999);
    }
    // end

    // snippet: h2-connect
    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return JdbcConnection.open(context, H2Errors.INSTANCE, () -> {
            context.shared(Anchor.class, () -> Anchor.of(settings));
            return H2Session.of(connection(settings));
        });
    }

    /** Names are folded as in most databases, and the rows of a stream are calculated as they are asked for. */
    private static Connection connection(ConnectionSettings settings) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + settings.database() + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                + ";LAZY_QUERY_EXECUTION=1;LOCK_TIMEOUT=" + lockTimeout(settings), settings.user(), settings.password().get());
    }

    /** Keeps a database in memory alive while the pool happens to have no connection. */
    private record Anchor(Connection connection) implements AutoCloseable {

        static Anchor of(ConnectionSettings settings) {
            try {
                return new Anchor(H2Backend.connection(settings));
            } catch (SQLException failure) {
                throw H2Errors.INSTANCE.translate(failure, -1);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
    // end
}
