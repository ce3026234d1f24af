// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.down;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port in front of a server, which can be shut: to clients the server is down then. */
final class Gate implements AutoCloseable {

    /** How a client finds the server. */
    enum State {
        /** It is there. */
        UP,
        /** Nobody listens. */
        REFUSING,
        /** What is opened is torn down at once, as by something in front of the server that finds nobody behind it. */
        RESETTING,
        /** What is opened stays without an answer, and does so when the server is back: nobody has heard of it. */
        SILENT
    }

    private static final int BUFFER = 1 << 16;

    private final InetSocketAddress server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> unanswered = ConcurrentHashMap.newKeySet();
    private ServerSocket listening;
    private State state = State.UP;

    /** Opens it. */
    Gate(String host, int serverPort) throws IOException {
        server = new InetSocketAddress(host, serverPort);
        listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        port = listening.getLocalPort();
        listen();
    }

    int port() {
        return port;
    }

    /** Changes how the server is found; what is open is torn down. */
    synchronized void set(State next) throws IOException {
        state = next;
        if (next == State.REFUSING) {
            listening.close();
        } else if (listening.isClosed()) {
            listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
            listen();
        }
        sockets.forEach(Gate::reset);
        sockets.clear();
    }

    private void listen() {
        ServerSocket accepting = listening;
        daemon(() -> {
            while (!accepting.isClosed()) {
                arrived(accepting.accept());
            }
        });
    }

    private synchronized void arrived(Socket client) throws IOException {
        if (state == State.RESETTING) {
            reset(client);
        } else if (state == State.SILENT) {
            unanswered.add(client);
        } else {
            Socket behind = new Socket();
            try {
                behind.connect(server);
            } catch (IOException gone) {
                reset(client);
                return;
            }
            sockets.add(client);
            sockets.add(behind);
            daemon(() -> pump(client, behind));
            daemon(() -> pump(behind, client));
        }
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // It is closed already.
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // Its socket was torn down.
            }
        }, "fire-gate");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void close() throws IOException {
        listening.close();
        sockets.forEach(Gate::reset);
        unanswered.forEach(Gate::reset);
    }
}
