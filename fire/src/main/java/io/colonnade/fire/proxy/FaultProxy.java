// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A server on a loopback port that passes all that it hears on to another one, and back, until it is told to do worse: see {@link Link}. What
 * it does depends on bytes that it has counted, and on nothing else unless a time is asked for. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 200;

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile Consumer<Link> plan = link -> { };

    private FaultProxy(ServerSocket listening, InetSocketAddress server) {
        this.listening = listening;
        this.server = server;
    }

    /** Starts one for a server, which need not run yet. */
    public static FaultProxy start(String host, int port) {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), new InetSocketAddress(host, port));
            Thread thread = new Thread(proxy::accept, "fault-proxy-" + proxy.port());
            thread.setDaemon(true);
            thread.start();
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port on the loopback address. */
    public int port() {
        return listening.getLocalPort();
    }

    /** What is done to each connection that is made from now on, before its first byte passes. */
    public void plan(Consumer<Link> next) {
        plan = Objects.requireNonNull(next, "next");
    }

    /** The connections that have been made and not been forgotten, the newest last. */
    public List<Link> links() {
        return List.copyOf(links);
    }

    /** The connection that was made last. */
    public Link newest() {
        List<Link> all = links();
        return all.get(all.size() - 1);
    }

    /** Ends a connection, and lists it no longer. */
    public void forget(Link link) {
        link.close();
        links.remove(link);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                open(listening.accept());
            } catch (IOException ended) {
                // A client that has left already, or the proxy is being closed.
            }
        }
    }

    private void open(Socket client) {
        Socket behind = new Socket();
        try {
            behind.connect(server);
            Link link = new Link(client, behind);
            links.add(link);
            plan.accept(link);
            link.start("fault-proxy-" + port());
        } catch (IOException refused) {
            closeQuietly(client);
            closeQuietly(behind);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ended) {
            // It is closed all the same.
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            links().forEach(this::forget);
        }
    }
}
