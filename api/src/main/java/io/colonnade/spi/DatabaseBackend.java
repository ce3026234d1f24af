// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.dialect.Dialect;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A way to reach one kind of database; the service type that {@link java.util.ServiceLoader} finds.
 *
 * <p>Implementations have a public constructor without parameters, hold no state and may be called from any thread. What the connections
 * of one database share is kept with {@link BackendContext#shared}.
 *
 * @since 0.1
 */
public interface DatabaseBackend {

    /** The URL schemes that it serves, in lower case: {@code "sqlite"}, {@code "postgresql+jdbc"}. Never empty. Rules LIF-01, LIF-11. */
    Set<String> schemes();

    /** What it assumes of the database before it has met one. Rule LIF-11. */
    Dialect dialect();

    /**
     * The names of the URL options that it understands, in lower case with underscores, besides those of the pool and the core.
     * An option that is neither is refused before {@link #connect} is called.
     *
     * <p>Rules LIF-10, LIF-11.
     */
    Set<String> options();

    /**
     * How many connections serve this database best if the user does not say; the default of {@code max_size}.
     * A backend on a blocking driver pays one thread for each.
     *
     * <p>Rules CON-04, THR-06.
     */
    default int defaultPoolSize() {
        return 10;
    }

    /**
     * Refuses settings that it would not connect with, so that a wrong URL fails when the database is opened and nothing is started.
     *
     * <p>Rule LIF-10.
     *
     * @throws io.colonnade.error.ConfigurationException naming the option, its value and what would be accepted
     */
    default void validate(ConnectionSettings settings) {
    }

    /**
     * Opens one connection. Does not block the caller.
     *
     * <p>Takes no longer than {@link BackendContext#connectTimeout}. A failure that may pass (the database is not reached, starts up, or takes
     * no more connections) is safe to retry: a pool that is open then waits and tries again, until its callers' time is up; every other
     * failure is told to them at once.
     *
     * <p>Rules LIF-01, LIF-03, LIF-08, LIF-09, LIF-13, LIF-14.
     *
     * @return completes with an open connection, or fails with a {@link io.colonnade.error.DatabaseException} and leaves nothing open
     */
    CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context);
}
