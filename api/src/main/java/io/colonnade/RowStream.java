// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.ResultColumn;
import io.colonnade.dialect.StatementKind;
import io.colonnade.dialect.SuppliedValues;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.pool.Log;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.RowValues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One subscription to the rows of a query: asks for a connection at the first demand, passes the demand on to the backend's stream and its
 * rows down, and gives the connection back before the last signal.
 *
 * <p>Signals are serial: until the backend's stream is there, only one terminal signal can be sent, behind {@link #terminate}; from then on
 * all are sent on the connection's executor.
 */
final class RowStream implements Flow.Subscription, Flow.Subscriber<RowValues> {

    private static final Log LOG = Log.of("io.colonnade");

    private final Engine engine;
    private final Query query;
    private final SuppliedValues supplied;
    private final StreamSource source;
    private final Duration timeout;
    private final Scope flow;
    private BoundStatement statement;
    private volatile Flow.Subscriber<? super Row> downstream;
    private volatile Flow.Subscription upstream;
    private volatile Future<?> deadlineTimer;
    private List<ResultColumn> resultColumns;
    private ConnectionBackend connection;
    private long earlyDemand;
    private boolean introduced;
    private boolean acquiring;
    private boolean terminated;

    RowStream(Engine engine, Query query, SuppliedValues supplied, BoundStatement statement, StreamSource source, Duration timeout,
              Flow.Subscriber<? super Row> downstream) {
        this.engine = engine;
        this.query = query;
        this.supplied = supplied;
        this.statement = statement;
        this.source = source;
        this.timeout = timeout;
        flow = source.flow();
        this.downstream = downstream;
    }

    /** Introduces itself to the subscriber; only then may anything else be signalled. */
    void begin(DatabaseException mistake) {
        Flow.Subscriber<? super Row> subscriber = downstream;
        if (!signal("onSubscribe", () -> subscriber.onSubscribe(this))) {
            return;
        }
        synchronized (this) {
            introduced = true;
        }
        if (mistake != null) {
            refused(mistake);
        } else {
            acquireIfWanted();
        }
    }

    boolean belongsTo(Scope scope) {
        return source.belongsTo(scope);
    }

    @Override
    public void request(long n) {
        Flow.Subscription active = upstream;
        if (active != null) {
            active.request(n);
            return;
        }
        if (n <= 0) {
            refuse(new IllegalArgumentException("rule 3.9: request(" + n + "), but the demand must be positive"));
            return;
        }
        synchronized (this) {
            if (upstream == null) {
                earlyDemand = earlyDemand + n < 0 ? Long.MAX_VALUE : earlyDemand + n;
            } else {
                active = upstream;
            }
        }
        if (active != null) {
            active.request(n);
        } else {
            acquireIfWanted();
        }
    }

    @Override
    public void cancel() {
        if (terminate() != null) {
            end(null, false);
        }
    }

    /** The connection has come. */
    void connected(ConnectionBackend lent) {
        boolean late;
        synchronized (this) {
            late = terminated;
            connection = lent;
        }
        if (late) {
            source.release(this, null, true);
            return;
        }
        try {
            compileFor(lent.dialect());
            resultColumns = statement.compiled().resultColumns();
            lent.stream(statement.compiled(), statement.binds(), engine.options().fetchSize()).subscribe(this);
        } catch (Throwable e) {
            onError(e);
        }
    }

    private void compileFor(Dialect dialect) {
        if (dialect == engine.dialect()) {
            return;
        }
        try {
            statement = query.compile(engine.statements(), dialect, supplied);
        } catch (Throwable e) {
            throw Failures.ofValue(e);
        }
    }

    /** No connection will come. */
    void refused(DatabaseException error) {
        refuse(error);
    }

    /** Ends the stream from outside: its transaction has ended, or its deadline passed. */
    void abort(DatabaseException error) {
        ConnectionBackend lent;
        Flow.Subscription active = upstream;
        synchronized (this) {
            lent = connection;
        }
        if (lent == null) {
            engine.offTimer(() -> refuse(error));
            return;
        }
        if (active != null) {
            cancel(active);
        }
        try {
            lent.executor().execute(() -> fail(error));
        } catch (RejectedExecutionException closedMeanwhile) {
            // The connection is closed, so its stream sends no more signals that this one could overtake.
            fail(error);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        long demand;
        boolean late;
        synchronized (this) {
            upstream = subscription;
            demand = earlyDemand;
            late = terminated;
        }
        if (late) {
            subscription.cancel();
        } else {
            subscription.request(demand);
        }
    }

    @Override
    public void onNext(RowValues values) {
        Flow.Subscriber<? super Row> subscriber = downstream;
        if (subscriber == null) {
            return;
        }
        cancelTimer();
        Scope outer = flow == null ? null : ConnectionThread.enter(flow);
        try {
            subscriber.onNext(new DataRow(values, resultColumns, query.items()));
        } catch (Throwable e) {
            threw("onNext", e);
        } finally {
            ConnectionThread.forgetInterrupt();
            if (flow != null) {
                ConnectionThread.enter(outer);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        fail(Failures.unwrap(failure) instanceof IllegalArgumentException mistake ? mistake : Failures.of(failure));
    }

    @Override
    public void onComplete() {
        Flow.Subscriber<? super Row> subscriber = terminate();
        if (subscriber != null) {
            end(null, true);
            signal("onComplete", subscriber::onComplete);
        }
    }

    private void acquireIfWanted() {
        synchronized (this) {
            if (!introduced || acquiring || terminated || earlyDemand == 0 || statement == null) {
                return;
            }
            acquiring = true;
        }
        if (timeout != null) {
            deadlineTimer = engine.later(Engine.nanos(timeout), TimeUnit.NANOSECONDS, () -> abort(timeoutError()));
        }
        source.acquire(this, statement.compiled());
    }

    private void refuse(Throwable error) {
        source.withdraw(this);
        fail(error);
    }

    private void fail(Throwable error) {
        Flow.Subscriber<? super Row> subscriber = terminate();
        if (subscriber != null) {
            DatabaseException typed = error instanceof DatabaseException failure
                    ? StatementErrors.of(statement == null ? failure : source.failure(failure, statement.compiled()), sql(), query.expression())
                    : null;
            try {
                end(typed, false);
            } finally {
                Throwable told = typed == null ? error : StatementErrors.inScope(typed, source.autocommit());
                signal("onError", () -> subscriber.onError(told));
            }
        }
    }

    /** Calls the subscriber in the flow of its transaction; false if it threw, whereupon its stream counts as cancelled (rule 2.13). */
    private boolean signal(String what, Runnable call) {
        try {
            ConnectionThread.runWithin(flow, call);
            return true;
        } catch (Throwable e) {
            threw(what, e);
            return false;
        }
    }

    /** The connection goes back before anything else that could fail. */
    private void threw(String what, Throwable thrown) {
        cancel();
        LOG.warn("A subscriber threw from {}, so its stream counts as cancelled (rule 2.13 of Reactive Streams). The statement: {}", what, sql(),
                thrown);
    }

    private String sql() {
        return statement == null ? query.text() : statement.compiled().sql();
    }

    /** The subscriber, for whoever ends the stream first; null for everybody after that. */
    private synchronized Flow.Subscriber<? super Row> terminate() {
        Flow.Subscriber<? super Row> subscriber = downstream;
        terminated = true;
        downstream = null;
        return subscriber;
    }

    private void end(DatabaseException error, boolean complete) {
        cancelTimer();
        Flow.Subscription active = upstream;
        boolean lent;
        synchronized (this) {
            lent = connection != null;
        }
        DatabaseException failure = complete || active == null ? null : cancel(active);
        if (lent) {
            source.release(this, error != null || failure == null ? error : source.failure(failure, statement.compiled()), complete);
        } else {
            source.withdraw(this);
        }
    }

    /** What the backend says to that if it throws: its connection is then not to be trusted; else null. */
    private static DatabaseException cancel(Flow.Subscription active) {
        try {
            active.cancel();
            return null;
        } catch (Throwable broken) {
            return Failures.of(broken);
        }
    }

    private DatabaseException timeoutError() {
        boolean waiting;
        synchronized (this) {
            waiting = connection == null;
        }
        boolean unknown = !waiting && statement.compiled().kind() != StatementKind.QUERY;
        return DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the deadline of " + Failures.time(timeout) + " passed while "
                + (waiting ? "waiting for a connection" : "executing the statement"))
                .outcome(unknown ? StatementOutcome.UNKNOWN : StatementOutcome.NOT_APPLIED).retrySafe(!unknown)
                .sent(!waiting || !source.autocommit()).build();
    }

    private void cancelTimer() {
        Future<?> timer = deadlineTimer;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
