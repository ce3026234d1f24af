// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.error.DatabaseException;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transaction of the application, which is a savepoint in the one transaction. */
final class RolledBackTransaction implements TransactionBackend {

    private final Turns turns;
    private final RolledBackConnection owner;
    private final TransactionBackend savepoint;
    private final boolean readOnly;

    RolledBackTransaction(Turns turns, RolledBackConnection owner, TransactionBackend savepoint, boolean readOnly) {
        this.turns = turns;
        this.owner = owner;
        this.savepoint = savepoint;
        this.readOnly = readOnly;
    }

    RolledBackConnection owner() {
        return owner;
    }

    boolean readOnly() {
        return readOnly;
    }

    /** One that may only read keeps nothing: a function that a query called may have written. */
    @Override
    public CompletionStage<Void> commit() {
        return ended(readOnly ? savepoint.rollback() : savepoint.commit());
    }

    @Override
    public CompletionStage<Void> rollback() {
        return ended(savepoint.rollback());
    }

    @Override
    public CompletionStage<TransactionBackend> savepoint() {
        return savepoint.savepoint();
    }

    private CompletionStage<Void> ended(CompletionStage<Void> end) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        end.whenComplete((done, failure) -> {
            DatabaseException error = failure == null ? null : turns.told(Failures.of(failure), true);
            turns.release(this);
            if (error == null) {
                told.complete(null);
            } else {
                told.completeExceptionally(error);
            }
        });
        return told;
    }
}
