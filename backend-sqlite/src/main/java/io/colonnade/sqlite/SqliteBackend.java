// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.Dialect;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** SQLite by way of sqlite-jdbc: files and memory databases, one thread for each connection. */
public final class SqliteBackend implements DatabaseBackend {

    private static final int MOST_CONNECTIONS = 8;

    /** For {@link java.util.ServiceLoader}. */
    public SqliteBackend() {
    }

    @Override
    public Set<String> schemes() {
        return Set.of("sqlite");
    }

    @Override
    public Dialect dialect() {
        return SqliteDialect.ASSUMED;
    }

    @Override
    public Set<String> options() {
        return SqliteSettings.OPTIONS;
    }

    /** One writer and a reader for each processor, at least three: each costs a thread and a page cache. */
    @Override
    public int defaultPoolSize() {
        return Math.min(MOST_CONNECTIONS, 1 + Math.max(3, Runtime.getRuntime().availableProcessors()));
    }

    @Override
    public void validate(ConnectionSettings settings) {
        SqliteSettings.of(settings);
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        SqliteSettings parsed = SqliteSettings.of(settings);
        return JdbcConnection.open(context, new SqliteErrors(parsed.displayName()), () -> SqliteOpening.open(parsed, context));
    }
}
