// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.spi.ConnectionBackend;
import java.util.concurrent.CompletionStage;

/** One open connection and what the pool knows of it. Guarded by the pool's lock; the final fields may be used without it. */
final class Slot {

    enum State {
        /** Idle or lent. */
        READY,
        /** Being reset or validated; lent to nobody. */
        CHECKING,
        /** Being closed. */
        CLOSING
    }

    final ConnectionPool pool;
    final ConnectionBackend backend;
    final Runnable interrupt;
    final Runnable dispose;
    final int depth;
    final long openedAtNanos;
    /** When it has lived long enough; meaningless if lifetimes are not limited. */
    final long expiresAtNanos;

    State state = State.READY;
    /** The check or the closing that is under way. */
    Operation<?> operation;
    int leases;
    boolean exclusive;
    /** The most that any lease since the last reset said. */
    Lease.Condition condition = Lease.Condition.CLEAN;
    long idleSinceNanos;
    /** Since when it may have been lost together with another one, so that it has to be tested before it is lent again. */
    private long suspectSinceNanos;
    private boolean suspect;
    /** It has lived long enough: nobody else may share it. */
    boolean retiring;

    Slot(ConnectionPool pool, OpenedConnection opened, int depth, long nowNanos, long expiresAtNanos) {
        this.pool = pool;
        this.backend = opened.backend();
        this.interrupt = opened.interrupt();
        this.dispose = opened.dispose();
        this.depth = depth;
        this.openedAtNanos = nowNanos;
        this.expiresAtNanos = expiresAtNanos;
        this.idleSinceNanos = nowNanos;
    }

    boolean shareable() {
        return leases > 0 && leases < depth && !exclusive && !retiring && !suspect && state == State.READY && condition == Lease.Condition.CLEAN;
    }

    void lend(PoolLease lease, long nowNanos) {
        lease.slot = this;
        lease.state = PoolLease.State.HELD;
        lease.sinceNanos = nowNanos;
        leases++;
        exclusive = lease.exclusive;
    }

    void giveBack(PoolLease lease, Lease.Condition returned) {
        lease.state = PoolLease.State.ENDED;
        leases--;
        if (returned.compareTo(condition) > 0) {
            condition = returned;
        }
        if (leases == 0) {
            exclusive = false;
        }
    }

    boolean isSuspect() {
        return suspect;
    }

    void suspect(long nowNanos) {
        suspect = true;
        suspectSinceNanos = nowNanos;
    }

    /** It has answered a test that began at that time. */
    void answered(long testedAtNanos) {
        if (testedAtNanos - suspectSinceNanos >= 0) {
            suspect = false;
        }
    }

    /** Closes the connection; if somebody may still work on it, cancels that first. */
    CompletionStage<Void> close(boolean busy) {
        if (!busy) {
            return backend.close();
        }
        return backend.cancel().handle((done, error) -> null).thenCompose(ignored -> backend.close());
    }
}
