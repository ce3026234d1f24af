// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Feature;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A backend for tests whose only connection runs everything in one transaction that is rolled back when the database is closed. What the
 * application begins as a transaction is a savepoint in it, and refused where there are no savepoints.
 */
final class ForceRollbackBackend extends ForwardingBackend {

    ForceRollbackBackend(DatabaseBackend delegate) {
        super(delegate);
    }

    /** The class of a backend as its author knows it. */
    static Class<?> typeOf(DatabaseBackend backend) {
        return backend instanceof ForceRollbackBackend wrapper ? wrapper.delegate().getClass() : backend.getClass();
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        return super.connect(settings, context).thenCompose(connection -> connection.begin(TransactionDefinition.DEFAULT)
                .handle((root, failure) -> failure == null
                        ? CompletableFuture.completedStage((ConnectionBackend) new RolledBackConnection(connection, root))
                        : connection.close().handle((closed, ignored) -> ForceRollbackBackend.<ConnectionBackend>rethrow(failure)))
                .thenCompose(stage -> stage));
    }

    private static <T> T rethrow(Throwable failure) {
        throw Failures.of(failure);
    }

    private static final class RolledBackConnection extends ForwardingConnection {
        private final TransactionBackend root;

        RolledBackConnection(ConnectionBackend delegate, TransactionBackend root) {
            super(delegate);
            this.root = root;
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            return dialect().has(Feature.SAVEPOINTS) ? root.savepoint() : Failures.unsupported("A database with forced rollback is one"
                    + " transaction, in which others are savepoints, and " + dialect().productName() + " has none. Nothing was sent. Run the"
                    + " statements without a transaction, or open the database without forceRollback.");
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

        @Override
        public CompletionStage<Void> close() {
            return root.rollback().handle((done, failure) -> super.close()).thenCompose(closed -> closed);
        }
    }
}
