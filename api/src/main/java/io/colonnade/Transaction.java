// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
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

    private final OpenTransaction open;
    /** Kept so that the outer one is not taken for lost as long as this one is in use. */
    private final Transaction outer;

    /**
     * A handle.
     *
     * @param outer the handle of the transaction that it is nested in, or null
     */
    Transaction(OpenTransaction open, Transaction outer) {
        this.open = open;
        this.outer = outer;
    }

    /**
     * Whether it takes calls: it has neither been ended, nor is it being ended, nor was it cut off when the database was closed, nor is its
     * connection known to be lost. One that was lost keeps no connection and need not be ended.
     */
    public boolean isOpen() {
        return open.isOpen();
    }

    @Override
    public Dialect dialect() {
        return open.session().backend().dialect();
    }

    /**
     * Runs the function in a nested transaction: if its stage completes, the savepoint is released, if it fails, the savepoint is rolled back
     * and released. Nested transactions of one transaction run one after the other; one that is begun on the outer one inside its sibling is
     * refused with kind USAGE. This transaction ends after it, whether or not anybody waits for it.
     *
     * @return completes with what the function's stage gave, once the savepoint has ended as the function asked; fails with kind UNSUPPORTED,
     *     and this transaction goes on, if the dialect lacks {@link Feature#SAVEPOINTS}; TRANSACTION_ROLLED_BACK if this transaction was
     *     rolled back before, rules TXN-35, THR-09
     */
    public <T> CompletableFuture<T> transaction(Function<Transaction, ? extends CompletionStage<T>> work) {
        return TransactionRun.start(open.begin(TransactionOptions.DEFAULT, false), this, work);
    }

    /** Sets a savepoint; the transaction returned must be ended with {@link #commit} or {@link #rollback}. */
    public CompletableFuture<Transaction> begin() {
        return TransactionBegin.of(open.begin(TransactionOptions.DEFAULT, true), this);
    }

    /**
     * Commits; for a nested transaction, releases the savepoint, so that its work becomes part of the outer one.
     *
     * @return fails with kind TRANSACTION_ROLLED_BACK if a statement had failed, COMMIT_OUTCOME_UNKNOWN if COMMIT was sent and its answer was
     *     lost or did not come in time, or if a statement has ended the transaction on the server, CONNECTION_LOST, with nothing applied, if
     *     the connection was lost before COMMIT was sent, USAGE if it has ended already, if it is called inside an inner one, or if an inner
     *     one is open that {@link #begin} gave: those of functions are waited for; with what ended it, if the program has not: STATEMENT_TIMEOUT, CANCELLED or POOL_CLOSED. Rules TXN-34, TXN-36
     */
    public CompletableFuture<Void> commit() {
        return open.end(true);
    }

    /**
     * Rolls back; for a nested transaction, to its savepoint, which is then released. Inner transactions end with it. Quiet if the connection
     * is lost: nothing is kept then, which is what was asked.
     *
     * @return fails with kind COMMIT_OUTCOME_UNKNOWN if a statement has ended the transaction on the server; with what ended it, if the
     *     program has not
     */
    public CompletableFuture<Void> rollback() {
        return open.end(false);
    }

    /**
     * The driver's own connection, outside the contract of Colonnade; empty if it is not of that type.
     *
     * @throws io.colonnade.error.UsageException if the connection was given back
     */
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return open.session().unwrap(driverType);
    }

    /** Where its statements run. */
    OpenTransaction scope() {
        return open;
    }

    /** Rolls back if nobody can reach this object any more before the transaction was ended. */
    void watch() {
        AbandonedTransaction.watch(this, open);
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout) {
        return open.session().engine().runPinned(open.session(), open, Call.of(query, collector), timeout);
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout) {
        return open.session().engine().runPinned(open.session(), open, Call.of(query), timeout);
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration timeout) {
        return new RowPublisher(open.session().engine(), query, () -> null, () -> new PinnedStreamSource(open.session(), open, this), timeout);
    }

    @Override
    boolean autocommit() {
        return false;
    }

    @Override
    Duration defaultTimeout() {
        return open.session().engine().defaultTimeout();
    }
}
