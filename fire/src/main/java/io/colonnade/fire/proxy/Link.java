// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection of a client through the proxy, and the one to the server behind it. Thread-safe. */
public final class Link implements AutoCloseable {

    private final Socket client;
    private final Socket server;
    private final Pump toServer;
    private final Pump toClient;
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch pumping = new CountDownLatch(2);
    private Ending ending;

    Link(Socket client, Socket server) throws IOException {
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        toServer = new Pump(this, client, server);
        toClient = new Pump(this, server, client);
    }

    /** Begins to pass bytes on. */
    void start(String name) {
        toServer.start(name + "-to-server", pumping);
        toClient.start(name + "-to-client", pumping);
    }

    /** How many bytes the side that speaks in this direction has said, as far as they have reached the proxy. */
    public long received(Direction direction) {
        return pump(direction).received();
    }

    /** How many of them were passed on. */
    public long forwarded(Direction direction) {
        return pump(direction).forwarded();
    }

    /** The port from which the server sees the connection. */
    public int portAtServer() {
        return server.getLocalPort();
    }

    /** From now on the bytes of a direction pass in this shape. */
    public void shape(Direction direction, Shape shape) {
        pump(direction).shape(Objects.requireNonNull(shape, "shape"));
    }

    /** Cuts both directions once so many more bytes have passed in one of them; at once for 0. Only the last call counts. */
    public void cutAfter(Direction direction, long bytes, Ending how) {
        Objects.requireNonNull(how, "how");
        if (bytes < 0) {
            throw new IllegalArgumentException("cut after " + bytes + " bytes");
        }
        pump(direction == Direction.TO_SERVER ? Direction.TO_CLIENT : Direction.TO_SERVER).limit(Long.MAX_VALUE, how);
        pump(direction).limit(bytes, how);
    }

    /** Cuts it now. */
    public void cutNow(Ending how) {
        if (claim(how)) {
            carryOut(how);
        }
    }

    /** From now on nothing passes; false if that was so before. */
    synchronized boolean claim(Ending how) {
        boolean first = ending == null;
        ending = first ? how : ending;
        return first;
    }

    /** Tells both sides. */
    void carryOut(Ending how) {
        switch (how) {
            case FIN -> {
                finish(client);
                finish(server);
            }
            case RESET -> {
                reset(client);
                reset(server);
            }
            case SILENCE -> { }
        }
        cut.countDown();
    }

    /** Waits until it is cut; false if it was not in time. */
    public boolean awaitCut(Duration atMost) {
        return await(cut, atMost);
    }

    /** Waits until both sides have ended it, or {@link Ending#RESET} has; false if they did not in time. */
    public boolean awaitEnd(Duration atMost) {
        return await(pumping, atMost);
    }

    /** Whether it was cut. */
    public boolean isCut() {
        return cut.getCount() == 0;
    }

    synchronized boolean passes() {
        return ending == null;
    }

    private static boolean await(CountDownLatch latch, Duration atMost) {
        try {
            return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void finish(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException ended) {
            // It has ended by itself.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException ended) {
            // It has ended by itself.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ended) {
            // It is closed all the same.
        }
    }

    private Pump pump(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    @Override
    public void close() {
        close(client);
        close(server);
    }
}
