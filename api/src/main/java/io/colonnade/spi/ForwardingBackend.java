// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.dialect.Dialect;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * A backend that hands everything on to another one; a base for those that put something of their own around its connections.
 *
 * @since 0.1
 */
public abstract class ForwardingBackend implements DatabaseBackend {

    private final DatabaseBackend delegate;

    protected ForwardingBackend(DatabaseBackend delegate) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /** The backend behind this one. */
    protected final DatabaseBackend delegate() {
        return delegate;
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
        return delegate.connect(settings, context);
    }
}
