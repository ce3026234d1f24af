// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.pool.ConnectionPool;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** What all parts of one open database share. Thread-safe. */
final class Engine {

    private final DatabaseOptions options;
    private final ConnectionPool pool;
    private final EventExecutor timer;
    private final StatementCache statements;
    private final StatementLog log;
    private final Executor completionExecutor;
    private final Duration defaultTimeout;
    private volatile Dialect dialect;

    Engine(DatabaseOptions options, ConnectionPool pool, EventExecutor timer, Dialect assumed) {
        this.options = options;
        this.pool = pool;
        this.timer = timer;
        statements = new StatementCache(options.statementCacheSize(), options.fraction());
        log = new StatementLog(options.slowStatementThreshold(), options.logValues());
        completionExecutor = options.completionExecutor().map(named -> new CompletionExecutor(named, this::offTimer)).orElse(null);
        defaultTimeout = options.statementTimeout().isZero() ? null : options.statementTimeout();
        dialect = assumed;
    }

    DatabaseOptions options() {
        return options;
    }

    ConnectionPool pool() {
        return pool;
    }

    EventExecutor timer() {
        return timer;
    }

    StatementCache statements() {
        return statements;
    }

    StatementLog log() {
        return log;
    }

    /** The deadline of calls that name none; null for none. */
    Duration defaultTimeout() {
        return defaultTimeout;
    }

    /**
     * Where futures complete: on the executor named in the options, or else on the given one of their connection. What the former is given
     * runs once, whatever it does with it.
     */
    Executor completionExecutor(Executor ofConnection) {
        return completionExecutor == null ? ofConnection : completionExecutor;
    }

    /** What the database can do, as the newest connection found it. */
    Dialect dialect() {
        return dialect;
    }

    void resolved(Dialect found) {
        dialect = found;
    }

    /** Runs a call on a connection of its own. */
    <T> CompletableFuture<T> runLeased(Call<T> call, Duration timeout) {
        try {
            call.compile(statements, dialect);
        } catch (DatabaseException e) {
            return ConnectionFuture.failed(call.failed(e));
        }
        LeasedExecution<T> execution = new LeasedExecution<>(this, call, timeout);
        pool.acquire(execution);
        execution.startDeadline();
        return execution;
    }

    /** Runs a call on a connection that is pinned. */
    <T> CompletableFuture<T> runPinned(Session session, Scope scope, Call<T> call, Duration timeout) {
        DatabaseException refusal = scope.refusal();
        if (refusal != null) {
            return ConnectionFuture.failed(call.failed(refusal));
        }
        try {
            call.compile(statements, session.backend().dialect());
        } catch (DatabaseException e) {
            return ConnectionFuture.failed(call.failed(e));
        }
        refusal = SelfDeadlock.ofWriter(session, !call.compiled().readOnly());
        if (refusal != null) {
            return ConnectionFuture.failed(refusal);
        }
        PinnedExecution<T> execution = new PinnedExecution<>(session, scope, call, timeout);
        session.submit(execution);
        execution.startDeadline();
        return execution;
    }

    /** Completes a future where the caller wants it: here, as part of a transaction's flow, or on the executor named in the options. */
    <T> void complete(CompletableFuture<T> future, T result, Throwable error, Scope flow) {
        Runnable completion = () -> ConnectionThread.runWithin(flow, () -> complete(future, result, error));
        if (completionExecutor == null) {
            offTimer(completion);
        } else {
            completionExecutor.execute(completion);
        }
    }

    /**
     * Runs a task after a time, on the timer's thread. After the database was closed it is not run: whoever it would tell has been told then.
     */
    Future<?> later(long delay, TimeUnit unit, Runnable task) {
        try {
            return timer.schedule(task, delay, unit);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** A time in nanoseconds; the longest there is, for one that is too long to be told so. */
    static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    /** Runs what may lead to the caller's code; not on the timer's thread, where code that blocks would stop every deadline. */
    void offTimer(Runnable task) {
        if (timer.inEventLoop()) {
            ForkJoinPool.commonPool().execute(task);
        } else {
            task.run();
        }
    }

    private static <T> void complete(CompletableFuture<T> future, T result, Throwable error) {
        if (error == null) {
            future.complete(result);
        } else {
            future.completeExceptionally(error);
        }
    }
}
