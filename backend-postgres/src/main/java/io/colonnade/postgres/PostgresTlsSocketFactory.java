// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.TlsSettings;
import io.colonnade.jdbc.TlsSockets;
import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import org.postgresql.ssl.WrappedFactory;

/** TLS as {@link TlsSockets} does it. The driver makes one for each connection, by its name. */
public final class PostgresTlsSocketFactory extends WrappedFactory {

    /** Under this key the driver's properties hold the {@link TlsSockets}. */
    private static final String SOCKETS = PostgresTlsSocketFactory.class.getName() + ".sockets";

    private final TlsSockets sockets;

    /**
     * For the driver.
     *
     * @param properties those of {@link PostgresSettings#properties}
     */
    public PostgresTlsSocketFactory(Properties properties) {
        sockets = (TlsSockets) properties.get(SOCKETS);
    }

    /** The driver checks the name as well, but later, and says in words only what was wrong. */
    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return sockets.secure(socket, host, port);
    }

    /**
     * Has the driver use this class.
     *
     * @throws io.colonnade.error.ConfigurationException if a file of the options holds something else than it should
     */
    static void use(Properties properties, TlsSettings tls) {
        properties.put(SOCKETS, TlsSockets.of(tls));
    }
}
