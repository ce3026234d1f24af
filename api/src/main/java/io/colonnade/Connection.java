// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.TransactionBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger("io.colonnade");

    private final Session session;
    private final Root root;
    private final boolean endsWithTransaction;
    private boolean ended;
    private Transaction open;

    /**
     * A pinned connection.
     *
     * @param endsWithTransaction whether it was lent for one transaction and goes back when that has ended
     */
    Connection(Session session, boolean endsWithTransaction) {
        this.session = session;
        this.endsWithTransaction = endsWithTransaction;
        root = new Root();
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
        return TransactionRun.start(begin(options), work);
    }

    /** Begins a transaction that must be ended with commit or rollback. */
    public CompletableFuture<Transaction> begin() {
        return begin(TransactionOptions.DEFAULT);
    }

    /** Begins a transaction that must be ended with commit or rollback. */
    public CompletableFuture<Transaction> begin(TransactionOptions options) {
        return root.begin(session, options);
    }

    /** The driver's own connection, outside the contract of Colonnade; empty if it is not of that type. */
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return session.backend().unwrap(driverType);
    }

    @Override
    <T> CompletableFuture<T> run(Query query, RowCollector<T> collector, Duration timeout) {
        return session.engine().runPinned(session, root, Call.of(query, collector), timeout);
    }

    @Override
    CompletableFuture<long[]> runMany(BatchQuery query, Duration timeout) {
        return session.engine().runPinned(session, root, Call.of(query), timeout);
    }

    @Override
    Flow.Publisher<Row> stream(Query query, Duration timeout) {
        return new RowPublisher(session.engine(), query, () -> null, () -> new PinnedStreamSource(session, root), timeout);
    }

    @Override
    boolean autocommit() {
        return root.autocommit();
    }

    @Override
    Duration defaultTimeout() {
        return session.engine().defaultTimeout();
    }

    /** Its function has ended: no further calls, an open transaction is rolled back, then the connection goes back to the pool. */
    void end(Runnable released) {
        Transaction left;
        synchronized (this) {
            ended = true;
            left = open;
        }
        session.endStreams(null, () -> Failures.usage("the connection was given back while the stream was open; consume it before"));
        if (left == null || !left.isOpen()) {
            session.release(released);
            return;
        }
        LOG.warn("a connection was given back with a transaction open on it; the transaction is rolled back");
        left.rollback().whenComplete((done, failure) -> session.release(released));
        left.endInTime();
    }

    /** The connection as the place where statements run and transactions begin. */
    private final class Root extends TransactionParent {

        Root() {
            super(session.engine());
        }

        @Override
        public DatabaseException refusal() {
            synchronized (Connection.this) {
                return ended ? Failures.usage("the connection was given back to the pool when its function ended; it can be used only inside")
                        : null;
            }
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
        CompletionStage<TransactionBackend> open(TransactionOptions options) {
            return options.readOnly() && !dialect().has(Feature.READ_ONLY_TRANSACTIONS)
                    ? Failures.unsupported(dialect().productName() + " has no read-only transactions. Leave the option out.")
                    : session.backend().begin(options.definition());
        }

        @Override
        void childOpened(Transaction transaction) {
            synchronized (Connection.this) {
                open = transaction;
            }
        }

        @Override
        void childEnded(DatabaseException error, Runnable tellCaller) {
            synchronized (Connection.this) {
                open = null;
            }
            if (endsWithTransaction) {
                end(tellCaller);
            } else {
                super.childEnded(error, tellCaller);
            }
        }

        @Override
        public void statementFailed(DatabaseException error) {
            Transaction inside;
            synchronized (Connection.this) {
                inside = open;
            }
            if (inside != null && error.kind() != ErrorKind.UNSUPPORTED && error.kind() != ErrorKind.USAGE) {
                inside.innermost().fail(error);
            }
        }

        @Override
        public boolean autocommit() {
            synchronized (Connection.this) {
                return open == null;
            }
        }

        @Override
        public Transaction flow() {
            return null;
        }
    }
}
