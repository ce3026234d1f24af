// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.pool.Lease;
import io.colonnade.spi.ConnectionBackend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A connection that was lent for a while, and the queue of what is to run on it, in the order of the calls. Thread-safe.
 *
 * <p>The queue is here and not only in the backend so that cancelling a call that waits its turn does not hit the one that runs.
 */
final class Session {

    /** Something that takes its turn on the connection. */
    interface Task {
        /** Whether nothing else may run beside it. */
        boolean alone();

        /** Its turn has come; leads to one call of {@link Session#ended}. */
        void begin();

        /** The connection was taken away, while it waits or runs: whoever waits for it is told. */
        void cutOff(DatabaseException why);
    }

    private final Engine engine;
    private final Lease lease;
    private final ConnectionBackend connection;
    private final int depth;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private final List<Task> running = new ArrayList<>(2);
    private final Set<RowStream> streams = ConcurrentHashMap.newKeySet();
    private Consumer<DatabaseException> cutOffListener = error -> { };
    private volatile Consumer<DatabaseException> lostListener = error -> { };
    /** Why nothing more can be run. */
    private volatile DatabaseException refusal;
    private volatile boolean broken;
    private boolean cutOff;

    Session(Engine engine, Lease lease) {
        this.engine = engine;
        this.lease = lease;
        connection = lease.connection();
        depth = connection.dialect().pipeliningDepth();
    }

    Engine engine() {
        return engine;
    }

    /** The connection, also when it was given back: for what asks nothing of the database. */
    ConnectionBackend backend() {
        return connection;
    }

    /** The driver's own connection, as long as it is lent. */
    <T> Optional<T> unwrap(Class<T> driverType) {
        return lease.connection().unwrap(driverType);
    }

    /** Why nothing more can be run, or null if the connection works: one that hangs must not be waited for again. */
    DatabaseException refusal() {
        return refusal;
    }

    /** The connection is of no more use; it will be discarded. Whoever has transactions on it is told. */
    void markBroken(DatabaseException error) {
        broken = true;
        refuse(DatabaseException.of(ErrorKind.CONNECTION_LOST, "the connection broke in an earlier statement; it is discarded")
                .cause(error).connectionUsable(false).build());
        lostListener.accept(error);
    }

    private synchronized void refuse(DatabaseException why) {
        refusal = refusal == null ? why : refusal;
    }

    /** Who is told when the connection is found to be of no more use. */
    void onLost(Consumer<DatabaseException> listener) {
        lostListener = listener;
    }

    /** Who is told when the database is closed while the connection is lent; at once if that has happened. */
    void onCutOff(Consumer<DatabaseException> listener) {
        boolean late;
        synchronized (this) {
            cutOffListener = listener;
            late = cutOff;
        }
        if (late) {
            listener.accept(refusal);
        }
    }

    /** The database is being closed, and the connection with it: everybody who waits is told at once, whatever the connection still does. */
    void cutOff(DatabaseException why) {
        List<Task> left;
        Consumer<DatabaseException> listener;
        synchronized (this) {
            broken = true;
            refusal = why;
            cutOff = true;
            listener = cutOffListener;
            left = new ArrayList<>(running);
            left.addAll(waiting);
            waiting.clear();
        }
        listener.accept(why);
        endStreams(null, () -> why);
        left.forEach(task -> task.cutOff(why));
    }

    /** Runs the task when its turn comes. */
    void submit(Task task) {
        submit(task, false);
    }

    private void submit(Task task, boolean first) {
        synchronized (this) {
            if (first && !running.isEmpty()) {
                waiting.addFirst(task);
                return;
            }
            if (!waiting.isEmpty() || !fits(task)) {
                waiting.add(task);
                return;
            }
            running.add(task);
        }
        task.begin();
    }

    /** Takes a waiting task back; false if its turn has come. */
    synchronized boolean withdraw(Task task) {
        return waiting.remove(task);
    }

    /** The task has ended; whatever waits may have its turn. */
    void ended(Task task) {
        List<Task> next = new ArrayList<>(1);
        synchronized (this) {
            running.remove(task);
            while (!waiting.isEmpty() && fits(waiting.peek())) {
                Task first = waiting.poll();
                running.add(first);
                next.add(first);
            }
        }
        next.forEach(Task::begin);
    }

    /**
     * Runs an operation of the backend alone, in its turn; the backend's failures reach the callback typed.
     *
     * @param what the operation as the log shows it, asked for once it has ended
     */
    <X> Control<X> control(Supplier<String> what, Supplier<CompletionStage<X>> operation, BiConsumer<X, DatabaseException> callback) {
        return control(false, what, operation, callback);
    }

    /** The same; before everything that waits, if it is to be the first. */
    <X> Control<X> control(boolean first, Supplier<String> what, Supplier<CompletionStage<X>> operation, BiConsumer<X, DatabaseException> callback) {
        Control<X> control = new Control<>(what, operation, callback);
        submit(control, first);
        return control;
    }

    /** Waits no longer for the operation that runs: it ends as if the connection were lost, and with it everything that waits its turn. */
    void giveUp() {
        List<Task> snapshot;
        synchronized (this) {
            snapshot = List.copyOf(running);
        }
        for (Task task : snapshot) {
            if (task instanceof Control<?> control) {
                control.giveUp();
            }
        }
    }

    /** Cancels the statements that run in a transaction, also in one inside it; all of them if it is null. */
    void stopRunning(OpenTransaction within, DatabaseException error) {
        List<Task> snapshot;
        synchronized (this) {
            snapshot = List.copyOf(running);
        }
        for (Task task : snapshot) {
            if (task instanceof PinnedExecution<?> execution && (within == null || execution.runsIn(within))) {
                execution.stop(error);
            }
        }
    }

    void opened(RowStream stream) {
        streams.add(stream);
    }

    void closed(RowStream stream) {
        streams.remove(stream);
    }

    /** Ends the open streams of a scope, or all of them if it is null. */
    void endStreams(Scope scope, Supplier<DatabaseException> error) {
        for (RowStream stream : streams) {
            if (scope == null || stream.belongsTo(scope)) {
                stream.abort(error.get());
            }
        }
    }

    /** Gives the connection back, in its turn. */
    void release(Runnable released) {
        submit(new Task() {
            @Override
            public boolean alone() {
                return true;
            }

            @Override
            public void begin() {
                refuse(Failures.usage("the connection was given back to the pool; it can be used only before"));
                lease.release(broken ? Lease.Condition.LOST : Lease.Condition.USED);
                try {
                    released.run();
                } finally {
                    ended(this);
                }
            }

            @Override
            public void cutOff(DatabaseException why) {
                begin();
            }
        });
    }

    private boolean fits(Task task) {
        if (task.alone()) {
            return running.isEmpty();
        }
        return running.size() < depth && (running.isEmpty() || !running.get(0).alone());
    }

    /** An operation of the backend that runs alone. */
    final class Control<X> implements Task {
        private final Supplier<String> what;
        private final Supplier<CompletionStage<X>> operation;
        private final BiConsumer<X, DatabaseException> callback;
        private long startedNanos;
        private CompletableFuture<Void> cancelling;
        /** From now on a cancel would hit what runs next. */
        private boolean answered;
        private boolean over;

        Control(Supplier<String> what, Supplier<CompletionStage<X>> operation, BiConsumer<X, DatabaseException> callback) {
            this.what = what;
            this.operation = operation;
            this.callback = callback;
        }

        @Override
        public boolean alone() {
            return true;
        }

        @Override
        public void begin() {
            DatabaseException lost = refusal();
            if (lost != null) {
                end(null, lost);
                return;
            }
            startedNanos = System.nanoTime();
            Failures.stage(operation).whenComplete((value, failure) -> end(value, failure == null ? null : Failures.of(failure)));
        }

        @Override
        public void cutOff(DatabaseException why) {
            conclude(null, why);
        }

        /** Takes it back while it waits; cancels it on the database while it runs. Its failure then reaches the callback. */
        void cancel(DatabaseException reason) {
            if (withdraw(this)) {
                callback.accept(null, reason);
                return;
            }
            CompletableFuture<Void> done = new CompletableFuture<>();
            synchronized (this) {
                if (answered || over) {
                    return;
                }
                cancelling = done;
            }
            Failures.stage(connection::cancel).whenComplete((cancelled, failure) -> done.complete(null));
        }

        private void giveUp() {
            conclude(null, DatabaseException.of(ErrorKind.CONNECTION_LOST, what.get() + " was not answered within close_timeout, so its"
                    + " connection is discarded").outcome(StatementOutcome.UNKNOWN).connectionUsable(false).build());
        }

        private void end(X value, DatabaseException error) {
            CompletableFuture<Void> pending;
            synchronized (this) {
                pending = cancelling;
                answered = true;
            }
            if (pending == null) {
                conclude(value, error);
            } else {
                // Nothing else may run while a cancel is on its way.
                pending.whenComplete((done, ignored) -> conclude(value, error));
            }
        }

        private void conclude(X value, DatabaseException error) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            if (error != null && !error.connectionUsable()) {
                markBroken(TransactionLifecycle.undone(error));
            }
            try {
                if (startedNanos != 0) {
                    engine.log().ended(what.get(), System.nanoTime() - startedNanos, error);
                }
                callback.accept(value, error);
            } finally {
                Session.this.ended(this);
            }
        }
    }
}
