// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether and how TLS is used: the options {@code ssl_mode}, {@code ssl_root_cert}, {@code ssl_cert} and {@code ssl_key}, which have one
 * meaning on all backends. Files are read anew for each connection, so that a certificate may be replaced.
 *
 * @param mode what is asked of the server
 * @param rootCert the file of certificates that are trusted; null for those that the JVM trusts
 * @param cert the file of the certificate that is shown to the server; null for none
 * @param key the file of its key; null where there is no certificate
 * @since 0.1
 */
public record TlsSettings(Mode mode, Path rootCert, Path cert, Path key) {

    /** The URL options that are read here. */
    public static final Set<String> OPTIONS = Set.of("ssl_mode", "ssl_root_cert", "ssl_cert", "ssl_key");

    /** What is asked of a server. */
    public enum Mode {
        /** No TLS. */
        DISABLE,
        /** TLS if the server has it. */
        PREFER,
        /** TLS, whoever the server is. */
        REQUIRE,
        /** TLS, and a certificate that is trusted. */
        VERIFY_CA,
        /** TLS, and a certificate that is trusted and made out to the host in the URL. */
        VERIFY_FULL;

        /** The mode as it stands in a URL: {@code verify-full}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the server has proven who it is. */
        public boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }
    }

    /**
     * Reads the options. A server elsewhere is verified, unless the URL says otherwise; one on this machine is not.
     *
     * @throws io.colonnade.error.ConfigurationException naming the option, its value and what is accepted
     */
    public static TlsSettings of(ConnectionSettings settings, ServerAddress server) {
        Mode mode = mode(settings, server);
        Path rootCert = file(settings, "ssl_root_cert", "certificates");
        if (rootCert != null && !mode.verifies()) {
            throw invalid("ssl_root_cert", "The option ssl_root_cert is \"" + rootCert + "\", but with ssl_mode=" + mode.word()
                    + " no certificate is verified. Accepted with it are ssl_mode=verify-full and ssl_mode=verify-ca.");
        }
        Path cert = file(settings, "ssl_cert", "certificates");
        Path key = file(settings, "ssl_key", "one private key");
        if ((cert == null) != (key == null)) {
            String given = cert == null ? "ssl_key" : "ssl_cert";
            throw invalid(given, "The option " + given + " is \"" + (cert == null ? key : cert)
                    + "\", but a certificate and its key are accepted together only: give both ssl_cert and ssl_key.");
        }
        if (cert != null && mode == Mode.DISABLE) {
            throw invalid("ssl_cert", "The option ssl_cert is \"" + cert + "\", but with ssl_mode=disable it is shown to nobody."
                    + " Accepted with it are the other values of ssl_mode.");
        }
        return new TlsSettings(mode, rootCert, cert, key);
    }

    private static Mode mode(ConnectionSettings settings, ServerAddress server) {
        String given = settings.option("ssl_mode").orElse(null);
        if (given == null) {
            return server.isLocal() ? Mode.PREFER : Mode.VERIFY_FULL;
        }
        return Arrays.stream(Mode.values()).filter(each -> each.word().equals(given.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> invalid("ssl_mode", "The option ssl_mode is \"" + given + "\"; accepted are "
                        + Arrays.stream(Mode.values()).map(Mode::word).collect(Collectors.joining(", ")) + "."));
    }

    private static Path file(ConnectionSettings settings, String option, String content) {
        String given = settings.option(option).orElse(null);
        if (given == null) {
            return null;
        }
        try {
            Path file = Path.of(given);
            if (Files.isReadable(file) && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException refusedBelow) {
            // It is no path at all.
        }
        throw invalid(option, "The option " + option + " is \"" + given + "\", which is no file that can be read; accepted is a file of "
                + content + " in PEM form.");
    }

    private static DatabaseException invalid(String option, String message) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, message).option(option).build();
    }

    /**
     * What {@code ssl_root_cert} holds, in a store without a password; null where the option is not given.
     *
     * @throws io.colonnade.error.ConfigurationException if the file holds something else
     */
    public KeyStore trusted() {
        return rootCert == null ? null : PemFiles.trusted(rootCert);
    }

    /**
     * What {@code ssl_cert} and {@code ssl_key} hold; null where they are not given.
     *
     * @param password protects the key in the store
     * @throws io.colonnade.error.ConfigurationException if the files hold something else, or if the key is not that of the certificate
     */
    public KeyStore identity(char[] password) {
        return cert == null ? null : PemFiles.identity(cert, key, password);
    }
}
