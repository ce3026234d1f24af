// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.Dialect;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** MySQL and MariaDB by way of Connector/J: one thread for each connection. Which of the two it is, is found out at connect. */
public final class MySqlBackend implements DatabaseBackend {

    /** For {@link java.util.ServiceLoader}. */
    public MySqlBackend() {
    }

    @Override
    public Set<String> schemes() {
        return Set.of("mysql", "mariadb", "mysql+jdbc");
    }

    @Override
    public Dialect dialect() {
        return MySqlDialect.ASSUMED;
    }

    @Override
    public Set<String> options() {
        return MySqlSettings.OPTIONS;
    }

    @Override
    public void validate(ConnectionSettings settings) {
        MySqlSettings.of(settings);
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        MySqlSettings parsed = MySqlSettings.of(settings);
        AsyncCancel.Sender sender = context.shared(AsyncCancel.Sender.class, AsyncCancel.Sender::new);
        return JdbcConnection.open(context, new MySqlErrors(parsed.server()),
                () -> MySqlOpening.open(parsed, sender, context.connectTimeout()));
    }
}
