// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

/** A linked list through the leases themselves; adding and removing are constant and allocate nothing. Guarded by the pool's lock. */
final class LeaseList {

    private PoolLease first;
    private PoolLease last;
    private int size;

    PoolLease first() {
        return first;
    }

    int size() {
        return size;
    }

    void add(PoolLease lease) {
        lease.previous = last;
        if (last == null) {
            first = lease;
        } else {
            last.next = lease;
        }
        last = lease;
        size++;
    }

    void remove(PoolLease lease) {
        if (lease.previous == null) {
            first = lease.next;
        } else {
            lease.previous.next = lease.next;
        }
        if (lease.next == null) {
            last = lease.previous;
        } else {
            lease.next.previous = lease.previous;
        }
        lease.previous = null;
        lease.next = null;
        size--;
    }
}
