// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Dialect;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** A backend that is sound but for what a fault does to each of its connections. */
public final class FaultyBackend implements DatabaseBackend {

    private final DatabaseBackend delegate;
    private final UnaryOperator<ConnectionBackend> fault;

    public FaultyBackend(DatabaseBackend delegate, UnaryOperator<ConnectionBackend> fault) {
        this.delegate = delegate;
        this.fault = fault;
    }

    @Override
    public Set<String> schemes() {
        return delegate.schemes();
    }

    @Override
    public Dialect dialect() {
        return delegate.dialect();
    }

    @Override
    public Set<String> options() {
        return delegate.options();
    }

    @Override
    public int defaultPoolSize() {
        return delegate.defaultPoolSize();
    }

    @Override
    public void validate(ConnectionSettings settings) {
        delegate.validate(settings);
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return delegate.connect(settings, context).thenApply(fault::apply);
    }
}
