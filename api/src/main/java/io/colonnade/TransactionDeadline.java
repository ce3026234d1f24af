// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The time within which a transaction must have begun and ended; tells whoever can act on it when it has passed. Thread-safe. */
final class TransactionDeadline {

    private final Engine engine;
    private final Duration timeout;
    private Consumer<DatabaseException> listener;
    private DatabaseException passed;
    private Future<?> timer;
    private boolean ended;

    TransactionDeadline(Engine engine, Duration timeout) {
        this.engine = engine;
        this.timeout = timeout;
    }

    /** The time runs from now, unless the transaction has ended already. */
    void start(Consumer<DatabaseException> first) {
        synchronized (this) {
            listener = listener == null ? first : listener;
        }
        Future<?> started = engine.later(Engine.nanos(timeout), TimeUnit.NANOSECONDS, this::pass);
        boolean late;
        synchronized (this) {
            timer = started;
            late = ended;
        }
        if (late) {
            started.cancel(false);
        }
    }

    /** From now on this one is told; at once if the time has passed. */
    void passTo(Consumer<DatabaseException> next) {
        DatabaseException late;
        synchronized (this) {
            listener = next;
            late = passed;
        }
        if (late != null) {
            next.accept(late);
        }
    }

    /** The transaction has ended, or could not be begun. */
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
        DatabaseException error = DatabaseException.of(ErrorKind.STATEMENT_TIMEOUT, "the transaction did not end within its timeout of "
                + Failures.time(timeout) + " and was rolled back").outcome(StatementOutcome.NOT_APPLIED).retrySafe(true).build();
        Consumer<DatabaseException> told;
        synchronized (this) {
            if (ended) {
                return;
            }
            passed = error;
            told = listener;
        }
        told.accept(error);
    }
}
