// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.LimitedSocket;
import io.colonnade.jdbc.UnixSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.SocketFactory;

/** Unix sockets for the driver, which makes a factory by its name; it connects them by itself, to an address that they ignore. */
public final class PostgresUnixSocketFactory extends SocketFactory {

    /** Under this key the driver's properties hold the socket's file. */
    static final String PATH = PostgresUnixSocketFactory.class.getName() + ".path";

    private final Properties properties;

    /**
     * For the driver.
     *
     * @param properties those of {@link PostgresSettings#properties}
     */
    public PostgresUnixSocketFactory(Properties properties) {
        this.properties = properties;
    }

    @Override
    public Socket createSocket() throws SocketException {
        return new LimitedSocket(new UnixSocket((Path) properties.get(PATH)), PostgresMessages.Maker.make(properties));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(null);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket((String) null, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) throws IOException {
        return createSocket((String) null, port);
    }
}
