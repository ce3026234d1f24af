// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Cancels by way of a request that takes time of its own, such as one over another connection, and that is without effect while the server
 * does not run a statement yet. So it is sent on another thread, and again until the statement has ended; the next statement does not begin
 * before the last request was answered, so that none can hit it.
 *
 * <p>One for each session, which calls {@link #ready}, {@link #ended} and {@link #send} from its methods of the same meaning.
 *
 * @since 0.1
 */
public final class AsyncCancel {

    private static final long[] PAUSES_MILLIS = {5, 20, 80, 300, 1_000};

    private final Sender sender;
    private final Request request;
    private boolean running;
    private boolean requested;
    private boolean sending;
    private boolean unconfirmed;

    /**
     * A session's cancelling.
     *
     * @param sender the threads, shared by the connections of one database
     * @param request sends one request
     */
    public AsyncCancel(Sender sender, Request request) {
        this.sender = sender;
        this.request = request;
    }

    /** Sends a request to cancel what the connection runs, and returns once it can have no effect on what is run later. */
    @FunctionalInterface
    public interface Request {

        /** Sends it; any thread. Fails if it may still arrive. */
        void send() throws SQLException;
    }

    /** The threads that send requests: none as long as nothing is cancelled. */
    public static final class Sender implements AutoCloseable {

        private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "colonnade-cancel");
            thread.setDaemon(true);
            return thread;
        });

        /** Without threads yet. */
        public Sender() {
        }

        @Override
        public void close() {
            threads.shutdown();
        }
    }

    /** Waits until no request is on its way and forgets those that were made; on the connection's thread, before a statement. */
    public synchronized void ready() {
        settle();
        requested = false;
        running = true;
    }

    /** Waits until no request is on its way and lets none follow; on the connection's thread, before a command that none is to hit. */
    public synchronized void settle() {
        boolean interrupted = false;
        ended();
        while (sending) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The statement has ended: no further request is sent for it. */
    public synchronized void ended() {
        running = false;
        if (sending) {
            notifyAll();
        }
    }

    /** Whether what runs now was to be cancelled. */
    public synchronized boolean requested() {
        return requested;
    }

    /** Whether a request may still arrive, so that the connection is of no further use. */
    public synchronized boolean unconfirmed() {
        return unconfirmed;
    }

    /** Cancels what runs; any thread, returns at once. */
    public synchronized void send() {
        if (running && !requested) {
            requested = true;
            try {
                sender.threads.execute(this::attempts);
                sending = true;
            } catch (RejectedExecutionException closed) {
                // The database is closed, and with it this connection.
            }
        }
    }

    private void attempts() {
        try {
            for (int i = 0; goesOn(i); i++) {
                request.send();
            }
        } catch (SQLException | RuntimeException failure) {
            synchronized (this) {
                unconfirmed = true;
            }
        } finally {
            synchronized (this) {
                sending = false;
                notifyAll();
            }
        }
    }

    /** Waits before an attempt that repeats another; not once the statement has ended. */
    private synchronized boolean goesOn(int attempt) {
        long pause = attempt == 0 ? 0 : PAUSES_MILLIS[Math.min(attempt, PAUSES_MILLIS.length) - 1];
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        try {
            for (long left = pause; running && left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return running;
    }
}
