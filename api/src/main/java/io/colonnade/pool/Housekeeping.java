// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.concurrent.TimeUnit;

/**
 * Closes what has been idle or open for too long, reports what was lent for too long, and fills up to the smallest number. Runs only
 * while connections are open or missing. Never closes a connection that is lent. Guarded by the pool's lock.
 */
final class Housekeeping {

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final ConnectionPool pool;
    private final long idleTimeoutNanos;
    private final boolean limitedLifetime;
    private final long leakThresholdNanos;
    private final long periodNanos;
    private boolean running;
    private long dueNanos;

    Housekeeping(ConnectionPool pool) {
        this.pool = pool;
        PoolSettings settings = pool.settings;
        idleTimeoutNanos = ConnectionPool.nanos(settings.idleTimeout());
        leakThresholdNanos = ConnectionPool.nanos(settings.leakThreshold());
        long lifetimeNanos = ConnectionPool.nanos(settings.maxLifetime());
        limitedLifetime = lifetimeNanos > 0;
        long period = LONGEST_NANOS;
        period = idleTimeoutNanos > 0 ? Math.min(period, idleTimeoutNanos / 4) : period;
        period = limitedLifetime ? Math.min(period, lifetimeNanos / 50) : period;
        period = leakThresholdNanos > 0 ? Math.min(period, leakThresholdNanos / 4) : period;
        periodNanos = Math.max(period, SHORTEST_NANOS);
    }

    void ensureRunning(long now) {
        if (!running && needed()) {
            running = true;
            dueNanos = now + Math.max(untilNextExpiry(now), SHORTEST_NANOS);
            pool.alarm.ensure(dueNanos, now);
        }
    }

    void runIfDue(Effects effects, long now) {
        if (!running || dueNanos - now > 0) {
            return;
        }
        running = false;
        if (pool.closing != null) {
            return;
        }
        if (leakThresholdNanos > 0) {
            reportLeaks(effects, now);
        }
        if (limitedLifetime) {
            retire(effects, now);
        }
        if (idleTimeoutNanos > 0) {
            closeIdle(effects, now);
        }
        pool.lifecycle.supply(false, effects, now);
        ensureRunning(now);
    }

    long untilDue(long now, long atMost) {
        return running ? Math.min(atMost, dueNanos - now) : atMost;
    }

    boolean expired(Slot slot, long now) {
        return limitedLifetime && slot.expiresAtNanos - now <= 0;
    }

    /** Lives end at times of their own, not at those of this task, so that it never closes many connections at once. */
    private long untilNextExpiry(long now) {
        long least = periodNanos;
        if (limitedLifetime) {
            for (Slot slot : pool.slots.copy()) {
                if (slot.state == Slot.State.READY && !slot.retiring) {
                    least = Math.min(least, slot.expiresAtNanos - now);
                }
            }
        }
        return least;
    }

    private boolean needed() {
        boolean watching = idleTimeoutNanos > 0 || limitedLifetime || leakThresholdNanos > 0;
        return pool.closing == null && (watching && pool.slots.open() > 0 || pool.lifecycle.belowMinSize());
    }

    private void reportLeaks(Effects effects, long now) {
        // The leases are in the order in which they were granted, so that the first young one ends the search.
        for (PoolLease lease = pool.held.first(); lease != null; lease = lease.next) {
            long heldNanos = now - lease.sinceNanos;
            if (heldNanos < leakThresholdNanos) {
                return;
            }
            if (!lease.reported) {
                lease.reported = true;
                PoolLease leaked = lease;
                effects.then(() -> Diagnostics.leaked(pool.settings.name(), leaked, heldNanos));
            }
        }
    }

    private void retire(Effects effects, long now) {
        for (Slot slot : pool.slots.copy()) {
            if (expired(slot, now) && slot.state == Slot.State.READY) {
                if (slot.leases > 0) {
                    slot.retiring = true;
                } else {
                    pool.lifecycle.discard(slot, "max_lifetime", false, effects, now);
                }
            }
        }
    }

    private void closeIdle(Effects effects, long now) {
        Slot slot = pool.slots.longestIdle();
        while (slot != null && now - slot.idleSinceNanos >= idleTimeoutNanos && pool.slots.lasting() > pool.settings.minSize()) {
            pool.lifecycle.discard(slot, "idle_timeout", false, effects, now);
            slot = pool.slots.longestIdle();
        }
    }
}
