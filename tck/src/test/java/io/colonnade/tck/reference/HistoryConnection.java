// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A connection that writes down what its transactions do, a letter for each thing: I an insert with values, J one without, B a batch, U an
 * update, D a deletion, T a table, Q a query, small where it failed; ( sets a savepoint, c releases and r rolls back one. A fault is told
 * apart by it. All of it on the executor.
 */
class HistoryConnection extends ForwardingConnection {

    private final StringBuilder earlier = new StringBuilder();
    private final StringBuilder history = new StringBuilder();
    private TransactionDefinition definition;

    HistoryConnection(ConnectionBackend sound) {
        super(sound);
    }

    /** Whether the transaction ends in the other way, by all ends of this connection: {@code commit I;rollback IQ}, the last one now. */
    boolean changesEnd(String all) {
        return false;
    }

    /** Whether a savepoint is released in the place of rolled back. */
    boolean changesSavepoint(String transaction) {
        return false;
    }

    /** Something to do before a rollback. */
    void ending() {
    }

    /** How a commit is told. */
    CompletionStage<Void> told(CompletionStage<Void> commit) {
        return commit;
    }

    /** What the open transaction has done. */
    final String history() {
        return history.toString();
    }

    /** How the open transaction was begun; null if none is open. */
    final TransactionDefinition definition() {
        return definition;
    }

    final ReferenceConnection reference() {
        return (ReferenceConnection) delegate();
    }

    private <T> CompletionStage<T> noted(char letter, CompletionStage<T> stage) {
        return stage.whenComplete((done, failure) -> history.append(failure == null ? letter : Character.toLowerCase(letter)));
    }

    @Override
    public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
        char letter = switch (statement.kind()) {
            case QUERY -> 'Q';
            case INSERT -> binds.length == 0 ? 'J' : 'I';
            case UPDATE -> 'U';
            case DELETE -> 'D';
            default -> 'T';
        };
        return noted(letter, super.execute(statement, binds, sink));
    }

    @Override
    public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
        return noted('B', super.executeMany(statement, bindings));
    }

    @Override
    public CompletionStage<TransactionBackend> begin(TransactionDefinition asked) {
        return super.begin(asked).thenApply(begun -> {
            history.setLength(0);
            definition = asked;
            return new Noted(begun, false);
        });
    }

    private final class Noted implements TransactionBackend {

        private final TransactionBackend sound;
        private final boolean nested;

        Noted(TransactionBackend sound, boolean nested) {
            this.sound = sound;
            this.nested = nested;
        }

        @Override
        public CompletionStage<Void> commit() {
            return onExecutor(() -> {
                if (nested) {
                    history.append('c');
                    return sound.commit();
                }
                return told(ends("commit") ? sound.rollback() : sound.commit());
            });
        }

        @Override
        public CompletionStage<Void> rollback() {
            return onExecutor(() -> {
                if (nested) {
                    boolean changed = changesSavepoint(history.toString());
                    history.append('r');
                    return changed ? sound.commit() : sound.rollback();
                }
                ending();
                return ends("rollback") ? sound.commit() : sound.rollback();
            });
        }

        private boolean ends(String how) {
            earlier.append(earlier.length() == 0 ? "" : ";").append(how).append(history.length() == 0 ? "" : " ").append(history);
            definition = null;
            return changesEnd(earlier.toString());
        }

        @Override
        public CompletionStage<TransactionBackend> savepoint() {
            return sound.savepoint().thenApply(set -> {
                history.append('(');
                return new Noted(set, true);
            });
        }

        private <T> CompletionStage<T> onExecutor(Supplier<CompletionStage<T>> end) {
            CompletableFuture<T> future = new CompletableFuture<>();
            executor().execute(() -> {
                try {
                    end.get().whenComplete((value, failure) -> {
                        if (failure == null) {
                            future.complete(value);
                        } else {
                            future.completeExceptionally(Tampered.typed(failure));
                        }
                    });
                } catch (RuntimeException thrown) {
                    future.completeExceptionally(DatabaseException.of(ErrorKind.INTERNAL, "a fault").cause(thrown).build());
                }
            });
            return future;
        }
    }
}
