// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** The queue of a connection: work runs in the order of the calls on the connection's executor, and whatever fails is typed. */
final class Work {

    private final Executor executor;
    private final Gaps gaps;
    private final AtomicLong calls = new AtomicLong();
    private volatile long cancelled;
    private volatile boolean closed;

    Work(Executor executor, Gaps gaps) {
        this.executor = executor;
        this.gaps = gaps;
    }

    Executor executor() {
        return executor;
    }

    /** A number for a call, greater than those of all calls before it. */
    long call() {
        return calls.incrementAndGet();
    }

    /** Cancels all calls that were made so far. */
    void cancel() {
        cancelled = calls.get();
    }

    boolean isCancelled(long call) {
        return call <= cancelled;
    }

    Querying.Watch watch(long call) {
        return () -> {
            if (isCancelled(call)) {
                throw new EngineError(ErrorKind.CANCELLED, "57014", "the statement was cancelled");
            }
        };
    }

    /** Whether the connection is closed; once it is, nothing runs. */
    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** Runs work after what was handed in before. */
    <T> CompletableFuture<T> submit(Callable<T> work) {
        return submitAnyway(() -> {
            if (closed) {
                throw closedFailure();
            }
            return work.call();
        });
    }

    <T> CompletableFuture<T> submitAnyway(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    future.complete(work.call());
                } catch (Throwable failure) {
                    future.completeExceptionally(translated(failure));
                }
            });
        } catch (RejectedExecutionException gone) {
            future.completeExceptionally(closedFailure());
        }
        return future;
    }

    DatabaseException translated(Throwable failure) {
        if (failure instanceof Session.FailedItem item) {
            return gaps.told(item.error().translated(item.index()));
        }
        if (failure instanceof EngineError error) {
            return gaps.told(error.translated(-1));
        }
        return failure instanceof DatabaseException typed ? typed
                : DatabaseException.of(ErrorKind.INTERNAL, failure + " was thrown while a statement ran").cause(failure).build();
    }

    static DatabaseException closedFailure() {
        return DatabaseException.of(ErrorKind.USAGE, "the connection is closed").connectionUsable(false).build();
    }
}
