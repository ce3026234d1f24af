// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.jdbc.DriverClasses;
import io.colonnade.jdbc.LimitedSocket;
import io.colonnade.jdbc.SocketWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.Properties;
import javax.net.SocketFactory;
import org.postgresql.PGProperty;

/**
 * Makes the sockets of the driver, which loads it by its name; public for that alone. A plain {@link Socket} that was connected with a
 * time-out never blocks in the kernel again: each answer that is waited for then costs two system calls more. That of a channel does, an
 * interrupt of the thread that waits closes it, and it can be watched. What arrives on it passes {@link PostgresMessages}.
 */
public final class BlockingSocketFactory extends SocketFactory {

    private final Properties properties;

    /**
     * For the driver.
     *
     * @param properties those of {@link PostgresSettings#properties}
     */
    public BlockingSocketFactory(Properties properties) {
        this.properties = properties;
    }

    /** Tells the driver to use it, if the driver can see it; plain sockets are slower, and nothing bounds what a server sends on them. */
    static void use(Properties properties) {
        if (DriverClasses.sees(PGProperty.class, BlockingSocketFactory.class)) {
            PGProperty.SOCKET_FACTORY.set(properties, BlockingSocketFactory.class.getName());
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        SocketChannel channel = SocketChannel.open();
        SocketWatch.created(channel);
        return new LimitedSocket(channel.socket(), PostgresMessages.Maker.make(properties));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket(InetAddress.getByName(host), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(InetAddress.getByName(host), port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }
}
