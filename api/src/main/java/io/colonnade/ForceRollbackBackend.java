// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * A backend for tests whose only connection runs everything in one transaction that is rolled back when the database is closed. What the
 * application begins as a transaction is a savepoint in it.
 */
record ForceRollbackBackend(DatabaseBackend target) implements DatabaseBackend {

    @Override
    public Set<String> schemes() {
        return target.schemes();
    }

    @Override
    public Dialect dialect() {
        return target.dialect();
    }

    @Override
    public Set<String> options() {
        return target.options();
    }

    @Override
    public void validate(ConnectionSettings settings) {
        target.validate(settings);
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return target.connect(settings, context).thenCompose(connection -> connection.begin(TransactionDefinition.DEFAULT)
                .handle((root, failure) -> failure == null
                        ? CompletableFuture.completedStage((ConnectionBackend) new RolledBackConnection(connection, root))
                        : connection.close().handle((closed, ignored) -> ForceRollbackBackend.<ConnectionBackend>rethrow(failure)))
                .thenCompose(stage -> stage));
    }

    private static <T> T rethrow(Throwable failure) {
        throw Failures.of(failure);
    }

    private record RolledBackConnection(ConnectionBackend target, TransactionBackend root) implements ConnectionBackend {

        @Override
        public Dialect dialect() {
            return target.dialect();
        }

        @Override
        public Executor executor() {
            return target.executor();
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            return target.execute(statement, binds, sink);
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            return target.executeMany(statement, bindings);
        }

        @Override
        public Flow.Publisher<RowValues> stream(Compiled statement, Object[] binds, int fetchSize) {
            return target.stream(statement, binds, fetchSize);
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            return root.savepoint();
        }

        /** A real reset would end the transaction that lasts until the database is closed. */
        @Override
        public CompletionStage<Void> reset() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> validate() {
            return target.validate();
        }

        @Override
        public CompletionStage<Void> cancel() {
            return target.cancel();
        }

        @Override
        public CompletionStage<Void> close() {
            return root.rollback().handle((done, failure) -> target.close()).thenCompose(closed -> closed);
        }

        @Override
        public <T> Optional<T> unwrap(Class<T> driverType) {
            return target.unwrap(driverType);
        }
    }
}
