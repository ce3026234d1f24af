// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import java.util.concurrent.CompletableFuture;

/** The closing of a pool: first those who wait, then what is idle, after the grace the rest. Guarded by the pool's lock. */
final class Closing {

    private final ConnectionPool pool;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private long forceAtNanos;
    private boolean forced;
    private boolean done;

    Closing(ConnectionPool pool) {
        this.pool = pool;
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    void begin(long graceNanos, Effects effects, long now) {
        String name = pool.settings.name();
        effects.then(() -> Diagnostics.LOG.info("Pool '{}' is being closed", name));
        for (PoolLease lease : pool.waiting.removeAll()) {
            effects.fail(lease, () -> Diagnostics.closed(name));
        }
        DatabaseException error = Diagnostics.closed(name);
        pool.lifecycle.failOpening(error, effects);
        for (Slot slot : pool.slots.copy()) {
            if (slot.leases == 0) {
                pool.lifecycle.discard(slot, "the pool is being closed", slot.operation != null, effects, now);
            }
        }
        forceAtNanos = now + graceNanos;
        pool.alarm.ensure(forceAtNanos, now);
        if (graceNanos == 0) {
            forceIfDue(effects, now);
        }
        completeIfDone(effects);
    }

    void forceIfDue(Effects effects, long now) {
        if (forced || forceAtNanos - now > 0) {
            return;
        }
        forced = true;
        for (PoolLease lease = pool.held.first(); lease != null; lease = lease.next) {
            PoolLease left = lease;
            effects.then(() -> Diagnostics.leftAtClose(pool.settings.name(), left, now - left.sinceNanos));
            effects.then(() -> left.request.cutOff(Diagnostics.cutOff(pool.settings.name())));
        }
        for (Slot slot : pool.slots.copy()) {
            pool.lifecycle.discard(slot, "it was still lent when the grace ended", true, effects, now);
        }
        pool.lifecycle.hurryConnecting(now);
    }

    long untilForced(long now, long atMost) {
        return forced || done ? atMost : Math.min(atMost, forceAtNanos - now);
    }

    void completeIfDone(Effects effects) {
        if (done || pool.slots.open() > 0 || pool.lifecycle.connecting() > 0) {
            return;
        }
        done = true;
        pool.alarm.cancel();
        effects.then(() -> {
            Diagnostics.LOG.info("Pool '{}' closed", pool.settings.name());
            closed.complete(null);
        });
    }
}
