// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite.fault;

import io.colonnade.dialect.Compiled;
import io.colonnade.spi.Columns;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.SqlType.Family;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Faults in the rows and values that go through a connection. */
final class RowFaults {

    private static final int THOUSAND = 1_000;
    private static final int TWENTY = 20;
    private static final int LONG_TEXT = 65_535;

    private RowFaults() {
    }

    /** The thousandth row of a result is lost. */
    static ConnectionBackend losesARow(ConnectionBackend sound) {
        return withSink(sound, (statement, sink) -> {
            AtomicInteger count = new AtomicInteger();
            return row -> count.incrementAndGet() == THOUSAND || sink.row(row);
        });
    }

    /** What the sink says is not heard. */
    static ConnectionBackend ignoresTheSink(ConnectionBackend sound) {
        return withSink(sound, (statement, sink) -> row -> {
            sink.row(row);
            return true;
        });
    }

    /** Rows come on a thread that is not the connection's. */
    static ConnectionBackend pushesOnAnotherThread(ConnectionBackend sound) {
        return withSink(sound, (statement, sink) -> row -> CompletableFuture.supplyAsync(() -> sink.row(row)).join());
    }

    /** The last row of a result of twenty is pushed once more after the statement has completed. */
    static ConnectionBackend pushesARowLate(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                AtomicInteger count = new AtomicInteger();
                AtomicReference<RowValues> last = new AtomicReference<>();
                return delegate().execute(statement, binds, row -> {
                    count.incrementAndGet();
                    last.set(row);
                    return sink.row(row);
                }).whenComplete((outcome, failure) -> {
                    if (count.get() == TWENTY) {
                        executor().execute(() -> sink.row(last.get()));
                    }
                });
            }
        };
    }

    /** NULL comes back as the empty text from a column of text. */
    static ConnectionBackend readsNullAsEmptyText(ConnectionBackend sound) {
        return withSink(sound, (statement, sink) -> row -> sink.row(new Changed(row, index -> {
            boolean text = index < statement.resultColumns().size() && statement.resultColumns().get(index).type() != null
                    && statement.resultColumns().get(index).type().family() == Family.TEXT;
            return text && row.get(index) == null ? "" : row.get(index);
        })));
    }

    /** Long texts are stored without their end. */
    static ConnectionBackend truncatesText(ConnectionBackend sound) {
        return withBinds(sound, value -> value instanceof String text && text.length() > LONG_TEXT ? text.substring(0, LONG_TEXT) : value);
    }

    /** Times are stored to the millisecond. */
    static ConnectionBackend dropsMicroseconds(ConnectionBackend sound) {
        return withBinds(sound, value -> {
            if (value instanceof LocalTime time) {
                return time.truncatedTo(ChronoUnit.MILLIS);
            }
            if (value instanceof LocalDateTime time) {
                return time.truncatedTo(ChronoUnit.MILLIS);
            }
            return value instanceof OffsetDateTime time ? time.truncatedTo(ChronoUnit.MILLIS) : value;
        });
    }

    /** Of several affected rows it reports one too many. */
    static ConnectionBackend miscounts(ConnectionBackend sound) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return delegate().execute(statement, binds, sink).thenApply(outcome -> outcome.rowsAffected() < 2 ? outcome
                        : new Outcome(outcome.rowsAffected() + 1, outcome.generatedKeys()));
            }
        };
    }

    private interface SinkFault {
        RowSink apply(Compiled statement, RowSink sink);
    }

    private static ConnectionBackend withSink(ConnectionBackend sound, SinkFault fault) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return delegate().execute(statement, binds, fault.apply(statement, sink));
            }
        };
    }

    private static ConnectionBackend withBinds(ConnectionBackend sound, UnaryOperator<Object> fault) {
        return new ForwardingConnection(sound) {
            @Override
            public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
                return delegate().execute(statement, changed(binds), sink);
            }

            @Override
            public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
                return delegate().executeMany(statement, bindings.stream().map(this::changed).toList());
            }

            private Object[] changed(Object[] binds) {
                return Arrays.stream(binds).map(fault).toArray();
            }
        };
    }

    private interface ValueAt {
        Object get(int index);
    }

    private record Changed(RowValues row, ValueAt values) implements RowValues {
        @Override
        public Columns columns() {
            return row.columns();
        }

        @Override
        public Object get(int index) {
            return values.get(index);
        }
    }
}
