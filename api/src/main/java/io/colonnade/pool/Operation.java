// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

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
    final long startedAtNanos;
    long deadlineNanos;

    Operation(String name, String option, Supplier<? extends CompletionStage<T>> call, Settlement<T> settlement, Settlement<T> late,
              long nowNanos, long timeoutNanos) {
        this.name = name;
        this.option = option;
        this.call = call;
        this.settlement = settlement;
        this.late = late;
        this.startedAtNanos = nowNanos;
        this.deadlineNanos = nowNanos + timeoutNanos;
    }

    boolean connects() {
        return late != null;
    }
}
