// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcSession.TransactionState;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.Columns;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;

/** A connection that stands on a JDBC driver: all calls of the driver are made on the connection's own thread, in order. */
public final class JdbcConnection implements ConnectionBackend {

    private final Executor executor;
    private final JdbcSession session;
    private final PreparedStatements statements;
    private final RunningStatement running;
    private final Set<JdbcSubscription> cursors = new LinkedHashSet<>();
    private CompletableFuture<Void> closing;

    // Touched by the connection's thread only.
    private JdbcTransaction transaction;
    private DatabaseException aborted;
    private boolean gone;
    private boolean thorough;
    private boolean closed;
    private long savepoints;

    private JdbcConnection(Executor executor, JdbcSession session) {
        this.executor = executor;
        this.session = session;
        statements = new PreparedStatements(session);
        running = new RunningStatement(session);
    }

    /**
     * Opens a connection on the executor of the context.
     *
     * @param errors translates what {@code open} throws
     * @param open makes the session; it leaves nothing open if it fails
     */
    public static CompletionStage<ConnectionBackend> open(BackendContext context, JdbcErrors errors, Callable<? extends JdbcSession> open) {
        Objects.requireNonNull(errors, "errors");
        Executor executor = context.executor();
        CompletableFuture<ConnectionBackend> opened = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                opened.complete(new JdbcConnection(executor, open.call()));
            } catch (Throwable failure) {
                opened.completeExceptionally(JdbcFailures.translate(failure, errors, false));
            }
        });
        return opened;
    }

    @Override
    public Dialect dialect() {
        return session.dialect();
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        return submit(() -> run(statement, () -> execution(statement, binds, sink)));
    }

    Outcome execution(Compiled compiled, Object[] binds, RowSink sink) throws SQLException {
        JdbcStatement statement = take(compiled);
        boolean good = false;
        try {
            JdbcRows rows = statement.execute(binds, 0);
            if (rows != null) {
                try (rows) {
                    push(rows, sink);
                }
            }
            Outcome outcome = Outcome.affected(statement.affected());
            good = true;
            return outcome;
        } finally {
            giveBack(compiled, statement, good);
        }
    }

    private static void push(JdbcRows rows, RowSink sink) throws SQLException {
        Columns columns = rows.columns();
        Object[] values = rows.next();
        while (values != null && sink.row(RowValues.of(columns, values))) {
            values = rows.next();
        }
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        if (bindings.isEmpty()) {
            return submit(() -> new long[0]);
        }
        return submit(() -> {
            requireUsable();
            if (transaction != null) {
                return run(statement, () -> batch(statement, bindings));
            }
            JdbcTransaction own = JdbcTransaction.begin(this, TransactionDefinition.DEFAULT);
            try {
                long[] counts = run(statement, () -> batch(statement, bindings));
                own.commitNow();
                return counts;
            } catch (Throwable failure) {
                own.rollbackQuietly();
                throw failure;
            }
        });
    }

    private long[] batch(Compiled compiled, List<Object[]> bindings) throws SQLException {
        JdbcStatement statement = take(compiled);
        boolean good = false;
        try {
            long[] counts = statement.executeMany(bindings);
            good = true;
            return counts;
        } finally {
            giveBack(compiled, statement, good);
        }
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        return new JdbcRowPublisher(this, statement, binds, fetchSize);
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        return submit(() -> {
            requireUsable();
            return JdbcTransaction.begin(this, definition);
        });
    }

    @Override
    public CompletionStage<Void> reset() {
        return submit(() -> {
            try {
                closeCursors("the connection was returned while the stream was open");
                transactionEnded();
                session.reset(thorough);
                thorough = false;
                return null;
            } catch (SQLException | RuntimeException failure) {
                throw DatabaseException.of(ErrorKind.CONNECTION_LOST, "the connection could not be brought back to a fresh state: "
                        + failure.getMessage()).cause(failure).connectionUsable(false).build();
            }
        });
    }

    @Override
    public CompletionStage<Void> validate() {
        return submit(() -> {
            session.validate();
            return null;
        });
    }

    @Override
    public CompletionStage<Void> cancel() {
        running.cancel();
        List<JdbcSubscription> open;
        synchronized (cursors) {
            open = List.copyOf(cursors);
        }
        open.forEach(cursor -> cursor.fail(DatabaseException.of(ErrorKind.CANCELLED, "the stream was cancelled").build()));
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        try {
            executor.execute(() -> cancelled.complete(null));
        } catch (RejectedExecutionException closedMeanwhile) {
            cancelled.complete(null);
        }
        return cancelled;
    }

    @Override
    public CompletionStage<Void> close() {
        synchronized (running) {
            if (closing == null) {
                closing = submitAnyway(() -> {
                    closeCursors("the connection was closed while the stream was open");
                    transactionEnded();
                    closed = true;
                    statements.close();
                    session.close();
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

    // ---- what the transaction and the streams of this package stand on; on the connection's thread unless said otherwise

    /** Runs work on the connection's thread after all earlier calls; any thread. */
    <T> CompletableFuture<T> submit(Callable<T> work) {
        return submitAnyway(() -> {
            if (closed) {
                throw JdbcFailures.closed();
            }
            return work.call();
        });
    }

    private <T> CompletableFuture<T> submitAnyway(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    future.complete(work.call());
                } catch (Throwable failure) {
                    future.completeExceptionally(JdbcFailures.translate(failure, session.errors(), false));
                }
            });
        } catch (RejectedExecutionException refused) {
            future.completeExceptionally(JdbcFailures.closed());
        }
        return future;
    }

    JdbcSession session() {
        return session;
    }

    RunningStatement running() {
        return running;
    }

    void addCursor(JdbcSubscription cursor) {
        synchronized (cursors) {
            cursors.add(cursor);
        }
    }

    void removeCursor(JdbcSubscription cursor) {
        synchronized (cursors) {
            cursors.remove(cursor);
        }
    }

    /** Runs a statement so that it can be cancelled, and finds out what a failure did to the transaction. */
    private <T> T run(Compiled compiled, Callable<T> work) {
        requireUsable();
        Throwable failure;
        running.enter(compiled);
        try {
            return within(compiled, work);
        } catch (Throwable thrown) {
            failure = thrown;
        } finally {
            running.leave();
        }
        throw failed(failure);
    }

    /** Runs a statement between the session's hooks. */
    <T> T within(Compiled compiled, Callable<T> work) throws Exception {
        thorough |= compiled.kind() == StatementKind.OTHER || compiled.kind() == StatementKind.DDL;
        session.before(compiled);
        try {
            return work.call();
        } finally {
            session.after(compiled);
        }
    }

    /** Translates a failure and, in a transaction, notes what became of it. The statement has left {@link #running} already. */
    DatabaseException failed(Throwable failure) {
        DatabaseException translated = JdbcFailures.translate(failure, session.errors(), running.cancelled());
        if (transaction != null && aborted == null && failure instanceof SQLException error) {
            TransactionState state;
            try {
                state = session.stateAfter(error);
            } catch (SQLException unknown) {
                translated.addSuppressed(unknown);
                state = TransactionState.GONE;
            }
            gone = state == TransactionState.GONE;
            aborted = state == TransactionState.OPEN ? null : translated;
        }
        return translated;
    }

    JdbcStatement take(Compiled compiled) throws SQLException {
        JdbcStatement statement = statements.take(compiled);
        running.statement(statement);
        return statement;
    }

    void giveBack(Compiled compiled, JdbcStatement statement, boolean good) {
        if (good) {
            statements.give(compiled, statement);
        } else {
            statements.drop(statement);
        }
    }

    /** Refuses work on a closed connection and in a transaction that can only be rolled back. */
    void requireUsable() {
        if (closed) {
            throw JdbcFailures.closed();
        }
        if (aborted != null) {
            throw DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "an earlier statement failed and ended the transaction ("
                    + aborted.kind() + "); roll it back").cause(aborted).retrySafe(aborted.retrySafe()).build();
        }
    }

    JdbcTransaction transaction() {
        return transaction;
    }

    void transactionBegun(JdbcTransaction begun) {
        transaction = begun;
    }

    void transactionEnded() {
        transaction = null;
        revived();
    }

    /** What ended the transaction before its time; null if it stands. */
    DatabaseException aborted() {
        return aborted;
    }

    /** Whether the database has already rolled back all of the transaction. */
    boolean gone() {
        return gone;
    }

    /** The transaction takes statements again. */
    void revived() {
        aborted = null;
        gone = false;
    }

    String nextSavepoint() {
        return "colonnade_" + ++savepoints;
    }

    private void closeCursors(String why) {
        List<JdbcSubscription> open;
        synchronized (cursors) {
            open = List.copyOf(cursors);
        }
        open.forEach(cursor -> cursor.closeNow(DatabaseException.of(ErrorKind.CONNECTION_LOST, why).build()));
    }
}
