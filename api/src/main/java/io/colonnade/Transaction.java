// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.TransactionBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An open transaction on one connection, or a nested one, which is a savepoint in it. Thread-safe: calls run in their order.
 *
 * <p>A statement that fails on the database fails the transaction, on every database alike: later statements are refused with kind
 * TRANSACTION_ABORTED, and a commit rolls back and says so with kind TRANSACTION_ROLLED_BACK. What may fail goes into a nested transaction:
 * if that one is rolled back, the outer one goes on. While an inner transaction is open, the outer one takes no statements.
 *
 * <p>Pinned by the rules of the group Transaction.
 *
 * @since 0.1
 */
public final class Transaction extends Queries {

    private enum State { OPEN, ENDING, COMMITTED, ROLLED_BACK }

    private final Session session;
    private final TransactionBackend backend;
    private final TransactionParent parent;
    private final boolean forceRollback;
    private final TransactionParent asParent;
    private final TransactionDeadline deadline;
    private State state = State.OPEN;
    private DatabaseException failure;
    private Transaction child;
    private AbandonedTransaction.Watch watch;
    private CompletableFuture<Void> ending;
    /** Whether the database has been asked to commit, so that a rollback cannot be promised any more. */
    private boolean committing;
    /** What it was ended with from outside. */
    private DatabaseException aborted;
    private Consumer<DatabaseException> abortListener = error -> { };

    /**
     * An open transaction.
     *
     * @param deadline null for none
     */
    Transaction(Session session, TransactionBackend backend, TransactionParent parent, boolean forceRollback, TransactionDeadline deadline) {
        this.session = session;
        this.backend = backend;
        this.parent = parent;
        this.forceRollback = forceRollback;
        this.deadline = deadline;
        asParent = new Savepoints();
    }

    /** Whether it has neither been committed nor rolled back. */
    public synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    public Dialect dialect() {
        return session.backend().dialect();
    }

    /**
     * Runs the function in a nested transaction: if its stage completes, the savepoint is released, if it fails, the savepoint is rolled back
     * and released. Nested transactions of one transaction run one after the other.
     *
     * @return completes with what the function's stage gave, once the savepoint has ended; fails with kind UNSUPPORTED, and this transaction
     *     goes on, if the dialect lacks {@link Feature#SAVEPOINTS}
     */
    public <T> CompletableFuture<T> transaction(Function<Transaction, ? extends CompletionStage<T>> work) {
        return TransactionRun.start(begin(), work);
    }

    /** Sets a savepoint; the transaction returned must be ended with {@link #commit} or {@link #rollback}. */
    public CompletableFuture<Transaction> begin() {
        return asParent.begin(session, TransactionOptions.DEFAULT);
    }

    /**
     * Commits; for a nested transaction, releases the savepoint, so that its work becomes part of the outer one.
     *
     * @return fails with kind TRANSACTION_ROLLED_BACK if a statement had failed, COMMIT_OUTCOME_UNKNOWN if the answer was lost or
     *     a statement has ended the transaction on the server, USAGE if it has ended already or an inner one is open
     */
    public CompletableFuture<Void> commit() {
        return end(true);
    }

    /**
     * Rolls back; for a nested transaction, to its savepoint, which is then released. Inner transactions end with it.
     *
     * @return fails with kind COMMIT_OUTCOME_UNKNOWN if a statement has ended the transaction on the server
     */
    public CompletableFuture<Void> rollback() {
        return end(false);
    }

    /** The driver's own connection, outside the contract of Colonnade; empty if it is not of that type. */
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return session.backend().unwrap(driverType);
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout) {
        return session.engine().runPinned(session, scope(), Call.of(query, collector), timeout);
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout) {
        return session.engine().runPinned(session, scope(), Call.of(query), timeout);
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration timeout) {
        return new RowPublisher(session.engine(), query, () -> null, () -> new PinnedStreamSource(session, scope()), timeout);
    }

    @Override
    boolean autocommit() {
        return false;
    }

    @Override
    Duration defaultTimeout() {
        return session.engine().defaultTimeout();
    }

    /**
     * Rolls back from outside, cancelling what runs; later calls fail with the given error as their cause. Comes too late for a transaction
     * that is being committed already.
     */
    void abort(DatabaseException error) {
        boolean open;
        synchronized (this) {
            if (committing || state != State.OPEN && state != State.ENDING) {
                return;
            }
            aborted = error;
            fail(error);
            open = state == State.OPEN;
        }
        session.stopRunning(error);
        CompletableFuture<Void> end = open ? end(false) : ending();
        end.whenComplete((done, ignored) -> abortListener().accept(error));
        endInTime();
    }

    /** Gives the connection up if the database does not answer to the end of the transaction. */
    void endInTime() {
        Engine engine = session.engine();
        engine.timer().schedule(() -> engine.offTimer(this::giveUp), Execution.CANCEL_GRACE_MILLIS
                + engine.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp() {
        if (isEnding()) {
            session.giveUp();
        }
    }

    private synchronized boolean isEnding() {
        return state == State.ENDING;
    }

    /** Tells whoever waits for its end that the database does not answer in time. */
    void overdue(DatabaseException error) {
        CompletableFuture<Void> waiting;
        DatabaseException report;
        synchronized (this) {
            if (state != State.ENDING) {
                return;
            }
            waiting = ending;
            report = !committing ? error : DatabaseException.of(ErrorKind.COMMIT_OUTCOME_UNKNOWN, "COMMIT was not answered within the timeout"
                    + " of the transaction").cause(error).outcome(StatementOutcome.UNKNOWN).build();
        }
        session.engine().complete(waiting, null, report, parent.flow());
        abortListener().accept(report);
    }

    /** Completes a future of its caller's. */
    <T> void tell(CompletableFuture<T> future, T result, DatabaseException error) {
        session.engine().complete(future, result, error, error == null ? this : parent.flow());
    }

    /** Completes when the commit or rollback that has begun is done; for one that ended with its outer transaction, it is complete. */
    synchronized CompletableFuture<Void> ending() {
        return ending == null ? CompletableFuture.completedFuture(null) : ending;
    }

    /** Who is told when the transaction was aborted and rolled back. */
    synchronized void onAbort(Consumer<DatabaseException> listener) {
        abortListener = listener;
    }

    private synchronized Consumer<DatabaseException> abortListener() {
        return abortListener;
    }

    /** Rolls back if nobody can reach this object any more before the transaction was ended. */
    synchronized void watch() {
        if (state == State.OPEN) {
            watch = AbandonedTransaction.watch(this, session, backend);
        }
    }

    /** Where its completions happen. */
    Executor executor() {
        return session.engine().completionExecutor(session.backend().executor());
    }

    boolean belongsTo(Engine engine) {
        return session.engine() == engine;
    }

    synchronized void fail(DatabaseException error) {
        if (failure == null) {
            failure = error;
        }
    }

    /** The transaction in which a statement of the connection itself would run now: this one, or one inside it. */
    synchronized Transaction innermost() {
        return child == null ? this : child.innermost();
    }

    private Scope scope() {
        return asParent;
    }

    private CompletableFuture<Void> end(boolean commit) {
        CompletableFuture<Void> done = new ConnectionFuture<>();
        Transaction open;
        synchronized (this) {
            DatabaseException refusal = state != State.OPEN ? ended() : commit && child != null ? childOpen() : null;
            if (refusal != null) {
                return ConnectionFuture.failed(refusal);
            }
            state = State.ENDING;
            ending = done;
            open = child;
            if (watch != null) {
                watch.end();
            }
        }
        if (open != null) {
            open.endWithParent();
        }
        session.endStreams(scope(), () -> Failures.usage("the transaction ended while the stream was open; consume streams inside it"));
        session.control(() -> parent.ending(commits(commit)), () -> atItsTurn(commit), (ignored, error) -> ended(commit, error, done));
        return done;
    }

    /** What is sent depends on how the statements before it ended, so it is decided only now. */
    private CompletionStage<Void> atItsTurn(boolean commit) {
        boolean commits;
        synchronized (this) {
            commits = commits(commit);
            committing = commits;
        }
        return commits ? backend.commit() : backend.rollback();
    }

    private boolean commits(boolean wanted) {
        return wanted && !forceRollback && failure() == null;
    }

    private void ended(boolean commit, DatabaseException error, CompletableFuture<Void> done) {
        DatabaseException first = failure();
        DatabaseException report = error != null || !commit || first == null ? error
                : first == abortedWith() ? first
                : DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "the transaction was rolled back instead of committed, because a"
                        + " statement in it had failed: " + first.getMessage()).cause(first).retrySafe(first.retrySafe()).build();
        if (deadline != null) {
            deadline.ended();
        }
        synchronized (this) {
            state = commit && report == null && !forceRollback ? State.COMMITTED : State.ROLLED_BACK;
        }
        parent.childEnded(error, () -> session.engine().complete(done, null, report, parent.flow()));
    }

    private void endWithParent() {
        Transaction open;
        synchronized (this) {
            state = State.ROLLED_BACK;
            open = child;
        }
        session.endStreams(scope(), () -> Failures.usage("the outer transaction was rolled back while the stream was open"));
        if (open != null) {
            open.endWithParent();
        }
    }

    private synchronized DatabaseException failure() {
        return failure;
    }

    private synchronized DatabaseException abortedWith() {
        return aborted;
    }

    private DatabaseException ended() {
        if (failure != null) {
            return aborted();
        }
        return Failures.usage("the transaction " + switch (state) {
            case COMMITTED -> "was committed already";
            case ROLLED_BACK -> "was rolled back already";
            default -> "is being ended";
        } + "; begin a new one");
    }

    private DatabaseException aborted() {
        return DatabaseException.of(ErrorKind.TRANSACTION_ABORTED, "an earlier statement of the transaction failed, so it can only be rolled"
                + " back; run what may fail in a nested transaction. The failure was: " + failure.getMessage())
                .cause(failure).retrySafe(failure.retrySafe()).build();
    }

    private static DatabaseException childOpen() {
        return Failures.usage("an inner transaction is open; use the one that was handed to the inner function, or end it first");
    }

    /** This transaction as the place where statements run and savepoints are set. */
    private final class Savepoints extends TransactionParent {

        Savepoints() {
            super(session.engine());
        }

        @Override
        public DatabaseException refusal() {
            synchronized (Transaction.this) {
                return child != null ? childOpen() : beginRefusal();
            }
        }

        @Override
        DatabaseException beginRefusal() {
            synchronized (Transaction.this) {
                return state != State.OPEN ? ended() : failure != null ? aborted() : null;
            }
        }

        @Override
        String beginning() {
            return "SAVEPOINT";
        }

        @Override
        String ending(boolean commit) {
            return commit ? "RELEASE SAVEPOINT" : "ROLLBACK TO SAVEPOINT";
        }

        @Override
        CompletionStage<TransactionBackend> open(TransactionOptions options) {
            return dialect().has(Feature.SAVEPOINTS) ? backend.savepoint() : Failures.unsupported(dialect().productName()
                    + " has no savepoints, so no transaction can be nested in another one. Nothing was sent, and the outer transaction goes"
                    + " on: run the statements in it.");
        }

        @Override
        void childOpened(Transaction opened) {
            synchronized (Transaction.this) {
                child = opened;
            }
        }

        @Override
        void childEnded(DatabaseException error, Runnable tellCaller) {
            synchronized (Transaction.this) {
                child = null;
            }
            if (error != null) {
                fail(error);
            }
            super.childEnded(error, tellCaller);
        }

        @Override
        public void statementFailed(DatabaseException error) {
            if (error.sent()) {
                fail(error);
            }
        }

        @Override
        public Transaction flow() {
            return Transaction.this;
        }
    }
}
