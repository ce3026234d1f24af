// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.pool.Lease;
import io.colonnade.pool.LeaseRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The wish for a connection of one's own; completes with its session, and is withdrawn when it is cancelled. */
final class SessionRequest extends CompletableFuture<Session> implements LeaseRequest {

    private static final Duration FIRST_GRACE = Duration.ofMillis(50);

    private final Engine engine;
    private final boolean writes;
    private final String purpose;
    private final long deadlineNanos;
    private volatile Session session;

    private SessionRequest(Engine engine, boolean writes, String purpose, Duration timeout) {
        this.engine = engine;
        this.writes = writes;
        this.purpose = purpose;
        deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    static SessionRequest submit(Engine engine, boolean writes, String purpose) {
        return submit(engine, writes, purpose, engine.options().acquireTimeout());
    }

    /** The wish for the first connection of all, which is always a new one: the pool says when it has tried for long enough. */
    static SessionRequest first(Engine engine) {
        Duration tries = engine.options().connectRetry().plus(engine.options().connectTimeout());
        // A little longer than that: the end of the last attempt says more than the end of the wish.
        return submit(engine, false, "first connection", tries.plus(FIRST_GRACE));
    }

    private static SessionRequest submit(Engine engine, boolean writes, String purpose, Duration timeout) {
        SessionRequest request = new SessionRequest(engine, writes, purpose, timeout);
        engine.pool().acquire(request);
        return request;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            engine.pool().withdraw(this);
        }
        return cancelled;
    }

    @Override
    public boolean exclusive() {
        return true;
    }

    @Override
    public boolean writes() {
        return writes;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public String purpose() {
        return purpose;
    }

    @Override
    public void granted(Lease lease) {
        Session opened = new Session(engine, lease);
        session = opened;
        if (!complete(opened)) {
            lease.release(Lease.Condition.CLEAN);
        }
    }

    @Override
    public void cutOff(DatabaseException error) {
        session.cutOff(error);
    }

    @Override
    public void failed(DatabaseException error) {
        engine.complete(this, null, error, null);
    }
}
