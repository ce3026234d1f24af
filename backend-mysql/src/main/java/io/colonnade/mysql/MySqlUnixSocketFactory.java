// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.conf.PropertySet;
import io.colonnade.jdbc.UnixSocket;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;

/** Unix sockets for the driver, which makes a factory for each connection by its name, and connects them to an address that they ignore. */
public final class MySqlUnixSocketFactory extends LimitedSocketFactory {

    /** The property of the connection that holds the socket's file. */
    static final String PATH = "io.colonnade.socket";

    /** For the driver. */
    public MySqlUnixSocketFactory() {
    }

    @Override
    Socket open(PropertySet properties) {
        try {
            return new UnixSocket(Path.of(properties.getStringProperty(PATH).getValue()));
        } catch (SocketException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
