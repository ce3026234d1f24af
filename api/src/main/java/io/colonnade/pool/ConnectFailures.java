// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** What is known of failed attempts to connect since the last one that went well, and the back-off. Guarded by the pool's lock. */
final class ConnectFailures {

    private static final long FIRST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** At most this, so that the first request after an outage does not wait longer. */
    private static final long MAX_BACK_OFF_NANOS = TimeUnit.SECONDS.toNanos(1);

    private DatabaseException last;
    private long lastAtNanos;
    private long retryAtNanos;
    private int steps;

    /** The last failure; null if the last attempt went well or there was none. */
    DatabaseException last() {
        return last;
    }

    long lastAtNanos() {
        return lastAtNanos;
    }

    long retryAtNanos() {
        return retryAtNanos;
    }

    boolean mayConnect(long nowNanos) {
        return last == null || retryAtNanos - nowNanos <= 0;
    }

    void succeeded() {
        last = null;
        steps = 0;
    }

    /** Attempts that run side by side and fail together count as one step. */
    void failed(DatabaseException error, long nowNanos) {
        if (mayConnect(nowNanos)) {
            long backOff = Math.min(FIRST_BACK_OFF_NANOS << Math.min(steps++, 10), MAX_BACK_OFF_NANOS);
            retryAtNanos = nowNanos + backOff / 2 + ThreadLocalRandom.current().nextLong(backOff / 2);
        }
        last = error;
        lastAtNanos = nowNanos;
    }

    /**
     * Whether another attempt is bound to fail in the same way until somebody does something about it, so that waiting is of no use.
     * An error is taken for lasting unless its kind says otherwise or its backend calls it safe to retry.
     */
    static boolean lasting(DatabaseException error) {
        ErrorKind kind = error.kind();
        return !error.retrySafe() && kind != ErrorKind.CONNECTION_LOST && kind != ErrorKind.CONNECTION_BUSY
                && kind != ErrorKind.LOCK_TIMEOUT && kind != ErrorKind.STATEMENT_TIMEOUT;
    }
}
