// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A connection in memory whose housekeeping calls answer as a test says; it runs no statements. */
final class FakeConnection implements ConnectionBackend {

    final int number;
    private final Dialect dialect;
    final AtomicInteger users = new AtomicInteger();
    final AtomicInteger resets = new AtomicInteger();
    final AtomicInteger validations = new AtomicInteger();
    final AtomicInteger cancels = new AtomicInteger();
    final AtomicInteger closes = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();
    volatile boolean unread;
    final AtomicInteger interrupts = new AtomicInteger();
    final AtomicInteger disposals = new AtomicInteger();
    volatile Supplier<CompletionStage<Void>> onReset = FakeConnection::done;
    volatile Supplier<CompletionStage<Void>> onValidate = FakeConnection::done;
    volatile Supplier<CompletionStage<Void>> onCancel = FakeConnection::done;
    volatile Supplier<CompletionStage<Void>> onClose = FakeConnection::done;
    volatile Executor executor = new SerialExecutor();

    FakeConnection(int number, Dialect dialect) {
        this.number = number;
        this.dialect = dialect;
    }

    static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    boolean isOpen() {
        return closes.get() == 0 && disposals.get() == 0;
    }

    OpenedConnection opened() {
        return new OpenedConnection(this, interrupts::incrementAndGet, disposals::incrementAndGet);
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public CompletionStage<Void> reset() {
        resets.incrementAndGet();
        return onReset.get();
    }

    @Override
    public boolean hasUnread() {
        looks.incrementAndGet();
        return unread;
    }

    @Override
    public CompletionStage<Void> validate() {
        validations.incrementAndGet();
        return onValidate.get();
    }

    @Override
    public CompletionStage<Void> cancel() {
        cancels.incrementAndGet();
        return onCancel.get();
    }

    @Override
    public CompletionStage<Void> close() {
        closes.incrementAndGet();
        return onClose.get();
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "connection " + number;
    }

    /** Runs one task after the other on the thread that comes with a task while none is running. */
    private static final class SerialExecutor implements Executor {
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        private final AtomicInteger pending = new AtomicInteger();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
            if (pending.getAndIncrement() == 0) {
                do {
                    tasks.remove().run();
                } while (pending.decrementAndGet() > 0);
            }
        }
    }
}
