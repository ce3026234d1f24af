// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * Whether what runs now is to end, asked by the engine itself from time to time. {@code sqlite3_interrupt} is not used: sent a moment too early
 * the engine forgets it, and with a second statement open it hits that one too.
 */
final class CancelFlag {

    /** Enough not to be felt, few enough to end within about a millisecond. */
    private static final int INSTRUCTIONS_BETWEEN_QUESTIONS = 10_000;
    private static final long[] PAUSES_MILLIS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50};

    private final long busyNanos;
    private volatile boolean cancelled;

    CancelFlag(long busyNanos) {
        this.busyNanos = busyNanos;
    }

    void install(SQLiteConnection connection) throws SQLException {
        ProgressHandler.setHandler(connection, INSTRUCTIONS_BETWEEN_QUESTIONS, new ProgressHandler() {
            @Override
            protected int progress() {
                return cancelled ? 1 : 0;
            }
        });
        installBusyHandler(connection);
    }

    /** Waits for a lock of another process as long as allowed, and not a moment longer than until it is cancelled. */
    void installBusyHandler(SQLiteConnection connection) throws SQLException {
        BusyHandler.setHandler(connection, new BusyHandler() {
            private long deadline;

            @Override
            protected int callback(int earlierCalls) {
                if (earlierCalls == 0) {
                    deadline = System.nanoTime() + busyNanos;
                }
                return pause(PAUSES_MILLIS[Math.min(earlierCalls, PAUSES_MILLIS.length - 1)], deadline) ? 1 : 0;
            }
        });
    }

    private synchronized boolean pause(long millis, long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (cancelled || left <= 0) {
            return false;
        }
        try {
            wait(Math.min(millis, left));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !cancelled;
    }

    synchronized void raise() {
        cancelled = true;
        notifyAll();
    }

    void lower() {
        cancelled = false;
    }
}
