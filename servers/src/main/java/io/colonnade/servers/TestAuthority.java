// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** An authority for the time of a test: it and what it issues are valid for a day, and their keys lie in the test's folder only. */
public final class TestAuthority {

    private static final byte[] SIGNED_WITH = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int DNS_NAME = 2;

    private final Path folder;
    private final String name;
    private final KeyPair keys = newKeys();
    private int issued;

    /**
     * A certificate and its key, in PEM form.
     *
     * @param certificate the certificate's file
     * @param key the key's file, PKCS #8, readable by its owner only
     */
    public record Identity(Path certificate, Path key) {
    }

    /**
     * Makes an authority.
     *
     * @param folder where all files are written
     * @param name its name, and the beginning of its files' names
     */
    public TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        byte[] constraints = Der.sequence(Der.identifier(BASIC_CONSTRAINTS), Der.yes(), Der.octets(Der.sequence(Der.yes())));
        write(certificate(), "CERTIFICATE", certificate(name, keys.getPublic(), constraints));
    }

    /** The file of its own certificate: who trusts it trusts what it issues. */
    public Path certificate() {
        return folder.resolve(name + ".pem");
    }

    /**
     * Issues a certificate, with a new key.
     *
     * @param subject its common name
     * @param hosts the host names for which it is valid
     */
    public Identity issue(String subject, String... hosts) {
        KeyPair subjectKeys = newKeys();
        String file = name + "-" + ++issued;
        byte[][] names = Stream.of(hosts)
                .map(host -> Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII))).toArray(byte[][]::new);
        byte[][] extensions = hosts.length == 0 ? new byte[0][]
                : new byte[][] {Der.sequence(Der.identifier(ALTERNATIVE_NAMES), Der.octets(Der.sequence(names)))};
        Identity identity = new Identity(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
        write(identity.certificate(), "CERTIFICATE", certificate(subject, subjectKeys.getPublic(), extensions));
        write(identity.key(), "PRIVATE KEY", subjectKeys.getPrivate().getEncoded());
        return identity;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] certificate(String subject, PublicKey key, byte[]... extensions) {
        Instant now = Instant.now();
        byte[] version = Der.tagged(0, Der.integer(BigInteger.TWO));
        byte[] validity = Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(1))));
        byte[][] parts = {version, Der.integer(BigInteger.valueOf(System.nanoTime()).abs()), SIGNED_WITH, name(name), validity,
                name(subject), key.getEncoded()};
        if (extensions.length > 0) {
            parts = Arrays.copyOf(parts, parts.length + 1);
            parts[parts.length - 1] = Der.tagged(3, Der.sequence(extensions));
        }
        byte[] content = Der.sequence(parts);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content);
            return Der.sequence(content, SIGNED_WITH, Der.bits(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(commonName))));
    }

    private static void write(Path file, String type, byte[] content) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                    + "\n-----END " + type + "-----\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
