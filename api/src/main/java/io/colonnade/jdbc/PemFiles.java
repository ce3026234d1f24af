// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM form. Errors never show what a file of keys holds. */
final class PemFiles {

    private static final Pattern KEY = Pattern.compile("-----BEGIN ((?:\\w+ )?PRIVATE KEY)-----([^-]*)-----END \\1-----");
    private static final String PKCS_8 = "PRIVATE KEY";
    private static final byte[] SAMPLE = "which of them belong together".getBytes(StandardCharsets.US_ASCII);

    private PemFiles() {
    }

    static KeyStore trusted(Path file) {
        try {
            KeyStore store = empty();
            int number = 0;
            for (Certificate certificate : certificates(file, "ssl_root_cert")) {
                store.setCertificateEntry("root-" + ++number, certificate);
            }
            return store;
        } catch (IOException | GeneralSecurityException failure) {
            throw unusable("ssl_root_cert", file, failure);
        }
    }

    static KeyStore identity(Path certFile, Path keyFile, char[] password) {
        Certificate[] chain = certificates(certFile, "ssl_cert").toArray(new Certificate[0]);
        PrivateKey key = key(keyFile, chain[0].getPublicKey());
        try {
            KeyStore store = empty();
            store.setKeyEntry("client", key, password, chain);
            return store;
        } catch (IOException | GeneralSecurityException failure) {
            throw unusable("ssl_cert", certFile, failure);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file, String option) {
        Collection<? extends Certificate> certificates;
        try (InputStream pem = Files.newInputStream(file)) {
            certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        } catch (IOException | GeneralSecurityException failure) {
            throw unusable(option, file, failure);
        }
        if (certificates.isEmpty()) {
            throw invalid(option, file, "holds no certificate; accepted is a file of certificates in PEM form", null);
        }
        return certificates;
    }

    /** The certificate knows of which kind its key is. */
    private static PrivateKey key(Path file, PublicKey certified) {
        String wanted = "accepted is one private key in PEM form, PKCS #8 without a password (BEGIN PRIVATE KEY)";
        byte[] pem = null;
        byte[] der = null;
        try {
            pem = Files.readAllBytes(file);
            Matcher matcher = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
            if (!matcher.find()) {
                throw invalid("ssl_key", file, "holds no private key; " + wanted, null);
            }
            if (!matcher.group(1).equals(PKCS_8)) {
                throw invalid("ssl_key", file, "holds an " + matcher.group(1) + "; " + wanted, null);
            }
            der = Base64.getMimeDecoder().decode(matcher.group(2));
            PrivateKey key = KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
            if (!belongTogether(key, certified)) {
                throw invalid("ssl_key", file, "holds another key than that of the certificate in ssl_cert", null);
            }
            return key;
        } catch (IOException failure) {
            throw unusable("ssl_key", file, failure);
        } catch (GeneralSecurityException | IllegalArgumentException failure) {
            // The cause may quote the file.
            throw invalid("ssl_key", file, "holds no key that can be read, or none for the certificate in ssl_cert; " + wanted, null);
        } finally {
            wipe(pem);
            wipe(der);
        }
    }

    private static void wipe(byte[] secret) {
        if (secret != null) {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(SAMPLE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static DatabaseException unusable(String option, Path file, Exception failure) {
        return invalid(option, file, "cannot be used (" + failure.getMessage() + "); accepted is a file in PEM form", failure);
    }

    private static DatabaseException invalid(String option, Path file, String what, Exception cause) {
        return DatabaseException.of(ErrorKind.CONFIG_INVALID, "The option " + option + " is \"" + file + "\", which " + what + ".")
                .option(option).cause(cause).build();
    }
}
