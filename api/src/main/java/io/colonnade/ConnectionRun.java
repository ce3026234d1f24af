// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * The run of a function with a connection of its own. Cancelling it cancels the statement that runs and gives the connection back.
 *
 * @param <T> what the function's stage gives
 */
final class ConnectionRun<T> extends ConnectionFuture<T> {

    private final SessionRequest request;
    private final Scope flow = ConnectionThread.currentScope();
    private volatile PinnedConnection connection;

    private ConnectionRun(SessionRequest request) {
        this.request = request;
    }

    static <T> CompletableFuture<T> start(SessionRequest request, Function<Connection, ? extends CompletionStage<T>> work) {
        ConnectionRun<T> run = new ConnectionRun<>(request);
        Failures.whenEnded(request, (session, failure) -> {
            if (failure != null) {
                run.completeExceptionally(Failures.unwrap(failure));
            } else {
                run.hop(session, work);
            }
        });
        return run;
    }

    private void hop(Session opened, Function<Connection, ? extends CompletionStage<T>> work) {
        PinnedConnection pinned = new PinnedConnection(opened, false, flow);
        connection = pinned;
        pinned.cutOff().thenAccept(why -> opened.engine().complete(this, null, why, flow));
        try {
            opened.engine().completionExecutor(opened.backend().executor())
                    .execute(() -> ConnectionThread.runWithin(pinned, () -> lent(pinned, work)));
        } catch (RejectedExecutionException closedMeanwhile) {
            pinned.end(() -> completeExceptionally(Failures.closed()));
        } catch (Throwable thrown) {
            // A completion executor of the user's may throw what it likes.
            pinned.end(() -> completeExceptionally(thrown));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !request.cancel(false)) {
            PinnedConnection lent = connection;
            if (lent != null) {
                lent.end(() -> { });
                lent.session().stopRunning(null, DatabaseException.of(ErrorKind.CANCELLED, "the call was cancelled").build());
            }
        }
        return cancelled;
    }

    private void lent(PinnedConnection pinned, Function<Connection, ? extends CompletionStage<T>> work) {
        if (isCancelled()) {
            pinned.end(() -> { });
            return;
        }
        try {
            CompletionStage<T> stage = work.apply(new Connection(pinned));
            if (stage == null) {
                throw Failures.usage("the connection's function returned null; return the last stage of its work");
            }
            stage.whenComplete((value, failure) -> workEnded(value, failure == null ? null : Failures.unwrap(failure)));
        } catch (Throwable thrown) {
            workEnded(null, thrown);
        }
    }

    private void workEnded(T value, Throwable failure) {
        connection.end(() -> ConnectionThread.runWithin(flow, () -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(failure);
            }
        }));
    }
}
