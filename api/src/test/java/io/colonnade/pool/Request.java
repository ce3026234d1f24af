// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A request that remembers what became of it. */
final class Request implements LeaseRequest {

    final AtomicInteger answers = new AtomicInteger();
    volatile Lease lease;
    volatile DatabaseException error;
    volatile Thread thread;
    private final String purpose;
    private final boolean exclusive;
    private final boolean writes;
    private final long deadlineNanos;
    private String sql;
    private Consumer<Lease> whenGranted = lease -> { };

    Request(String purpose, boolean exclusive, boolean writes, long deadlineNanos) {
        this.purpose = purpose;
        this.exclusive = exclusive;
        this.writes = writes;
        this.deadlineNanos = deadlineNanos;
    }

    Request named(String newPurpose) {
        return new Request(newPurpose, exclusive, writes, deadlineNanos);
    }

    Request alone() {
        return new Request(purpose, true, writes, deadlineNanos);
    }

    Request writing() {
        return new Request(purpose, exclusive, true, deadlineNanos);
    }

    Request within(ManualTime time, Duration timeout) {
        return new Request(purpose, exclusive, writes, time.getAsLong() + timeout.toNanos());
    }

    Request ofStatement(String text) {
        sql = text;
        return this;
    }

    Request then(Consumer<Lease> action) {
        whenGranted = action;
        return this;
    }

    Request on(ConnectionPool pool) {
        pool.acquire(this);
        return this;
    }

    boolean granted() {
        return lease != null;
    }

    FakeConnection connection() {
        assertTrue(granted(), () -> "not granted: " + error);
        return (FakeConnection) lease.connection();
    }

    DatabaseException failure() {
        assertFalse(granted(), "granted instead of failed");
        assertTrue(error != null, "still waiting");
        return error;
    }

    boolean waits() {
        return answers.get() == 0;
    }

    void release(Lease.Condition condition) {
        lease.release(condition);
    }

    @Override
    public boolean exclusive() {
        return exclusive;
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
    public String sql() {
        return sql;
    }

    @Override
    public void granted(Lease granted) {
        answers.incrementAndGet();
        thread = Thread.currentThread();
        lease = granted;
        whenGranted.accept(granted);
    }

    @Override
    public void failed(DatabaseException failure) {
        answers.incrementAndGet();
        error = failure;
    }
}
