// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS as the options have it, and no file that they do not name; the same on all backends. Names are checked as for HTTPS: a host name against
 * the DNS names of the certificate, or its common name if it has none; an address against its IP addresses only. Any thread.
 *
 * @since 0.1
 */
public final class TlsSockets {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings settings;
    private final SSLSocketFactory factory;

    private TlsSockets(TlsSettings settings, SSLSocketFactory factory) {
        this.settings = settings;
        this.factory = factory;
    }

    /**
     * Reads the files that the options name.
     *
     * @throws io.colonnade.error.ConfigurationException if one holds something else than it should
     * @throws io.colonnade.error.ConnectionException if this JVM cannot do TLS
     */
    public static TlsSockets of(TlsSettings settings) {
        try {
            char[] password = new char[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings.identity(password), password), trust(settings), null);
            return new TlsSockets(settings, context.getSocketFactory());
        } catch (GeneralSecurityException failure) {
            throw DatabaseException.of(ErrorKind.TLS_FAILED, "This JVM cannot prepare TLS (" + failure.getMessage()
                    + "). Check its security settings.").cause(failure).build();
        }
    }

    /**
     * TLS on a socket that is connected, before its handshake.
     *
     * @param socket one of {@link LimitedSocket}, whose limit then holds within TLS as well, or another
     * @param host the name of the server, as the URL has it
     * @throws IOException if TLS cannot begin on that socket
     */
    public SSLSocket secure(Socket socket, String host, int port) throws IOException {
        LimitedSocket.beginTls(socket);
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (settings.mode() == TlsSettings.Mode.VERIFY_FULL) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        secured.setSSLParameters(parameters);
        return LimitedSocket.secured(socket, secured);
    }

    private static KeyManager[] keys(KeyStore identity, char[] password) throws GeneralSecurityException {
        if (identity == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(TlsSettings settings) throws GeneralSecurityException {
        if (!settings.mode().verifies()) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(settings.trusted());
        return factory.getTrustManagers();
    }

    /** For {@code prefer} and {@code require}, which keep eavesdroppers out and nobody else. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
