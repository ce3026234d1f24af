// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets one transaction at a time be open directly in a connection or in another transaction; siblings wait in order, for no longer than
 * for a connection of the pool. Thread-safe.
 */
final class ChildLock {

    private final Engine engine;
    private final ArrayDeque<Consumer<DatabaseException>> waiting = new ArrayDeque<>();
    private boolean held;

    ChildLock(Engine engine) {
        this.engine = engine;
    }

    /** Calls back with null once the lock is held, or with the error that it was not to be had in time. */
    void acquire(Consumer<DatabaseException> callback) {
        synchronized (this) {
            if (held) {
                waiting.add(callback);
                engine.timer().schedule(() -> giveUp(callback), engine.options().acquireTimeout().toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            held = true;
        }
        callback.accept(null);
    }

    /** Passes the lock on. */
    void release() {
        Consumer<DatabaseException> next;
        synchronized (this) {
            next = waiting.poll();
            held = next != null;
        }
        if (next != null) {
            next.accept(null);
        }
    }

    private void giveUp(Consumer<DatabaseException> callback) {
        synchronized (this) {
            if (!waiting.remove(callback)) {
                return;
            }
        }
        DatabaseException error = DatabaseException.of(ErrorKind.CONNECTION_BUSY, "another transaction on this connection did not end within"
                + " acquire_timeout (" + engine.options().acquireTimeout().toMillis() + " ms). If it is this flow's own, begin the inner"
                + " transaction on it and not on the outer one").retrySafe(true).build();
        engine.offTimer(() -> callback.accept(error));
    }
}
