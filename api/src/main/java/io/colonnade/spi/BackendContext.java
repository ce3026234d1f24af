// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * What the core lends to a backend while it opens one connection and for as long as that connection lives.
 *
 * @since 0.1
 */
public interface BackendContext {

    /**
     * The connection's own executor: it runs one task at a time, in order, on one thread. A backend on a blocking driver does all its
     * work there. Made at the first call and shut down by the core once the connection is closed or has failed to open.
     */
    ScheduledExecutorService executor();

    /**
     * How long opening this connection may take, all of it: names, network, TLS, login, and what is asked and set at first; the option
     * {@code connect_timeout}. Always positive.
     *
     * <p>A backend hands it to its driver, for each step at which that could wait for the other side, and fails with kind
     * DATABASE_UNREACHABLE, safe to retry, when it has passed. The core does not rely on it: once the time is up whoever waits is told, the
     * thread of {@link #executor()} is interrupted, so that blocking work on it ends and lets go of its socket, and what is opened all the
     * same is closed. A backend that works on threads of its own has to end there by itself. Rule LIF-14.
     */
    Duration connectTimeout();

    /** The time; a test may set it. */
    Clock clock();

    /**
     * An object that all connections of one database share, made at the first call for that class. The core closes it when the database
     * is closed, after the last connection.
     *
     * @param type the class under which it is kept
     * @param create makes it; called at most once for each database, under a lock
     */
    <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> create);
}
