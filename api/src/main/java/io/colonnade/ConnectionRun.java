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
    private volatile Session session;
    private volatile Connection connection;

    private ConnectionRun(SessionRequest request) {
        this.request = request;
    }

    static <T> CompletableFuture<T> start(SessionRequest request, Function<Connection, ? extends CompletionStage<T>> work) {
        ConnectionRun<T> run = new ConnectionRun<>(request);
        request.whenComplete((session, failure) -> {
            if (failure != null) {
                run.completeExceptionally(Failures.unwrap(failure));
            } else {
                run.hop(session, work);
            }
        });
        return run;
    }

    private void hop(Session opened, Function<Connection, ? extends CompletionStage<T>> work) {
        try {
            opened.engine().completionExecutor(opened.backend().executor()).execute(() -> lent(opened, work));
        } catch (RejectedExecutionException closedMeanwhile) {
            opened.release(() -> completeExceptionally(Failures.closed()));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled && !request.cancel(false)) {
            Connection lent = connection;
            if (lent != null) {
                lent.end(() -> { });
                session.stopRunning(DatabaseException.of(ErrorKind.CANCELLED, "the call was cancelled").build());
            }
        }
        return cancelled;
    }

    private void lent(Session opened, Function<Connection, ? extends CompletionStage<T>> work) {
        session = opened;
        connection = new Connection(opened, false);
        if (isCancelled()) {
            connection.end(() -> { });
            return;
        }
        call(work).whenComplete((value, failure) -> connection.end(() -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(Failures.unwrap(failure));
            }
        }));
    }

    private CompletionStage<T> call(Function<Connection, ? extends CompletionStage<T>> work) {
        try {
            CompletionStage<T> stage = work.apply(connection);
            return stage != null ? stage
                    : CompletableFuture.failedFuture(Failures.usage("the connection's function returned null; return the last stage of its work"));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
