// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The open connections and the choice among them. Guarded by the pool's lock.
 *
 * <p>A single statement gets the connection used last: its thread may well be the one that asks. Those who want a connection for
 * themselves take turns among the ones that are in use at this time, lest a series of transactions depends on where the scheduler has put one
 * thread and its server process. Connections beyond the need get no turn either way, so that they grow old and are closed.
 */
final class Slots {

    /** Not looked at again within that time: it would cost a tenth of what a small statement does. */
    private static final long LOOKED_AT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A connection that was used within that time is in use: it takes its turn. */
    private static final long IN_USE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<Slot> all = new ArrayList<>();
    /** Most recently used first, hence also in the order of their idle times. */
    private final ArrayDeque<Slot> idle = new ArrayDeque<>();
    private final long validateAfterNanos;
    /** Parked at this moment, hence not to be validated; cleared before the lock is let go. */
    private Slot proven;
    /** Takes no more sharers, so that it becomes free for an exclusive request. */
    private Slot draining;

    Slots(long validateAfterNanos) {
        this.validateAfterNanos = validateAfterNanos;
    }

    int open() {
        return all.size();
    }

    int idle() {
        return idle.size();
    }

    int lent() {
        return (int) all.stream().filter(slot -> slot.leases > 0).count();
    }

    /** How many are open and not about to be closed. */
    int lasting() {
        return all.size() - count(Slot.State.CLOSING);
    }

    /** How many are being reset or validated. */
    int checking() {
        return count(Slot.State.CHECKING);
    }

    private int count(Slot.State state) {
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).state == state) {
                count++;
            }
        }
        return count;
    }

    List<Slot> copy() {
        return List.copyOf(all);
    }

    void add(Slot slot) {
        all.add(slot);
    }

    void remove(Slot slot) {
        all.remove(slot);
    }

    void park(Slot slot, long nowNanos) {
        slot.idleSinceNanos = nowNanos;
        idle.addFirst(slot);
    }

    /** Parks a connection that has just answered, to be lent at this moment if somebody waits. */
    void parkProven(Slot slot, long nowNanos) {
        park(slot, nowNanos);
        proven = slot;
    }

    void forgetProven() {
        proven = null;
    }

    /** Takes an idle connection that needs no validation; null if there is none, or the one whose turn it is needs it. */
    Slot takeFresh(boolean exclusive, long nowNanos) {
        Slot slot = idle.peekFirst();
        if (slot == null || slot != proven && nowNanos - slot.idleSinceNanos >= validateAfterNanos) {
            return null;
        }
        if (exclusive) {
            slot = longestIdleInUse(slot, nowNanos);
        }
        unpark(slot);
        if (slot != proven && nowNanos - slot.idleSinceNanos >= LOOKED_AT_NANOS && slot.backend.hasUnread()) {
            // The first to be validated if no other is free.
            idle.addFirst(slot);
            return null;
        }
        return slot;
    }

    private Slot longestIdleInUse(Slot usedLast, long nowNanos) {
        long within = Math.min(IN_USE_NANOS, validateAfterNanos);
        Slot longest = usedLast;
        for (Slot slot : idle) {
            if (nowNanos - slot.idleSinceNanos >= within) {
                break;
            }
            longest = slot;
        }
        return longest;
    }

    /** Takes the idle connection used last; null if there is none. */
    Slot takeIdle() {
        return idle.pollFirst();
    }

    /** Takes all idle connections. */
    List<Slot> takeAllIdle() {
        List<Slot> taken = List.copyOf(idle);
        idle.clear();
        return taken;
    }

    Slot longestIdle() {
        return idle.peekLast();
    }

    void unpark(Slot slot) {
        idle.remove(slot);
        undrain(slot);
    }

    /** The least used connection that one more request can share; null if there is none. */
    Slot shareable() {
        Slot least = null;
        for (int i = 0; i < all.size(); i++) {
            Slot slot = all.get(i);
            if (slot != draining && slot.shareable() && (least == null || slot.leases < least.leases)) {
                least = slot;
            }
        }
        return least;
    }

    /** Lets one shared connection become free for an exclusive request. */
    void drainOne() {
        if (draining != null) {
            return;
        }
        Slot least = null;
        for (Slot slot : all) {
            boolean shared = slot.state == Slot.State.READY && slot.leases > 0 && !slot.exclusive;
            if (shared && slot.depth > 1 && (least == null || slot.leases < least.leases)) {
                least = slot;
            }
        }
        draining = least;
    }

    void drainNone() {
        draining = null;
    }

    boolean isDraining() {
        return draining != null;
    }

    private void undrain(Slot slot) {
        if (draining == slot) {
            draining = null;
        }
    }
}
