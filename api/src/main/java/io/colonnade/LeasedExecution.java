// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
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
    public String sql() {
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
    public void cutOff(DatabaseException error) {
        tellCutOff(call.compiled().readOnly() ? error : error.toBuilder().outcome(StatementOutcome.UNKNOWN).build());
    }

    @Override
    boolean withdraw() {
        return engine.pool().withdraw(this);
    }

    @Override
    void release(DatabaseException error) {
        lease.release(condition(lease, call.compiled(), error, true));
    }

    /** Not one byte of it was sent, and nothing was begun before it: another connection, tested or new, can run it as well as this one. */
    @Override
    boolean runAgain(DatabaseException lost) {
        if (!waitAgain()) {
            return false;
        }
        release(lost);
        engine.pool().acquire(this);
        withdrawIfStopped();
        return true;
    }

    /**
     * How a connection comes back of which nothing was asked but one statement.
     *
     * @param error what the statement failed with, or null
     * @param complete whether it has run to its end
     */
    static Lease.Condition condition(Lease lease, Compiled statement, DatabaseException error, boolean complete) {
        if (error != null && !error.connectionUsable()) {
            return error.kind() == ErrorKind.CONNECTION_LOST ? Lease.Condition.LOST : Lease.Condition.BROKEN;
        }
        if (error != null || !complete) {
            return Lease.Condition.USED;
        }
        try {
            return lease.connection().needsReset(statement) ? Lease.Condition.USED : Lease.Condition.CLEAN;
        } catch (Throwable e) {
            // The connection must go back all the same; its reset will show what is wrong with it.
            return Lease.Condition.USED;
        }
    }

    @Override
    boolean autocommit() {
        return true;
    }

    @Override
    void deliver(T result, DatabaseException error) {
        engine.complete(this, result, error, null);
    }
}
