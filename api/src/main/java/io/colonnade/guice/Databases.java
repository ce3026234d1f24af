// SPDX-License-Identifier: Apache-2.0
package io.colonnade.guice;

import com.google.inject.Key;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * All databases of one injector that were opened so far: what the application closes when it ends. Guice does not do that by itself, as it
 * has no end of an application.
 *
 * <pre>{@code
 * Databases databases = injector.getInstance(Databases.class);
 * try (databases) {
 *     injector.getInstance(Application.class).run();
 * }
 * }</pre>
 *
 * <p>Bound by {@link ColonnadeModule}, one for each injector. Thread-safe.
 *
 * @since 0.1
 */
public final class Databases implements AutoCloseable {

    private final Map<Key<Database>, CompletableFuture<Database>> opened = new LinkedHashMap<>();
    private CompletableFuture<Void> closing;
    private Thread hook;

    Databases() {
    }

    /** The database of a key, opened if it is not open yet. */
    Database get(Key<Database> key, boolean closedOnShutdown, Supplier<DatabaseOptions> options) {
        CompletableFuture<Database> opening = opening(key);
        if (opening == null) {
            // Asked for outside the lock: this is code of the application, which may wait for another thread that waits here.
            DatabaseOptions given = options.get();
            opening = open(key, closedOnShutdown, given);
        }
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DatabaseException error ? error : e;
        }
    }

    /** What was opened or is being opened, or null if there is nothing of the kind. */
    private synchronized CompletableFuture<Database> opening(Key<Database> key) {
        if (closing != null) {
            throw DatabaseException.of(ErrorKind.POOL_CLOSED, "the databases of this injector are closed, so " + key
                    + " is not opened any more; close Databases last").build();
        }
        CompletableFuture<Database> opening = opened.get(key);
        return opening == null || opening.isCompletedExceptionally() ? null : opening;
    }

    private synchronized CompletableFuture<Database> open(Key<Database> key, boolean closedOnShutdown, DatabaseOptions options) {
        CompletableFuture<Database> opening = opening(key);
        if (opening == null) {
            if (closedOnShutdown) {
                setHook();
            }
            opening = Database.open(options);
            opened.put(key, opening);
        }
        return opening;
    }

    private void setHook() {
        if (hook == null) {
            Thread closer = new Thread(this::close, "colonnade-shutdown");
            try {
                Runtime.getRuntime().addShutdownHook(closer);
            } catch (IllegalStateException ending) {
                throw DatabaseException.of(ErrorKind.POOL_CLOSED, "the JVM is shutting down; no database is opened any more").cause(ending)
                        .build();
            }
            hook = closer;
        }
    }

    private void removeHook() {
        if (hook != null && hook != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // The hook runs already, and finds everything closed.
            }
        }
    }

    /**
     * Closes all databases that were opened, side by side, each as {@link Database#closeAsync()} does; one that is being opened is closed as
     * soon as it is open. From then on the injector opens no database: that fails with kind POOL_CLOSED.
     *
     * @return completes when all are closed; the same future however often it is called
     */
    public synchronized CompletableFuture<Void> closeAsync() {
        if (closing == null) {
            closing = CompletableFuture.completedFuture(null);
            for (CompletableFuture<Database> opening : opened.values()) {
                CompletableFuture<Void> closed = opening.handle((database, failure) -> failure == null ? database.closeAsync()
                        : CompletableFuture.<Void>completedFuture(null)).thenCompose(done -> done);
                // This way round, the result refuses to be waited for on a connection's thread, as the futures of a database do.
                CompletableFuture<Void> others = closing;
                closing = closed.thenCombine(others, (one, rest) -> null);
            }
            removeHook();
        }
        return closing;
    }

    /** Closes all databases and waits for it; on a connection's own thread it only begins to close. Does nothing if they are closed. */
    @Override
    public void close() {
        try {
            closeAsync().join();
        } catch (UsageException onConnectionThread) {
            // The wait was refused; closing goes on without it.
        }
    }
}
