// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.spi.RowValues;
import java.util.Objects;
import java.util.concurrent.Flow;

/** The rows of a statement, which is run anew for each subscriber. */
final class JdbcRowPublisher implements Flow.Publisher<RowValues> {

    private final JdbcConnection connection;
    private final Compiled statement;
    private final Object[] binds;
    private final int fetchSize;

    JdbcRowPublisher(JdbcConnection connection, Compiled statement, Object[] binds, int fetchSize) {
        if (fetchSize < 1) {
            throw new IllegalArgumentException("fetchSize is " + fetchSize + "; it must be at least 1");
        }
        this.connection = connection;
        this.statement = statement;
        this.binds = binds;
        this.fetchSize = fetchSize;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super RowValues> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        new JdbcSubscription(connection, statement, binds, fetchSize, subscriber).start();
    }
}
