// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Lends connections, first come first served, without blocking anybody. May be called from any thread.
 *
 * <p>An idle connection is granted on the calling thread, before {@link #acquire} returns; otherwise the request is granted on the thread
 * where a connection became free: the thread that released it, or the connection's own after it was opened, validated or reset.
 *
 * <p>Requests that do not ask for a connection alone share one, up to the pipelining depth of its dialect; to serve an exclusive
 * request that waits, one shared connection takes no more sharers. Where the dialect limits concurrent writers, a writing request
 * that is one too many waits without a connection, and readers overtake it.
 *
 * <p>If connecting fails in a way that lasts (wrong password, TLS, no such database, no permission) and no connection is open, everybody
 * who waits gets that error at once: it is the most useful answer, and it will not be another one in a moment. If it fails in a way that
 * may pass (the error calls itself safe to retry, as refused, unreachable and starting up do, or is a lost or timed out connection), they
 * wait until their deadline while the pool tries again: one attempt after the other, with a back-off of 100 to 500 ms, until the first that
 * goes well; then as many side by side as are wanted. Attempts that hang are spread over the connect timeout, so that they do not take all
 * places at once. Later requests keep to the back-off too, whatever the error was. While the pool is being opened it is told at once: see
 * {@link #open}.
 *
 * <p>An idle connection that something has reached unasked, such as its end, is validated before it is lent. A connection that comes back
 * {@link Lease.Condition#LOST}, or whose validation fails, puts all others under suspicion that are open at
 * that time: idle ones are validated at once, side by side, lent ones when they come back, and none is lent before. So a database that was
 * restarted costs one caller an error, not one for each connection.
 *
 * <p><b>Locking.</b> One lock guards all that changes in this package: {@link WaitQueue}, {@link Slots}, {@link Slot}, {@link PoolLease},
 * {@link Lifecycle}, {@link Housekeeping}, {@link Alarm}. Under it nothing foreign is called, except the clock, the timer's
 * {@code schedule}, the getters of a connection's dialect, and {@code hasUnread}, which waits for nothing. What is to be called is noted in {@link Effects}, which is run after
 * the lock was let go. Every method that takes the lock makes its own effects and runs them before it returns.
 */
public final class ConnectionPool {

    final Object lock = new Object();
    final PoolSettings settings;
    final LongSupplier nanoTime;
    final WaitQueue waiting = new WaitQueue();
    /** The leases that are held, in the order in which they were granted. */
    final LeaseList held = new LeaseList();
    final Slots slots;
    final Alarm alarm;
    final Lifecycle lifecycle;
    final Housekeeping housekeeping;
    private final boolean traced;
    int activeWriters;
    /** Null until the pool is closed. */
    Closing closing;

    /**
     * Makes a pool; opens nothing yet.
     *
     * @param source opens one connection. An attempt that takes longer than the connect timeout is given up, and what it still opens is
     *     closed
     * @param timer runs short tasks of the pool; it must run until the pool is closed, which does not shut it down
     * @param nanoTime the time that deadlines are compared with
     */
    public ConnectionPool(PoolSettings settings, ConnectionSource source, ScheduledExecutorService timer, LongSupplier nanoTime) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        traced = nanos(settings.leakThreshold()) > 0;
        slots = new Slots(nanos(settings.validateAfterIdle()));
        alarm = new Alarm(timer, this::sweep);
        lifecycle = new Lifecycle(this, Objects.requireNonNull(source, "source"));
        housekeeping = new Housekeeping(this);
    }

    /**
     * Opens minSize connections, and one in any case. Until that is done, a failed attempt fails everybody who waits with its error, at once,
     * unless it may pass and another attempt would begin in time.
     *
     * @param retry for how long to try again; zero: each attempt is the only one
     * @return completes when they are open; fails with the error of the attempt that failed
     */
    public CompletableFuture<Void> open(Duration retry) {
        Effects effects = new Effects();
        CompletableFuture<Void> opened;
        synchronized (lock) {
            if (closing != null) {
                return CompletableFuture.failedFuture(Diagnostics.closed(settings.name()));
            }
            opened = lifecycle.open(nanos(retry), effects, nanoTime.getAsLong());
        }
        Diagnostics.LOG.info("Pool '{}' opened, of {} to {} connections", settings.name(), settings.minSize(), settings.maxSize());
        effects.run();
        return opened;
    }

    /**
     * Asks for a connection. Calls the request back exactly once, unless it is withdrawn before: granted, or failed with
     * {@code POOL_EXHAUSTED}, {@code DATABASE_UNREACHABLE}, {@code TOO_MANY_CONNECTIONS} or another error of connecting, or
     * {@code POOL_CLOSED}.
     */
    public void acquire(LeaseRequest request) {
        long now = nanoTime.getAsLong();
        PoolLease lease = new PoolLease(request, traced, now);
        Effects effects = null;
        boolean granted = false;
        synchronized (lock) {
            if (closing != null) {
                effects = new Effects();
                effects.fail(lease, () -> Diagnostics.closed(settings.name()));
            } else if (waiting.isEmpty() && lend(lease, now)) {
                granted = true;
                effects = grow(lease.slot, now);
            } else {
                effects = new Effects();
                waiting.add(lease);
                alarm.ensure(lease.deadlineNanos, now);
                assign(effects, now);
            }
        }
        if (granted) {
            Effects.deliver(lease);
        }
        if (effects != null) {
            effects.run();
        }
    }

    /** Takes a waiting request back; false if it was already granted or failed (or is about to be). */
    public boolean withdraw(LeaseRequest request) {
        Effects effects = null;
        synchronized (lock) {
            PoolLease lease = waiting.remove(request);
            if (lease == null) {
                return false;
            }
            lease.state = PoolLease.State.ENDED;
            if (slots.isDraining() && !waiting.isEmpty()) {
                effects = new Effects();
                assign(effects, nanoTime.getAsLong());
            }
        }
        if (effects != null) {
            effects.run();
        }
        return true;
    }

    /**
     * Lets lent connections come back for as long as the grace lasts, then cancels and closes them. Requests that wait fail at once.
     *
     * @return completes when every connection has been disposed of; the same future at every call
     */
    public CompletableFuture<Void> close(Duration grace) {
        Effects effects = new Effects();
        CompletableFuture<Void> closed;
        synchronized (lock) {
            if (closing == null) {
                closing = new Closing(this);
                closing.begin(nanos(grace), effects, nanoTime.getAsLong());
            }
            closed = closing.closed();
        }
        effects.run();
        return closed;
    }

    /** How many connections may be open at a time. */
    public int maxSize() {
        return settings.maxSize();
    }

    /** The pool at this moment. */
    public PoolStatus status() {
        synchronized (lock) {
            return new PoolStatus(slots.open(), slots.idle(), slots.lent(), lifecycle.connecting(), waiting.size());
        }
    }

    void release(PoolLease lease, Lease.Condition condition) {
        long now = nanoTime.getAsLong();
        Effects effects;
        synchronized (lock) {
            if (lease.state != PoolLease.State.HELD) {
                return;
            }
            Slot slot = lease.slot;
            held.remove(lease);
            slot.giveBack(lease, condition);
            if (lease.writes) {
                activeWriters--;
            }
            if (lendableAtOnce(slot, now) && waiting.isEmpty() && !lease.reported) {
                slots.park(slot, now);
                return;
            }
            effects = new Effects();
            if (lease.reported) {
                effects.then(() -> Diagnostics.recovered(settings.name(), lease, now - lease.sinceNanos));
            }
            if (condition == Lease.Condition.LOST) {
                lifecycle.lost(slot, effects, now);
            }
            cameBack(slot, effects, now);
            assign(effects, now);
        }
        effects.run();
    }

    private boolean lendableAtOnce(Slot slot, long now) {
        return slot.leases == 0 && slot.condition == Lease.Condition.CLEAN && slot.state == Slot.State.READY && closing == null
                && !slot.isSuspect() && !housekeeping.expired(slot, now);
    }

    private void cameBack(Slot slot, Effects effects, long now) {
        if (slot.leases > 0 || slot.state != Slot.State.READY) {
            return;
        }
        if (closing != null) {
            lifecycle.discard(slot, "the pool is being closed", false, effects, now);
        } else if (slot.condition.compareTo(Lease.Condition.BROKEN) >= 0) {
            lifecycle.discard(slot, "it came back broken", false, effects, now);
        } else if (housekeeping.expired(slot, now)) {
            lifecycle.discard(slot, "max_lifetime", false, effects, now);
        } else if (slot.condition == Lease.Condition.USED) {
            lifecycle.reset(slot, effects, now);
        } else if (slot.isSuspect()) {
            lifecycle.validate(slot, effects, now);
        } else {
            slots.parkProven(slot, now);
        }
    }

    /** Serves those who wait, in their order, as far as possible, and sees to it that more connections come. Called under the lock. */
    void assign(Effects effects, long now) {
        if (closing != null) {
            closing.completeIfDone(effects);
            return;
        }
        boolean shared = false;
        PoolLease lease = next();
        while (lease != null) {
            Slot slot = slots.takeFresh(lease.exclusive, now);
            if (slot == null && lease.exclusive) {
                slots.drainOne();
                lease = waiting.first(writerMayStart(), false);
            }
            if (slot == null && lease != null) {
                slot = slots.shareable();
                shared = true;
            }
            if (slot == null) {
                break;
            }
            waiting.remove(lease);
            lend(lease, slot, now);
            effects.grant(lease);
            lease = next();
        }
        slots.forgetProven();
        lifecycle.supply(shared, effects, now);
    }

    private PoolLease next() {
        if (slots.isDraining() && !waiting.hasExclusive()) {
            slots.drainNone();
        }
        return waiting.isEmpty() ? null : waiting.first(writerMayStart(), true);
    }

    private boolean writerMayStart() {
        return lifecycle.freeWriters(activeWriters) > 0;
    }

    /** Lends a connection to a request that need not wait; false if there is none. */
    private boolean lend(PoolLease lease, long now) {
        if (lease.writes && !writerMayStart()) {
            return false;
        }
        Slot slot = slots.takeFresh(lease.exclusive, now);
        if (slot == null && !lease.exclusive) {
            slot = slots.shareable();
        }
        if (slot == null) {
            return false;
        }
        lend(lease, slot, now);
        return true;
    }

    private void lend(PoolLease lease, Slot slot, long now) {
        slot.lend(lease, now);
        held.add(lease);
        if (lease.writes) {
            activeWriters++;
        }
    }

    /** Where a connection had to be shared although there could be more of them, one more is opened; nobody waits for it. */
    private Effects grow(Slot lent, long now) {
        if (lent.leases == 1 || slots.open() + lifecycle.connecting() >= settings.maxSize()) {
            return null;
        }
        Effects effects = new Effects();
        lifecycle.supply(true, effects, now);
        return effects;
    }

    void disposed(Slot slot) {
        Effects effects = new Effects();
        synchronized (lock) {
            slots.remove(slot);
            assign(effects, nanoTime.getAsLong());
        }
        effects.run();
    }

    private void sweep() {
        Effects effects = new Effects();
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            alarm.fired();
            lifecycle.expire(effects, now);
            failExpired(effects, now);
            if (closing != null) {
                closing.forceIfDue(effects, now);
            }
            housekeeping.runIfDue(effects, now);
            assign(effects, now);
            rearm(now);
        }
        effects.run();
    }

    private void failExpired(Effects effects, long now) {
        int waited = waiting.size();
        List<PoolLease> expired = waiting.removeExpired(now);
        if (!expired.isEmpty()) {
            Diagnostics picture = new Diagnostics(this, waited, now);
            expired.forEach(lease -> effects.fail(lease, () -> picture.waitedInVain(lease)));
        }
    }

    private void rearm(long now) {
        long wait = waiting.untilNextDeadline(now, Long.MAX_VALUE);
        wait = lifecycle.untilNextDeadline(now, wait);
        wait = housekeeping.untilDue(now, wait);
        if (closing != null) {
            wait = closing.untilForced(now, wait);
        }
        if (wait != Long.MAX_VALUE) {
            alarm.ensure(now + wait, now);
        }
    }

    /** A duration in nanoseconds, at most a century; never negative. */
    static long nanos(Duration duration) {
        Duration century = Duration.ofDays(36_500);
        return duration.isNegative() ? 0 : duration.compareTo(century) > 0 ? century.toNanos() : duration.toNanos();
    }
}
