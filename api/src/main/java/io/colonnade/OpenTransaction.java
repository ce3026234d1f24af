// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.Log;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A transaction that was begun on a connection, or a savepoint in one: does what its {@link TransactionLifecycle} has decided. It does not
 * refer to the handle that the program holds, so that a handle which the program has lost is found. Thread-safe.
 */
final class OpenTransaction extends TransactionParent {

    private static final Log LOG = Log.of("io.colonnade");

    private final Session session;
    private final TransactionBackend backend;
    private final TransactionParent parent;
    private final TransactionLifecycle life;
    private final boolean readOnly;
    private final boolean endedByProgram;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final NestedFailures unseen = new NestedFailures();

    /**
     * A transaction that the database has just begun.
     *
     * @param endedByProgram whether the program is handed it, and must end it; otherwise a function ends it
     */
    OpenTransaction(Session session, TransactionBackend backend, TransactionParent parent, TransactionOptions options,
            boolean endedByProgram) {
        super(session.engine());
        this.session = session;
        this.backend = backend;
        this.parent = parent;
        readOnly = options.readOnly();
        this.endedByProgram = endedByProgram;
        life = new TransactionLifecycle(parent instanceof OpenTransaction, options.forceRollback());
    }

    Session session() {
        return session;
    }

    @Override
    public boolean isOpen() {
        return life.isOpen();
    }

    @Override
    boolean takesInner() {
        return life.takesInner();
    }

    /** Whether the program was handed it, and must end it. */
    boolean endedByProgram() {
        return endedByProgram;
    }

    /** Nested transactions of it that failed, which nobody may have seen. */
    NestedFailures unseen() {
        return unseen;
    }

    /** Completes, never with a failure, when the end is known or nobody waits for it any longer. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** What the caller of its function is told, once it is over: see {@link TransactionLifecycle#verdict}. */
    Throwable verdict(Throwable thrown) {
        return life.verdict(thrown);
    }

    /** Whether it is over although the program did not ask for an end. */
    boolean endedByItself() {
        return life.endedByItself();
    }

    /** Completes a future of its caller's, outside of its flow. */
    <T> void tell(CompletableFuture<T> future, T value, Throwable error) {
        engine().complete(future, value, error, parent.flow());
    }

    /** Ends it as the program asks; the future is told what {@link TransactionLifecycle#told} says. */
    CompletableFuture<Void> end(boolean commit) {
        CompletableFuture<Void> done = new ConnectionFuture<>();
        if (life.askOfLost(commit)) {
            tell(done, null, life.told());
            return done;
        }
        DatabaseException refusal = life.endRefusal();
        if (refusal == null && commit && (programHoldsInner() || ConnectionThread.isWithinChildOf(this))) {
            refusal = childOpen();
        }
        if (refusal != null || !life.ask(commit)) {
            return ConnectionFuture.failed(refusal != null ? refusal : life.endRefusal());
        }
        over.whenComplete((ended, never) -> tell(done, null, life.told()));
        askedFor(commit);
        return done;
    }

    /** Ends it as its function's outcome says, unless something has asked for an end before. */
    void endWithFunction(boolean commit) {
        if (commit && programHoldsInner()) {
            abort(childOpen());
        } else if (life.ask(commit)) {
            askedFor(commit);
        }
    }

    /** What was called before a commit belongs to it, so it comes after the inner transactions; a rollback ends them. */
    private void askedFor(boolean commit) {
        if (!commit) {
            askDatabase();
            return;
        }
        afterInner(this::askDatabase);
        if (!life.takesInner()) {
            endWithoutInner();
        }
    }

    /** What inner transactions do does not matter any more. */
    private boolean endWithoutInner() {
        boolean waited = stopWaitingForInner();
        if (waited) {
            askDatabase();
        }
        return waited;
    }

    /** Rolls back although the program did not ask for that, cancelling what runs. Comes too late for one that is being committed. */
    void abort(DatabaseException why) {
        boolean ask = abortNested(why);
        if (!life.hasEnded() && !life.isCommitting()) {
            session.stopRunning(this, why);
            if (!endWithoutInner() && ask) {
                askDatabase();
            }
            endInTime(why);
        }
    }

    /** Rolls back what nobody wants any more now that it is begun, before anything that was called meanwhile could run in it. */
    void abortAtBegin(DatabaseException why) {
        if (life.abort(why)) {
            askDatabase(true);
            endInTime(why);
        }
    }

    /** Its connection is known to be gone. */
    void lost(DatabaseException error) {
        life.lost(error);
        endWithoutInner();
    }

    /** The program that holds it may never end what calls itself open no more: the connection, which is gone, does not wait for that. */
    void giveBackIfProgramHoldsIt(DatabaseException error) {
        if (endedByProgram && life.concludeLost()) {
            OpenTransaction inner = child();
            if (inner != null) {
                inner.cutOff(error);
            }
            refuseWaiting();
            parent.childEnded(null, () -> over.complete(null));
        }
    }

    private boolean abortNested(DatabaseException why) {
        OpenTransaction inner = child();
        if (inner != null) {
            inner.abortNested(why);
        }
        return life.abort(why);
    }

    /** Its time has passed: rolls back; whoever waits is told soon, also if the database has been asked to commit. */
    void expire(DatabaseException why) {
        abort(why);
        if (life.isCommitting()) {
            endInTime(why);
        }
    }

    /** Its connection was taken away: whoever waits is told at once. */
    @Override
    void cutOff(DatabaseException why) {
        OpenTransaction inner = child();
        if (inner != null) {
            inner.cutOff(why);
        }
        conclude(why);
    }

    /** Nobody can reach its handle any more. */
    void abandon() {
        if (life.abort(Failures.usage("the transaction was dropped without commit or rollback"))) {
            LOG.warn("a transaction was dropped without commit or rollback; it is rolled back. End what Database.begin gives, or use"
                    + " Database.transaction, which ends it by itself");
            askDatabase();
        }
    }

    private void endInTime(DatabaseException why) {
        Engine engine = engine();
        engine.later(Execution.CANCEL_GRACE_MILLIS, TimeUnit.MILLISECONDS, () -> engine.offTimer(() -> conclude(why)));
        engine.later(Execution.CANCEL_GRACE_MILLIS + engine.options().closeTimeout().toMillis(), TimeUnit.MILLISECONDS,
                () -> engine.offTimer(this::giveUp));
    }

    /** Gives the connection up if the database has not answered to the end of the transaction. */
    private void giveUp() {
        if (parent.child() == this) {
            session.giveUp();
        }
    }

    private void conclude(DatabaseException why) {
        if (life.conclude(why)) {
            refuseWaiting();
            over.complete(null);
        }
    }

    private void askDatabase() {
        askDatabase(false);
    }

    private void askDatabase(boolean first) {
        refuseWaiting();
        OpenTransaction inner = child();
        if (inner != null) {
            inner.endWithParent();
        }
        session.endStreams(this, () -> Failures.usage("the transaction ended while the stream was open; consume streams inside it"));
        Supplier<String> what = () -> parent.ending(life.commits());
        session.control(first, what, () -> life.commitsNow() ? backend.commit() : backend.rollback(), (done, error) -> {
            life.answered(error);
            if (life.isCommitted()) {
                unseen.outerCommitted();
            }
            parent.childEnded(error, () -> over.complete(null));
        });
    }

    private void endWithParent() {
        OpenTransaction inner = child();
        if (inner != null) {
            inner.endWithParent();
        }
        session.endStreams(this, () -> Failures.usage("the outer transaction was rolled back while the stream was open"));
        conclude(DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "the outer transaction was rolled back, and this one with it").build());
    }

    /** Where the inner one is being ended, that is done before what is handed in now. */
    private boolean innerTakesStatements() {
        OpenTransaction inner = child();
        return inner != null && inner.isOpen();
    }

    private static DatabaseException childOpen() {
        return Failures.usage("an inner transaction is open; use the one that was handed to the inner function, or end it first");
    }

    @Override
    public DatabaseException refusal() {
        endCancelledInner();
        return innerTakesStatements() ? childOpen() : life.refusal();
    }

    @Override
    public DatabaseException refusalAtTurn() {
        return innerTakesStatements() ? childOpen() : life.refusalAtTurn();
    }

    @Override
    DatabaseException beginRefusal() {
        return life.refusal();
    }

    @Override
    DatabaseException beginRefusalAtTurn() {
        return life.refusalAtTurn();
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
        return session.backend().dialect().has(Feature.SAVEPOINTS) ? backend.savepoint()
                : Failures.unsupported(session.backend().dialect().productName() + " has no savepoints, so no transaction can be nested in"
                        + " another one. Nothing was sent, and the outer transaction goes on: run the statements in it.");
    }

    @Override
    void childEnded(DatabaseException error, Runnable tellCaller) {
        if (error != null) {
            life.failed(TransactionLifecycle.undone(error));
        }
        super.childEnded(error, tellCaller);
    }

    @Override
    public DatabaseException failure(DatabaseException error, Compiled statement) {
        // What is not known to be a query or a change of data may have committed by itself, as a procedure can.
        return statement.kind() == StatementKind.OTHER ? error : TransactionLifecycle.undone(error);
    }

    @Override
    public void statementFailed(DatabaseException error) {
        if (error.sent()) {
            life.failed(error);
        }
    }

    @Override
    public boolean autocommit() {
        return false;
    }

    @Override
    public Scope flow() {
        return this;
    }

    @Override
    public Scope outer() {
        return parent;
    }

    @Override
    boolean writes(TransactionOptions options) {
        return false;
    }

    /** Whether it may hold what only one transaction of the database can hold at a time, the right to write. */
    boolean mayWrite() {
        return !readOnly;
    }
}
