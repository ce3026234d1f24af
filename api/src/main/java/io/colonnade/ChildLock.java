// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lets one transaction at a time be open directly in a connection or in another transaction; siblings wait in order, for no longer than
 * for a connection of the pool, and the end of the outer one behind them. Thread-safe.
 */
final class ChildLock {

    private final Engine engine;
    private final ArrayDeque<PendingBegin> waiting = new ArrayDeque<>();
    private Runnable end;
    private PendingBegin holder;

    ChildLock(Engine engine) {
        this.engine = engine;
    }

    synchronized boolean isHeld() {
        return holder != null;
    }

    /** Lets the begin proceed once the lock is held, or fails it if that was not to be had in time. */
    void acquire(PendingBegin begin) {
        synchronized (this) {
            if (holder != null) {
                waiting.add(begin);
                engine.later(engine.options().acquireTimeout().toMillis(), TimeUnit.MILLISECONDS,
                        () -> engine.offTimer(() -> giveUp(begin)));
                return;
            }
            holder = begin;
        }
        begin.proceed();
    }

    /** Runs the end of the outer transaction once no inner one is open and none waits; no further ones come. */
    void whenFree(Runnable endOfOuter) {
        synchronized (this) {
            if (holder != null) {
                end = endOfOuter;
                return;
            }
        }
        endOfOuter.run();
    }

    /** Takes the end back; false if it does not wait. */
    synchronized boolean withdrawEnd() {
        boolean waits = end != null;
        end = null;
        return waits;
    }

    /** The begin of the transaction that is open, or null. */
    synchronized PendingBegin holder() {
        return holder;
    }

    /** The begin of the transaction that is open, if one is, and those that wait. */
    synchronized List<PendingBegin> taken() {
        List<PendingBegin> taken = new ArrayList<>(waiting);
        if (holder != null) {
            taken.add(holder);
        }
        return taken;
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
        Runnable last = null;
        synchronized (this) {
            next = waiting.poll();
            holder = next;
            if (next == null) {
                last = end;
                end = null;
            }
        }
        if (next != null) {
            next.proceed();
        } else if (last != null) {
            last.run();
        }
    }

    private void giveUp(PendingBegin begin) {
        if (withdraw(begin)) {
            begin.tell(DatabaseException.of(ErrorKind.CONNECTION_BUSY, "another transaction on this connection did not end within"
                    + " acquire_timeout (" + Failures.time(engine.options().acquireTimeout()) + "). If it is this flow's own, begin the inner"
                    + " transaction on it and not on the outer one").retrySafe(true).build());
        }
    }
}
