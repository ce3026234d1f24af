// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.binds;
import static io.colonnade.tck.reference.Faults.connection;
import static io.colonnade.tck.reference.Faults.isQuery;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Faults in what a connection keeps from one use of it to the next. */
final class ConnectionMutants {

    private ConnectionMutants() {
    }

    static final List<Mutant> ALL = List.of(
            binds("CON-01", "a number in a temporary table is one larger", (s, b) -> s.sql().contains("colonnade_tck_temp (id) VALUES"),
                    b -> new Object[] {(Integer) b[0] + 1}),
            connection("CON-02", "a reset leaves temporary tables", sound -> resetting(sound, Session::rollback)),
            connection("CON-03 SPI-13", "a reset commits what SQL text has begun", sound -> resetting(sound, session -> {
                if (session.state() == Session.State.BEGUN_BY_TEXT) {
                    session.commit();
                }
                session.reset();
            })),
            connection("CON-07", "the hundredth answer of a connection is that to another call", Hundredth::new),
            connection("SPI-21", "after a failure every answer is that to the statement before", OneBehind::new),
            connection("CON-08", "an insert is committed with the next call", LateCommit::new),
            connection("CON-11", "a connection takes no inserts after a read-only transaction", ReadOnlyForEver::new),
            connection("CON-13", "no statement asks for a reset", sound -> new ForwardingConnection(sound) {
                @Override
                public boolean needsReset(Compiled last) {
                    return false;
                }
            }),
            connection("CON-12", "unwrapping gives another object each time", sound -> new ForwardingConnection(sound) {
                @Override
                public <T> Optional<T> unwrap(Class<T> type) {
                    return type == Object.class ? Optional.of(type.cast(new Object())) : super.unwrap(type);
                }
            }));

    /** Resets in another way. */
    private static ConnectionBackend resetting(ConnectionBackend sound, Consumer<Session> reset) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Void> reset() {
                ReferenceConnection reference = (ReferenceConnection) delegate();
                return reference.work().submit(() -> {
                    reset.accept(reference.session());
                    return null;
                });
            }
        };
    }

    private static final class Hundredth extends Tampered {
        private final AtomicInteger calls = new AtomicInteger();

        Hundredth(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        Object[] binds(Compiled statement, Object[] binds) {
            return isQuery(statement) && binds.length == 1 && binds[0] instanceof Long && calls.incrementAndGet() == 100
                    ? new Object[] {0L} : binds;
        }
    }

    private static final class OneBehind extends Tampered {
        private Object[] before;
        private boolean outOfStep;

        OneBehind(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure) {
            outOfStep |= statement.sql().contains("colonnade_tck_step");
            return failure;
        }

        @Override
        Object[] binds(Compiled statement, Object[] binds) {
            Object[] now = outOfStep && before != null && binds.length == 1 ? before : binds;
            before = binds.length == 1 ? binds : before;
            return now;
        }
    }

    /** Leaves the transaction of an insert open until the connection is used again. */
    private static final class LateCommit extends ForwardingConnection {
        private boolean late;

        LateCommit(ConnectionBackend sound) {
            super(sound);
        }

        private void settle() {
            ReferenceConnection reference = (ReferenceConnection) delegate();
            reference.work().submit(() -> {
                if (late) {
                    late = false;
                    reference.session().commit();
                }
                return null;
            });
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            settle();
            ReferenceConnection reference = (ReferenceConnection) delegate();
            if (statement.kind() == StatementKind.INSERT) {
                reference.work().submit(() -> {
                    if (reference.session().state() == Session.State.NONE) {
                        reference.session().begin(false, () -> { });
                        late = true;
                    }
                    return null;
                });
            }
            return super.execute(statement, binds, sink);
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            settle();
            return super.executeMany(statement, bindings);
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            settle();
            return super.begin(definition);
        }

        @Override
        public CompletionStage<Void> reset() {
            settle();
            return super.reset();
        }

        @Override
        public CompletionStage<Void> close() {
            settle();
            return super.close();
        }
    }

    private static final class ReadOnlyForEver extends ForwardingConnection {
        private volatile boolean stuck;

        ReadOnlyForEver(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<TransactionBackend> begin(TransactionDefinition definition) {
            stuck |= definition.readOnly();
            return super.begin(definition);
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            return stuck ? failed(ErrorKind.READ_ONLY) : super.executeMany(statement, bindings);
        }
    }

    private static <T> CompletionStage<T> failed(ErrorKind kind) {
        return CompletableFuture.failedFuture(DatabaseException.of(kind, "a fault").build());
    }
}
