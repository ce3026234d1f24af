// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Passes the bytes of one direction on, counts them, and cuts the link where it was told to. */
final class Pump {

    private static final int BUFFER = 1 << 16;

    private final Link link;
    private final Socket from;
    private final Socket to;
    private long received;
    private long forwarded;
    private long limit = Long.MAX_VALUE;
    private Ending ending = Ending.FIN;
    private volatile Shape shape = Shape.PLAIN;

    Pump(Link link, Socket from, Socket to) {
        this.link = link;
        this.from = from;
        this.to = to;
    }

    void start(String name, CountDownLatch done) {
        Thread thread = new Thread(() -> {
            try {
                run();
            } finally {
                done.countDown();
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    synchronized long received() {
        return received;
    }

    synchronized long forwarded() {
        return forwarded;
    }

    void shape(Shape next) {
        shape = next;
    }

    void limit(long more, Ending how) {
        boolean now;
        synchronized (this) {
            ending = how;
            limit = more == Long.MAX_VALUE ? more : forwarded + more;
            now = limit == forwarded;
        }
        if (now) {
            link.cutNow(how);
        }
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pass(buffer, gather(in, buffer, count), out);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            // One of the sides has ended the connection, or the link was cut; the other side is told below.
            if (link.passes()) {
                link.cutNow(Ending.RESET);
            }
        }
    }

    /** Reads on until nothing has come for as long as the shape says; gives how many bytes there are then. */
    private int gather(InputStream in, byte[] buffer, int count) throws IOException {
        Duration silence = shape.gather();
        if (silence.isZero()) {
            return count;
        }
        int all = count;
        from.setSoTimeout(Math.max(1, (int) silence.toMillis()));
        try {
            int more = 0;
            while (more >= 0 && all < buffer.length) {
                all += more;
                more = in.read(buffer, all, buffer.length - all);
            }
        } catch (SocketTimeoutException silent) {
            // That is what was waited for.
        } finally {
            from.setSoTimeout(0);
        }
        return all;
    }

    private void pass(byte[] buffer, int count, OutputStream out) throws IOException {
        synchronized (this) {
            received += count;
        }
        int passed = 0;
        while (passed < count && link.passes()) {
            Shape now = shape;
            pause(now.pause());
            int piece;
            Ending cut;
            // Counted first: whoever has seen a byte arrive finds it counted, and nothing passes the other way after the last one.
            synchronized (this) {
                piece = (int) Math.min(Math.min(now.chunk(), count - passed), limit - forwarded);
                forwarded += piece;
                cut = forwarded == limit && link.claim(ending) ? ending : null;
            }
            if (cut == null && !link.passes()) {
                return;
            }
            out.write(buffer, passed, piece);
            passed += piece;
            if (cut != null) {
                link.carryOut(cut);
            }
        }
    }

    private static void pause(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
