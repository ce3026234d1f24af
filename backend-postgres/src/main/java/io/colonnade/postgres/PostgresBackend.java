// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Dialect;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** PostgreSQL 14 and later by way of pgjdbc, one thread for each connection. */
public final class PostgresBackend implements DatabaseBackend {

    /** For {@link java.util.ServiceLoader}. */
    public PostgresBackend() {
    }

    @Override
    public Set<String> schemes() {
        return Set.of("postgresql", "postgres", "postgresql+jdbc");
    }

    @Override
    public Dialect dialect() {
        return PostgresDialect.ASSUMED;
    }

    @Override
    public Set<String> options() {
        return PostgresSettings.OPTIONS;
    }

    @Override
    public void validate(ConnectionSettings settings) {
        PostgresSettings.of(settings);
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        PostgresSettings parsed = PostgresSettings.of(settings);
        AsyncCancel.Sender sender = context.shared(AsyncCancel.Sender.class, AsyncCancel.Sender::new);
        TextPlaces places = context.shared(TextPlaces.class, TextPlaces::new);
        return JdbcConnection.open(context, PostgresErrors.connecting(parsed.displayName()),
                () -> PostgresOpening.open(parsed, sender, places, context.connectTimeout()));
    }
}
