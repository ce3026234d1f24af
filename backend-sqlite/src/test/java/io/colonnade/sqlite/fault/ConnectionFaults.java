// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.Feature;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Faults in what a connection does beside rows and transactions. */
final class ConnectionFaults {

    private ConnectionFaults() {
    }

    /** Closing leaves the session open. */
    static ConnectionBackend leaksTheSession(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Void> close() {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    /** Resetting leaves the session as it was. */
    static ConnectionBackend doesNotReset(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Void> reset() {
                return delegate().validate();
            }
        };
    }

    /** Cancelling does nothing outside a transaction. */
    static ConnectionBackend swallowsCancel(ConnectionBackend sound) {
        AtomicBoolean inTransaction = new AtomicBoolean();
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Void> cancel() {
                return inTransaction.get() ? delegate().cancel() : CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                inTransaction.set(true);
                return delegate().begin(definition);
            }

            @Override
            public CompletionStage<Void> reset() {
                inTransaction.set(false);
                return delegate().reset();
            }
        };
    }

    /** The items of a batch are run one by one, so that those before a failure stay. */
    static ConnectionBackend runsBatchesOneByOne(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
                long[] counts = new long[bindings.size()];
                CompletionStage<Void> chain = CompletableFuture.completedFuture(null);
                for (int i = 0; i < counts.length; i++) {
                    int item = i;
                    chain = chain.thenCompose(before -> delegate().execute(statement, bindings.get(item), RowSink.NONE))
                            .thenAccept(outcome -> counts[item] = outcome.rowsAffected())
                            .exceptionally(failure -> {
                                DatabaseException typed = typed(failure);
                                throw new CompletionException(copy(typed, typed.getMessage()).batchIndex(index(typed, item)).build());
                            });
                }
                return chain.thenApply(done -> counts);
            }
        };
    }

    private static int index(DatabaseException failure, int item) {
        return failure instanceof StatementException statement && statement.batchIndex() >= 0 ? statement.batchIndex() : item;
    }

    /** Errors show the values that were bound. */
    static ConnectionBackend showsValues(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return delegate().execute(statement, binds, sink).exceptionally(failure -> {
                    throw new CompletionException(copy(typed(failure), typed(failure).getMessage() + " " + Arrays.toString(binds)).build());
                });
            }
        };
    }

    /** A statement of more parameters than 10,000 is refused, though the dialect says that there may be more. */
    static ConnectionBackend takesFewParameters(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return binds.length <= 10_000 ? delegate().execute(statement, binds, sink)
                        : CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.SYNTAX, "too many parameters").build());
            }
        };
    }

    /** A violation of a unique constraint is reported as a wrong value. */
    static ConnectionBackend misnamesUniqueViolations(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return delegate().execute(statement, binds, sink).exceptionally(failure -> {
                    DatabaseException typed = typed(failure);
                    boolean unique = typed instanceof StatementException violated
                            && violated.constraint().filter(known -> known.type() == ConstraintViolation.Type.UNIQUE).isPresent();
                    throw new CompletionException(unique ? DatabaseException.of(ErrorKind.DATA, typed.getMessage()).build() : typed);
                });
            }
        };
    }

    /** The dialect claims what the database does not have. */
    static ConnectionBackend claims(ConnectionBackend sound, Feature feature) {
        return declares(sound, dialect -> dialect.with(feature));
    }

    /** The dialect is another one. */
    static ConnectionBackend declares(ConnectionBackend sound, UnaryOperator<DialectBuilder> change) {
        Dialect dialect = change.apply(sound.dialect().toBuilder()).build();
        return new ForwardingConnection(sound) {
            @Override
            public Dialect dialect() {
                return dialect;
            }
        };
    }

    /** The dialect says that there are no savepoints, and there are none. */
    static ConnectionBackend hasNoSavepoints(ConnectionBackend sound) {
        Dialect dialect = sound.dialect().toBuilder().without(Feature.SAVEPOINTS).build();
        return new ForwardingConnection(sound) {
            @Override
            public Dialect dialect() {
                return dialect;
            }

            @Override
            public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                return delegate().begin(definition).thenApply(TransactionFaults::withoutSavepoints);
            }
        };
    }

    private static DatabaseException typed(Throwable failure) {
        return (DatabaseException) (failure instanceof CompletionException ? failure.getCause() : failure);
    }

    private static DatabaseException.Builder copy(DatabaseException typed, String message) {
        DatabaseException.Builder copy = DatabaseException.of(typed.kind(), message).cause(typed.getCause()).sqlState(typed.sqlState())
                .vendorCode(typed.vendorCode()).outcome(typed.outcome()).retrySafe(typed.retrySafe())
                .connectionUsable(typed.connectionUsable());
        if (typed instanceof StatementException statement) {
            statement.constraint().ifPresent(copy::constraint);
            copy.batchIndex(statement.batchIndex());
        }
        return copy;
    }
}
