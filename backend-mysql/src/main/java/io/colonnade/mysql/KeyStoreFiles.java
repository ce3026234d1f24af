// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.TlsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/**
 * Certificates and keys for the driver, which takes them from key stores in files only. The files live while it connects, can be read by
 * this user alone, and are encrypted with a password that nobody but this object knows: one that outlives a killed JVM is of no use.
 */
final class KeyStoreFiles implements AutoCloseable {

    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String password;
    private final List<Path> files = new ArrayList<>();

    KeyStoreFiles() {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        password = Base64.getEncoder().encodeToString(random);
    }

    /**
     * Writes what the settings name, and tells the driver where it is.
     *
     * @throws io.colonnade.error.ConfigurationException if a file that they name holds something else than it should
     */
    void use(TlsSettings tls, Properties properties) {
        use("trust", tls.trusted(), properties);
        use("client", tls.identity(password.toCharArray()), properties);
        // What it would take in their place from the system properties of the JVM.
        properties.setProperty("fallbackToSystemTrustStore", Boolean.toString(tls.rootCert() == null));
        properties.setProperty("fallbackToSystemKeyStore", "false");
    }

    private void use(String what, KeyStore store, Properties properties) {
        if (store == null) {
            return;
        }
        try {
            Path file = Files.createTempFile("colonnade-", ".p12");
            files.add(file);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
            properties.setProperty(what + "CertificateKeyStoreUrl", file.toUri().toString());
            properties.setProperty(what + "CertificateKeyStoreType", "PKCS12");
            properties.setProperty(what + "CertificateKeyStorePassword", password);
        } catch (IOException | GeneralSecurityException failure) {
            throw DatabaseException.of(ErrorKind.TLS_FAILED, "The certificates cannot be handed to the driver (" + failure.getMessage()
                    + "). Check that the folder for temporary files, java.io.tmpdir, can be written to.").cause(failure).build();
        }
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException ignored) {
                // It is encrypted, and its password is forgotten now.
            }
        }
    }
}
