// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.error.DatabaseException;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;

/** The begin of a transaction, which keeps the connection from then on until it ends. Its savepoint is never cancelled half way. */
final class BeginTurn extends Turn {

    private final boolean readOnly;
    private final CompletableFuture<TransactionBackend> begun = new CompletableFuture<>();

    BeginTurn(Turns turns, RolledBackConnection owner, boolean readOnly) {
        super(turns, owner);
        this.readOnly = readOnly;
    }

    CompletableFuture<TransactionBackend> begun() {
        return begun;
    }

    @Override
    void opened() {
        turns.root().savepoint().whenComplete((savepoint, failure) -> {
            if (failure != null) {
                turns.lose(Failures.of(failure));
                turns.over(this, () -> begun.completeExceptionally(turns.lost()));
            } else if (isWanted()) {
                RolledBackTransaction transaction = new RolledBackTransaction(turns, owner, savepoint, readOnly);
                turns.hold(this, transaction);
                begun.complete(transaction);
            } else {
                savepoint.rollback().whenComplete((undone, ignored) -> refuseAfter(cancelledError()));
            }
        });
    }

    private void refuseAfter(DatabaseException error) {
        turns.over(this, () -> begun.completeExceptionally(error));
    }

    @Override
    void refuse(DatabaseException error) {
        begun.completeExceptionally(error);
    }
}
