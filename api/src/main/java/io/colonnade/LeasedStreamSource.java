// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.pool.Lease;
import io.colonnade.pool.LeaseRequest;

/** A stream of the database itself: it borrows a connection from its first demand to its end. */
final class LeasedStreamSource implements StreamSource, LeaseRequest {

    private final Engine engine;
    private RowStream stream;
    private Compiled statement;
    private long deadlineNanos;
    private volatile Lease lease;

    LeasedStreamSource(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void acquire(RowStream wishing, Compiled compiled) {
        stream = wishing;
        statement = compiled;
        deadlineNanos = System.nanoTime() + engine.options().acquireTimeout().toNanos();
        engine.pool().acquire(this);
    }

    @Override
    public boolean exclusive() {
        return true;
    }

    @Override
    public boolean writes() {
        return !statement.readOnly();
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public String purpose() {
        return "stream of " + statement.sql();
    }

    @Override
    public String sql() {
        return statement.sql();
    }

    @Override
    public void granted(Lease granted) {
        lease = granted;
        stream.connected(granted.connection());
    }

    @Override
    public void failed(DatabaseException error) {
        engine.offTimer(() -> stream.refused(error));
    }

    @Override
    public void cutOff(DatabaseException error) {
        stream.abort(error);
    }

    @Override
    public void withdraw(RowStream wishing) {
        engine.pool().withdraw(this);
    }

    @Override
    public void release(RowStream ended, DatabaseException error, boolean complete) {
        Lease granted = lease;
        if (granted != null) {
            granted.release(LeasedExecution.condition(granted, statement, error, complete));
        }
    }

    @Override
    public DatabaseException failure(DatabaseException error, Compiled ended) {
        return error;
    }

    @Override
    public boolean autocommit() {
        return true;
    }

    @Override
    public Scope flow() {
        return null;
    }

    @Override
    public boolean belongsTo(Scope scope) {
        return false;
    }
}
