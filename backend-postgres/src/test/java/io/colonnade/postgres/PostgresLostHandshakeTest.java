// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** A connection that breaks while it is being opened may be opened in a moment, whatever was being said on it; a certificate stays what it is. */
class PostgresLostHandshakeTest {

    private static DatabaseException connecting(Throwable cause) {
        return PostgresErrors.connecting("db.example.org/notes").translate(new SQLException("SSL error: " + cause.getMessage(), "08006", cause), -1);
    }

    private static SSLException handshake(Throwable cause) {
        SSLException failure = new SSLHandshakeException("Remote host terminated the handshake");
        failure.initCause(cause);
        return failure;
    }

    @Test
    void aLinkThatIsLostDuringTlsIsNoFailureOfTls() {
        for (Throwable lost : List.of(handshake(new EOFException("SSL peer shut down incorrectly")),
                new SSLException("Connection reset", new SocketException("Connection reset")))) {
            DatabaseException told = connecting(lost);
            assertEquals(ErrorKind.DATABASE_UNREACHABLE, told.kind());
            assertTrue(told.retrySafe());
            assertFalse(told.getMessage().contains("ssl_"), told.getMessage());
        }
    }

    @Test
    void aCertificateThatIsRefusedIsOne() {
        DatabaseException told = connecting(handshake(new CertificateException("expired")));
        assertEquals(ErrorKind.TLS_FAILED, told.kind());
        assertFalse(told.retrySafe());
        assertEquals(ErrorKind.TLS_FAILED, connecting(new SSLHandshakeException("protocol_version")).kind());
    }
}
