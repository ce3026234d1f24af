// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketConnection;
import com.mysql.cj.protocol.StandardSocketFactory;
import io.colonnade.jdbc.LimitedSocket;
import io.colonnade.jdbc.TlsSettings;
import io.colonnade.jdbc.TlsSockets;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.sql.SQLException;
import javax.net.ssl.SSLSocket;

/**
 * Makes sockets for the driver whose answers pass {@link MySqlPackets}, and does TLS on them as {@link TlsSockets} has it. The driver itself
 * refuses certificates that have expired where none is to be checked, and takes an address for a host name where one is.
 *
 * <p>The driver makes a factory by its name, on the thread that connects.
 */
abstract sealed class LimitedSocketFactory extends StandardSocketFactory permits BlockingSocketFactory, MySqlUnixSocketFactory {

    private static final ThreadLocal<Plan> CONNECTING = new ThreadLocal<>();

    private final MySqlSettings settings = CONNECTING.get().settings;
    private final TlsSockets tls = CONNECTING.get().tls;

    /** What a connection is made with; no {@code tls} where there is to be none. */
    private record Plan(MySqlSettings settings, TlsSockets tls) {
    }

    /** Connects by the driver. */
    interface Connecting<T> {
        T connect() throws SQLException;
    }

    /**
     * Has the factories that the driver makes meanwhile follow the settings.
     *
     * @throws io.colonnade.error.ConfigurationException if a file that they name holds something else than it should
     */
    static <T> T with(MySqlSettings settings, Connecting<T> connecting) throws SQLException {
        CONNECTING.set(new Plan(settings, settings.tls().mode() == TlsSettings.Mode.DISABLE ? null : TlsSockets.of(settings.tls())));
        try {
            return connecting.connect();
        } finally {
            CONNECTING.remove();
        }
    }

    MySqlSettings settings() {
        return settings;
    }

    /** A socket that is not connected yet. */
    abstract Socket open() throws IOException;

    @Override
    protected final Socket createSocket(PropertySet properties) {
        try {
            return new LimitedSocket(open(), new MySqlPackets(settings.server().toString(), settings.maxMessageSize()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public final <T extends Closeable> T performTlsHandshake(SocketConnection connection, ServerSession session, Log log) throws IOException {
        SSLSocket secured = tls.secure(rawSocket, settings.server().host(), settings.server().port());
        secured.startHandshake();
        sslSocket = secured;
        return (T) secured;
    }
}
