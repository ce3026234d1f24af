// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.pool.Lease;
import io.colonnade.pool.LeaseRequest;
import java.time.Duration;

/** A single call of the database: it borrows a connection for itself and gives it back before its future completes. */
final class LeasedExecution<T> extends Execution<T> implements LeaseRequest {

    private final long leaseDeadlineNanos;
    private Lease lease;

    LeasedExecution(Engine engine, Call<T> call, Duration timeout) {
        super(engine, call, timeout);
        leaseDeadlineNanos = startedNanos() + engine.options().acquireTimeout().toNanos();
    }

    @Override
    public boolean exclusive() {
        return false;
    }

    @Override
    public boolean writes() {
        return !call.compiled().readOnly();
    }

    @Override
    public long deadlineNanos() {
        return leaseDeadlineNanos;
    }

    @Override
    public String purpose() {
        return call.compiled().sql();
    }

    @Override
    public void granted(Lease granted) {
        lease = granted;
        runOn(granted.connection());
    }

    @Override
    public void failed(DatabaseException error) {
        refuse(error);
    }

    @Override
    boolean withdraw() {
        return engine.pool().withdraw(this);
    }

    @Override
    void release(DatabaseException error) {
        if (error != null) {
            lease.release(error.connectionUsable() ? Lease.Condition.USED : Lease.Condition.BROKEN);
        } else {
            lease.release(changesSession(call.compiled().kind()) ? Lease.Condition.USED : Lease.Condition.CLEAN);
        }
    }

    @Override
    void deliver(T result, DatabaseException error) {
        engine.complete(this, result, error, null);
    }

    private static boolean changesSession(StatementKind kind) {
        return kind == StatementKind.OTHER || kind == StatementKind.DDL;
    }
}
