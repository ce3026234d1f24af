// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Opens, validates, resets and closes connections, each call bounded in time and none waiting for another. All methods except
 * {@link #invoke}, {@link #finished} and {@link #disposed} are called under the pool's lock and only note in {@link Effects} what to call.
 */
final class Lifecycle {

    private final ConnectionPool pool;
    private final ConnectionSource source;
    private final Set<Operation<?>> operations = new LinkedHashSet<>();
    private final ConnectFailures failures;
    private final long connectTimeoutNanos;
    private final long closeTimeoutNanos;
    private final long maxLifetimeNanos;
    private int connecting;
    private int depth = 1;
    private int writerLimit;
    /** Completes when the pool is open; null before and after. */
    private CompletableFuture<Void> opening;
    /** While it is being opened: until when a failed attempt may be followed by another. */
    private long tryAgainUntilNanos;
    private boolean filling;

    Lifecycle(ConnectionPool pool, ConnectionSource source) {
        this.pool = pool;
        this.source = source;
        connectTimeoutNanos = ConnectionPool.nanos(pool.settings.connectTimeout());
        failures = new ConnectFailures(connectTimeoutNanos, pool.settings.maxSize());
        closeTimeoutNanos = ConnectionPool.nanos(pool.settings.closeTimeout());
        maxLifetimeNanos = ConnectionPool.nanos(pool.settings.maxLifetime());
    }

    int connecting() {
        return connecting;
    }

    ConnectFailures failures() {
        return failures;
    }

    /** How many more writing requests may be served now. */
    int freeWriters(int activeWriters) {
        return writerLimit == 0 ? Integer.MAX_VALUE : Math.max(0, writerLimit - activeWriters);
    }

    /** What has been under way for the longest time; null if nothing is. */
    Operation<?> oldestOperation() {
        return operations.stream().findFirst().orElse(null);
    }

    CompletableFuture<Void> open(long retryNanos, Effects effects, long now) {
        if (opening != null) {
            return opening;
        }
        CompletableFuture<Void> opened = new CompletableFuture<>();
        filling = true;
        opening = opened;
        tryAgainUntilNanos = now + retryNanos;
        openedEnough(effects);
        supply(false, effects, now);
        return opened;
    }

    boolean belowMinSize() {
        return filling && pool.slots.lasting() + connecting < pool.settings.minSize();
    }

    /** Starts as many connections as those who wait need, or validates idle ones, and fills up to the smallest number. */
    void supply(boolean grow, Effects effects, long now) {
        int need = 0;
        if (!pool.waiting.isEmpty()) {
            need = pool.waiting.connectionsNeeded(freeWriters(pool.activeWriters), depth) - pool.slots.checking() - connecting;
        } else if (connecting == 0 && (grow || opening != null && pool.slots.lasting() == 0)) {
            need = 1;
        }
        for (; need > 0; need--) {
            Slot stale = pool.slots.takeIdle();
            if (stale != null) {
                validate(stale, effects, now);
            } else if (!connectIfAllowed(effects, now)) {
                break;
            }
        }
        while (belowMinSize() && connectIfAllowed(effects, now)) {
            continue;
        }
    }

    private boolean connectIfAllowed(Effects effects, long now) {
        if (pool.slots.open() + connecting >= pool.settings.maxSize()) {
            return false;
        }
        if (!failures.mayConnect(now)) {
            if (!pool.waiting.isEmpty() || opening != null) {
                pool.alarm.ensure(failures.retryAtNanos(), now);
            }
            return false;
        }
        connecting++;
        failures.attempted(now, connecting);
        start(Operation.connecting(source, this::connected, this::connectedLate, now, connectTimeoutNanos), effects);
        return true;
    }

    private void connected(OpenedConnection opened, Throwable error, Effects effects, long now) {
        connecting--;
        if (opened == null) {
            connectFailed(Diagnostics.typed(error), effects, now);
            return;
        }
        Slot slot = newSlot(opened, now);
        if (pool.closing != null) {
            discard(slot, "the pool is being closed", false, effects, now);
            return;
        }
        failures.succeeded();
        effects.debug(pool.settings.name(), "connection opened");
        openedEnough(effects);
        pool.housekeeping.ensureRunning(now);
        pool.slots.parkProven(slot, now);
    }

    private void connectedLate(OpenedConnection opened, Throwable error, Effects effects, long now) {
        if (opened != null) {
            discard(newSlot(opened, now), "it was opened after its timeout", false, effects, now);
        }
    }

    private Slot newSlot(OpenedConnection opened, long now) {
        Dialect dialect = opened.backend().dialect();
        depth = dialect.pipeliningDepth();
        writerLimit = dialect.concurrentWriters();
        long jitter = maxLifetimeNanos < 10 ? 0 : ThreadLocalRandom.current().nextLong(maxLifetimeNanos / 10);
        Slot slot = new Slot(pool, opened, depth, now, now + maxLifetimeNanos - jitter);
        pool.slots.add(slot);
        return slot;
    }

    private void connectFailed(DatabaseException error, Effects effects, long now) {
        boolean lasting = ConnectFailures.lasting(error);
        boolean first = failures.last() == null;
        failures.failed(error, now, connecting);
        boolean notOpened = opening != null && (lasting || !mayTryAgain(now));
        // One warning for an outage; what is not tried again reaches the callers, who can log it.
        boolean warn = first && !lasting && !notOpened;
        effects.then(() -> Diagnostics.connectFailed(pool.settings.name(), error, warn));
        if (notOpened) {
            failOpening(error, effects);
            filling = false;
        }
        if (notOpened || lasting && pool.slots.lasting() == 0) {
            for (PoolLease lease : pool.waiting.removeAll()) {
                effects.fail(lease, () -> error);
            }
        }
        pool.housekeeping.ensureRunning(now);
    }

    private boolean mayTryAgain(long now) {
        long next = failures.mayConnect(now) ? now : failures.retryAtNanos();
        return next - tryAgainUntilNanos < 0;
    }

    private void openedEnough(Effects effects) {
        CompletableFuture<Void> opened = opening;
        if (opened != null && pool.slots.lasting() >= Math.max(1, pool.settings.minSize())) {
            opening = null;
            effects.then(() -> opened.complete(null));
        }
    }

    void failOpening(DatabaseException error, Effects effects) {
        CompletableFuture<Void> failed = opening;
        if (failed != null) {
            opening = null;
            effects.then(() -> failed.completeExceptionally(error));
        }
    }

    /**
     * A connection was lost. Whatever it was may have struck the others that were open then, so those are tested before they are lent; that
     * one of these turns out to be lost as well says nothing new.
     */
    void lost(Slot slot, Effects effects, long now) {
        if (slot.isSuspect() || pool.closing != null) {
            return;
        }
        failures.doubt(now);
        effects.debug(pool.settings.name(), "a connection was lost; the others are tested before they are lent");
        pool.slots.copy().forEach(open -> open.suspect(now));
        pool.slots.takeAllIdle().forEach(idle -> validate(idle, effects, now));
    }

    void validate(Slot slot, Effects effects, long now) {
        check(slot, "validating", "connect_timeout", slot.backend::validate, connectTimeoutNanos, () -> slot.answered(now), effects, now);
    }

    void reset(Slot slot, Effects effects, long now) {
        check(slot, "resetting", "close_timeout", slot.backend::reset, closeTimeoutNanos, () -> { }, effects, now);
    }

    private void check(Slot slot, String name, String option, Supplier<CompletionStage<Void>> call, long timeoutNanos, Runnable passed,
                       Effects effects, long now) {
        Operation<Void> check = new Operation<>(name, option, call, (done, error, later, at) -> {
            slot.operation = null;
            if (error != null) {
                discard(slot, name + " it failed: " + Diagnostics.describe(error), false, later, at);
                lost(slot, later, at);
                return;
            }
            passed.run();
            slot.state = Slot.State.READY;
            slot.condition = Lease.Condition.CLEAN;
            if (slot.isSuspect()) {
                validate(slot, later, at);
            } else {
                pool.slots.parkProven(slot, at);
            }
        }, null, slot.interrupt, now, timeoutNanos);
        slot.state = Slot.State.CHECKING;
        slot.operation = check;
        start(check, effects);
    }

    /** Closes a connection for good. It keeps its place among the open ones until it is disposed of, so that there are never too many. */
    void discard(Slot slot, String reason, boolean busy, Effects effects, long now) {
        if (slot.state == Slot.State.CLOSING) {
            return;
        }
        if (slot.operation != null) {
            operations.remove(slot.operation);
        }
        slot.state = Slot.State.CLOSING;
        pool.slots.unpark(slot);
        effects.debug(pool.settings.name(), "closing a connection: " + reason);
        start(new Operation<>("closing a connection", "close_timeout", () -> slot.close(busy),
                (done, error, later, at) -> later.then(() -> dispose(slot, error)), null, slot.interrupt, now, closeTimeoutNanos), effects);
    }

    private void dispose(Slot slot, Throwable closeError) {
        if (closeError != null) {
            Diagnostics.closeFailed(pool.settings.name(), closeError);
        }
        try {
            slot.dispose.run();
        } catch (Throwable thrown) {
            Diagnostics.closeFailed(pool.settings.name(), thrown);
        }
        pool.disposed(slot);
    }

    private void start(Operation<?> operation, Effects effects) {
        operations.add(operation);
        pool.alarm.ensure(operation.deadlineNanos, operation.startedAtNanos);
        effects.then(() -> invoke(operation));
    }

    private <T> void invoke(Operation<T> operation) {
        CompletionStage<T> stage;
        try {
            stage = Objects.requireNonNull(operation.call.get(), "the backend answered with no stage");
        } catch (Throwable thrown) {
            finished(operation, null, thrown);
            return;
        }
        stage.whenComplete((value, error) -> finished(operation, value, error));
    }

    private <T> void finished(Operation<T> operation, T value, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        Effects effects = new Effects();
        synchronized (pool.lock) {
            long now = pool.nanoTime.getAsLong();
            if (operations.remove(operation)) {
                operation.settlement.settle(value, cause, effects, now);
            } else if (operation.late != null) {
                operation.late.settle(value, cause, effects, now);
            }
            pool.assign(effects, now);
        }
        effects.run();
    }

    /** Settles the calls whose time is up. */
    void expire(Effects effects, long now) {
        for (Operation<?> operation : List.copyOf(operations)) {
            if (operation.deadlineNanos - now <= 0) {
                operations.remove(operation);
                operation.giveUp(Diagnostics.timedOut(pool.settings.name(), operation, now), effects, now);
            }
        }
    }

    /** No attempt to connect may outlast the closing of the pool by more than closing a connection may. */
    void hurryConnecting(long now) {
        long deadline = now + closeTimeoutNanos;
        for (Operation<?> operation : operations) {
            if (operation.connects() && operation.deadlineNanos - deadline > 0) {
                operation.deadlineNanos = deadline;
                pool.alarm.ensure(deadline, now);
            }
        }
    }

    long untilNextDeadline(long now, long atMost) {
        long least = atMost;
        for (Operation<?> operation : operations) {
            least = Math.min(least, operation.deadlineNanos - now);
        }
        return least;
    }
}
