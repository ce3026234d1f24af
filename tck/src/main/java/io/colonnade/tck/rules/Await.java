// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.error.DatabaseException;
import io.colonnade.tck.TckTimeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waiting with a deadline; called by the thread that runs the rule, never on a connection's own. */
final class Await {

    private static final long POLL_NANOS = 500_000;

    private Await() {
    }

    /** The stage's value; its failure is thrown as it is. */
    static <T> T value(CompletionStage<T> stage) {
        return value(stage, TckTimeouts.answer());
    }

    static <T> T value(CompletionStage<T> stage, Duration limit) {
        try {
            return stage.toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw raise(e.getCause());
        } catch (TimeoutException e) {
            throw new Overdue("there was no answer within " + limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overdue("the wait for an answer was interrupted");
        }
    }

    /** The stage's failure. */
    static Throwable failure(CompletionStage<?> stage) {
        Object value;
        try {
            value = value(stage);
        } catch (Overdue e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
        throw new AssertionError("a failure was expected, but it completed normally"
                + (value == null ? "" : " with a " + value.getClass().getSimpleName()));
    }

    /** The stage's failure, which must be typed. */
    static DatabaseException databaseFailure(CompletionStage<?> stage) {
        return Assertions.assertInstanceOf(DatabaseException.class, failure(stage), "every failure is a DatabaseException");
    }

    /** Waits for the end of a stage; whether it completed normally. */
    static boolean settled(CompletionStage<?> stage) {
        return value(stage.handle((value, failure) -> failure == null));
    }

    static void latch(CountDownLatch latch, String what) {
        try {
            if (!latch.await(TckTimeouts.answer().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Overdue(what + " did not happen within " + TckTimeouts.answer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overdue("the wait for " + what + " was interrupted");
        }
    }

    /** Waits until a value is as expected, and fails with the last one if it never is. */
    static <T> void settles(T expected, Supplier<T> actual, String what) {
        long end = System.nanoTime() + TckTimeouts.settle().toNanos();
        T last = actual.get();
        while (!Objects.equals(expected, last) && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
            last = actual.get();
        }
        Assertions.assertEquals(expected, last, what);
    }

    private static RuntimeException raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException("a checked failure", failure);
    }
}
