// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.ConnectionBackend;
import java.time.Duration;
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
        long left = timeout.toNanos() - (System.nanoTime() - startedNanos);
        Future<?> timer = engine.timer().schedule(this::deadlinePassed, left, TimeUnit.NANOSECONDS);
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

    /** Completes the future where the caller wants it. */
    abstract void deliver(T result, DatabaseException error);

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
        CompletionStage<?> stage;
        try {
            call.compile(engine.statements(), lent.dialect());
            stage = call.start(lent);
        } catch (RuntimeException | Error e) {
            stage = CompletableFuture.failedFuture(e);
        }
        stage.whenComplete(this::answered);
    }

    /** Ends a call that never reached a connection. */
    final void refuse(DatabaseException error) {
        synchronized (this) {
            phase = Phase.ENDED;
            released = true;
        }
        cancelTimer();
        deliver(null, error);
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
        DatabaseException error = failure == null ? null : stoppedInstead(Failures.of(failure));
        if (error != null && neverSent(error) && runAgain(error)) {
            return;
        }
        cancelTimer();
        T result = null;
        DatabaseException unusable = null;
        if (error == null) {
            try {
                result = call.result(answer);
            } catch (RuntimeException | Error e) {
                // Whatever the caller's own code throws, the connection must go back.
                unusable = Failures.of(e);
            }
        }
        engine.log().ended(call, System.nanoTime() - startedNanos, error);
        releaseOnce(error == null ? toldOtherwise() : error);
        deliver(result, error == null ? unusable : error);
    }

    /** Whether the backend has proven that not one byte of the statement left this machine before its connection was found to be lost. */
    private static boolean neverSent(DatabaseException error) {
        return error.kind() == ErrorKind.CONNECTION_LOST && error.outcome() == StatementOutcome.NOT_APPLIED && error.retrySafe()
                && !error.connectionUsable();
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
        running.cancel().whenComplete((ok, failure) -> done.complete(null));
        engine.timer().schedule(this::abandon, CANCEL_GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The statement does not end although it was cancelled: the caller is told, and soon the connection is given up. */
    private void abandon() {
        DatabaseException told;
        synchronized (this) {
            if (released) {
                return;
            }
            abandoned = true;
            told = stopped(StatementOutcome.UNKNOWN);
        }
        deliver(null, told);
        engine.timer().schedule(() -> releaseOnce(DatabaseException.of(ErrorKind.CONNECTION_LOST,
                        "a cancelled statement did not end, so its connection is discarded").connectionUsable(false).build()),
                engine.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private DatabaseException timeoutError(StatementOutcome outcome) {
        String where;
        synchronized (this) {
            where = phase == Phase.WAITING ? "waiting for a connection" : call.fetching() ? "fetching rows" : "executing the statement";
        }
        return DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the deadline of " + timeout.toMillis() + " ms passed while " + where
                + " [" + call.compiled().sql() + "]").outcome(outcome).retrySafe(outcome == StatementOutcome.NOT_APPLIED).build();
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
