// SPDX-License-Identifier: Apache-2.0
package io.colonnade.rollback;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A connection of a database with forced rollback, as the pool sees it: it takes turns with the others on the one that is behind all. */
final class RolledBackConnection implements ConnectionBackend {

    private final Turns turns;
    private final boolean first;
    private final AtomicInteger openStreams = new AtomicInteger();
    private CompletionStage<Void> closing;

    RolledBackConnection(Turns turns, boolean first) {
        this.turns = turns;
        this.first = first;
    }

    @Override
    public Dialect dialect() {
        return turns.connection().dialect();
    }

    @Override
    public Executor executor() {
        return turns.connection().executor();
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        return run(statement, () -> turns.connection().execute(statement, binds, sink));
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        if (!dialect().has(Feature.SAVEPOINTS) && bindings.size() > 1 && turns.transactionOf(this) == null) {
            return CompletableFuture.failedStage(withoutSavepoints("a batch that fails half way could not be undone"));
        }
        return run(statement, () -> turns.connection().executeMany(statement, bindings));
    }

    private <T> CompletionStage<T> run(Compiled statement, Supplier<CompletionStage<T>> work) {
        RolledBackTransaction transaction = turns.transactionOf(this);
        DatabaseException refusal = refusal(statement, transaction);
        if (refusal != null) {
            return CompletableFuture.failedStage(refusal);
        }
        if (transaction == null) {
            StatementTurn<T> turn = new StatementTurn<>(turns, this, statement.readOnly(), work);
            turns.submit(turn);
            return told(turn.result(), false);
        }
        return told(work.get(), true);
    }

    private <T> CompletionStage<T> told(CompletionStage<T> answer, boolean inTransaction) {
        return answer.handle((value, failure) -> {
            if (failure != null) {
                throw turns.told(Failures.of(failure), inTransaction);
            }
            return value;
        });
    }

    @Override
    public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
        RolledBackTransaction transaction = turns.transactionOf(this);
        DatabaseException refusal = refusal(statement, transaction);
        if (refusal != null) {
            throw refusal;
        }
        Flow.Publisher<RowValues> rows = turns.connection().stream(statement, binds, fetchSize);
        return transaction != null ? rows : subscriber -> {
            openStreams.incrementAndGet();
            StreamTurn turn = new StreamTurn(turns, this, statement, rows, subscriber);
            subscriber.onSubscribe(turn);
            turns.submit(turn);
        };
    }

    /** A stream of this connection has ended for its subscriber. */
    void streamEnded() {
        openStreams.decrementAndGet();
    }

    /** Without forced rollback it would be refused, and a test must not pass where the application fails. */
    private DatabaseException refusalBesideStream() {
        return openStreams.get() == 0 || dialect().has(Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING) ? null
                : Failures.unsupported("A stream is open on this connection, and " + dialect().productName() + " runs nothing beside it."
                        + " Nothing was sent. Consume the stream first, or use another connection.");
    }

    private DatabaseException refusal(Compiled statement, RolledBackTransaction transaction) {
        if (transaction == null && refusalBesideStream() != null) {
            return refusalBesideStream();
        }
        if (transaction != null && transaction.readOnly() && statement.kind() != StatementKind.QUERY) {
            return DatabaseException.of(ErrorKind.READ_ONLY, "The transaction is read-only, and the statement is not a query. The database was"
                    + " opened with force_rollback, where this is told by the statement's first words. Nothing was sent.").sent(false).build();
        }
        return statement.kind() == StatementKind.OTHER
                && TransactionControl.isIn(dialect().lexicalRules(), statement, transaction != null)
                ? Failures.unsupported("The database was opened with force_rollback, so everything runs in one transaction, which SQL text"
                        + " must not begin or end: what comes after it would be kept. Nothing was sent. Call transaction or begin instead.")
                : null;
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
        DatabaseException refusal = refusal(definition);
        if (refusal != null) {
            return CompletableFuture.failedStage(refusal);
        }
        BeginTurn turn = new BeginTurn(turns, this, definition.readOnly());
        turns.submit(turn);
        return turn.begun();
    }

    private DatabaseException refusal(TransactionDefinition definition) {
        String one = "The database was opened with force_rollback, so everything runs in one transaction, in which others are savepoints. ";
        if (!dialect().has(Feature.SAVEPOINTS)) {
            return withoutSavepoints("no transaction can be begun");
        }
        if (definition.isolation() != null && definition.isolation() != dialect().defaultIsolation()) {
            return Failures.unsupported(one + "They run at its isolation level, " + dialect().defaultIsolation() + ", and not at "
                    + definition.isolation() + ". Nothing was sent. Ask for that level or for none, or leave force_rollback out.");
        }
        if (refusalBesideStream() != null) {
            return refusalBesideStream();
        }
        return definition.deferrable() ? Failures.unsupported(one + "It has begun already, so none of them is deferrable. Nothing was sent."
                + " Leave the option out, or leave force_rollback out.") : null;
    }

    private DatabaseException withoutSavepoints(String what) {
        return Failures.unsupported("A database with forced rollback is one transaction, in which others are savepoints, and "
                + dialect().productName() + " has none: " + what + ". Nothing was sent. Run the statements one by one, or open the database"
                + " without force_rollback.");
    }

    /** A real reset would end the transaction that lasts until the database is closed. */
    @Override
    public CompletionStage<Void> reset() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public boolean needsReset(Compiled last) {
        return false;
    }

    /** Nothing is asked of the database: if its connection is lost, so is the work, and whoever calls next must be told. */
    @Override
    public CompletionStage<Void> validate() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> cancel() {
        return turns.cancel(this);
    }

    @Override
    public synchronized CompletionStage<Void> close() {
        if (closing == null) {
            closing = turns.close(this, first);
        }
        return closing;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> driverType) {
        return turns.connection().unwrap(driverType);
    }
}
