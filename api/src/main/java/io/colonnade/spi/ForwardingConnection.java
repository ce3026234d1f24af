// SPDX-License-Identifier: Apache-2.0
package io.colonnade.spi;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * A connection that hands everything on to another one; a base for those that observe or change a little of what passes. Its methods keep
 * the promises of the connection behind it, so they have no rules of their own.
 *
 * @since 0.1
 */
public abstract class ForwardingConnection implements ConnectionBackend {

    private final ConnectionBackend delegate;

    protected ForwardingConnection(ConnectionBackend delegate) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /** The connection behind this one. */
    protected final ConnectionBackend delegate() {
        return delegate;
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
    public boolean needsReset(Compiled last) {
        return delegate.needsReset(last);
    }

    @Override
    public boolean hasUnread() {
        return delegate.hasUnread();
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
