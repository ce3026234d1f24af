// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionBackend;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One call on its way: it waits for a connection, runs there, and completes itself with the answer. Cancelling it, or its deadline, takes
 * the wish for a connection back or cancels the statement on the server; the connection is given back only once neither can hit
 * whoever comes next.
 *
 * @param <T> what the caller awaits
 */
abstract class Execution<T> extends ConnectionFuture<T> {

    /** How long a cancelled statement has to end before its caller is told without it. */
    static final long CANCEL_GRACE_MILLIS = 150;

    private enum Phase { WAITING, RUNNING, ENDED }

    final Engine engine;
    final Call<T> call;
    private final Duration timeout;
    private final long startedNanos;
    private Future<?> deadlineTimer;
    private Phase phase = Phase.WAITING;
    private ConnectionBackend connection;
    private DatabaseException stopped;
    /** Whether it was stopped because its own deadline had passed. */
    private boolean overdue;
    private CompletionStage<Void> cancelling;
    private boolean abandoned;
    private boolean released;
    private boolean ranAgain;

    /**
     * A call that waits for its connection; its deadline runs from now.
     *
     * @param timeout null for none
     */
    Execution(Engine engine, Call<T> call, Duration timeout) {
        this.engine = engine;
        this.call = call;
        this.timeout = timeout;
        startedNanos = System.nanoTime();
    }

    /** Starts the deadline; called once, when the wish for a connection has gone out and so can be withdrawn. */
    final void startDeadline() {
        if (timeout == null) {
            return;
        }
        long left = Engine.nanos(timeout) - (System.nanoTime() - startedNanos);
        Future<?> timer = engine.later(left, TimeUnit.NANOSECONDS, this::deadlinePassed);
        boolean ended;
        synchronized (this) {
            deadlineTimer = timer;
            ended = phase == Phase.ENDED;
        }
        if (ended) {
            timer.cancel(false);
        }
    }

    final long startedNanos() {
        return startedNanos;
    }

    /** Takes back the wish for a connection; false if the connection is already on its way here. */
    abstract boolean withdraw();

    /**
     * Gives the connection back.
     *
     * @param error what the statement failed with, or null
     */
    abstract void release(DatabaseException error);

    /** Whether what the statement does stands as soon as the database has answered. */
    abstract boolean autocommit();

    /** Completes the future where the caller wants it. */
    abstract void deliver(T result, DatabaseException error);

    /** A failure as the caller is told it. */
    DatabaseException told(DatabaseException error) {
        return error;
    }

    /** The connection was taken away: the caller is told at once, whatever the connection still does. */
    final void tellCutOff(DatabaseException error) {
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            stopped = stopped == null ? error : stopped;
            abandoned = true;
            // Giving the connection back below cancels what runs on it, whose answer must not be told in place of this.
            phase = Phase.ENDED;
        }
        cancelTimer();
        DatabaseException told = call.failed(error);
        releaseOnce(told);
        deliver(null, told);
    }

    /** Runs the call on the connection that has come. */
    final void runOn(ConnectionBackend lent) {
        DatabaseException before;
        synchronized (this) {
            before = stopped;
            connection = lent;
            phase = before == null ? Phase.RUNNING : Phase.ENDED;
        }
        if (before != null) {
            conclude(null, before);
            return;
        }
        try {
            call.compile(engine.statements(), lent.dialect());
            Objects.requireNonNull(call.start(lent), "the backend answered with no stage").whenComplete(this::answered);
        } catch (Throwable e) {
            answered(null, e);
        }
    }

    /** Ends a call that never reached a connection. */
    final void refuse(DatabaseException error) {
        synchronized (this) {
            phase = Phase.ENDED;
            released = true;
        }
        cancelTimer();
        deliver(null, call.failed(error));
    }

    /** Cancels the statement on behalf of whoever owns its transaction; the future fails with the given error. */
    final void stop(DatabaseException error) {
        stopWith(error, false);
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            stopWith(DatabaseException.of(ErrorKind.CANCELLED, "the call was cancelled").build(), false);
        }
        return cancelled;
    }

    private void answered(Object answer, Throwable failure) {
        CompletionStage<Void> pending;
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = Phase.ENDED;
            pending = cancelling;
        }
        if (pending == null) {
            conclude(answer, failure);
        } else {
            // The connection must not be given on while a cancel is on its way to it.
            pending.whenComplete((done, ignored) -> conclude(answer, failure));
        }
    }

    private void conclude(Object answer, Throwable failure) {
        DatabaseException error = failure == null ? null : call.failed(told(stoppedInstead(Failures.of(failure))));
        if (error != null && Failures.neverSent(error) && runAgain(error)) {
            return;
        }
        cancelTimer();
        T result = null;
        DatabaseException told = error == null ? null : StatementErrors.inScope(error, autocommit());
        if (error == null) {
            try {
                result = call.result(answer);
            } catch (Throwable e) {
                told = unread(Failures.ofCaller("the answer could not be taken", e));
            }
        }
        engine.log().ended(call, System.nanoTime() - startedNanos, error);
        try {
            releaseOnce(error == null ? toldOtherwise() : error);
        } finally {
            deliver(result, told);
        }
    }

    /** The database has answered, and what the caller asked for could not be made of it: that undoes nothing. */
    private DatabaseException unread(DatabaseException error) {
        DatabaseException.Builder undone = error.toBuilder().retrySafe(false).connectionUsable(true)
                .outcome(call.compiled().readOnly() ? StatementOutcome.NOT_APPLIED : StatementOutcome.APPLIED);
        if (call.compiled().kind() != StatementKind.QUERY) {
            undone.note("; the statement itself took effect" + (autocommit() ? "" : " in its transaction"));
        }
        return StatementErrors.inScope(call.failed(undone.build()), autocommit());
    }

    /**
     * Gives the lost connection back and waits for another one, where nothing depends on its being the same.
     *
     * @return whether it does; otherwise the caller is told
     */
    boolean runAgain(DatabaseException lost) {
        return false;
    }

    /** Goes back to waiting, once; false if the call is to end. Its deadline goes on. */
    final synchronized boolean waitAgain() {
        if (ranAgain || stopped != null || call.fetching()) {
            return false;
        }
        ranAgain = true;
        phase = Phase.WAITING;
        connection = null;
        return true;
    }

    /** Whoever stopped it after {@link #waitAgain} may have found no wish for a connection that could be taken back. */
    final void withdrawIfStopped() {
        DatabaseException error;
        synchronized (this) {
            error = stopped;
        }
        if (error != null && withdraw()) {
            refuse(error);
        }
    }

    /** A statement that ended because it was cancelled fails with the reason for cancelling it, and with what it may have done all the same. */
    private synchronized DatabaseException stoppedInstead(DatabaseException error) {
        return stopped != null && error.kind() == ErrorKind.CANCELLED ? stopped(error.outcome()) : error;
    }

    private DatabaseException stopped(StatementOutcome outcome) {
        if (outcome == StatementOutcome.NOT_APPLIED) {
            return stopped;
        }
        if (overdue) {
            return timeoutError(outcome);
        }
        // A transaction that ran out of time is rolled back, whatever its last statement did.
        return stopped.kind() != ErrorKind.CANCELLED ? stopped
                : DatabaseException.of(ErrorKind.CANCELLED, stopped.getMessage()).outcome(outcome).build();
    }

    /** The statement went through, but its caller has already been told that it did not: a transaction must not commit that. */
    private synchronized DatabaseException toldOtherwise() {
        return abandoned || isCancelled() ? stopped : null;
    }

    private void releaseOnce(DatabaseException error) {
        synchronized (this) {
            if (released) {
                return;
            }
            released = true;
        }
        release(error);
    }

    private void deadlinePassed() {
        stopWith(timeoutError(StatementOutcome.NOT_APPLIED), true);
    }

    private void stopWith(DatabaseException error, boolean byDeadline) {
        ConnectionBackend running;
        synchronized (this) {
            if (phase == Phase.ENDED || stopped != null) {
                return;
            }
            stopped = error;
            overdue = byDeadline;
            running = phase == Phase.RUNNING ? connection : null;
        }
        if (running == null) {
            if (withdraw()) {
                refuse(error);
            }
            return;
        }
        cancelOn(running);
    }

    private void cancelOn(ConnectionBackend running) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return;
            }
            cancelling = done;
        }
        Failures.stage(running::cancel).whenComplete((ok, failure) -> done.complete(null));
        engine.later(CANCEL_GRACE_MILLIS, TimeUnit.MILLISECONDS, this::abandon);
    }

    /** The statement does not end although it was cancelled: the caller is told, and soon the connection is given up. */
    private void abandon() {
        DatabaseException told;
        synchronized (this) {
            if (released) {
                return;
            }
            abandoned = true;
            told = call.failed(told(stopped(StatementOutcome.UNKNOWN)));
        }
        deliver(null, told);
        engine.later(engine.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS, () -> releaseOnce(
                told(DatabaseException.of(ErrorKind.CONNECTION_LOST, "a cancelled statement did not end, so its connection is discarded")
                        .outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build())));
    }

    private DatabaseException timeoutError(StatementOutcome outcome) {
        String where;
        boolean waiting;
        synchronized (this) {
            waiting = phase == Phase.WAITING;
            where = waiting ? "waiting for a connection" : call.fetching() ? "fetching rows" : "executing the statement";
        }
        return DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the deadline of " + Failures.time(timeout) + " passed while " + where)
                .sql(call.compiled().sql()).outcome(outcome).retrySafe(outcome == StatementOutcome.NOT_APPLIED)
                .sent(!waiting || !autocommit()).build();
    }

    private void cancelTimer() {
        Future<?> timer;
        synchronized (this) {
            timer = deadlineTimer;
        }
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
