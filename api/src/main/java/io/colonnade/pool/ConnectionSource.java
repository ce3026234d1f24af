// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.concurrent.CompletionStage;

/** Opens the connections of a pool. */
@FunctionalInterface
public interface ConnectionSource {

    /**
     * Begins to open one connection; called without a lock, and may be called while earlier attempts are under way.
     *
     * @param givenUp completes when the pool waits for this attempt no longer. It should then end soon, and let go of its thread and its
     *     socket; what it opens all the same is closed by the pool
     */
    CompletionStage<OpenedConnection> open(CompletionStage<Void> givenUp);
}
