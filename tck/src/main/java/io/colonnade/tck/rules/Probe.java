// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.error.DatabaseException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;

/**
 * A subscriber that demands what the rule tells it to and writes down every signal. Signals arrive on any thread.
 *
 * @param <T> what is streamed
 */
class Probe<T> implements Flow.Subscriber<T> {

    private final Queue<T> rows = new ConcurrentLinkedQueue<>();
    private final List<String> signals = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger terminals = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger excess = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<? super T> onRow;
    private volatile Consumer<String> overListener;
    private volatile Flow.Subscription subscription;
    private volatile Throwable error;

    /**
     * A subscriber.
     *
     * @param onRow what to do for each row, on the thread that delivers it
     */
    Probe(Consumer<? super T> onRow) {
        this.onRow = onRow;
    }

    /** Subscribes and waits for the subscription. */
    Probe<T> subscribeTo(Flow.Publisher<? extends T> publisher) {
        publisher.subscribe(this);
        return awaitSubscription();
    }

    Probe<T> awaitSubscription() {
        Await.latch(subscribed, "onSubscribe");
        return this;
    }

    Probe<T> request(long n) {
        demand.accumulateAndGet(n, (known, more) -> more <= 0 ? known : known + more < 0 ? Long.MAX_VALUE : known + more);
        subscription.request(n);
        return this;
    }

    Probe<T> cancel() {
        subscription.cancel();
        return this;
    }

    /** The rule has ended: whatever signal still comes is told to the listener. */
    void over(Consumer<String> listener) {
        overListener = listener;
    }

    /** Cancels if there is something to cancel. */
    void abandon() {
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscriptions.incrementAndGet();
        subscription = given;
        subscribed.countDown();
    }

    @Override
    public void onNext(T row) {
        enter("onNext");
        rows.add(row);
        if (count.incrementAndGet() > demand.get()) {
            excess.incrementAndGet();
        }
        try {
            onRow.accept(row);
        } finally {
            inside.set(false);
        }
    }

    @Override
    public void onError(Throwable failure) {
        enter("onError");
        error = failure;
        end();
    }

    @Override
    public void onComplete() {
        enter("onComplete");
        end();
    }

    private void enter(String signal) {
        Consumer<String> listener = overListener;
        if (listener != null) {
            listener.accept(signal);
        }
        if (!inside.compareAndSet(false, true)) {
            overlapped.set(true);
        }
        if (terminals.get() > 0) {
            late.incrementAndGet();
        }
        signals.add(signal);
    }

    private void end() {
        terminals.incrementAndGet();
        inside.set(false);
        ended.countDown();
    }

    /** Waits until so many rows have come. */
    Probe<T> awaitRows(int expected) {
        Await.settles(true, () -> count.get() >= expected || terminals.get() > 0, "whether " + expected + " rows or an end have come");
        Assertions.assertTrue(count.get() >= expected, () -> "rows delivered: " + count.get() + " of " + expected + describeError());
        return this;
    }

    /** Waits for onComplete. */
    List<T> awaitComplete() {
        Await.latch(ended, "the end of the stream");
        if (error != null) {
            throw new AssertionError("the stream failed: " + error, error);
        }
        return rows();
    }

    /** Waits for onError. */
    Throwable awaitError() {
        Await.latch(ended, "the end of the stream");
        Assertions.assertNotNull(error, "the stream completed, but an error was expected");
        return error;
    }

    /** Waits for the end, and gives what it was cut by; null if it completed. */
    Throwable awaitEnd() {
        Await.latch(ended, "the end of the stream");
        return error;
    }

    DatabaseException databaseError() {
        return Assertions.assertInstanceOf(DatabaseException.class, awaitError(), "the stream's error");
    }

    List<T> rows() {
        return List.copyOf(rows);
    }

    int count() {
        return count.get();
    }

    int subscriptions() {
        return subscriptions.get();
    }

    int terminals() {
        return terminals.get();
    }

    /** How many rows came without demand. */
    int excess() {
        return excess.get();
    }

    /** How many signals came after the last one that may come. */
    int late() {
        return late.get();
    }

    boolean overlapped() {
        return overlapped.get();
    }

    boolean ended() {
        return terminals.get() > 0;
    }

    List<String> signals() {
        return signals;
    }

    private String describeError() {
        return error == null ? "" : "; the stream failed: " + error;
    }
}
