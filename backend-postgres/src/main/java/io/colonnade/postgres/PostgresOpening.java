// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.SocketWatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Opens connections: with the driver's properties, what every session has set, and what the server says of itself. */
final class PostgresOpening {

    /** What every session has set. */
    static final String TIME_ZONE = "SET TIME ZONE 'UTC'";

    private static final String OPENING = "SELECT version(), current_setting('server_version'), "
            + "current_setting('standard_conforming_strings'), current_setting('default_transaction_isolation'), "
            + "to_regtype('hstore') IS NOT NULL";

    private PostgresOpening() {
    }

    /**
     * Opens one; leaves nothing open if it fails.
     *
     * @param connectTimeout how long connecting may take
     */
    static PostgresSession open(PostgresSettings settings, AsyncCancel.Sender sender, TextPlaces textPlaces, Duration connectTimeout)
            throws SQLException {
        SocketWatch watch = new SocketWatch();
        PgConnection connection = watch.watch(() -> connect(settings, connectTimeout));
        try {
            // Before anything is asked of the server, for the answers depend on it.
            initialise(connection, settings.initSql());
            PostgresSession session = new PostgresSession(connection, watch, settings, sender, textPlaces, dialect(connection));
            // The time-out was for whoever accepts a connection and then says nothing; a statement may take as long as it likes.
            connection.setNetworkTimeout(Runnable::run, 0);
            watch.opened();
            return session;
        } catch (SQLException | RuntimeException failure) {
            try {
                connection.close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private static PgConnection connect(PostgresSettings settings, Duration connectTimeout) throws SQLException {
        Properties properties = settings.properties(connectTimeout);
        try {
            // Not by the driver manager: the driver would then read files, and options of its own from the URL.
            return new PgConnection(new HostSpec[] {settings.host()}, properties, "jdbc:postgresql:");
        } catch (RuntimeException nonsense) {
            throw DatabaseException.of(ErrorKind.PROTOCOL_VIOLATION, "What answers at " + settings.server() + " does not keep to PostgreSQL's "
                    + "protocol. Check the host and the port.").cause(nonsense).connectionUsable(false).build();
        }
    }

    private static void initialise(PgConnection connection, String initSql) throws SQLException {
        run(connection, TIME_ZONE);
        if (initSql == null) {
            return;
        }
        try {
            run(connection, initSql);
        } catch (SQLException failure) {
            if (MessageLimit.refusal(failure) != null) {
                throw failure;
            }
            DatabaseException why = PostgresErrors.running(() -> null, () -> false, () -> true, () -> false).translate(failure, -1);
            throw why.connectionUsable() ? invalidInitSql("holds a statement that failed (" + why.getMessage() + ")", why) : why;
        }
        if (connection.getTransactionState() != TransactionState.IDLE) {
            throw invalidInitSql("leaves a transaction open, which nobody would commit", null);
        }
    }

    private static DatabaseException invalidInitSql(String what, DatabaseException cause) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option init_sql " + what + "; accepted are statements that PostgreSQL "
                + "runs outside a transaction, divided by semicolons.").option("init_sql").cause(cause).connectionUsable(false).build();
    }

    private static Dialect dialect(PgConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(OPENING)) {
            row.next();
            String version = row.getString(1);
            return PostgresDialect.of(version.substring(0, version.indexOf(' ')), row.getString(2), row.getString(3).equals("on"),
                    row.getString(4), row.getBoolean(5));
        }
    }

    private static void run(PgConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
