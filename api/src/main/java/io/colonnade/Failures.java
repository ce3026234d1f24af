// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Turns whatever a stage failed with into an error of Colonnade. */
final class Failures {

    private static final Duration ONE_MILLI = Duration.ofMillis(1);
    private static final int NANOS_PER_MICRO = 1_000;

    private Failures() {
    }

    /** What went wrong, without the wrappers that stages put around it. */
    static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Calls back once a stage has ended; {@code whenComplete} makes one more stage and wraps the failure for it, which takes longer than all else. */
    static <T> void whenEnded(CompletableFuture<T> stage, BiConsumer<? super T, ? super Throwable> action) {
        stage.handle((value, failure) -> {
            action.accept(value, failure);
            return null;
        });
    }

    /** The error that a backend reported; one that it failed to type is INTERNAL, and its connection is not trusted further. */
    static DatabaseException of(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof DatabaseException error) {
            return error;
        }
        return DatabaseException.of(ErrorKind.INTERNAL, "unexpected " + cause.getClass().getName() + "; the connection is discarded")
                .cause(cause).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
    }

    /** Whether the backend has proven that not one byte of what failed left this machine before its connection was found to be lost. */
    static boolean neverSent(DatabaseException error) {
        return error.kind() == ErrorKind.CONNECTION_LOST && error.outcome() == StatementOutcome.NOT_APPLIED && error.retrySafe()
                && !error.connectionUsable();
    }

    /**
     * What code of the caller's threw. Its message may quote a value, so only its class and its place are told.
     *
     * @param what what could not be done, as the beginning of a sentence
     */
    static DatabaseException ofCaller(String what, Throwable thrown) {
        if (thrown instanceof DatabaseException error) {
            return error;
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return DatabaseException.of(ErrorKind.DATA, what + ": "
                + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])).build();
    }

    /** What the values of a statement threw when they were taken; nothing was sent then, and the transaction is as it was. */
    static DatabaseException ofValue(Throwable thrown) {
        return thrown instanceof DatabaseException error ? error
                : ofCaller("a value of the statement could not be taken", thrown).toBuilder().sent(false).build();
    }

    /** A time as messages show it: in milliseconds, or in the unit in which it is not zero. */
    static String time(Duration time) {
        if (time.compareTo(ONE_MILLI) >= 0) {
            return time.toMillis() + " ms";
        }
        long nanos = time.toNanos();
        return nanos == 0 ? "0 ms" : nanos < NANOS_PER_MICRO ? nanos + " ns" : nanos / NANOS_PER_MICRO + " µs";
    }

    /** What a backend answers with, also if it breaks its contract: throws in place of failing, or answers with nothing. */
    static <T> CompletionStage<T> stage(Supplier<? extends CompletionStage<T>> call) {
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
        return stage != null ? stage : CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.INTERNAL, "the backend answered with no"
                + " stage; the connection is discarded").outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build());
    }

    static DatabaseException closed() {
        return DatabaseException.of(ErrorKind.POOL_CLOSED, "the database was closed meanwhile; open it again with Database.open").build();
    }

    /** A stage that failed because the database does not have what was asked for. */
    static <T> CompletionStage<T> unsupported(String message) {
        return CompletableFuture.failedStage(DatabaseException.of(ErrorKind.UNSUPPORTED, message).build());
    }

    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }
}
