// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.pool.Log;
import io.colonnade.spi.TransactionBackend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A connection that was lent for the time of a function or of one transaction: where its statements run and transactions begin. Thread-safe. */
final class PinnedConnection extends TransactionParent {

    private static final Log LOG = Log.of("io.colonnade");

    private final Session session;
    private final boolean endsWithTransaction;
    private final Scope outer;
    private final CompletableFuture<DatabaseException> cutOff = new CompletableFuture<>();
    private boolean ended;

    /**
     * A pinned connection.
     *
     * @param endsWithTransaction whether it was lent for one transaction and goes back when that has ended
     * @param outer the scope in whose flow it was asked for, or null
     */
    PinnedConnection(Session session, boolean endsWithTransaction, Scope outer) {
        super(session.engine());
        this.session = session;
        this.endsWithTransaction = endsWithTransaction;
        this.outer = outer;
        session.onCutOff(this::cutOff);
        session.onLost(this::lost);
    }

    @Override
    Session session() {
        return session;
    }

    /** Completes if the database is closed while the connection is lent, with the error that says so. */
    CompletableFuture<DatabaseException> cutOff() {
        return cutOff;
    }

    /** Its function has ended: no further calls, an open transaction is rolled back, then the connection goes back to the pool. */
    void end(Runnable released) {
        synchronized (this) {
            ended = true;
        }
        OpenTransaction left = child();
        refuseWaiting();
        session.endStreams(null, () -> Failures.usage("the connection was given back while the stream was open; consume it before"));
        if (left == null) {
            session.release(released);
            return;
        }
        if (left.isOpen()) {
            LOG.warn("a connection was given back with a transaction open on it; the transaction is rolled back");
        }
        left.over().whenComplete((done, never) -> session.release(released));
        left.abort(DatabaseException.of(ErrorKind.TRANSACTION_ROLLED_BACK, "the transaction was rolled back, because the function of its"
                + " connection ended before it did; let that function's stage complete after the transaction's").build());
    }

    @Override
    public boolean isOpen() {
        return takesInner() && session.refusal() == null;
    }

    @Override
    synchronized boolean takesInner() {
        return !ended;
    }

    @Override
    public DatabaseException refusal() {
        endCancelledInner();
        return !takesInner() ? Failures.usage("the connection was given back to the pool when its function ended; it can be used only inside")
                : session.refusal();
    }

    @Override
    DatabaseException beginRefusal() {
        return refusal();
    }

    @Override
    String beginning() {
        return "BEGIN";
    }

    @Override
    String ending(boolean commit) {
        return commit ? "COMMIT" : "ROLLBACK";
    }

    @Override
    boolean writes(TransactionOptions options) {
        return !options.readOnly();
    }

    @Override
    CompletionStage<TransactionBackend> open(TransactionOptions options) {
        return options.readOnly() && !session.backend().dialect().has(Feature.READ_ONLY_TRANSACTIONS)
                ? Failures.unsupported(session.backend().dialect().productName() + " has no read-only transactions. Leave the option out.")
                : session.backend().begin(options.definition());
    }

    @Override
    void childEnded(DatabaseException error, Runnable tellCaller) {
        super.childEnded(error, endsWithTransaction ? () -> end(tellCaller) : tellCaller);
    }

    @Override
    void cutOff(DatabaseException why) {
        OpenTransaction left = child();
        if (left != null) {
            left.cutOff(why);
        }
        refuseWaiting();
        cutOff.complete(why);
    }

    /** The connection is known to be gone, and with it what its transactions have done. */
    private void lost(DatabaseException error) {
        OpenTransaction outermost = child();
        for (OpenTransaction each = outermost; each != null; each = each.child()) {
            each.lost(error);
        }
        if (outermost != null && endsWithTransaction) {
            outermost.giveBackIfProgramHoldsIt(error);
        }
    }

    @Override
    public DatabaseException failure(DatabaseException error, Compiled statement) {
        OpenTransaction inside = innermost();
        return inside == null ? error : inside.failure(error, statement);
    }

    @Override
    public void statementFailed(DatabaseException error) {
        OpenTransaction inside = innermost();
        if (inside != null) {
            inside.statementFailed(error);
        }
    }

    @Override
    public boolean autocommit() {
        return child() == null;
    }

    @Override
    public Scope flow() {
        return endsWithTransaction ? outer : this;
    }

    @Override
    public Scope outer() {
        return outer;
    }
}
