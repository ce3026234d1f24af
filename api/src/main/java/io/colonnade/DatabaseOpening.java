// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.pool.ConnectionPool;
import io.colonnade.pool.PoolSettings;
import io.colonnade.rollback.ForceRollbackBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The life of an open database: builds its parts in order, and takes them down in the reverse order. */
final class DatabaseOpening {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final EventExecutor timer;
    private final Connector connector;
    private final ConnectionPool pool;
    private final DatabaseOptions options;
    private CompletableFuture<Void> closing;

    private DatabaseOpening(DatabaseOptions options, DatabaseBackend backend, ConnectionSettings settings) {
        this.options = options;
        String name = settings.scheme() + "-" + COUNTER.incrementAndGet();
        timer = new DefaultEventExecutor(new DefaultThreadFactory("colonnade-timer-" + name, true));
        connector = new Connector(backend, settings, options.connectTimeout(), "colonnade-" + name);
        pool = new ConnectionPool(poolSettings(options, backend), connector::connect, timer, System::nanoTime);
    }

    /**
     * Opens everything, connects, and learns what the database can do; closes everything again if that fails. It tries once, within the
     * connect timeout, and again only as long as the options say.
     */
    static CompletableFuture<Database> open(DatabaseOptions options, DatabaseBackend given) {
        try {
            return start(options, given);
        } catch (LinkageError broken) {
            throw UnusableBackend.error(given, broken);
        }
    }

    private static CompletableFuture<Database> start(DatabaseOptions options, DatabaseBackend given) {
        DatabaseBackend backend = options.forceRollback() ? new ForceRollbackBackend(given, options.acquireTimeout()) : given;
        ConnectionSettings settings = Backends.settings(options, backend);
        DatabaseOpening opening = new DatabaseOpening(options, backend, settings);
        Engine engine = new Engine(options, opening.pool, opening.timer, backend.dialect());
        CompletableFuture<Database> opened = new ConnectionFuture<>();
        // Who asks for a connection of a pool that could not be opened waits for one until the acquire timeout.
        opening.pool.open(options.connectRetry()).thenCompose(filled -> SessionRequest.first(engine)).whenComplete((session, failure) -> {
            if (failure == null) {
                engine.resolved(session.backend().dialect());
                Database database = new Database(options.url(), engine, opening);
                session.release(() -> {
                    if (!opened.complete(database)) {
                        opening.close();
                    }
                });
            } else {
                opening.close().whenComplete((done, ignored) -> opened.completeExceptionally(Failures.unwrap(failure)));
            }
        });
        return opened;
    }

    synchronized boolean isOpen() {
        return closing == null;
    }

    /** Closes the pool, then what its connections shared, then the timer. */
    synchronized CompletableFuture<Void> close() {
        if (closing == null) {
            closing = new ConnectionFuture<>();
            CompletableFuture<Void> closed = closing;
            pool.close(options.closeTimeout()).whenComplete((done, failure) -> {
                try {
                    connector.close();
                } finally {
                    timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
                    closed.complete(null);
                }
            });
        }
        return closing;
    }

    private static PoolSettings poolSettings(DatabaseOptions options, DatabaseBackend backend) {
        PoolSettings settings = Backends.poolSettings(options, backend);
        if (!options.forceRollback()) {
            return settings;
        }
        // The one connection on which all of these stand must last as long as the database is open.
        return new PoolSettings(settings.name(), settings.minSize(), settings.maxSize(), settings.connectTimeout(), Duration.ZERO, Duration.ZERO, settings.validateAfterIdle(),
                settings.leakThreshold(), settings.closeTimeout());
    }
}
