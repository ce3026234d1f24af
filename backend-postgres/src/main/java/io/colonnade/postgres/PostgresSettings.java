// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.MessageLimit;
import io.colonnade.jdbc.ServerAddress;
import io.colonnade.jdbc.SettingsReader;
import io.colonnade.jdbc.TlsSettings;
import io.colonnade.spi.ConnectionSettings;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.postgresql.PGProperty;
import org.postgresql.core.Oid;
import org.postgresql.util.HostSpec;

/**
 * The settings, checked. What reaches the driver is listed in {@link #properties()}: there is no way from a URL to any other of its
 * properties, some of which name classes that it would load.
 *
 * @param server where it is
 * @param database the database's name
 * @param user the user
 * @param password gives the password, anew for each connection
 * @param tls whether and how TLS is used
 * @param requireAuth the ways in which the server may authenticate the user; null where it was not said
 * @param applicationName what the server's statistics call this program
 * @param initSql statements for every new connection, which also follow on every reset; null for none
 * @param fullReset whether a connection that is returned is reset even if nothing seems to have changed it
 * @param preparedStatements how many statements each connection keeps prepared; with 0 the server prepares none
 * @param maxMessageSize how many bytes a message of the server may hold
 * @param inferredText whether the server infers the type of text that is bound to SQL text
 */
record PostgresSettings(ServerAddress server, String database, String user, Supplier<String> password, TlsSettings tls, String requireAuth,
                        String applicationName, String initSql, boolean fullReset, int preparedStatements,
                        int maxMessageSize, boolean inferredText) {

    static final Set<String> OPTIONS = Set.of("socket", "ssl_mode", "ssl_root_cert", "ssl_cert", "ssl_key", "require_auth",
            "application_name", "init_sql", "session_reset", "prepared_statement_cache_size",
            MessageLimit.OPTION, "text_type");

    private static final int DEFAULT_PORT = 5432;
    private static final String SOCKET_NAME = ".s.PGSQL.";
    private static final List<String> METHODS = List.of("scram-sha-256", "md5", "password", "none");
    /** More milliseconds the driver cannot count. */
    private static final int MOST_TIMEOUT_SECONDS = 2_000_000;
    /** The driver would look for tickets of Kerberos and for libraries of Windows, and its errors would be about those. */
    private static final String NO_TICKETS = "!gss,!sspi";
    /** Of SCRAM. They are the client's work, and the server says how many. */
    private static final int MOST_ITERATIONS = 100_000;
    private static final int MOST_NAME_BYTES = 63;
    private static final int STATEMENTS = 256;
    private static final int MOST_STATEMENTS = 10_000;

    static PostgresSettings of(ConnectionSettings settings) {
        SettingsReader options = new SettingsReader(settings);
        ServerAddress server = ServerAddress.of(settings, "localhost", DEFAULT_PORT, SOCKET_NAME);
        TlsSettings tls = TlsSettings.of(settings, server);
        String user = settings.user() == null ? System.getProperty("user.name", "postgres") : plain(settings.user(), "user");
        String name = settings.option("application_name").orElse("Colonnade");
        if (name.length() > MOST_NAME_BYTES || !name.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw invalid("application_name", "The option application_name is \"" + name + "\"; accepted are up to " + MOST_NAME_BYTES
                    + " printable ASCII characters, of which PostgreSQL would replace or cut any others.");
        }
        return new PostgresSettings(server, settings.database().isEmpty() ? user : plain(settings.database(), "database"), user,
                settings.password(), tls, requireAuth(settings.option("require_auth").orElse(null), tls), name,
                settings.option("init_sql").orElse(null), options.choice("session_reset", "changed", "full").equals("full"),
                options.number("prepared_statement_cache_size", STATEMENTS, 0, MOST_STATEMENTS),
                MessageLimit.bytes(settings), options.choice("text_type", "inferred", "text").equals("inferred"));
    }

    private static String requireAuth(String given, TlsSettings tls) {
        if (given == null) {
            return null;
        }
        List<String> methods = List.of(given.split(",", -1));
        if (!METHODS.containsAll(methods)) {
            throw invalid("require_auth", "The option require_auth is \"" + given + "\"; accepted are " + String.join(", ", METHODS)
                    + ", or several of them divided by commas.");
        }
        if (methods.contains("password") && !tls.mode().verifies()) {
            throw invalid("require_auth", "The option require_auth is \"" + given + "\", but with ssl_mode=" + tls.mode().word()
                    + " nobody knows who would get the password; accepted with it are "
                    + String.join(", ", METHODS).replace("password, ", "") + ". Or use ssl_mode=verify-full.");
        }
        return given;
    }

    private static String plain(String value, String what) {
        if (value.indexOf('\0') >= 0) {
            throw invalid(null, "The " + what + " in the URL holds the character NUL; PostgreSQL has no such names.");
        }
        return value;
    }

    private static DatabaseException invalid(String option, String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(option).build();
    }

    /** How errors call the database. */
    String displayName() {
        return "the database " + database + " at " + server;
    }

    /** Tells the server the name of this program again, whatever the server takes a backslash for. */
    String nameSql() {
        return "SET application_name = E'" + applicationName.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Where the driver believes the server to be: also behind a Unix socket there is a host for it. */
    HostSpec host() {
        return new HostSpec(server.host(), server.port());
    }

    /**
     * Whoever is at the other end and has not proven who it is must learn neither the password nor what could be used in its place, and
     * where there is a password it must prove that it knows it, as with SCRAM. The owner of a socket is known to the operating system.
     */
    private String authentication(boolean withPassword) {
        if (requireAuth != null) {
            return requireAuth;
        }
        String unproven = tls.mode().verifies() ? "" : withPassword && server.socket() == null ? ",!password,!md5,!none" : ",!password,!md5";
        return NO_TICKETS + unproven;
    }

    /**
     * All that the driver is told.
     *
     * @param connectTimeout how long connecting may take, of which the driver counts whole seconds for each of its steps
     */
    Properties properties(Duration connectTimeout) {
        Properties properties = new Properties();
        String secret = password.get();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, secret);
        PGProperty.REQUIRE_AUTH.set(properties, authentication(secret != null));
        PGProperty.SCRAM_MAX_ITERATIONS.set(properties, MOST_ITERATIONS);
        PGProperty.PG_DBNAME.set(properties, database);
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        int seconds = (int) Math.min(connectTimeout.plusMillis(999).toSeconds(), MOST_TIMEOUT_SECONDS);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.SSL_RESPONSE_TIMEOUT.set(properties, seconds * 1_000);
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, PostgresSession.CANCEL_TIMEOUT_SECONDS);
        BlockingSocketFactory.use(properties);
        new PostgresMessages.Maker(server.toString(), maxMessageSize, tls.mode()).into(properties);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // The detail of an error holds values of the row.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, tls.mode().word());
        if (tls.mode() != TlsSettings.Mode.DISABLE) {
            PGProperty.SSL_FACTORY.set(properties, PostgresTlsSocketFactory.class.getName());
            PostgresTlsSocketFactory.use(properties, tls);
        }
        if (server.socket() != null) {
            PGProperty.SOCKET_FACTORY.set(properties, PostgresUnixSocketFactory.class.getName());
            properties.put(PostgresUnixSocketFactory.PATH, server.socket());
        }
        // These are read as text, which the driver would write in another way once they pass in binary form.
        PGProperty.BINARY_TRANSFER_DISABLE.set(properties, Oid.POINT + "," + Oid.BOX + "," + Oid.TIMETZ);
        // The statements are kept above the driver, which keeps no more of them.
        PGProperty.PREPARED_STATEMENT_CACHE_QUERIES.set(properties, 0);
        if (preparedStatements == 0) {
            PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        }
        return properties;
    }
}
