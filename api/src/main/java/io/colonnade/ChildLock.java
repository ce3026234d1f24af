// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets one transaction at a time be open directly in a connection or in another transaction; siblings wait in order, for no longer than
 * for a connection of the pool. Thread-safe.
 */
final class ChildLock {

    private final Engine engine;
    private final ArrayDeque<PendingBegin> waiting = new ArrayDeque<>();
    private boolean held;

    ChildLock(Engine engine) {
        this.engine = engine;
    }

    synchronized boolean isHeld() {
        return held;
    }

    /** Lets the begin proceed once the lock is held, or fails it if that was not to be had in time. */
    void acquire(PendingBegin begin) {
        synchronized (this) {
            if (held) {
                waiting.add(begin);
                engine.later(engine.options().acquireTimeout().toMillis(), TimeUnit.MILLISECONDS,
                        () -> engine.offTimer(() -> giveUp(begin)));
                return;
            }
            held = true;
        }
        begin.proceed();
    }

    /** Takes a begin back that waits; false if it does not wait any more. */
    synchronized boolean withdraw(PendingBegin begin) {
        return waiting.remove(begin);
    }

    /** Takes all begins back that wait. */
    synchronized List<PendingBegin> withdrawAll() {
        List<PendingBegin> left = List.copyOf(waiting);
        waiting.clear();
        return left;
    }

    /** Passes the lock on. */
    void release() {
        PendingBegin next;
        synchronized (this) {
            next = waiting.poll();
            held = next != null;
        }
        if (next != null) {
            next.proceed();
        }
    }

    private void giveUp(PendingBegin begin) {
        if (withdraw(begin)) {
            begin.tell(DatabaseException.of(ErrorKind.CONNECTION_BUSY, "another transaction on this connection did not end within"
                    + " acquire_timeout (" + engine.options().acquireTimeout().toMillis() + " ms). If it is this flow's own, begin the inner"
                    + " transaction on it and not on the outer one").retrySafe(true).build());
        }
    }
}
