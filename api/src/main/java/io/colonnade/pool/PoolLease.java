// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import java.util.Objects;

/**
 * A request's place in the queue that becomes its lease: one object for both, so that lending an idle connection allocates nothing else.
 * The fields that change are guarded by the pool's lock.
 */
final class PoolLease implements Lease {

    enum State { WAITING, HELD, ENDED }

    final LeaseRequest request;
    final boolean exclusive;
    final boolean writes;
    final long deadlineNanos;
    /** Where it was acquired; null unless leaks are looked for. */
    final AcquireSite site;

    State state = State.WAITING;
    Slot slot;
    /** While waiting: since when. While held: when it was granted. */
    long sinceNanos;
    long sequence;
    boolean reported;
    PoolLease previous;
    PoolLease next;
    PoolLease nextGrant;

    PoolLease(LeaseRequest request, boolean traced, long nowNanos) {
        this.request = request;
        exclusive = request.exclusive();
        writes = request.writes();
        deadlineNanos = request.deadlineNanos();
        site = traced ? new AcquireSite(request.purpose()) : null;
        sinceNanos = nowNanos;
    }

    @Override
    public ConnectionBackend connection() {
        if (state == State.ENDED) {
            throw DatabaseException.of(ErrorKind.USAGE, "The connection was already given back (it was lent for: " + request.purpose()
                    + "); acquire another one").build();
        }
        return slot.backend;
    }

    @Override
    public void release(Condition condition) {
        Objects.requireNonNull(condition, "condition");
        slot.pool.release(this, condition);
    }

    /** The stack that acquired a connection. */
    static final class AcquireSite extends Throwable {

        private static final long serialVersionUID = 1L;

        AcquireSite(String purpose) {
            super("acquired by thread '" + Thread.currentThread().getName() + "' for: " + purpose);
        }
    }
}
