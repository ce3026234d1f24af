// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.error.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What was decided under the pool's lock and is to be done after it was let go: calls to requests, to backends and to the log. */
final class Effects {

    /** A request that gives its connection back inside {@code granted} makes the next grant nest in it; deeper than this, it hops. */
    private static final int MAX_NESTING = 16;
    private static final ThreadLocal<int[]> NESTING = ThreadLocal.withInitial(() -> new int[1]);

    private PoolLease firstGrant;
    private PoolLease lastGrant;
    private List<Runnable> actions;

    void grant(PoolLease lease) {
        if (firstGrant == null) {
            firstGrant = lease;
        } else {
            lastGrant.nextGrant = lease;
        }
        lastGrant = lease;
    }

    void fail(PoolLease lease, Supplier<DatabaseException> error) {
        lease.state = PoolLease.State.ENDED;
        then(() -> lease.request.failed(error.get()));
    }

    void debug(String pool, String event) {
        if (Diagnostics.LOG.isDebugEnabled()) {
            then(() -> Diagnostics.LOG.debug("Pool '{}': {}", pool, event));
        }
    }

    void then(Runnable action) {
        if (actions == null) {
            actions = new ArrayList<>(2);
        }
        actions.add(action);
    }

    void run() {
        if (firstGrant != null) {
            deliverGrants();
        }
        if (actions != null) {
            for (Runnable action : actions) {
                runSafely(action);
            }
        }
    }

    private void deliverGrants() {
        int[] nesting = NESTING.get();
        nesting[0]++;
        try {
            PoolLease lease = firstGrant;
            while (lease != null) {
                PoolLease following = lease.nextGrant;
                lease.nextGrant = null;
                if (nesting[0] <= MAX_NESTING) {
                    deliver(lease);
                } else {
                    hop(lease);
                }
                lease = following;
            }
        } finally {
            nesting[0]--;
        }
    }

    private static void hop(PoolLease lease) {
        try {
            lease.slot.backend.executor().execute(() -> deliver(lease));
        } catch (RejectedExecutionException closed) {
            deliver(lease);
        }
    }

    /** Calls the request; a connection that it dropped by throwing comes back and is closed. */
    static void deliver(PoolLease lease) {
        try {
            lease.request.granted(lease);
        } catch (Throwable thrown) {
            Diagnostics.LOG.error("A lease request threw from granted(); its connection is closed", thrown);
            lease.release(Lease.Condition.BROKEN);
        }
    }

    private static void runSafely(Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            Diagnostics.LOG.error("A callback of the pool threw", thrown);
        }
    }
}
