// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.jdbc.Driver;
import com.mysql.cj.jdbc.JdbcConnection;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.AsyncCancel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections. Of what a user wrote only the host, the port and the database's name reach the driver's URL, the latter encoded. */
final class MySqlOpening {

    /** Values are refused, never bent; what the compiler writes means the same on every server. */
    static final String SQL_MODE = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    /** Makes a fresh session, in one round trip. Unless told otherwise the server cuts group_concat off after 1024 bytes. */
    static final String INITIALISE = "SET NAMES utf8mb4, SESSION sql_mode = '" + SQL_MODE + "', SESSION time_zone = '+00:00', "
            + "SESSION autocommit = 1, SESSION group_concat_max_len = 4294967295";

    private static final int CONNECT_MILLIS = 30_000;
    private static final int KILL_MILLIS = 3_000;
    private static final String KEY_STORE_PASSWORD = "certificates";

    private MySqlOpening() {
    }

    static MySqlSession open(MySqlSettings settings, AsyncCancel.Sender sender) throws SQLException {
        JdbcConnection connection = connect(settings, CONNECT_MILLIS);
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
            MySqlSession session = new MySqlSession(connection, settings, sender);
            session.initialise();
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
        Path keyStore = settings.sslRootCertificate() == null ? null : keyStore(settings.sslRootCertificate());
        try {
            String host = settings.host().indexOf(':') >= 0 ? "[" + settings.host() + "]" : settings.host();
            String url = "jdbc:mysql://" + host + ":" + settings.port() + "/"
                    + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8).replace("+", "%20");
            return (JdbcConnection) new Driver().connect(url, properties(settings, millis, keyStore));
        } finally {
            deleteQuietly(keyStore);
        }
    }

    private static Properties properties(MySqlSettings settings, int millis, Path keyStore) {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        String password = settings.password().get();
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("connectTimeout", Integer.toString(millis));
        properties.setProperty("socketTimeout", Integer.toString(millis));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectionAttributes",
                settings.applicationName() == null ? "none" : "program_name:" + settings.applicationName());
        security(properties, settings, keyStore);
        meaning(properties);
        return properties;
    }

    private static void security(Properties properties, MySqlSettings settings, Path keyStore) {
        properties.setProperty("sslMode", settings.sslMode().driverWord);
        if (keyStore != null) {
            properties.setProperty("trustCertificateKeyStoreUrl", keyStore.toUri().toString());
            properties.setProperty("trustCertificateKeyStoreType", "PKCS12");
            properties.setProperty("trustCertificateKeyStorePassword", KEY_STORE_PASSWORD);
            properties.setProperty("fallbackToSystemTrustStore", "false");
        }
        if (!settings.sslMode().verifies()) {
            // Whoever answers would get the password itself.
            properties.setProperty("disabledAuthenticationPlugins", "mysql_clear_password,mysql_old_password");
        }
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(settings.isLoopback()));
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
    }

    /** The driver takes certificates only from a key store in a file; it holds no secret. */
    private static Path keyStore(Path certificates) {
        Path file = null;
        try (InputStream pem = Files.newInputStream(certificates)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("root-" + ++number, certificate);
            }
            file = Files.createTempFile("colonnade-", ".p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, KEY_STORE_PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException | GeneralSecurityException unreadable) {
            deleteQuietly(file);
            throw DatabaseException.of(ErrorKind.CONFIG_INVALID, "The file that ssl_root_cert names, " + certificates
                    + ", cannot be used (" + unreadable.getMessage() + "). Give a file of certificates in PEM form.").cause(unreadable)
                    .option("ssl_root_cert").build();
        }
    }

    private static void deleteQuietly(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException ignored) {
                // It holds nothing but certificates and lies in the folder for temporary files.
            }
        }
    }
}
