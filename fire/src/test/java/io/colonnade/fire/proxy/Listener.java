// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** A server for one client: says every byte back, and keeps what it heard and how that ended. */
final class Listener implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    Listener() throws IOException {
        Thread thread = new Thread(this::serve, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[1 << 12];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                heard(buffer, count);
                socket.getOutputStream().write(buffer, 0, count);
            }
            end.complete("end");
        } catch (IOException failure) {
            end.complete("reset");
        }
    }

    private synchronized void heard(byte[] buffer, int count) {
        heard.write(buffer, 0, count);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized byte[] heard() {
        return heard.toByteArray();
    }

    /** How it ended: {@code end} or {@code reset}. */
    String end() {
        return end.join();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
