// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.ServerAddress;
import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** A connection that breaks while it is being opened may be opened in a moment, whatever was being said on it; a certificate stays what it is. */
class MySqlLostHandshakeTest {

    private static DatabaseException connecting(String state, Throwable cause) {
        return new MySqlErrors(new ServerAddress("db.example.org", 3306, null))
                .translate(new SQLException("Communications link failure", state, 0, cause), -1);
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
            DatabaseException told = connecting("08S01", lost);
            assertEquals(ErrorKind.DATABASE_UNREACHABLE, told.kind());
            assertTrue(told.retrySafe());
            assertFalse(told.getMessage().contains("ssl_"), told.getMessage());
        }
    }

    @Test
    void aCertificateThatIsRefusedIsOne() {
        DatabaseException told = connecting("08S01", handshake(new CertificateException("expired")));
        assertEquals(ErrorKind.TLS_FAILED, told.kind());
        assertFalse(told.retrySafe());
        assertEquals(ErrorKind.TLS_FAILED, connecting("08S01", new SSLHandshakeException("protocol_version")).kind());
    }

    @Test
    void aLinkThatIsLostInTheMiddleOfAnAnswerMayComeBack() {
        DatabaseException told = connecting("S1000", new EOFException("Can not read response from server"));
        assertEquals(ErrorKind.DATABASE_UNREACHABLE, told.kind());
        assertTrue(told.retrySafe());
    }
}
