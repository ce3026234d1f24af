// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.Compiled;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A connection of the backend under test; remembers its thread, what was sent, and whether it was closed. */
final class ObservedConnection extends ForwardingConnection {

    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean closed;

    private final StatementTrace trace;

    ObservedConnection(ConnectionBackend delegate, StatementTrace trace) {
        super(delegate);
        this.trace = trace;
        delegate.executor().execute(() -> thread.set(Thread.currentThread()));
    }

    /** The thread of its executor; null until it has run something. */
    Thread thread() {
        return thread.get();
    }

    /** Whether closing it has ended. */
    boolean closed() {
        return closed;
    }

    /** How many statements and transactions the core has sent to it. */
    int sent() {
        return sent.get();
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        sent.incrementAndGet();
        return trace.of(statement.sql(), super.execute(statement, binds, sink));
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        sent.incrementAndGet();
        return trace.of(statement.sql(), super.executeMany(statement, bindings));
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        sent.incrementAndGet();
        trace.sent(statement.sql());
        return super.stream(statement, binds, fetchSize);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        sent.incrementAndGet();
        return super.begin(definition);
    }

    @Override
    public CompletionStage<Void> close() {
        return super.close().whenComplete((nothing, failure) -> closed = true);
    }
}
