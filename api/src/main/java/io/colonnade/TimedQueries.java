// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Queries with a deadline of their own. */
final class TimedQueries extends Queries {

    private final Queries target;
    private final Duration timeout;

    TimedQueries(Queries target, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw DatabaseException.of(ErrorKind.USAGE, "timeout is " + timeout + "; it must be positive").build();
        }
        this.target = target instanceof TimedQueries timed ? timed.target : target;
        this.timeout = timeout;
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration ignored) {
        return target.run(query, collector, timeout);
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration ignored) {
        return target.runMany(query, timeout);
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration ignored) {
        return target.stream(query, timeout);
    }

    @Override
    CompletableFuture<Void> runScript(Script script, Duration ignored) {
        return target.runScript(script, timeout);
    }

    @Override
    public Dialect dialect() {
        return target.dialect();
    }

    @Override
    boolean autocommit() {
        return target.autocommit();
    }

    @Override
    Duration defaultTimeout() {
        return timeout;
    }
}
