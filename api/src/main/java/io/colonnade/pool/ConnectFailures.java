// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is known of failed attempts to connect since the last one that went well, and the back-off. As long as it is in doubt whether the
 * database is there, one attempt begins after the other, at most ten in a second, however many connections are wanted. Guarded by the pool's
 * lock.
 */
final class ConnectFailures {

    /** Half of it is left to chance, so that many programs do not come back all at once. */
    private static final long FIRST_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** At most this, so that the first request is served well within a second of the end of an outage, what connecting takes included. */
    private static final long MAX_BACK_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** More attempts than these that are under way at the same time hang, for each began a back-off after the one before. */
    private static final int QUICK = 3;

    /** Those that hang begin at least so long after each other that their timeouts do too, and a place in the pool is free again soon. */
    private final long spreadNanos;
    private DatabaseException last;
    private long lastAtNanos;
    private boolean doubted;
    private long retryAtNanos;
    private int steps;

    /**
     * None yet.
     *
     * @param connectTimeoutNanos how long an attempt may take
     * @param places how many may be under way at the same time
     */
    ConnectFailures(long connectTimeoutNanos, int places) {
        spreadNanos = connectTimeoutNanos / places;
    }

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
        return !doubted || retryAtNanos - nowNanos <= 0;
    }

    /** A connection was lost, and perhaps the database with it: the next attempt is to show that it is there, before others follow. */
    void doubt(long nowNanos) {
        if (!doubted) {
            doubted = true;
            steps = 0;
            retryAtNanos = nowNanos;
        }
    }

    /**
     * An attempt begins. In doubt the next one waits for the back-off, and not for the end of this one, which may hang.
     *
     * @param underWay how many are, with this one
     */
    void attempted(long nowNanos, int underWay) {
        if (doubted) {
            backOff(nowNanos);
            if (underWay > QUICK) {
                retryAtNanos = nowNanos + Math.max(retryAtNanos - nowNanos, spreadNanos);
            }
        }
    }

    void succeeded() {
        last = null;
        doubted = false;
    }

    /**
     * An attempt has failed.
     *
     * @param underWay how many still are
     */
    void failed(DatabaseException error, long nowNanos, int underWay) {
        if (!doubted) {
            doubt(nowNanos);
            backOff(nowNanos);
        } else if (underWay < QUICK) {
            retryAtNanos = nowNanos + Math.min(retryAtNanos - nowNanos, MAX_BACK_OFF_NANOS);
        }
        last = error;
        lastAtNanos = nowNanos;
    }

    private void backOff(long nowNanos) {
        long backOff = Math.min(FIRST_BACK_OFF_NANOS << Math.min(steps++, 10), MAX_BACK_OFF_NANOS);
        retryAtNanos = nowNanos + backOff / 2 + ThreadLocalRandom.current().nextLong(backOff / 2);
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
