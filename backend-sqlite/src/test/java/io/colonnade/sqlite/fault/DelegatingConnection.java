// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** Hands everything on; a fault overrides what it breaks. */
class DelegatingConnection implements ConnectionBackend {

    final ConnectionBackend delegate;

    DelegatingConnection(ConnectionBackend delegate) {
        this.delegate = delegate;
    }

    @Override
    public Dialect dialect() {
        return delegate.dialect();
    }

    @Override
    public Executor executor() {
        return delegate.executor();
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        return delegate.execute(statement, binds, sink);
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        return delegate.executeMany(statement, bindings);
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        return delegate.stream(statement, binds, fetchSize);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        return delegate.begin(definition);
    }

    @Override
    public CompletionStage<Void> reset() {
        return delegate.reset();
    }

    @Override
    public CompletionStage<Void> validate() {
        return delegate.validate();
    }

    @Override
    public CompletionStage<Void> cancel() {
        return delegate.cancel();
    }

    @Override
    public CompletionStage<Void> close() {
        return delegate.close();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return delegate.unwrap(driverType);
    }
}
