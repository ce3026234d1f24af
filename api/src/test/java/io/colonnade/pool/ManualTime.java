// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A timer and a clock that move only when a test says so. Starts close to the overflow of the nanosecond time. */
final class ManualTime extends AbstractExecutorService implements ScheduledExecutorService, LongSupplier {

    private final List<Task> tasks = new ArrayList<>();
    private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public synchronized long getAsLong() {
        return now;
    }

    /** How many tasks are scheduled and not cancelled. */
    synchronized int pending() {
        return tasks.size();
    }

    /** Moves the time on and runs, on this thread, what becomes due meanwhile. */
    void advance(Duration duration) {
        long end = getAsLong() + duration.toNanos();
        for (Task due = next(end); due != null; due = next(end)) {
            due.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task next(long end) {
        Task first = tasks.stream().min(Comparator.comparingLong(task -> task.at - now)).orElse(null);
        if (first == null || first.at - end > 0) {
            return null;
        }
        tasks.remove(first);
        now = first.at - now > 0 ? first.at : now;
        return first;
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;

        Task(Runnable command, long at) {
            super(command, null);
            this.at = at;
        }

        @Override
        public boolean cancel(boolean interrupt) {
            synchronized (ManualTime.this) {
                tasks.remove(this);
            }
            return super.cancel(interrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - getAsLong(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
