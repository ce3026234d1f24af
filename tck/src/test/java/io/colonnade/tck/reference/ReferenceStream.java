// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.RowValues;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** One subscription to a stream: all signals come on the connection's executor, and the query runs when rows are asked for. */
final class ReferenceStream implements Flow.Subscription {

    private final ReferenceConnection connection;
    private final Compiled statement;
    private final Object[] binds;
    private final Flow.Subscriber<? super RowValues> subscriber;
    private final long call;
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean badDemand;
    private volatile boolean cancelled;
    private boolean ended;
    private Shape rows;

    ReferenceStream(ReferenceConnection connection, Compiled statement, Object[] binds, Flow.Subscriber<? super RowValues> subscriber) {
        this.connection = connection;
        this.statement = statement;
        this.binds = binds;
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        call = connection.work().call();
    }

    void start() {
        connection.add(this);
        if (!onExecutor(() -> subscriber.onSubscribe(this))) {
            subscriber.onSubscribe(this);
            subscriber.onError(Work.closedFailure());
        }
    }

    private boolean onExecutor(Runnable signal) {
        try {
            connection.executor().execute(signal);
            return true;
        } catch (RejectedExecutionException gone) {
            return false;
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badDemand = true;
        } else {
            demand.accumulateAndGet(n, (known, more) -> known + more < 0 ? Long.MAX_VALUE : known + more);
        }
        wake();
    }

    @Override
    public void cancel() {
        cancelled = true;
        wake();
    }

    /** Looks again what there is to do. */
    void wake() {
        onExecutor(this::drain);
    }

    private void drain() {
        if (ended) {
            return;
        }
        if (cancelled) {
            end();
        } else if (badDemand) {
            fail(new IllegalArgumentException("a stream is asked for at least one row (rule 3.9)"));
        } else {
            try {
                connection.work().watch(call).check();
                deliver();
            } catch (EngineError | DatabaseException failure) {
                fail(connection.work().translated(failure));
            } catch (Throwable thrownBySubscriber) {
                end();
            }
        }
    }

    private void deliver() throws EngineError {
        while (demand.get() > 0 && !ended && !cancelled && !badDemand) {
            if (rows == null) {
                rows = connection.open(statement, binds, call);
            }
            RowValues row = rows.next();
            if (row == null) {
                end();
                subscriber.onComplete();
                return;
            }
            demand.updateAndGet(known -> known == Long.MAX_VALUE ? known : known - 1);
            subscriber.onNext(row);
        }
    }

    /** Ends it with an error; on the executor. */
    void fail(Throwable failure) {
        if (!ended) {
            end();
            if (!cancelled) {
                subscriber.onError(failure);
            }
        }
    }

    /** Whether it has begun and not ended; asked on the executor. */
    boolean isReading() {
        return rows != null && !ended;
    }

    private void end() {
        ended = true;
        connection.remove(this);
    }
}
