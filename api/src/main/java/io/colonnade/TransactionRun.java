// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The run of a function in a transaction, committed or rolled back by the function's outcome. Cancelling it cancels the statement that runs
 * and rolls back.
 *
 * @param <T> what the function's stage gives
 */
final class TransactionRun<T> extends ConnectionFuture<T> {

    private final CompletableFuture<Transaction> begin;
    private volatile Transaction transaction;

    private TransactionRun(CompletableFuture<Transaction> begin) {
        this.begin = begin;
    }

    static <T> CompletableFuture<T> start(CompletableFuture<Transaction> begin, Function<Transaction, ? extends CompletionStage<T>> work) {
        TransactionRun<T> run = new TransactionRun<>(begin);
        begin.whenComplete((transaction, failure) -> {
            if (failure != null) {
                run.completeExceptionally(Failures.unwrap(failure));
            } else {
                run.begun(transaction, work);
            }
        });
        return run;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !begin.cancel(false)) {
            Transaction open = transaction;
            if (open != null) {
                open.abort(DatabaseException.of(ErrorKind.CANCELLED, "the transaction was cancelled").build());
            }
        }
        return cancelled;
    }

    private void begun(Transaction opened, Function<Transaction, ? extends CompletionStage<T>> work) {
        transaction = opened;
        opened.onAbort(this::completeExceptionally);
        if (isCancelled()) {
            opened.rollback();
            return;
        }
        Runnable task = () -> ConnectionThread.runWithin(opened, () -> call(opened, work).whenComplete(this::workEnded));
        // A begin that was complete before this run was attached to it has not brought us to a thread of the transaction's own.
        if (ConnectionThread.currentTransaction() == opened) {
            task.run();
            return;
        }
        try {
            opened.executor().execute(task);
        } catch (RejectedExecutionException closedMeanwhile) {
            rollBack(Failures.closed());
        }
    }

    private static <T> CompletionStage<T> call(Transaction transaction, Function<Transaction, ? extends CompletionStage<T>> work) {
        try {
            CompletionStage<T> stage = work.apply(transaction);
            return stage != null ? stage
                    : CompletableFuture.failedFuture(Failures.usage("the transaction's function returned null; return the last stage of its work"));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void workEnded(T value, Throwable failure) {
        if (failure != null) {
            rollBack(Failures.unwrap(failure));
            return;
        }
        // The function may have ended the transaction itself.
        CompletableFuture<Void> end = transaction.isOpen() ? transaction.commit() : transaction.ending();
        end.whenComplete((done, error) -> {
            if (error == null) {
                complete(value);
            } else {
                rollBack(Failures.unwrap(error));
            }
        });
    }

    /** Rolls back what is still open and then fails with the first error. */
    private void rollBack(Throwable first) {
        CompletableFuture<Void> end = transaction.isOpen() ? transaction.rollback() : transaction.ending();
        end.whenComplete((done, error) -> {
            if (error != null && first != Failures.unwrap(error)) {
                first.addSuppressed(Failures.unwrap(error));
            }
            completeExceptionally(first);
        });
    }
}
