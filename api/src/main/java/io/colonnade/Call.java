// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.dialect.BoundBatch;
import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.StatementCache;
import io.colonnade.dialect.SuppliedValues;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One compiled statement with its values, and what becomes of the database's answer. Used once, by one thread at a time.
 *
 * @param <T> what the caller awaits
 */
abstract class Call<T> {

    final SuppliedValues supplied = new SuppliedValues();
    private Dialect dialect;

    /** Compiles for a dialect, unless that has been done. Throws a DatabaseException for every mistake in the statement or its values. */
    final void compile(StatementCache cache, Dialect target) {
        if (dialect == target) {
            return;
        }
        try {
            doCompile(cache, target);
        } catch (Throwable e) {
            throw Failures.ofValue(e);
        }
        dialect = target;
    }

    /** An error of this statement: it says which one it is, and what the tables of an expression know of the constraint that was violated. */
    final DatabaseException failed(DatabaseException error) {
        return StatementErrors.of(error, dialect == null ? text() : compiled().sql(), expression());
    }

    /** The text that the caller gave; null for an expression. */
    abstract String text();

    /** The expression; null for raw text. */
    abstract Statement expression();

    abstract void doCompile(StatementCache cache, Dialect target);

    /** The statement; compiled before. */
    abstract Compiled compiled();

    /** Runs it. */
    abstract CompletionStage<?> start(ConnectionBackend connection);

    /** What the caller awaits, made of what the stage of {@link #start} gave. */
    abstract T result(Object answer);

    /** Whether the first row has come. */
    boolean fetching() {
        return false;
    }

    /** The values, for a log that was told to show them. */
    abstract String describeValues();

    static <T> Call<T> of(Query query, RowCollector<T> collector) {
        return new StatementCall<>(query, collector);
    }

    static Call<long[]> of(BatchQuery query) {
        return new BatchCall(query);
    }

    private static final class StatementCall<T> extends Call<T> implements RowSink {
        private final Query query;
        private final RowCollector<T> collector;
        private BoundStatement bound;
        private List<Object> keys = List.of();
        private volatile boolean fetching;
        private Throwable collectorFailure;

        StatementCall(Query query, RowCollector<T> collector) {
            this.query = query;
            this.collector = collector;
        }

        @Override
        String text() {
            return query.text();
        }

        @Override
        Statement expression() {
            return query.expression();
        }

        @Override
        void doCompile(StatementCache cache, Dialect target) {
            bound = query.compile(cache, target, supplied);
        }

        @Override
        Compiled compiled() {
            return bound.compiled();
        }

        @Override
        CompletionStage<?> start(ConnectionBackend connection) {
            return connection.execute(bound.compiled(), bound.binds(), this);
        }

        @Override
        public boolean row(RowValues values) {
            if (!fetching) {
                fetching = true;
            }
            try {
                return bound.compiled().returnsKeys() ? key(values.get(0))
                        : collector.row(new DataRow(values, bound.compiled().resultColumns(), query.items()));
            } catch (Throwable e) {
                collectorFailure = e;
                return false;
            } finally {
                ConnectionThread.forgetInterrupt();
            }
        }

        private boolean key(Object key) {
            if (keys.isEmpty()) {
                keys = new ArrayList<>();
            }
            return keys.add(key);
        }

        @Override
        T result(Object answer) {
            if (collectorFailure != null) {
                throw collectorFailure instanceof DatabaseException error ? error
                        : DatabaseException.of(ErrorKind.DATA, "reading a row failed: " + collectorFailure.getClass().getSimpleName()).cause(collectorFailure).build();
            }
            Outcome outcome = (Outcome) answer;
            long affected = bound.compiled().rowCount().of(outcome.rowsAffected());
            if (affected != outcome.rowsAffected()) {
                outcome = new Outcome(affected, outcome.generatedKeys());
            }
            return collector.result(keys.isEmpty() ? outcome : new Outcome(outcome.rowsAffected(), keys));
        }

        @Override
        boolean fetching() {
            return fetching;
        }

        @Override
        String describeValues() {
            return Arrays.toString(bound.binds());
        }
    }

    private static final class BatchCall extends Call<long[]> {
        private final BatchQuery query;
        private BoundBatch bound;

        BatchCall(BatchQuery query) {
            this.query = query;
        }

        @Override
        String text() {
            return query.text();
        }

        @Override
        Statement expression() {
            return query.expression();
        }

        @Override
        void doCompile(StatementCache cache, Dialect target) {
            bound = query.compile(cache, target, supplied);
        }

        @Override
        Compiled compiled() {
            return bound.compiled();
        }

        @Override
        CompletionStage<?> start(ConnectionBackend connection) {
            return connection.executeMany(bound.compiled(), bound.bindings());
        }

        @Override
        long[] result(Object answer) {
            long[] counts = (long[]) answer;
            for (int i = 0; i < counts.length; i++) {
                counts[i] = compiled().rowCount().of(counts[i]);
            }
            return counts;
        }

        @Override
        String describeValues() {
            return bound.bindings().size() + " items";
        }
    }
}
