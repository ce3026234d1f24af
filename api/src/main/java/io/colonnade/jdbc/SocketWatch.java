// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.sql.SQLException;

/**
 * Tells of the socket of an idle connection whether its other side has closed it, or has said something that nobody asked for. The operating
 * system knows, and neither drivers nor {@link java.net.Socket} tell: without this, only the first statement finds out, when it has been
 * sent and nobody can say what became of it.
 *
 * <p>Used by one thread at a time, while none reads from the socket or writes to it. It knows sockets of channels only; without one it says
 * nothing.
 *
 * @since 0.1
 */
public final class SocketWatch implements AutoCloseable {

    private static final ThreadLocal<SocketWatch> OPENING = new ThreadLocal<>();

    private SocketChannel channel;
    private MessageLimit limit;
    private Selector selector;

    /** Without a socket yet. */
    public SocketWatch() {
    }

    /**
     * Has a driver open a connection, on this thread.
     *
     * @param <T> the driver's connection
     */
    @FunctionalInterface
    public interface Opening<T> {

        /** Opens it. */
        T open() throws SQLException;
    }

    /** Opens a connection, and watches the last socket that was made for it: a driver may have needed several. */
    public <T> T watch(Opening<T> opening) throws SQLException {
        OPENING.set(this);
        try {
            return opening.open();
        } finally {
            OPENING.remove();
        }
    }

    /** A socket was made; for the factories that drivers ask for sockets. Does nothing on a thread that opens no connection. */
    public static void created(SocketChannel made) {
        SocketWatch watch = OPENING.get();
        if (watch != null) {
            watch.channel = made;
        }
    }

    /** What arrives on a socket that was made passes a limit. */
    static void limited(MessageLimit limit) {
        SocketWatch watch = OPENING.get();
        if (watch != null) {
            watch.limit = limit;
        }
    }

    /** The connection is open: see {@link MessageLimit#opened}. */
    public void opened() {
        if (limit != null) {
            limit.opened();
        }
    }

    /**
     * Whether there is something to be read: the end, or words. Only while the connection is idle is that out of the ordinary. Takes a few
     * system calls, waits for nothing and reads nothing.
     */
    public boolean isReadable() {
        if (channel == null) {
            return false;
        }
        try {
            if (selector == null) {
                selector = Selector.open();
            }
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            try {
                return selector.selectNow() > 0;
            } finally {
                key.cancel();
                selector.selectNow();
                channel.configureBlocking(true);
            }
        } catch (IOException | RuntimeException closed) {
            return true;
        }
    }

    @Override
    public void close() {
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException ignored) {
                // Nothing depends on it any more.
            }
        }
    }
}
