// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A timer whose time moves only when a test says so, and that runs everything on the test's thread. */
final class ManualTimer extends AbstractScheduledEventExecutor {

    private final MockTicker ticker = Ticker.newMockTicker();
    /** Whether its own code runs, as on its thread, and not the caller's, which it runs as a connection's thread would. */
    private boolean own;
    private boolean stopped;

    /** Moves the time on and runs what becomes due, in its order. */
    void advance(long millis) {
        long end = ticker.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        as(true, () -> {
            for (Runnable due = next(end); due != null; due = next(end)) {
                due.run();
            }
        });
    }

    private Runnable next(long end) {
        long deadline = nextScheduledTaskDeadlineNanos();
        ticker.advance((deadline < 0 ? end : Math.min(deadline, end)) - ticker.nanoTime(), TimeUnit.NANOSECONDS);
        return pollScheduledTask(end);
    }

    private void as(boolean itself, Runnable code) {
        boolean before = own;
        own = itself;
        try {
            code.run();
        } finally {
            own = before;
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (stopped) {
            throw new RejectedExecutionException("stopped");
        }
        return super.schedule(() -> as(false, task), delay, unit);
    }

    /** Takes no more tasks and forgets those that it has, as when the database has been closed. */
    void stop() {
        as(true, this::cancelScheduledTasks);
        stopped = true;
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void execute(Runnable task) {
        as(true, task);
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return own;
    }

    @Override
    public boolean isShuttingDown() {
        return stopped;
    }

    @Override
    public boolean isShutdown() {
        return stopped;
    }

    @Override
    public boolean isTerminated() {
        return stopped;
    }

    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<?> terminationFuture() {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("deprecation")
    public void shutdown() {
        stop();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
