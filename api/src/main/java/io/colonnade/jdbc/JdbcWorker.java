// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.jdbc.JdbcSession.TransactionState;
import io.colonnade.spi.Columns;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What a connection, its transaction and its streams stand on: the queue of work, what runs now, what is prepared and open, and whether the
 * transaction is still alive. Everything but {@link #submit}, the set of cursors and what says so is touched by the connection's thread only.
 */
final class JdbcWorker {

    /** For so long at least nothing has run before the link is looked at: it costs as much as a tenth of a small statement. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Executor executor;
    private final Thread thread = Thread.currentThread();
    private final JdbcSession session;
    private final PreparedStatements statements;
    private final RunningStatement running;
    private final Set<JdbcSubscription> cursors = new LinkedHashSet<>();

    private JdbcTransaction transaction;
    private DatabaseException aborted;
    private boolean gone;
    private boolean thorough;
    private boolean closed;
    private long savepoints;
    private long usedAtNanos = System.nanoTime();

    /** For the thread that makes it, which is the one of the executor. */
    JdbcWorker(Executor executor, JdbcSession session) {
        this.executor = executor;
        this.session = session;
        statements = new PreparedStatements(session);
        running = new RunningStatement(session);
    }

    Executor executor() {
        return executor;
    }

    /** Runs work on the connection's thread after all earlier calls; any thread. */
    <T> CompletableFuture<T> submit(Callable<T> work) {
        return submitAnyway(() -> {
            if (closed) {
                throw JdbcFailures.closed();
            }
            return work.call();
        });
    }

    /** The same for a call that can be cancelled from the moment on at which it is made. */
    <T> CompletableFuture<T> submitCancellable(Callable<T> work) {
        long call = running.call();
        return submitAnyway(() -> {
            running.start(call);
            try {
                requireUsable();
                requireLink();
                return work.call();
            } finally {
                running.end();
                usedAtNanos = System.nanoTime();
            }
        });
    }

    /** The same, on a closed connection too. */
    <T> CompletableFuture<T> submitAnyway(Callable<T> work) {
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
    <T> T run(Compiled compiled, Callable<T> work) {
        for (int before = 0; true; before++) {
            try {
                return runOnce(compiled, work);
            } catch (DatabaseException failure) {
                if (!runsAgain(compiled, failure, before)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Whether a statement that failed outside transactions is run once more. What is learnt from a failure is one thing about one of its
     * parameters, or that it was prepared too early: a server that goes on failing must not keep it for ever.
     *
     * @param before how often it was run again already
     */
    boolean runsAgain(Compiled compiled, DatabaseException failure, int before) {
        return transaction == null && before <= compiled.parameters().size() && session.runAgain(compiled, failure);
    }

    private <T> T runOnce(Compiled compiled, Callable<T> work) {
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
        if (transaction != null) {
            session.beforeInTransaction(compiled);
        }
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
        if (failure instanceof SQLException answer && translated.connectionUsable() && !session.isInStep(JdbcFailures.origin(answer))) {
            translated = JdbcFailures.outOfStep(translated);
        }
        boolean lost = !translated.connectionUsable();
        if (transaction != null && aborted == null && (lost || failure instanceof SQLException)) {
            TransactionState state = TransactionState.GONE;
            try {
                state = lost ? state : session.stateAfter((SQLException) failure);
            } catch (SQLException unknown) {
                translated.addSuppressed(unknown);
            }
            if (state == TransactionState.ENDED) {
                translated = JdbcFailures.ended(translated);
            }
            gone = state == TransactionState.GONE || state == TransactionState.ENDED;
            aborted = state == TransactionState.OPEN ? null : translated;
        }
        return translated;
    }

    /** Runs a statement and pushes its rows. */
    Outcome execution(Compiled compiled, Object[] binds, RowSink sink) throws SQLException {
        JdbcStatement statement = take(compiled);
        boolean good = false;
        try {
            JdbcRows rows = statement.execute(binds, 0);
            if (rows != null) {
                try (rows) {
                    push(rows, sink);
                } catch (RuntimeException | Error unread) {
                    throw JdbcFailures.applied(compiled, JdbcFailures.translate(unread, session.errors(), false));
                }
            }
            Outcome outcome = outcome(compiled, statement, rows != null);
            good = true;
            return outcome;
        } finally {
            giveBack(compiled, statement, good);
        }
    }

    private Outcome outcome(Compiled compiled, JdbcStatement statement, boolean rows) {
        try {
            List<Object> keys = compiled.returnsKeys() && !rows ? statement.generatedKeys() : List.of();
            return keys.isEmpty() ? Outcome.affected(statement.affected()) : new Outcome(statement.affected(), keys);
        } catch (SQLException | RuntimeException unread) {
            throw JdbcFailures.applied(compiled, JdbcFailures.translate(unread, session.errors(), false));
        }
    }

    private static void push(JdbcRows rows, RowSink sink) throws SQLException {
        Columns columns = rows.columns();
        Object[] values = rows.next();
        while (values != null && take(RowValues.of(columns, values), sink)) {
            values = rows.next();
        }
    }

    private static boolean take(RowValues row, RowSink sink) {
        try {
            return sink.row(row);
        } catch (RuntimeException thrown) {
            throw JdbcFailures.untaken(thrown);
        }
    }

    /** Runs a statement once for each item. */
    long[] batch(Compiled compiled, List<Object[]> bindings) throws SQLException {
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

    JdbcStatement take(Compiled compiled) throws SQLException {
        JdbcStatement statement = statements.take(compiled);
        running.statement(statement);
        if (statement instanceof StandardStatement standard) {
            standard.watch(running::cancelled);
        }
        return statement;
    }

    void giveBack(Compiled compiled, JdbcStatement statement, boolean good) {
        if (good && session.keepsPrepared(compiled)) {
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

    /** Refuses to send anything over a link that is known to have ended while nothing ran. */
    private void requireLink() {
        if (transaction != null || System.nanoTime() - usedAtNanos < QUIET_NANOS || !cursors().isEmpty()) {
            return;
        }
        DatabaseException lost = lostLink("The connection was lost while nothing ran on it. Nothing was sent");
        if (lost != null) {
            throw lost;
        }
    }

    /** Looks at the link, on which no stream is open: an error that begins with the given words if it has ended, or null. */
    DatabaseException lostLink(String what) {
        Exception sign = null;
        try {
            if (session.hasUnread()) {
                session.validate();
            }
            if (!session.connection().isClosed()) {
                return null;
            }
        } catch (SQLException | RuntimeException failure) {
            sign = failure;
        }
        return JdbcFailures.lostBefore(what, sign);
    }

    /** Looks at the link on behalf of whoever is about to lend it; not again then for what is about to run. */
    boolean hasUnread() {
        boolean unread = session.hasUnread();
        if (!unread) {
            usedAtNanos = System.nanoTime();
        }
        return unread;
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

    /** The streams that are open; any thread. */
    List<JdbcSubscription> cursors() {
        synchronized (cursors) {
            return List.copyOf(cursors);
        }
    }

    /** Brings the session back to that of a fresh connection. */
    void reset() throws SQLException {
        endAll("the connection was returned while the stream was open");
        session.reset(thorough);
        thorough = false;
    }

    /** Whether what has run asks for that; any thread, for whoever has seen the last call complete sees what it changed. */
    boolean needsReset() {
        return session.needsReset(thorough);
    }

    /**
     * Does the same as {@link #reset} if this is the connection's thread and the database need not be asked, so that the connection is free
     * at once for whoever is next.
     *
     * @return whether it did; any thread
     */
    boolean resetAtOnce() throws SQLException {
        boolean atOnce = Thread.currentThread() == thread && running.idle() && !closed && transaction == null && cursors().isEmpty()
                && session.resetsLocally(thorough);
        if (atOnce) {
            reset();
        }
        return atOnce;
    }

    void close() throws SQLException {
        endAll("the connection was closed while the stream was open");
        closed = true;
        statements.close();
        session.close();
    }

    private void endAll(String why) {
        cursors().forEach(cursor -> cursor.closeNow(DatabaseException.of(ErrorKind.CONNECTION_LOST, why).build()));
        transactionEnded();
    }
}
