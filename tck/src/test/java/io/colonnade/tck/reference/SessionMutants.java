// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.binds;
import static io.colonnade.tck.reference.Faults.connection;
import static io.colonnade.tck.reference.Faults.isQuery;
import static io.colonnade.tck.reference.Faults.sinks;
import static io.colonnade.tck.reference.Faults.values;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Columns;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Faults in connections: their order, their threads, cancelling and closing. */
final class SessionMutants {

    private static final int BRIEF = 3;

    private SessionMutants() {
    }

    static final List<Mutant> LIFE = List.of(
            connection("LIF-05", "closing commits what is open", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Void> close() {
                    ReferenceConnection reference = (ReferenceConnection) delegate();
                    return reference.work().submitAnyway(() -> {
                        if (reference.session().state() == Session.State.OPEN) {
                            reference.session().commit();
                        }
                        return null;
                    }).thenCompose(done -> super.close());
                }
            }),
            connection("ERR-10 FLG-35 SPI-07 TXN-28", "a statement that is cancelled ends as if it had done its work", NormalEnd::new),
            connection("LIF-07", "a connection answers only while the thread lives that opened it", sound -> {
                Thread opener = Thread.currentThread();
                return new Tampered(sound) {
                    @Override
                    Object value(Compiled statement, RowValues row, int index) {
                        return statement.sql().equals("SELECT 1") && !opener.isAlive() ? (Object) 0L : row.get(index);
                    }
                };
            }),
            connection("LIF-08", "closing a connection breaks all others of its database", BreaksOthers::new),
            Faults.dialect("LIF-12", "the version of the server is not told", dialect -> dialect.server("Reference", "")));

    private static final class BreaksOthers extends Tampered {
        private static final AtomicInteger CLOSED = new AtomicInteger();
        private final int closed = CLOSED.get();

        BreaksOthers(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        Object value(Compiled statement, RowValues row, int index) {
            return statement.sql().equals("SELECT 1") && closed != CLOSED.get() ? (Object) 0L : row.get(index);
        }

        @Override
        public CompletionStage<Void> close() {
            CLOSED.incrementAndGet();
            return super.close();
        }
    }

    private static final class NormalEnd extends ForwardingConnection {
        NormalEnd(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            return super.execute(statement, binds, sink).exceptionally(failure -> {
                if (Tampered.typed(failure).kind() == ErrorKind.CANCELLED) {
                    return Outcome.affected(0);
                }
                throw new CompletionException(Tampered.typed(failure));
            });
        }
    }

    private static <T> CompletionStage<T> failed(ErrorKind kind) {
        return CompletableFuture.failedFuture(DatabaseException.of(kind, "a fault").build());
    }

    static final List<Mutant> CALLS = List.of(
            connection("SPI-01", "one of many inserts is told last", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    CompletionStage<Outcome> told = super.execute(statement, binds, sink);
                    return statement.kind() == StatementKind.INSERT && binds.length == BRIEF && Integer.valueOf(25).equals(binds[0])
                            ? told.thenCompose(outcome -> CompletableFuture.supplyAsync(() -> outcome, executor())) : told;
                }
            }),
            connection("SPI-02", "validating completes on another thread", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Void> validate() {
                    return super.validate().thenRunAsync(() -> { });
                }
            }),
            sinks("SPI-03", "rows are pushed on another thread", (s, sink) -> row -> CompletableFuture.supplyAsync(() -> sink.row(row)).join()),
            connection("SPI-04", "the last of twenty rows is pushed once more after the end", LateRow::new),
            sinks("SPI-05", "a sink that wants no more after three rows gets another one", (s, sink) -> {
                AtomicInteger count = new AtomicInteger();
                return row -> sink.row(row) | count.incrementAndGet() == BRIEF;
            }),
            connection("SPI-06", "a statement without rows is told before it has run", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    CompletionStage<Outcome> told = super.execute(statement, binds, sink);
                    return statement.sql().equals("SELECT 2") && sink == RowSink.NONE
                            ? CompletableFuture.completedFuture(Outcome.affected(0)) : told;
                }
            }),
            Faults.kinds("SPI-07 ERR-10 TXN-28", "a cancelled statement is an internal error", ErrorKind.CANCELLED, s -> true, ErrorKind.INTERNAL),
            connection("SPI-08", "a cancel before the first statement hits that one", EarlyCancel::new),
            connection("SPI-09", "a cancel hits the next run of the same statement", SameAgain::new),
            connection("SPI-10", "closing leaves the session open", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Void> close() {
                    return CompletableFuture.completedFuture(null);
                }
            }),
            connection("SPI-11", "closing twice fails", ClosesOnce::new),
            connection("SPI-12", "a living connection is told to be of no use", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Void> validate() {
                    return super.validate().thenApply(done -> {
                        throw DatabaseException.of(ErrorKind.CONNECTION_LOST, "a fault").build();
                    });
                }
            }),
            sinks("SPI-17", "each row has columns of its own", (s, sink) -> row -> {
                Object[] all = new Object[row.columns().size()];
                Arrays.setAll(all, row::get);
                return sink.row(RowValues.of(new Columns(row.columns().names()), all));
            }),
            connection("SPI-18", "the values of a statement are forgotten where they were handed in", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    return super.execute(statement, binds, sink).whenComplete((outcome, failure) -> {
                        if (isQuery(statement)) {
                            Arrays.fill(binds, null);
                        }
                    });
                }
            }));

    private static final class LateRow extends ForwardingConnection {
        LateRow(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            AtomicInteger count = new AtomicInteger();
            AtomicReference<RowValues> last = new AtomicReference<>();
            return super.execute(statement, binds, row -> {
                count.incrementAndGet();
                last.set(row);
                return sink.row(row);
            }).whenComplete((outcome, failure) -> {
                if (count.get() == 20) {
                    executor().execute(() -> sink.row(last.get()));
                }
            });
        }
    }

    private static final class EarlyCancel extends ForwardingConnection {
        private final AtomicBoolean used = new AtomicBoolean();
        private final AtomicBoolean hit = new AtomicBoolean();

        EarlyCancel(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            used.set(true);
            return hit.getAndSet(false) ? failed(ErrorKind.CANCELLED) : super.execute(statement, binds, sink);
        }

        @Override
        public CompletionStage<Void> cancel() {
            hit.set(!used.get());
            return super.cancel();
        }
    }

    private static final class SameAgain extends ForwardingConnection {
        private volatile Compiled last;
        private volatile Compiled cancelled;

        SameAgain(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            boolean hit = statement == cancelled && isQuery(statement) && binds.length == 0;
            cancelled = null;
            last = statement;
            return hit ? failed(ErrorKind.CANCELLED) : super.execute(statement, binds, sink);
        }

        @Override
        public CompletionStage<Void> cancel() {
            cancelled = last;
            return super.cancel();
        }
    }

    private static final class ClosesOnce extends ForwardingConnection {
        private final AtomicBoolean closed = new AtomicBoolean();

        ClosesOnce(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Void> close() {
            return closed.getAndSet(true) ? failed(ErrorKind.USAGE) : super.close();
        }
    }

    static final List<Mutant> THREADS = List.of(
            connection("THR-01", "a query without a table completes on another thread", sound -> new ForwardingConnection(sound) {
                @Override
                public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                    CompletionStage<Outcome> told = super.execute(statement, binds, sink);
                    return statement.sql().matches("SELECT [12]") && sink != RowSink.NONE ? told.thenApplyAsync(outcome -> outcome) : told;
                }
            }),
            values("THR-05", "the answer to one call in hundreds is that to another", (s, row, i) -> row.get(i) instanceof Long number
                    && number == 399 && s.sql().equals("SELECT ?") ? (Object) 398L : row.get(i)),
            connection("THR-06", "one of many updates is lost", LosesUpdate::new));

    private static final class LosesUpdate extends ForwardingConnection {
        private final AtomicBoolean lost = new AtomicBoolean();

        LosesUpdate(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            return statement.sql().contains("SET n = n + 1") && !lost.getAndSet(true)
                    ? super.validate().thenApply(done -> Outcome.affected(1)) : super.execute(statement, binds, sink);
        }
    }
}
