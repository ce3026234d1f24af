// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.Columns;
import io.colonnade.spi.RowValues;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of a statement whose rows are delivered by demand. Everything but {@link #request}, {@link #cancel} and {@link #fail} happens on
 * the connection's thread; {@code signals} counts the calls of those, so that one drain at a time serves them all and none recurses.
 */
final class JdbcSubscription implements Flow.Subscription {

    private final JdbcWorker worker;
    private final Compiled compiled;
    private final Object[] binds;
    private final int fetchSize;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile Throwable failure;
    private volatile Thread delivering;

    private Flow.Subscriber<? super RowValues> subscriber;
    private JdbcStatement statement;
    private JdbcRows rows;
    private Columns columns;
    private Queue<RowValues> buffer;
    private RowValues next;
    private boolean begun;
    private boolean opened;
    private boolean streaming;
    private boolean done;
    private SQLException unclosed;

    JdbcSubscription(JdbcWorker worker, Compiled compiled, Object[] binds, int fetchSize,
                     Flow.Subscriber<? super RowValues> subscriber) {
        this.worker = worker;
        this.compiled = compiled;
        this.binds = binds;
        this.fetchSize = fetchSize;
        this.subscriber = subscriber;
    }

    void start() {
        worker.addCursor(this);
        signals.incrementAndGet();
        try {
            worker.executor().execute(this::begin);
        } catch (RejectedExecutionException closedMeanwhile) {
            failure = JdbcFailures.closed();
            begin();
        }
    }

    private void begin() {
        begun = true;
        try {
            subscriber.onSubscribe(this);
        } catch (Throwable broken) {
            cancelled = true;
        }
        drain();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("request(" + n + "): rule 3.9 of Reactive Streams asks for a positive number"));
            return;
        }
        demand.accumulateAndGet(n, (old, more) -> old + more < 0 ? Long.MAX_VALUE : old + more);
        schedule();
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (Thread.currentThread() != delivering) {
            worker.running().cancel(this);
        }
        schedule();
    }

    /** Ends the stream with an error in place of its next row; any thread. */
    void fail(Throwable error) {
        if (failure == null) {
            failure = error;
        }
        schedule();
    }

    /** Ends the stream with an error at once. */
    void closeNow(DatabaseException error) {
        if (!begun) {
            failure = error;
        } else if (!done) {
            Flow.Subscriber<? super RowValues> last = finish(true);
            if (!cancelled) {
                signal(() -> last.onError(error));
            }
        }
    }

    private void schedule() {
        if (signals.getAndIncrement() == 0) {
            try {
                worker.executor().execute(this::drain);
            } catch (RejectedExecutionException closedMeanwhile) {
                // Closing the connection has ended this stream: there is nothing left to signal or to free.
                signals.set(0);
            }
        }
    }

    private void drain() {
        int served;
        do {
            served = signals.get();
            if (!done) {
                deliver();
            }
        } while (signals.addAndGet(-served) != 0);
    }

    private void deliver() {
        Throwable thrown = null;
        worker.running().enter(this);
        delivering = Thread.currentThread();
        try {
            if (!opened && !cancelled && failure == null) {
                open();
            }
            emit();
        } catch (Throwable broken) {
            thrown = broken;
        } finally {
            delivering = null;
            worker.running().leave();
        }
        if (thrown != null) {
            Flow.Subscriber<? super RowValues> last = finish(false);
            DatabaseException translated = worker.failed(thrown);
            if (!cancelled) {
                signal(() -> last.onError(translated));
            }
        }
    }

    private void open() throws Exception {
        opened = true;
        worker.requireUsable();
        if (compiled.kind() == StatementKind.QUERY) {
            int before = 0;
            while (openRows(before)) {
                before++;
            }
            columns = rows == null ? null : rows.columns();
        } else {
            // What writes is not left half done, and its lock not held, for as long as a slow consumer likes.
            Queue<RowValues> all = new ArrayDeque<>();
            worker.within(compiled, () -> worker.execution(compiled, binds, all::add));
            buffer = all;
        }
        advance();
    }

    /**
     * Whether it failed in such a way that it is to be tried again.
     *
     * @param before how often it was
     */
    private boolean openRows(int before) throws Exception {
        try {
            return worker.within(compiled, () -> {
                streaming = true;
                worker.session().streamOpening();
                statement = worker.take(compiled);
                rows = statement.execute(binds, fetchSize);
                return false;
            });
        } catch (SQLException failed) {
            if (worker.transaction() != null || statement == null) {
                throw failed;
            }
            worker.giveBack(compiled, statement, false);
            statement = null;
            closeStream();
            if (unclosed != null || !worker.runsAgain(compiled, worker.failed(failed), before)) {
                throw failed;
            }
            return true;
        }
    }

    /** Reads one row ahead, so that the end is signalled with the last row and not when there is demand for one more. */
    private void advance() throws SQLException {
        if (buffer != null) {
            next = buffer.poll();
        } else {
            Object[] values = rows == null ? null : rows.next();
            next = values == null ? null : RowValues.of(columns, values);
        }
    }

    private void emit() throws SQLException {
        long emitted = 0;
        long limit = demand.get();
        while (!done) {
            if (cancelled) {
                finish(true);
            } else if (failure != null) {
                Flow.Subscriber<? super RowValues> last = finish(true);
                signal(() -> last.onError(failure));
            } else if (next == null) {
                end(finish(true));
            } else if (emitted < limit) {
                emitted++;
                onNext();
            } else {
                limit = demand.get();
                if (emitted == limit) {
                    break;
                }
            }
        }
        if (limit != Long.MAX_VALUE) {
            demand.addAndGet(-emitted);
        }
    }

    private void end(Flow.Subscriber<? super RowValues> last) {
        if (unclosed == null) {
            signal(last::onComplete);
        } else {
            // A query may call functions that write; what they did was not kept.
            DatabaseException translated = worker.failed(unclosed);
            signal(() -> last.onError(translated));
        }
    }

    private void onNext() throws SQLException {
        try {
            subscriber.onNext(next);
        } catch (Throwable broken) {
            cancelled = true;
            return;
        }
        if (!cancelled) {
            advance();
        }
    }

    /** Frees everything; gives the subscriber, which this object lets go of (rule 3.13). */
    private Flow.Subscriber<? super RowValues> finish(boolean good) {
        done = true;
        Flow.Subscriber<? super RowValues> last = subscriber;
        subscriber = null;
        next = null;
        buffer = null;
        boolean reusable = good;
        try {
            if (rows != null) {
                rows.close();
            }
        } catch (SQLException | RuntimeException ignored) {
            reusable = false;
        }
        if (statement != null) {
            worker.giveBack(compiled, statement, reusable);
        }
        closeStream();
        worker.removeCursor(this);
        rows = null;
        statement = null;
        return last;
    }

    private void closeStream() {
        if (streaming) {
            streaming = false;
            try {
                worker.session().streamClosed();
            } catch (SQLException failed) {
                unclosed = failed;
            } catch (RuntimeException broken) {
                unclosed = new SQLException("the stream could not be closed", broken);
            }
        }
    }

    private static void signal(Runnable last) {
        try {
            last.run();
        } catch (Throwable ignored) {
            // The subscriber broke rule 2.13; the stream has ended and there is nobody to tell.
        }
    }
}
