// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.LimitedSocket;
import io.colonnade.jdbc.TlsSettings;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/** TLS as the options have it, and no file that they do not name. The driver makes one for each connection, by its name. */
public final class PostgresTlsSocketFactory extends WrappedFactory {

    /** Under this key the driver's properties hold the {@link SSLContext}. */
    private static final String CONTEXT = PostgresTlsSocketFactory.class.getName() + ".context";

    private final boolean checksHost;

    /**
     * For the driver.
     *
     * @param properties those of {@link PostgresSettings#properties}
     */
    public PostgresTlsSocketFactory(Properties properties) {
        factory = ((SSLContext) properties.get(CONTEXT)).getSocketFactory();
        checksHost = TlsSettings.Mode.VERIFY_FULL.word().equals(PGProperty.SSL_MODE.getOrDefault(properties));
    }

    /** The driver checks the name as well, but later, and says in words only what was wrong. */
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        LimitedSocket.beginTls(socket);
        SSLSocket secured = (SSLSocket) super.createSocket(socket, host, port, autoClose);
        if (checksHost) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        return LimitedSocket.secured(socket, secured);
    }

    /**
     * Has the driver use this class.
     *
     * @throws io.colonnade.error.ConfigurationException if a file of the options holds something else than it should
     */
    static void use(Properties properties, TlsSettings tls) {
        try {
            char[] password = new char[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(tls.identity(password), password), trust(tls), null);
            properties.put(CONTEXT, context);
        } catch (GeneralSecurityException failure) {
            throw DatabaseException.of(ErrorKind.TLS_FAILED, "This JVM cannot prepare TLS (" + failure.getMessage()
                    + "). Check its security settings.").cause(failure).build();
        }
    }

    private static KeyManager[] keys(KeyStore identity, char[] password) throws GeneralSecurityException {
        if (identity == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(TlsSettings tls) throws GeneralSecurityException {
        if (!tls.mode().verifies()) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(tls.trusted());
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
