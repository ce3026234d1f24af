// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection that stands on a JDBC driver: all calls of the driver are made on the connection's own thread, in order.
 *
 * @since 0.1
 */
public final class JdbcConnection implements ConnectionBackend {

    private final JdbcSession session;
    private final JdbcWorker worker;
    private CompletableFuture<Void> closing;

    private JdbcConnection(Executor executor, JdbcSession session) {
        this.session = session;
        worker = new JdbcWorker(executor, session);
    }

    /**
     * Opens a connection on the executor of the context. What blocks there is interrupted once {@link BackendContext#connectTimeout} has
     * passed; a driver whose sockets do not mind that is to be told of the time as well.
     *
     * @param errors translates what {@code open} throws
     * @param open makes the session; it leaves nothing open if it fails
     */
    public static CompletionStage<ConnectionBackend> open(BackendContext context, JdbcErrors errors, Callable<? extends JdbcSession> open) {
        Objects.requireNonNull(errors, "errors");
        Executor executor = context.executor();
        CompletableFuture<ConnectionBackend> opened = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    opened.complete(new JdbcConnection(executor, open.call()));
                } catch (Throwable failure) {
                    opened.completeExceptionally(JdbcFailures.connecting(JdbcFailures.translate(failure, errors, false)));
                }
            });
        } catch (RejectedExecutionException closedMeanwhile) {
            opened.completeExceptionally(JdbcFailures.closed());
        }
        return opened;
    }

    @Override
    public Dialect dialect() {
        return session.dialect();
    }

    @Override
    public Executor executor() {
        return worker.executor();
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        return worker.submitCancellable(() -> worker.run(statement, () -> worker.execution(statement, binds, sink)));
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        return worker.submitCancellable(() -> {
            if (bindings.isEmpty()) {
                return new long[0];
            }
            if (worker.transaction() != null) {
                return worker.run(statement, () -> worker.batch(statement, bindings));
            }
            for (int before = 0; true; before++) {
                try {
                    return batchOfItsOwn(statement, bindings);
                } catch (DatabaseException failure) {
                    if (!worker.runsAgain(statement, failure, before)) {
                        throw failure;
                    }
                }
            }
        });
    }

    private long[] batchOfItsOwn(Compiled statement, List<Object[]> bindings) {
        JdbcTransaction own = JdbcTransaction.begin(worker, TransactionDefinition.DEFAULT);
        try {
            long[] counts = worker.run(statement, () -> worker.batch(statement, bindings));
            own.commitNow();
            return counts;
        } catch (DatabaseException failure) {
            own.rollbackQuietly();
            throw failure;
        }
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        return new JdbcRowPublisher(worker, statement, binds, fetchSize);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        return worker.submitCancellable(() -> JdbcTransaction.begin(worker, definition));
    }

    @Override
    public CompletionStage<Void> reset() {
        try {
            if (worker.resetAtOnce()) {
                return CompletableFuture.completedFuture(null);
            }
        } catch (SQLException | RuntimeException failure) {
            return CompletableFuture.failedFuture(notReset(failure));
        }
        return worker.submit(() -> {
            try {
                worker.reset();
                return null;
            } catch (SQLException | RuntimeException failure) {
                throw notReset(failure);
            }
        });
    }

    private static DatabaseException notReset(Exception failure) {
        return DatabaseException.of(ErrorKind.CONNECTION_LOST, "the connection could not be brought back to a fresh state: "
                + failure.getMessage()).cause(failure).connectionUsable(false).build();
    }

    @Override
    public boolean needsReset(Compiled last) {
        return worker.needsReset();
    }

    @Override
    public boolean hasUnread() {
        return worker.hasUnread();
    }

    @Override
    public CompletionStage<Void> validate() {
        return worker.submit(() -> {
            session.validate();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> cancel() {
        worker.running().cancel();
        worker.cursors().forEach(cursor -> cursor.fail(DatabaseException.of(ErrorKind.CANCELLED, "the stream was cancelled").build()));
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        try {
            worker.executor().execute(() -> cancelled.complete(null));
        } catch (RejectedExecutionException closedMeanwhile) {
            cancelled.complete(null);
        }
        return cancelled;
    }

    @Override
    public CompletionStage<Void> close() {
        synchronized (worker) {
            if (closing == null) {
                closing = worker.submitAnyway(() -> {
                    worker.close();
                    return null;
                });
            }
            return closing.copy();
        }
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return driverType.isInstance(session.connection()) ? Optional.of(driverType.cast(session.connection())) : Optional.empty();
    }
}
