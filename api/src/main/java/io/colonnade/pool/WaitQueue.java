// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests that wait, first come first served. There is one list for each kind of request (shared or exclusive, reading or writing),
 * so that those who cannot be served at the moment are stepped over without a search, and an order number to merge them by.
 * Guarded by the pool's lock.
 */
final class WaitQueue {

    private static final int EXCLUSIVE = 1;
    private static final int WRITES = 2;

    private final LeaseList[] lists = {new LeaseList(), new LeaseList(), new LeaseList(), new LeaseList()};
    private final Map<LeaseRequest, PoolLease> byRequest = new IdentityHashMap<>();
    private long sequence;

    boolean isEmpty() {
        return byRequest.isEmpty();
    }

    int size() {
        return byRequest.size();
    }

    void add(PoolLease lease) {
        lease.sequence = sequence++;
        byRequest.put(lease.request, lease);
        listOf(lease).add(lease);
    }

    void remove(PoolLease lease) {
        byRequest.remove(lease.request);
        listOf(lease).remove(lease);
    }

    /** Takes a request out; null if it does not wait. */
    PoolLease remove(LeaseRequest request) {
        PoolLease lease = byRequest.get(request);
        if (lease != null) {
            remove(lease);
        }
        return lease;
    }

    /** The longest waiting request, without writers if none may start, without exclusive ones if only sharing is possible. */
    PoolLease first(boolean writers, boolean exclusive) {
        PoolLease first = null;
        for (int kind = 0; kind < lists.length; kind++) {
            PoolLease head = lists[kind].first();
            boolean eligible = head != null && (writers || !head.writes) && (exclusive || !head.exclusive);
            if (eligible && (first == null || head.sequence < first.sequence)) {
                first = head;
            }
        }
        return first;
    }

    boolean hasExclusive() {
        return lists[EXCLUSIVE].size() + lists[EXCLUSIVE | WRITES].size() > 0;
    }

    /** How many connections would serve all who may start, if so many writers may start and so many requests share a connection. */
    int connectionsNeeded(int freeWriters, int depth) {
        int writers = Math.min(freeWriters, lists[WRITES].size() + lists[EXCLUSIVE | WRITES].size());
        return writers + lists[EXCLUSIVE].size() + (lists[0].size() + depth - 1) / depth;
    }

    /** Takes out the requests whose deadline has passed, in their order for each kind. */
    List<PoolLease> removeExpired(long nowNanos) {
        List<PoolLease> expired = new ArrayList<>();
        for (LeaseList list : lists) {
            for (PoolLease lease = list.first(); lease != null; lease = lease.next) {
                if (lease.deadlineNanos - nowNanos <= 0) {
                    expired.add(lease);
                }
            }
        }
        expired.forEach(this::remove);
        return expired;
    }

    List<PoolLease> removeAll() {
        List<PoolLease> all = new ArrayList<>(byRequest.size());
        for (PoolLease lease = first(true, true); lease != null; lease = first(true, true)) {
            remove(lease);
            all.add(lease);
        }
        return all;
    }

    /** How long until the next deadline, at most so long. */
    long untilNextDeadline(long nowNanos, long atMostNanos) {
        long least = atMostNanos;
        for (LeaseList list : lists) {
            for (PoolLease lease = list.first(); lease != null; lease = lease.next) {
                least = Math.min(least, lease.deadlineNanos - nowNanos);
            }
        }
        return least;
    }

    private LeaseList listOf(PoolLease lease) {
        return lists[(lease.exclusive ? EXCLUSIVE : 0) | (lease.writes ? WRITES : 0)];
    }
}
