// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A call to a backend that is given so much time and no more. Whoever takes it out of the pool's set of operations, under the lock,
 * settles it: its answer, or the deadline. What is answered later is handed to {@link #late}.
 *
 * @param <T> what it answers
 */
final class Operation<T> {

    /** Takes the outcome, under the pool's lock; {@code error} is null if it went well. */
    interface Settlement<T> {
        void settle(T value, Throwable error, Effects effects, long nowNanos);
    }

    final String name;
    /** The option that sets its timeout. */
    final String option;
    final Supplier<? extends CompletionStage<T>> call;
    final Settlement<T> settlement;
    /** Takes an answer that came too late; null if nothing has to be done about it. */
    final Settlement<T> late;
    /** Makes whoever works on it stop, once nobody waits for it any more. */
    private final Runnable stop;
    final long startedAtNanos;
    long deadlineNanos;

    Operation(String name, String option, Supplier<? extends CompletionStage<T>> call, Settlement<T> settlement, Settlement<T> late,
              Runnable stop, long nowNanos, long timeoutNanos) {
        this.name = name;
        this.option = option;
        this.call = call;
        this.settlement = settlement;
        this.late = late;
        this.stop = stop;
        this.startedAtNanos = nowNanos;
        this.deadlineNanos = nowNanos + timeoutNanos;
    }

    /** An attempt to connect, which has a thread and a socket of its own. */
    static Operation<OpenedConnection> connecting(ConnectionSource source, Settlement<OpenedConnection> settlement,
                                                  Settlement<OpenedConnection> late, long nowNanos, long timeoutNanos) {
        CompletableFuture<Void> givenUp = new CompletableFuture<>();
        return new Operation<>("connecting", "connect_timeout", () -> source.open(givenUp), settlement, late,
                () -> givenUp.complete(null), nowNanos, timeoutNanos);
    }

    boolean connects() {
        return late != null;
    }

    /** Its time is up: settles it with that, and stops whoever works on it. */
    void giveUp(DatabaseException timedOut, Effects effects, long nowNanos) {
        effects.then(stop);
        settlement.settle(null, timedOut, effects, nowNanos);
    }
}
