// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.spi.ConnectionBackend;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A call that runs on a scripted connection, and counts how often it gives it back. */
final class SoloExecution extends Execution<Result> {

    static final Engine ENGINE = new Engine(DatabaseOptions.of("scripted://h/d").build(), null, new NoTimer(), new ScriptedBackend().dialect());

    final AtomicInteger releases = new AtomicInteger();
    final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger grants = new AtomicInteger();
    private final AtomicBoolean wish = new AtomicBoolean(true);

    SoloExecution() {
        super(ENGINE, Call.of(Query.of("UPDATE t SET a = 1"), RowCollector.result()), null);
    }

    /** Grants the wish, unless it was taken back. */
    void arrive(ConnectionBackend connection) {
        if (wish.compareAndSet(true, false)) {
            grants.incrementAndGet();
            runOn(connection);
        }
    }

    /** How many connections it has and does not give back. */
    int lent() {
        return grants.get() - releases.get();
    }

    @Override
    boolean withdraw() {
        return wish.compareAndSet(true, false);
    }

    @Override
    void release(DatabaseException error) {
        releases.incrementAndGet();
    }

    @Override
    boolean autocommit() {
        return true;
    }

    @Override
    void deliver(Result result, DatabaseException error) {
        deliveries.incrementAndGet();
        engine.complete(this, result, error, null);
    }

    /** 1 for an answer, 2 for an error, 3 if it was cancelled, 0 if it is open. */
    int told() {
        return !isDone() ? 0 : isCancelled() ? 3 : isCompletedExceptionally() ? 2 : 1;
    }
}
