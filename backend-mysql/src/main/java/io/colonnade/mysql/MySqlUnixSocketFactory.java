// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.jdbc.UnixSocket;
import java.net.Socket;
import java.net.SocketException;

/** Unix sockets for the driver, which makes a factory for each connection by its name, and connects them to an address that they ignore. */
public final class MySqlUnixSocketFactory extends LimitedSocketFactory {

    /** For the driver. */
    public MySqlUnixSocketFactory() {
    }

    @Override
    Socket open() throws SocketException {
        return new UnixSocket(settings().server().socket());
    }
}
