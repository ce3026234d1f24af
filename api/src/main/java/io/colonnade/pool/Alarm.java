// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one timer task behind all deadlines of a pool. It is set to the earliest of them, left alone when that one goes away, and runs
 * again only while something is left to wait for. Guarded by the pool's lock.
 */
final class Alarm {

    /** Deadlines closer together than this are served by one run. */
    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ScheduledExecutorService timer;
    private final Runnable task;
    private ScheduledFuture<?> scheduled;
    private long dueNanos;

    Alarm(ScheduledExecutorService timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** Makes sure that the task runs at that time or soon after, or earlier. */
    void ensure(long atNanos, long nowNanos) {
        if (scheduled != null && dueNanos - atNanos <= 0) {
            return;
        }
        cancel();
        long delay = Math.max(atNanos - nowNanos, GRAIN_NANOS);
        dueNanos = nowNanos + delay;
        try {
            scheduled = timer.schedule(task, delay, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            Diagnostics.LOG.debug("The pool's timer has been stopped; deadlines are no longer kept", stopped);
        }
    }

    /** The task runs: whatever else is set is set again afterwards, if it is still wanted. */
    void fired() {
        cancel();
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }
}
