// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that is not what it seems: it plays a script to whoever connects, one after the other, and keeps all that it hears. */
public final class RogueServer implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private volatile Socket current;

    /** What it says, and when. */
    public interface Script {
        /** Ends when the server has no more to say; it then listens until the client leaves. */
        void play(DataInputStream in, DataOutputStream out) throws IOException;
    }

    private RogueServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    /** Starts a server on a free loopback port. */
    public static RogueServer start(Script script) throws IOException {
        RogueServer rogue = new RogueServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        Thread thread = new Thread(rogue::serve, "rogue-server");
        thread.setDaemon(true);
        thread.start();
        return rogue;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                current = socket;
                DataInputStream in = new DataInputStream(new Ear(socket.getInputStream()));
                script.play(in, new DataOutputStream(socket.getOutputStream()));
                in.transferTo(new ByteArrayOutputStream());
            } catch (IOException left) {
                // The client has enough, or the test has.
            }
        }
    }

    /** The port. */
    public int port() {
        return server.getLocalPort();
    }

    /** All that clients have said up to now, byte by byte as characters. */
    public String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Socket open = current;
        if (open != null) {
            open.close();
        }
    }

    /** Keeps what is read. */
    private final class Ear extends FilterInputStream {

        Ear(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            synchronized (heard) {
                heard.write(target, offset, Math.max(0, count));
            }
            return count;
        }
    }
}
