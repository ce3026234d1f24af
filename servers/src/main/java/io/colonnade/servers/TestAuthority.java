// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
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
import java.util.List;
import java.util.stream.Stream;

/**
 * An authority for the time of a test: it is valid for a day, as is what it issues unless something else is asked for, and their keys lie in the
 * test's folder only.
 */
public final class TestAuthority {

    private static final byte[] SIGNED_WITH = Der.sequence(Der.identifier("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

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
     * To whom a certificate is made out, and for how long.
     *
     * @param subject its common name
     * @param hosts the host names for which it is valid
     * @param addresses the IP addresses for which it is valid
     * @param from when it begins to be valid
     * @param until when it ends
     */
    public record Request(String subject, List<String> hosts, List<InetAddress> addresses, Instant from, Instant until) {

        /** For a day, from an hour ago on. */
        public static Request of(String subject, String... hosts) {
            Instant now = Instant.now();
            return new Request(subject, List.of(hosts), List.of(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
        }

        /** The same for an address too. */
        public Request address(InetAddress address) {
            return new Request(subject, hosts, List.of(address), from, until);
        }

        /** The same for another time. */
        public Request valid(Instant otherFrom, Instant otherUntil) {
            return new Request(subject, hosts, addresses, otherFrom, otherUntil);
        }

        private byte[][] extensions() {
            Stream<byte[]> names = Stream.concat(hosts.stream().map(host -> Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII))),
                    addresses.stream().map(address -> Der.implicit(IP_ADDRESS, address.getAddress())));
            byte[] all = Der.sequence(names.toArray(byte[][]::new));
            return hosts.isEmpty() && addresses.isEmpty() ? new byte[0][]
                    : new byte[][] {Der.sequence(Der.identifier(ALTERNATIVE_NAMES), Der.octets(all))};
        }
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
        write(certificate(), "CERTIFICATE", certificate(Request.of(name), name, keys.getPublic(), keys, constraints));
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
        return issue(Request.of(subject, hosts));
    }

    /** Issues a certificate, with a new key. */
    public Identity issue(Request request) {
        KeyPair subjectKeys = newKeys();
        return written(certificate(request, name, subjectKeys.getPublic(), keys, request.extensions()), subjectKeys);
    }

    /** Writes a certificate for which nobody vouches, with a new key. */
    public Identity selfSigned(Request request) {
        KeyPair own = newKeys();
        return written(certificate(request, request.subject(), own.getPublic(), own, request.extensions()), own);
    }

    private Identity written(byte[] certificate, KeyPair subjectKeys) {
        String file = name + "-" + ++issued;
        Identity identity = new Identity(folder.resolve(file + ".pem"), folder.resolve(file + ".key"));
        write(identity.certificate(), "CERTIFICATE", certificate);
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

    private static byte[] certificate(Request request, String issuer, PublicKey key, KeyPair signer, byte[]... extensions) {
        byte[] version = Der.tagged(0, Der.integer(BigInteger.TWO));
        byte[] validity = Der.sequence(Der.time(request.from()), Der.time(request.until()));
        byte[][] parts = {version, Der.integer(BigInteger.valueOf(System.nanoTime()).abs()), SIGNED_WITH, name(issuer), validity,
                name(request.subject()), key.getEncoded()};
        if (extensions.length > 0) {
            parts = Arrays.copyOf(parts, parts.length + 1);
            parts[parts.length - 1] = Der.tagged(3, Der.sequence(extensions));
        }
        byte[] content = Der.sequence(parts);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer.getPrivate());
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
