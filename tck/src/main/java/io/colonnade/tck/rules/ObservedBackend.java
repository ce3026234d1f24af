// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.Dialect;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands everything on to the backend under test and keeps the connections that it opened, so that a leak can be told. */
final class ObservedBackend implements DatabaseBackend {

    private final DatabaseBackend delegate;
    private final List<ObservedConnection> connections = new CopyOnWriteArrayList<>();

    ObservedBackend(DatabaseBackend delegate) {
        this.delegate = delegate;
    }

    /** All connections that were opened, in order. */
    List<ObservedConnection> connections() {
        return connections;
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
        return delegate.connect(settings, context).thenApply(connection -> {
            ObservedConnection observed = new ObservedConnection(connection);
            connections.add(observed);
            return observed;
        });
    }
}
