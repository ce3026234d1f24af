// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.colonnade.jdbc.LimitedSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Makes sockets for the driver whose answers pass {@link MySqlPackets}, within TLS too. */
abstract sealed class LimitedSocketFactory extends StandardSocketFactory permits BlockingSocketFactory, MySqlUnixSocketFactory {

    /** A socket that is not connected yet. */
    abstract Socket open(PropertySet properties);

    @Override
    protected final Socket createSocket(PropertySet properties) {
        return new LimitedSocket(open(properties), MySqlPackets.of(properties));
    }

    @Override
    @SuppressWarnings("unchecked")
    public final <T extends Closeable> T performTlsHandshake(SocketConnection connection, ServerSession session, Log log) throws IOException {
        LimitedSocket.beginTls(rawSocket);
        T secured = super.performTlsHandshake(connection, session, log);
        sslSocket = LimitedSocket.secured(rawSocket, (SSLSocket) secured);
        return (T) sslSocket;
    }
}
