// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Finds the instant from which on a server accepts connections: it is asked again and again. */
final class Acceptance {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int SILENCE_MILLIS = 1_000;
    private static final long PATIENCE_SECONDS = 90;

    private final int port;
    private final Greeting greeting;

    /**
     * Of the server at a port of this machine.
     *
     * @param greeting how a server says that it accepts
     */
    Acceptance(int port, Greeting greeting) {
        this.port = port;
        this.greeting = greeting;
    }

    /** The beginning of a conversation. */
    interface Greeting {
        /** Whether the server at the other end of a fresh connection goes on with it. */
        boolean accepts(Socket socket) throws IOException;
    }

    /** What must be so for the wait to go on. */
    interface Condition {
        /** Throws if there is no use in waiting any longer. */
        void check() throws IOException;
    }

    /**
     * Waits for it.
     *
     * @return the instant, as {@link System#nanoTime} counts
     * @throws IOException from the condition, or because it takes too long
     */
    long await(Condition goesOn) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!accepts()) {
            goesOn.check();
            if (System.nanoTime() - end > 0) {
                throw new IOException("it did not answer within " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return System.nanoTime();
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SILENCE_MILLIS);
            socket.setSoTimeout(SILENCE_MILLIS);
            return greeting.accepts(socket);
        } catch (IOException notYet) {
            return false;
        }
    }
}
