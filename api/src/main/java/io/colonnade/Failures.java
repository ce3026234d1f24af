// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Turns whatever a stage failed with into an error of Colonnade. */
final class Failures {

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

    /** The error that a backend reported; one that it failed to type is INTERNAL, and its connection is not trusted further. */
    static DatabaseException of(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof DatabaseException error) {
            return error;
        }
        return DatabaseException.of(ErrorKind.INTERNAL, "unexpected " + cause.getClass().getName() + "; the connection is discarded")
                .cause(cause).outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build();
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
        return DatabaseException.of(thrown instanceof OutOfMemoryError ? ErrorKind.INTERNAL : ErrorKind.DATA, what + ": "
                + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0])).build();
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
