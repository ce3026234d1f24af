// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The time within which a transaction must have begun and ended. Once it has passed, what runs is cancelled and what is open is rolled
 * back. If the database does not answer that, its caller is told without it, and in the end the connection is given up. Thread-safe.
 */
final class TransactionDeadline {

    private final Session session;
    private final Duration timeout;
    private final CompletableFuture<Transaction> begun;
    private Session.Control<?> begin;
    private Future<?> timer;
    private Transaction transaction;
    private DatabaseException error;
    private boolean ended;

    /**
     * The deadline of a transaction that is about to begin.
     *
     * @param begun whoever waits for the begin
     */
    TransactionDeadline(Session session, Duration timeout, CompletableFuture<Transaction> begun) {
        this.session = session;
        this.timeout = timeout;
        this.begun = begun;
    }

    /** Its begin has been handed in; the time runs from now. */
    void start(Session.Control<?> handedIn) {
        synchronized (this) {
            begin = handedIn;
        }
        Future<?> started = session.engine().timer().schedule(this::pass, timeout.toNanos(), TimeUnit.NANOSECONDS);
        boolean late;
        synchronized (this) {
            timer = started;
            late = ended;
        }
        if (late) {
            started.cancel(false);
        }
    }

    /** It is open; false if that came too late, and it has to be rolled back. */
    synchronized boolean opened(Transaction opened) {
        transaction = opened;
        return error == null;
    }

    /** What it fails with, null as long as its time has not passed. */
    synchronized DatabaseException error() {
        return error;
    }

    /** It has ended, or could not be begun. */
    void ended() {
        Future<?> started;
        synchronized (this) {
            ended = true;
            started = timer;
        }
        if (started != null) {
            started.cancel(false);
        }
    }

    private void pass() {
        Transaction open;
        synchronized (this) {
            if (ended) {
                return;
            }
            error = DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the transaction did not end within its timeout of "
                    + timeout.toMillis() + " ms and was rolled back").retrySafe(true).build();
            open = transaction;
        }
        Engine engine = session.engine();
        engine.timer().schedule(this::tell, Execution.CANCEL_GRACE_MILLIS, TimeUnit.MILLISECONDS);
        engine.timer().schedule(this::giveUp, Execution.CANCEL_GRACE_MILLIS + engine.options().closeTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        if (open == null) {
            begin.cancel(error);
        } else {
            open.abort(error);
        }
    }

    private void tell() {
        Transaction open;
        synchronized (this) {
            if (ended) {
                return;
            }
            open = transaction;
        }
        if (open == null) {
            session.engine().complete(begun, null, error, null);
        } else {
            session.engine().offTimer(() -> open.overdue(error));
        }
    }

    private void giveUp() {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        session.engine().offTimer(session::giveUp);
    }
}
