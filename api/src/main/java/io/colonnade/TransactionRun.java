// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The run of a function in a transaction, committed or rolled back by the function's outcome. Cancelling it cancels the statement that runs
 * and rolls back. It ends with its function, or with a transaction that ends by itself before; what it tells is the transaction's verdict.
 *
 * @param <T> what the function's stage gives
 */
final class TransactionRun<T> extends ConnectionFuture<T> {

    private final CompletableFuture<OpenTransaction> begin;
    private final Transaction outer;
    private final Function<Transaction, ? extends CompletionStage<T>> work;
    private volatile OpenTransaction transaction;
    private volatile boolean watched;

    private TransactionRun(CompletableFuture<OpenTransaction> begin, Transaction outer,
            Function<Transaction, ? extends CompletionStage<T>> work) {
        this.begin = begin;
        this.outer = outer;
        this.work = work;
    }

    /**
     * Runs it.
     *
     * @param outer the handle of the outer transaction, or null
     */
    static <T> CompletableFuture<T> start(CompletableFuture<OpenTransaction> begin, Transaction outer,
            Function<Transaction, ? extends CompletionStage<T>> work) {
        TransactionRun<T> run = new TransactionRun<>(begin, outer, work);
        if (begin instanceof PendingBegin pending) {
            pending.calledBy(run);
        }
        Failures.whenEnded(begin, (opened, failure) -> {
            if (failure != null) {
                run.completeExceptionally(Failures.unwrap(failure));
            } else {
                run.begun(opened);
            }
        });
        return run;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !begin.cancel(false)) {
            OpenTransaction open = transaction;
            if (open != null) {
                abort(open);
            }
        }
        return cancelled;
    }

    /** A nested one that fails lets the outer one go on, so somebody else must be told if nobody waits for it. */
    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean unseen = outer != null && getNumberOfDependents() == 0;
        boolean completed = super.completeExceptionally(failure);
        if (completed && unseen && !watched) {
            outer.scope().unseen().add(this, failure);
        }
        return completed;
    }

    boolean isWatched() {
        return watched;
    }

    @Override
    void watched() {
        watched = true;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        watched = true;
        return this;
    }

    @Override
    public boolean isCompletedExceptionally() {
        watched = true;
        return super.isCompletedExceptionally();
    }

    @Override
    public T getNow(T valueIfAbsent) {
        watched = true;
        return super.getNow(valueIfAbsent);
    }

    private static void abort(OpenTransaction open) {
        open.abort(DatabaseException.of(ErrorKind.CANCELLED, "the transaction was cancelled").build());
    }

    private void begun(OpenTransaction opened) {
        transaction = opened;
        if (isCancelled()) {
            abort(opened);
            return;
        }
        opened.over().whenComplete((ended, never) -> {
            // What the program has not asked for ends the run too; the end that it asked for lets its function go on.
            if (opened.endedByItself()) {
                tell(null, null);
            }
        });
        // A begin that was complete before this run was attached to it has not brought us to a thread of the transaction's own.
        if (ConnectionThread.currentTransaction() == opened) {
            call(opened);
            return;
        }
        try {
            opened.engine().completionExecutor(opened.session().backend().executor())
                    .execute(() -> ConnectionThread.runWithin(opened, () -> call(opened)));
        } catch (Throwable refused) {
            // The executor of a connection that was closed meanwhile takes nothing; one of the user's may throw what it likes.
            workEnded(null, opened.session().refusal() == null ? refused : opened.session().refusal());
        }
    }

    private void call(OpenTransaction opened) {
        CompletionStage<T> stage;
        try {
            stage = work.apply(new Transaction(opened, outer));
            if (stage == null) {
                throw Failures.usage("the transaction's function returned null; return the last stage of its work");
            }
            stage.whenComplete((value, failure) -> workEnded(value, failure == null ? null : Failures.unwrap(failure)));
        } catch (Throwable thrown) {
            workEnded(null, thrown);
        }
    }

    private void workEnded(T value, Throwable failure) {
        // The function may end because its caller has cancelled it, and before the cancel itself has rolled back.
        transaction.endWithFunction(failure == null && !isCancelled());
        transaction.over().whenComplete((ended, never) -> tell(value, failure));
    }

    private void tell(T value, Throwable thrown) {
        transaction.tell(this, value, transaction.verdict(thrown));
    }
}
