// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.spi.RowValues;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** A subscriber that asks for rows when it is told to and keeps the first column of each. */
final class Rows implements Flow.Subscriber<RowValues> {

    private static final long PATIENCE_MILLIS = 30_000;

    private final List<Object> values = new ArrayList<>();
    private Flow.Subscription subscription;
    private long early;
    private boolean ended;
    private Throwable error;
    private Thread thread;

    void request(long n) {
        Flow.Subscription known;
        synchronized (this) {
            known = subscription;
            if (known == null) {
                early += n;
                return;
            }
        }
        known.request(n);
    }

    void cancel() {
        awaitThat(() -> subscription != null);
        subscription.cancel();
    }

    synchronized List<Object> await(int count) {
        awaitThat(() -> values.size() >= count || ended);
        return List.copyOf(values);
    }

    /** The error that ended the stream, or null. */
    synchronized Throwable awaitEnd() {
        awaitThat(() -> ended);
        return error;
    }

    synchronized List<Object> values() {
        return List.copyOf(values);
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized Thread thread() {
        return thread;
    }

    private synchronized void awaitThat(java.util.function.BooleanSupplier condition) {
        long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                throw new AssertionError("nothing came");
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        long first;
        synchronized (this) {
            subscription = given;
            first = early;
            notifyAll();
        }
        if (first > 0) {
            given.request(first);
        }
    }

    @Override
    public synchronized void onNext(RowValues row) {
        thread = Thread.currentThread();
        values.add(row.get(0));
        notifyAll();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        error = failure;
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void onComplete() {
        ended = true;
        notifyAll();
    }
}
