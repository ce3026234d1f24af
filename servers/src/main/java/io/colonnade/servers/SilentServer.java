// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A server that never says a word: it accepts connections and leaves it at that, or it does not even answer those who knock. */
public final class SilentServer implements AutoCloseable {

    /** More than the operating system keeps in the queue of those who wait to be accepted. */
    private static final int FULL = 16;
    private static final int PATIENCE_MILLIS = 30_000;

    private final ServerSocket server;
    private final List<SocketChannel> queue = new ArrayList<>();

    private SilentServer(ServerSocket server) {
        this.server = server;
    }

    /** One that accepts. */
    public static SilentServer accepting() throws IOException {
        return new SilentServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    /** One whose machine answers nothing, as if it were gone: its queue is full. */
    public static SilentServer blackHole() throws IOException {
        SilentServer silent = new SilentServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < FULL; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(silent.server.getLocalSocketAddress());
            silent.queue.add(channel);
        }
        return silent;
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** Returns once all clients that have come up to now have closed their sockets. */
    public void awaitLeft() throws IOException {
        for (Socket client = next(); client != null; client = next()) {
            try (Socket left = client) {
                left.setSoTimeout(PATIENCE_MILLIS);
                left.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketException reset) {
                // That is a way to leave too.
            }
        }
    }

    private Socket next() throws IOException {
        server.setSoTimeout(1);
        try {
            return server.accept();
        } catch (SocketTimeoutException nobody) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : queue) {
            channel.close();
        }
    }
}
