// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The settings, checked. What is not among them cannot be set: the driver's own properties include ways to read files and to load classes.
 *
 * @param host a name or an address, without brackets
 * @param port the port
 * @param user the user; empty for none
 * @param password gives the password; gives null where there is none
 * @param database the database; empty for none
 * @param sslMode whether and how TLS is used
 * @param sslRootCertificate a file of certificates in PEM form that are trusted in place of the JDK's; null for those
 * @param applicationName how the server shows this client; null to leave it out
 * @param fullReset whether a connection that is given back is always reset, not only after statements that may have changed the session
 */
record MySqlSettings(String host, int port, String user, Supplier<String> password, String database, SslMode sslMode,
                     Path sslRootCertificate, String applicationName, boolean fullReset) {

    /** Whether and how TLS is used. */
    enum SslMode {
        DISABLE("DISABLED"), PREFER("PREFERRED"), REQUIRE("REQUIRED"), VERIFY_CA("VERIFY_CA"), VERIFY_FULL("VERIFY_IDENTITY");

        /** How the driver calls it. */
        final String driverWord;

        SslMode(String driverWord) {
            this.driverWord = driverWord;
        }

        /** Whether the server has proven who it is. */
        boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final Set<String> OPTIONS = Set.of("ssl_mode", "ssl_root_cert", "application_name", "session_reset");

    private static final int DEFAULT_PORT = 3306;
    /** Nothing that could end the host within the driver's URL. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?");
    private static final Pattern APPLICATION_NAME = Pattern.compile("[^,:\\p{Cntrl}]{1,128}");

    static MySqlSettings of(ConnectionSettings settings) {
        String host = settings.host() == null || settings.host().isEmpty() ? "127.0.0.1" : settings.host().replaceAll("^\\[|]$", "");
        if (!HOST.matcher(host).matches()) {
            throw invalid(null, "The host \"" + host + "\" is not accepted. Give one name or one address.");
        }
        String certificate = settings.option("ssl_root_cert").orElse(null);
        SslMode mode = sslMode(settings.option("ssl_mode").orElse(null), host);
        if (certificate != null && !Files.isReadable(Path.of(certificate))) {
            throw invalid("ssl_root_cert", "The option ssl_root_cert is \"" + certificate
                    + "\", which is no file that can be read. Give the path of a file of certificates in PEM form.");
        }
        if (certificate != null && !mode.verifies()) {
            throw invalid("ssl_root_cert", "The option ssl_root_cert has no effect with ssl_mode=" + mode.word()
                    + ". Use verify-full, or verify-ca, or leave it out.");
        }
        String application = settings.option("application_name").orElse(null);
        if (application != null && !APPLICATION_NAME.matcher(application).matches()) {
            throw invalid("application_name", "The option application_name is not accepted: give at most 128 characters, none of them a comma,"
                    + " a colon or a control character.");
        }
        return new MySqlSettings(host, settings.port() < 0 ? DEFAULT_PORT : settings.port(), settings.user() == null ? "" : settings.user(),
                settings.password(), settings.database(), mode, certificate == null ? null : Path.of(certificate), application,
                fullReset(settings.option("session_reset").orElse("changed")));
    }

    private static SslMode sslMode(String given, String host) {
        if (given == null) {
            return isLoopback(host) ? SslMode.PREFER : SslMode.VERIFY_FULL;
        }
        for (SslMode mode : SslMode.values()) {
            if (mode.word().equals(given.toLowerCase(Locale.ROOT))) {
                return mode;
            }
        }
        throw invalid("ssl_mode", "The option ssl_mode is \"" + given + "\"; accepted are disable, prefer, require, verify-ca, verify-full.");
    }

    private static boolean fullReset(String given) {
        if (!given.equals("changed") && !given.equals("full")) {
            throw invalid("session_reset", "The option session_reset is \"" + given + "\"; accepted are changed and full.");
        }
        return given.equals("full");
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("::1") || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static DatabaseException invalid(String option, String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(option).build();
    }

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
