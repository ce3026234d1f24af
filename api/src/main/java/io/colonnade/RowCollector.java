// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the rows of one statement into what the caller awaits; one for each call, used by one thread at a time.
 *
 * @param <T> what the caller awaits
 */
abstract class RowCollector<T> {

    /** Takes the next row; false if no further ones are wanted. */
    abstract boolean row(Row row);

    /** The answer, once the statement has ended. */
    abstract T result(Outcome outcome);

    static RowCollector<List<Row>> all() {
        return all(row -> row);
    }

    static <R extends Record> RowCollector<List<R>> all(Class<R> type) {
        return all(row -> row.as(type));
    }

    static RowCollector<Optional<Row>> first() {
        return first(row -> row);
    }

    static <R extends Record> RowCollector<Optional<R>> first(Class<R> type) {
        return first(row -> row.as(type));
    }

    static RowCollector<Row> exactlyOne() {
        return new ExactlyOne();
    }

    static <T> RowCollector<Scalar<T>> scalar(Class<T> type) {
        return new RowCollector<>() {
            private Scalar<T> scalar = Scalar.noRow();

            @Override
            boolean row(Row row) {
                scalar = Scalar.of(row.get(0, type));
                return false;
            }

            @Override
            Scalar<T> result(Outcome outcome) {
                return scalar;
            }
        };
    }

    static RowCollector<Result> result() {
        return new RowCollector<>() {
            private List<Row> rows = List.of();

            @Override
            boolean row(Row row) {
                if (rows.isEmpty()) {
                    rows = new ArrayList<>();
                }
                return rows.add(row);
            }

            @Override
            Result result(Outcome outcome) {
                return new Result(outcome.rowsAffected(), outcome.generatedKeys(), rows);
            }
        };
    }

    private static <R> RowCollector<List<R>> all(Function<Row, R> map) {
        return new RowCollector<>() {
            private final List<R> rows = new ArrayList<>();

            @Override
            boolean row(Row row) {
                return rows.add(map.apply(row));
            }

            @Override
            List<R> result(Outcome outcome) {
                return rows;
            }
        };
    }

    private static <R> RowCollector<Optional<R>> first(Function<Row, R> map) {
        return new RowCollector<>() {
            private Optional<R> first = Optional.empty();

            @Override
            boolean row(Row row) {
                first = Optional.of(map.apply(row));
                return false;
            }

            @Override
            Optional<R> result(Outcome outcome) {
                return first;
            }
        };
    }

    private static final class ExactlyOne extends RowCollector<Row> {
        private Row only;
        private boolean more;

        @Override
        boolean row(Row row) {
            more = only != null;
            only = row;
            return !more;
        }

        @Override
        Row result(Outcome outcome) {
            if (only == null || more) {
                throw DatabaseException.of(ErrorKind.DATA, "the query returned " + (more ? "more than one row" : "no row")
                        + ", and exactly one was asked for").build();
            }
            return only;
        }
    }
}
