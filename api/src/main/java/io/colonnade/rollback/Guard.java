// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The savepoint behind all that was done so far, to which a statement that fails is undone: PostgreSQL refuses everything else after it,
 * and a batch may have failed half way. It is set anew only in front of a statement and only if something was written since, so that a
 * query that is known to read costs nothing. Touched by whoever has the turn.
 */
final class Guard {

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final TransactionBackend root;
    private TransactionBackend savepoint;
    private boolean written;

    /**
     * A guard that is not set yet.
     *
     * @param root the transaction; null where there are no savepoints, and so nothing can be undone
     */
    Guard(TransactionBackend root) {
        this.root = root;
    }

    /** Sees to it that all that was done is in front of the savepoint. A failure means that the transaction is lost. */
    CompletionStage<Void> set() {
        if (root == null || savepoint != null && !written) {
            return DONE;
        }
        TransactionBackend old = savepoint;
        savepoint = null;
        return (old == null ? DONE : old.commit()).thenCompose(released -> root.savepoint()).thenAccept(set -> {
            savepoint = set;
            written = false;
        });
    }

    /** Something may have been written, or the savepoint may be gone: the next one who needs it sets it anew, and so finds out. */
    void wrote() {
        written = true;
    }

    /** Undoes what was done since it was set. */
    CompletionStage<Void> undo() {
        TransactionBackend old = savepoint;
        savepoint = null;
        return old == null ? DONE : old.rollback();
    }
}
