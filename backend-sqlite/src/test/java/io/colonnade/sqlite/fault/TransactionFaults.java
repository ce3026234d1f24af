// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** Faults in transactions. */
final class TransactionFaults {

    private TransactionFaults() {
    }

    /** A transaction with a batch in it is committed where it should be rolled back. */
    static ConnectionBackend forgetsToRollBack(ConnectionBackend sound) {
        AtomicBoolean batched = new AtomicBoolean();
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
                batched.set(true);
                return delegate().executeMany(statement, bindings);
            }

            @Override
            public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                batched.set(false);
                return delegate().begin(definition).thenApply(tx -> new DelegatingTransaction(tx) {
                    @Override
                    public CompletionStage<Void> rollback() {
                        return batched.get() ? delegate.commit() : delegate.rollback();
                    }
                });
            }
        };
    }

    /** A savepoint inside a savepoint is released where it should be rolled back. */
    static ConnectionBackend forgetsInnerSavepoints(ConnectionBackend sound) {
        return withTransaction(sound, tx -> new Level(tx, 0));
    }

    private static final class Level extends DelegatingTransaction {
        private final int depth;

        Level(TransactionBackend delegate, int depth) {
            super(delegate);
            this.depth = depth;
        }

        @Override
        public CompletionStage<Void> rollback() {
            return depth < 2 ? delegate.rollback() : delegate.commit();
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            return delegate.savepoint().thenApply(inner -> new Level(inner, depth + 1));
        }
    }

    /** Success is reported for a commit that was a rollback. */
    static ConnectionBackend reportsCommitOnRollback(ConnectionBackend sound) {
        return withTransaction(sound, tx -> new DelegatingTransaction(tx) {
            @Override
            public CompletionStage<Void> commit() {
                return delegate.commit().exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof DatabaseException typed && typed.kind() == ErrorKind.TRANSACTION_ROLLED_BACK) {
                        return null;
                    }
                    throw new CompletionException(cause);
                });
            }
        });
    }

    /** A read-only transaction writes. */
    static ConnectionBackend ignoresReadOnly(ConnectionBackend sound) {
        return withDefinition(sound, asked -> new TransactionDefinition(asked.isolation(), false, asked.deferrable()));
    }

    /** A transaction begins at the default level where another was asked for. */
    static ConnectionBackend ignoresIsolation(ConnectionBackend sound) {
        return withDefinition(sound, asked -> new TransactionDefinition(null, asked.readOnly(), asked.deferrable()));
    }

    /** Honest: it declares that it has no savepoints, and refuses them. */
    static TransactionBackend withoutSavepoints(TransactionBackend sound) {
        return new DelegatingTransaction(sound) {
            @Override
            public CompletionStage<TransactionBackend> savepoint() {
                return CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.UNSUPPORTED, "no savepoints").build());
            }
        };
    }

    private interface TransactionFault {
        TransactionBackend apply(TransactionBackend sound);
    }

    private static ConnectionBackend withTransaction(ConnectionBackend sound, TransactionFault fault) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                return delegate().begin(definition).thenApply(fault::apply);
            }
        };
    }

    private interface DefinitionFault {
        TransactionDefinition apply(TransactionDefinition asked);
    }

    private static ConnectionBackend withDefinition(ConnectionBackend sound, DefinitionFault fault) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
                return delegate().begin(fault.apply(definition));
            }
        };
    }
}
