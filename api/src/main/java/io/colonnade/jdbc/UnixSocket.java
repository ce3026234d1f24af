// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A Unix socket for drivers that know {@link Socket} only. Whatever address it is told to connect to, it connects to its file.
 *
 * <p>One thread reads, writes and sets time-outs; any other may close it, which ends a read with a {@link SocketException}. An
 * interrupt of a thread that reads or writes closes it too.
 *
 * @since 0.1
 */
public final class UnixSocket extends Socket {

    private final Path path;
    private final SocketChannel channel;
    private volatile Selector waiting;
    private int soTimeout;

    /**
     * A socket that is not connected yet.
     *
     * @param path the socket's file
     * @throws SocketException if the operating system has no such sockets
     */
    public UnixSocket(Path path) throws SocketException {
        this.path = path;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            SocketWatch.created(channel);
        } catch (IOException | UnsupportedOperationException failure) {
            throw (SocketException) new SocketException("There are no Unix sockets here (" + failure.getMessage() + ")").initCause(failure);
        }
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int timeoutMillis) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException failure) {
            throw (SocketException) new SocketException(path + ": " + failure.getMessage()).initCause(failure);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return length == 0 ? 0 : receive(ByteBuffer.wrap(target, offset, length));
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                send(ByteBuffer.wrap(source, offset, length));
            }
        };
    }

    private void send(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedChannelException closed) {
            throw closed(closed);
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        try {
            return soTimeout == 0 ? channel.read(target) : receiveWithin(target);
        } catch (ClosedChannelException closed) {
            throw closed(closed);
        }
    }

    /** A channel has no time-outs, a selector has. They are set while a connection is opened or validated, so the price does not matter. */
    private int receiveWithin(ByteBuffer target) throws IOException {
        channel.configureBlocking(false);
        try {
            int received = channel.read(target);
            if (received != 0) {
                return received;
            }
            long end = System.nanoTime() + soTimeout * 1_000_000L;
            try (Selector selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_READ);
                waiting = selector;
                while (received == 0) {
                    long left = (end - System.nanoTime() + 999_999) / 1_000_000;
                    if (left <= 0) {
                        throw new SocketTimeoutException("Read timed out");
                    }
                    if (!channel.isOpen()) {
                        throw new ClosedChannelException();
                    }
                    selector.select(left);
                    received = channel.read(target);
                }
            }
            return received;
        } finally {
            waiting = null;
            if (channel.isOpen()) {
                channel.configureBlocking(true);
            }
        }
    }

    private static SocketException closed(ClosedChannelException cause) {
        return (SocketException) new SocketException("Socket closed").initCause(cause);
    }

    @Override
    public void setSoTimeout(int millis) {
        soTimeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return soTimeout;
    }

    /** Of this machine, for want of a better one. */
    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean isBound() {
        return isConnected();
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected() || !channel.isOpen();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Selector selector = waiting;
        if (selector != null) {
            selector.wakeup();
        }
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    /** Nothing to be set: it is an option of TCP. */
    @Override
    public void setTcpNoDelay(boolean on) {
    }

    /** Nothing to be set: the operating system tells at once that the other side is gone. */
    @Override
    public void setKeepAlive(boolean on) {
    }

    /** Nothing to be set: it is an option of IP. */
    @Override
    public void setTrafficClass(int trafficClass) {
    }

    /** The socket's file. */
    @Override
    public String toString() {
        return path.toString();
    }
}
