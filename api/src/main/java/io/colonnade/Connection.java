// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * One connection of the pool, lent for the time of a function: see {@link Database#withConnection}. Thread-safe: calls run in their order.
 *
 * <p>Temporary tables and session settings live on it and are undone when it goes back. While a transaction is open on it, its own
 * statements run in the innermost one. Using it after its function has ended fails with kind USAGE.
 *
 * <p>Pinned by the rules of the group Connection.
 *
 * @since 0.1
 */
public final class Connection extends Queries {

    private final Session session;
    private final PinnedConnection pinned;

    Connection(PinnedConnection pinned) {
        this.pinned = pinned;
        session = pinned.session();
    }

    @Override
    public Dialect dialect() {
        return session.backend().dialect();
    }

    /** Runs the function in a transaction: see {@link Database#transaction}. Transactions of one connection run one after the other. */
    public <T> CompletableFuture<T> transaction(Function<Transaction, ? extends CompletionStage<T>> work) {
        return transaction(TransactionOptions.DEFAULT, work);
    }

    /** Runs the function in a transaction. */
    public <T> CompletableFuture<T> transaction(TransactionOptions options, Function<Transaction, ? extends CompletionStage<T>> work) {
        return TransactionRun.start(pinned.begin(options, false), null, work);
    }

    /** Begins a transaction that must be ended with commit or rollback. */
    public CompletableFuture<Transaction> begin() {
        return begin(TransactionOptions.DEFAULT);
    }

    /** Begins a transaction that must be ended with commit or rollback. */
    public CompletableFuture<Transaction> begin(TransactionOptions options) {
        return TransactionBegin.of(pinned.begin(options, true), null);
    }

    /** The driver's own connection, outside the contract of Colonnade; empty if it is not of that type. */
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return session.unwrap(driverType);
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout) {
        return session.engine().runPinned(session, pinned, Call.of(query, collector), timeout);
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout) {
        return session.engine().runPinned(session, pinned, Call.of(query), timeout);
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration timeout) {
        return new RowPublisher(session.engine(), query, () -> null, () -> new PinnedStreamSource(session, pinned, null), timeout);
    }

    @Override
    boolean autocommit() {
        return pinned.autocommit();
    }

    @Override
    Duration defaultTimeout() {
        return session.engine().defaultTimeout();
    }
}
