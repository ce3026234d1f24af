// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.RowValues;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/**
 * The turn of a stream. It keeps the connection for as long as nobody else wants it; then it reads its rows to their end into memory,
 * from where they are delivered by demand, because no statement could fail or be cancelled beside a cursor without harm to it.
 *
 * <p>Signals are sent on the executor of the connection, so they are serial.
 */
final class StreamTurn extends Turn implements Flow.Subscription, Flow.Subscriber<RowValues> {

    private final Compiled statement;
    private final Flow.Publisher<RowValues> rows;
    private final Flow.Subscriber<? super RowValues> downstream;
    private final ArrayDeque<RowValues> read = new ArrayDeque<>();
    private Flow.Subscription upstream;
    private long demand;
    private boolean delivered;
    private boolean madeWay;
    /** Whether no more rows come from the connection. */
    private boolean ended;
    private Throwable failure;
    /** Whether the subscriber is told nothing more. */
    private boolean silent;

    StreamTurn(Turns turns, RolledBackConnection owner, Compiled statement, Flow.Publisher<RowValues> rows,
            Flow.Subscriber<? super RowValues> downstream) {
        super(turns, owner);
        this.statement = statement;
        this.rows = rows;
        this.downstream = downstream;
    }

    @Override
    void opened() {
        turns.guard().set().whenComplete((set, broken) -> {
            if (broken != null) {
                turns.lose(Failures.of(broken));
                turns.over(this, () -> refuse(turns.lost()));
            } else if (!runs()) {
                turns.over(this, () -> refuse(cancelledError()));
            } else if (isSilent()) {
                turns.over(this, () -> { });
            } else {
                rows.subscribe(this);
            }
        });
    }

    @Override
    void refuse(DatabaseException error) {
        synchronized (this) {
            ended = true;
            failure = error;
        }
        onExecutor(this::deliver);
    }

    @Override
    void makeWay() {
        Flow.Subscription active;
        synchronized (this) {
            active = madeWay || ended ? null : upstream;
            madeWay = true;
        }
        if (active != null) {
            active.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        long early;
        boolean late;
        synchronized (this) {
            upstream = subscription;
            early = madeWay ? Long.MAX_VALUE : demand;
            late = silent;
        }
        if (late) {
            subscription.cancel();
            stopped();
        } else if (early > 0) {
            subscription.request(early);
        }
    }

    @Override
    public void onNext(RowValues row) {
        synchronized (this) {
            if (silent) {
                return;
            }
            delivered = true;
            if (demand == 0 || !read.isEmpty()) {
                read.add(row);
                return;
            }
            taken();
        }
        downstream.onNext(row);
    }

    @Override
    public void onError(Throwable error) {
        if (over(error)) {
            answered(() -> undo(error instanceof IllegalArgumentException ? null : Failures.of(error), () -> onExecutor(this::deliver)));
        }
    }

    @Override
    public void onComplete() {
        if (over(null)) {
            answered(this::succeed);
        }
    }

    private void succeed() {
        if (!statement.readOnly()) {
            turns.guard().wrote();
        }
        turns.over(this, () -> onExecutor(this::deliver));
    }

    private synchronized boolean over(Throwable error) {
        if (ended || silent) {
            return false;
        }
        ended = true;
        failure = error;
        return true;
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            if (stop()) {
                onExecutor(() -> downstream.onError(new IllegalArgumentException("request(" + n
                        + "): rule 3.9 of Reactive Streams asks for a positive number")));
            }
            return;
        }
        Flow.Subscription active;
        synchronized (this) {
            demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
            active = madeWay || ended ? null : upstream;
        }
        if (active != null) {
            active.request(n);
        } else {
            onExecutor(this::deliver);
        }
    }

    @Override
    public void cancel() {
        stop();
    }

    /** Ends it for its subscriber; false if it has ended for it already. */
    private boolean stop() {
        Flow.Subscription active;
        synchronized (this) {
            if (silent) {
                return false;
            }
            silence();
            read.clear();
            active = ended ? null : upstream;
        }
        if (active != null) {
            active.cancel();
            answered(this::stopped);
        } else {
            turns.withdraw(this);
        }
        return true;
    }

    /** What writes has been done when its first row comes, and is kept; a query may have been cancelled on the database. */
    private void stopped() {
        boolean kept;
        synchronized (this) {
            kept = delivered && statement.kind() != StatementKind.QUERY;
        }
        if (kept) {
            turns.guard().wrote();
            turns.over(this, () -> { });
        } else {
            undo(null, () -> { });
        }
    }

    private void silence() {
        silent = true;
        owner.streamEnded();
    }

    private synchronized boolean isSilent() {
        return silent;
    }

    /** Hands on what was read, as far as it is wanted, and then the end; on the connection's executor. */
    private void deliver() {
        RowValues row = nextRead();
        while (row != null) {
            downstream.onNext(row);
            row = nextRead();
        }
        Throwable error;
        synchronized (this) {
            if (silent || !ended || !read.isEmpty()) {
                return;
            }
            silence();
            error = failure;
        }
        if (error == null) {
            downstream.onComplete();
        } else {
            downstream.onError(error);
        }
    }

    private synchronized RowValues nextRead() {
        if (silent || demand == 0 || read.isEmpty()) {
            return null;
        }
        taken();
        return read.poll();
    }

    private void taken() {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
    }

    private void onExecutor(Runnable signal) {
        try {
            owner.executor().execute(signal);
        } catch (RejectedExecutionException closedMeanwhile) {
            signal.run();
        }
    }
}
