// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.pool.Log;
import io.colonnade.pool.OpenedConnection;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Opens the connections of one database, each with an executor of its own, and keeps what they share. Thread-safe. */
final class Connector {

    private static final Log LOG = Log.of("io.colonnade");

    private final DatabaseBackend backend;
    private final ConnectionSettings settings;
    private final Duration connectTimeout;
    private final String name;
    private final AtomicInteger counter = new AtomicInteger();
    private final Map<Class<?>, AutoCloseable> shared = new LinkedHashMap<>();
    private boolean closed;

    Connector(DatabaseBackend backend, ConnectionSettings settings, Duration connectTimeout, String name) {
        this.backend = backend;
        this.settings = settings;
        this.connectTimeout = connectTimeout;
        this.name = name;
    }

    /**
     * Opens one connection.
     *
     * @param givenUp completes when nobody waits for it any more
     */
    CompletionStage<OpenedConnection> connect(CompletionStage<Void> givenUp) {
        Context context = new Context(name + "-" + counter.incrementAndGet());
        givenUp.thenRun(context::interrupt);
        return Failures.stage(() -> backend.connect(settings, context)).handle((connection, failure) -> {
            Throwable thrown = failure == null ? unusable(connection) : failure;
            if (thrown == null) {
                return new OpenedConnection(connection, context::interrupt, context::dispose);
            }
            context.dispose();
            throw UnusableBackend.linkage(thrown).map(broken -> UnusableBackend.error(backend, broken))
                    .orElseGet(() -> Failures.of(thrown));
        });
    }

    /** What is wrong with a connection that cannot tell its dialect; the pool asks for it where nothing may be thrown. */
    private static Throwable unusable(ConnectionBackend connection) {
        try {
            Objects.requireNonNull(connection.dialect(), "the dialect of the connection");
            return null;
        } catch (RuntimeException | Error thrown) {
            return thrown;
        }
    }

    /** Closes what the connections shared; called after the last of them was closed. */
    void close() {
        Map<Class<?>, AutoCloseable> rest;
        synchronized (shared) {
            closed = true;
            rest = new LinkedHashMap<>(shared);
            shared.clear();
        }
        rest.forEach((type, resource) -> {
            try {
                resource.close();
            } catch (Throwable e) {
                LOG.warn("[{}] closing the shared {} failed", name, type.getSimpleName(), e);
            }
        });
    }

    private <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> create) {
        synchronized (shared) {
            if (closed) {
                throw Failures.usage("the database is closed");
            }
            return type.cast(shared.computeIfAbsent(type, absent -> create.get()));
        }
    }

    private final class Context implements BackendContext {
        private final String threadName;
        private EventExecutor executor;
        private volatile Thread thread;

        Context(String threadName) {
            this.threadName = threadName;
        }

        @Override
        public synchronized ScheduledExecutorService executor() {
            if (executor == null) {
                executor = new DefaultEventExecutor((ThreadFactory) this::newThread);
            }
            return executor;
        }

        private Thread newThread(Runnable task) {
            thread = new ConnectionThread(task, threadName);
            return thread;
        }

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> create) {
            return Connector.this.shared(type, create);
        }

        /** Ends what blocks the connection's thread: the channel that it reads from or writes to is closed by that. */
        void interrupt() {
            Thread working = thread;
            if (working != null) {
                working.interrupt();
            }
        }

        /** Lets the executor run what is queued and stops it; a thread that a driver keeps is left to end by itself. */
        synchronized void dispose() {
            if (executor != null) {
                executor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
        }
    }
}
