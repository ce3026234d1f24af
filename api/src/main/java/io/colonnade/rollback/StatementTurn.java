// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.error.DatabaseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The turn of one statement or batch, which takes effect as a whole or not at all. */
final class StatementTurn<T> extends Turn {

    private final Supplier<CompletionStage<T>> statement;
    private final boolean readOnly;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    StatementTurn(Turns turns, RolledBackConnection owner, boolean readOnly, Supplier<CompletionStage<T>> statement) {
        super(turns, owner);
        this.statement = statement;
        this.readOnly = readOnly;
    }

    CompletableFuture<T> result() {
        return result;
    }

    @Override
    void opened() {
        turns.guard().set().whenComplete((set, failure) -> {
            if (failure != null) {
                turns.lose(Failures.of(failure));
                over(turns.lost());
            } else if (runs()) {
                run();
            } else {
                over(cancelledError());
            }
        });
    }

    private void run() {
        CompletionStage<T> stage;
        try {
            stage = statement.get();
        } catch (RuntimeException | Error broken) {
            stage = CompletableFuture.failedStage(broken);
        }
        stage.whenComplete((value, failure) -> answered(() -> settle(value, failure)));
    }

    private void settle(T value, Throwable failure) {
        if (failure == null) {
            if (!readOnly) {
                turns.guard().wrote();
            }
            turns.over(this, () -> result.complete(value));
        } else {
            DatabaseException error = Failures.of(failure);
            undo(error, () -> result.completeExceptionally(error));
        }
    }

    private void over(DatabaseException error) {
        turns.over(this, () -> result.completeExceptionally(error));
    }

    @Override
    void refuse(DatabaseException error) {
        result.completeExceptionally(error);
    }
}
