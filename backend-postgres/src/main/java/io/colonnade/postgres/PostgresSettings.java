// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.util.HostSpec;

/**
 * The settings, checked. What reaches the driver is listed in {@link #properties()}: there is no way from a URL to any other of its
 * properties, some of which name classes that it would load.
 *
 * @param host the server
 * @param database the database's name
 * @param user the user
 * @param password gives the password, anew for each connection
 * @param sslMode as {@code libpq} has it
 * @param sslRootCert the file of certificates that are trusted; null for those that the JVM trusts
 * @param applicationName what the server's statistics call this program
 * @param initSql statements for every new connection, which also follow on every reset; null for none
 * @param fullReset whether a connection that is returned is reset even if nothing seems to have changed it
 */
record PostgresSettings(HostSpec host, String database, String user, Supplier<String> password, String sslMode, String sslRootCert,
                        String applicationName, String initSql, boolean fullReset) {

    static final Set<String> OPTIONS = Set.of("ssl_mode", "ssl_root_cert", "application_name", "init_sql", "session_reset");

    private static final int DEFAULT_PORT = 5432;
    private static final List<String> SSL_MODES = List.of("disable", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> RESETS = List.of("changed", "full");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");
    private static final int MOST_NAME_BYTES = 63;

    static PostgresSettings of(ConnectionSettings settings) {
        String host = settings.host() == null || settings.host().isEmpty() ? "localhost" : settings.host();
        if (host.startsWith("/")) {
            throw invalid(null, "The host is \"" + host + "\", the folder of a Unix socket, which the JDBC driver cannot reach. Give a "
                    + "host name or address.");
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        String user = settings.user() == null ? System.getProperty("user.name", "postgres") : plain(settings.user(), "user");
        String name = settings.option("application_name").orElse("Colonnade");
        if (name.length() > MOST_NAME_BYTES || !name.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw invalid("application_name", "The option application_name is \"" + name + "\"; accepted are up to " + MOST_NAME_BYTES
                    + " printable ASCII characters, of which PostgreSQL would replace or cut any others.");
        }
        String mode = choice(settings, "ssl_mode", isLoopback(bare) ? "prefer" : "verify-full", SSL_MODES);
        return new PostgresSettings(new HostSpec(bare, settings.port() < 0 ? DEFAULT_PORT : settings.port()),
                settings.database().isEmpty() ? user : plain(settings.database(), "database"), user, settings.password(), mode,
                rootCert(settings, mode), name, settings.option("init_sql").orElse(null),
                choice(settings, "session_reset", "changed", RESETS).equals("full"));
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static String rootCert(ConnectionSettings settings, String mode) {
        String file = settings.option("ssl_root_cert").orElse(null);
        if (file != null && !mode.startsWith("verify")) {
            throw invalid("ssl_root_cert", "The option ssl_root_cert is given, but with ssl_mode=" + mode
                    + " no certificate is verified. Accepted with it are ssl_mode=verify-ca and ssl_mode=verify-full.");
        }
        if (file != null && !Files.isReadable(Path.of(file))) {
            throw invalid("ssl_root_cert", "The option ssl_root_cert is \"" + file
                    + "\", which is no file that can be read; accepted is a file of certificates in PEM form.");
        }
        return file;
    }

    private static String plain(String value, String what) {
        if (value.indexOf('\0') >= 0) {
            throw invalid(null, "The " + what + " in the URL holds the character NUL; PostgreSQL has no such names.");
        }
        return value;
    }

    private static String choice(ConnectionSettings settings, String option, String otherwise, List<String> accepted) {
        String value = settings.option(option).orElse(otherwise).toLowerCase(Locale.ROOT);
        if (!accepted.contains(value)) {
            throw invalid(option, "The option " + option + " is \"" + value + "\"; accepted are " + String.join(", ", accepted) + ".");
        }
        return value;
    }

    private static DatabaseException invalid(String option, String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(option).build();
    }

    /** How errors call the database. */
    String displayName() {
        return "the database " + database + " at " + host.getHost() + ":" + host.getPort();
    }

    /** All that the driver is told. */
    Properties properties() {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password.get());
        PGProperty.PG_DBNAME.set(properties, database);
        PGProperty.APPLICATION_NAME.set(properties, applicationName);
        PGProperty.CONNECT_TIMEOUT.set(properties, 10);
        PGProperty.SOCKET_TIMEOUT.set(properties, 30);
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, PostgresSession.CANCEL_TIMEOUT_SECONDS);
        BlockingSocketFactory.use(properties);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // The detail of an error holds values of the row.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, sslMode);
        if (sslRootCert != null) {
            PGProperty.SSL_ROOT_CERT.set(properties, sslRootCert);
        } else if (sslMode.startsWith("verify")) {
            PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
        } else {
            // Whoever is at the other end is not proven, so it must not learn the password.
            PGProperty.REQUIRE_AUTH.set(properties, "!password");
        }
        return properties;
    }
}
