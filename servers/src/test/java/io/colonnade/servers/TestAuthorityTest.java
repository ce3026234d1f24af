// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK reads what the authority writes. */
class TestAuthorityTest {

    @TempDir
    private Path folder;

    @Test
    void issuesCertificatesThatItHasSigned() throws Exception {
        TestAuthority authority = new TestAuthority(folder, "authority");
        TestAuthority.Identity server = authority.issue("server", "localhost", "db.example.org");
        X509Certificate root = read(authority.certificate());
        X509Certificate certificate = read(server.certificate());
        root.verify(root.getPublicKey());
        certificate.verify(root.getPublicKey());
        certificate.checkValidity();
        assertEquals("CN=server", certificate.getSubjectX500Principal().getName());
        assertEquals("CN=authority", certificate.getIssuerX500Principal().getName());
        assertEquals(Set.of(List.of(2, "localhost"), List.of(2, "db.example.org")), Set.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(Integer.MAX_VALUE, root.getBasicConstraints());
        assertEquals(-1, certificate.getBasicConstraints());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(server.key())));
        X509Certificate other = read(new TestAuthority(folder, "other").certificate());
        assertThrows(SignatureException.class, () -> certificate.verify(other.getPublicKey()));
    }

    private static X509Certificate read(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
