// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import io.colonnade.jdbc.AsyncCancel;
import io.colonnade.jdbc.SocketWatch;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Opens connections. Of what a user wrote only the host, the port and the database's name reach the driver's URL, the latter encoded. */
final class MySqlOpening {

    /** Values are refused, never bent; what the compiler writes means the same on every server. */
    static final String SQL_MODE = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    /**
     * Makes a fresh session, in one round trip. Unless told otherwise the server cuts group_concat off after 1024 bytes, and speaks the
     * language of its owner, of which {@link MySqlErrors} reads nothing.
     */
    static final String INITIALISE = "SET NAMES utf8mb4, SESSION sql_mode = '" + SQL_MODE + "', SESSION time_zone = '+00:00', "
            + "SESSION autocommit = 1, SESSION group_concat_max_len = 4294967295, SESSION lc_messages = 'en_US'";

    private static final int KILL_MILLIS = 3_000;

    /** They read files and tickets that no option names. */
    private static final String UNUSED_PLUGINS = "authentication_kerberos_client,authentication_oci_client,authentication_webauthn_client,"
            + "authentication_openid_connect_client";

    private MySqlOpening() {
    }

    static MySqlSession open(MySqlSettings settings, AsyncCancel.Sender sender, Duration connectTimeout) throws SQLException {
        SocketWatch watch = new SocketWatch();
        int millis = (int) Math.min(connectTimeout.toMillis(), Integer.MAX_VALUE);
        JdbcConnection connection = watch.watch(() -> connect(settings, millis));
        try {
            MySqlSession session = new MySqlSession(connection, watch, settings, sender);
            session.initialise();
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

    /** A connection for a short message to the server. */
    static JdbcConnection messenger(MySqlSettings settings) throws SQLException {
        return connect(settings, KILL_MILLIS);
    }

    private static JdbcConnection connect(MySqlSettings settings, int millis) throws SQLException {
        String name = settings.server().host();
        String url = "jdbc:mysql://" + (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + settings.server().port() + "/"
                + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8).replace("+", "%20");
        Properties properties = properties(settings, millis);
        if (useSockets(properties, settings)) {
            return LimitedSocketFactory.with(settings, () -> (JdbcConnection) MySqlDriver.connect(url, properties));
        }
        try (KeyStoreFiles keyStores = new KeyStoreFiles()) {
            keyStores.use(settings.tls(), properties);
            return (JdbcConnection) MySqlDriver.connect(url, properties);
        }
    }

    /** Whether the driver can be told to use ours, which do TLS as well. */
    private static boolean useSockets(Properties properties, MySqlSettings settings) {
        if (settings.server().socket() == null) {
            return BlockingSocketFactory.use(properties);
        }
        properties.setProperty("socketFactory", MySqlUnixSocketFactory.class.getName());
        return true;
    }

    private static Properties properties(MySqlSettings settings, int millis) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        String password = settings.password().get();
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("connectTimeout", Integer.toString(millis));
        properties.setProperty("socketTimeout", Integer.toString(millis));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectionAttributes",
                settings.applicationName() == null ? "none" : "program_name:" + settings.applicationName());
        security(properties, settings);
        meaning(properties);
        return properties;
    }

    private static void security(Properties properties, MySqlSettings settings) {
        properties.setProperty("sslMode", switch (settings.tls().mode()) {
            case DISABLE -> "DISABLED";
            case PREFER -> "PREFERRED";
            case REQUIRE -> "REQUIRED";
            case VERIFY_CA -> "VERIFY_CA";
            case VERIFY_FULL -> "VERIFY_IDENTITY";
        });
        // Whoever answers chooses the plugin, and some give the password itself, or what is as good, to a server that has proven nothing.
        properties.setProperty("disabledAuthenticationPlugins", settings.tls().mode().verifies() ? UNUSED_PLUGINS
                : "mysql_clear_password,mysql_old_password,authentication_ldap_sasl_client," + UNUSED_PLUGINS);
        // A key that was not there before is anybody's, and opens the password to whoever showed it; on this machine as elsewhere.
        properties.setProperty("allowPublicKeyRetrieval", "false");
        properties.setProperty("allowLoadLocalInfile", "false");
        properties.setProperty("allowUrlInLocalInfile", "false");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("paranoid", "true");
        properties.setProperty("openTelemetry", "DISABLED");
    }

    private static void meaning(Properties properties) {
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("preserveInstants", "false");
        properties.setProperty("useAffectedRows", "false");
        properties.setProperty("rewriteBatchedStatements", "false");
        properties.setProperty("emulateUnsupportedPstmts", "false");
        properties.setProperty("jdbcCompliantTruncation", "false");
        properties.setProperty("tinyInt1isBit", "true");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("enableEscapeProcessing", "false");
        properties.setProperty("processEscapeCodesForPrepStmts", "false");
        properties.setProperty("netTimeoutForStreamingResults", "0");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("enableQueryTimeouts", "false");
        properties.setProperty("dontTrackOpenResources", "true");
        properties.setProperty("maintainTimeStats", "false");
        properties.setProperty("trackSessionState", "true");
        // Keeps every row as it came, to be taken apart as it is read: by then its columns can be told apart that the driver does not know.
        properties.setProperty("largeRowSizeThreshold", "0");
    }
}
