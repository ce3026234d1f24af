// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.Queries;
import java.util.concurrent.CompletableFuture;

/** Something that is asked of a database, a connection or a transaction. */
@FunctionalInterface
interface Work {

    /** Asks it. The future gives the answer as text, errors of the database included. */
    CompletableFuture<String> run(Queries queries);
}
