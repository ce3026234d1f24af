// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import static io.colonnade.tck.reference.Faults.binds;
import static io.colonnade.tck.reference.Faults.isQuery;
import static io.colonnade.tck.reference.Faults.isRaw;
import static io.colonnade.tck.reference.Faults.kinds;
import static io.colonnade.tck.reference.Faults.outcomes;
import static io.colonnade.tck.reference.Faults.sinks;
import static io.colonnade.tck.reference.Faults.sql;
import static io.colonnade.tck.reference.Faults.values;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.ConstraintViolation.Type;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.spi.Columns;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.SqlType.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Faults in results, counts and errors. */
final class QueryMutants {

    private QueryMutants() {
    }

    static final List<Mutant> ROWS = List.of(
            values("QRY-01", "false is NULL in a list of rows", (s, row, i) -> Boolean.FALSE.equals(row.get(i)) && !isRaw(s)
                    && row.columns().size() == 3 ? null : row.get(i)),
            binds("QRY-02", "a condition on a truth value is turned round",
                    (s, b) -> isQuery(s) && isRaw(s) && b.length == 1 && b[0] instanceof Boolean, b -> new Object[] {!(Boolean) b[0]}),
            renames("QRY-03", "names of columns behind a star are in upper case", s -> s.sql().matches("SELECT \\* FROM \\w+"), "text", "TEXT"),
            renames("QRY-04", "a name that stands twice gets a number", s -> s.sql().contains("AS id, 2 AS id"), "id", "id_2"),
            values("QRY-05", "true is NULL in the row of a key", (s, row, i) -> Boolean.TRUE.equals(row.get(i)) && isTyped(s, i, Family.BOOLEAN)
                    && s.sql().contains("WHERE id") ? null : row.get(i)),
            values("QRY-06", "of two columns of the same name both are the first", (s, row, i) -> i == 1 && s.sql().contains(" JOIN ") && !isRaw(s)
                    ? row.get(0) : row.get(i)),
            connection("QRY-22", "the columns of a text are those of its first run", sound -> new Tampered(sound) {
                private final Map<String, Columns> kept = new HashMap<>();

                @Override
                RowSink sink(Compiled statement, RowSink sink) {
                    return !statement.sql().contains("* FROM colonnade_tck_qry_22") ? sink : row -> {
                        Columns first = kept.computeIfAbsent(statement.sql(), text -> row.columns());
                        Object[] values = new Object[first.size()];
                        for (int i = 0; i < values.length && i < row.columns().size(); i++) {
                            values[i] = row.get(i);
                        }
                        return sink.row(RowValues.of(first, values));
                    };
                }
            }),
            connection("QRY-22", "a value is taken for one of the class of the first one of its text", sound -> new Tampered(sound) {
                private final Map<String, Object> first = new HashMap<>();

                @Override
                Object[] binds(Compiled statement, Object[] binds) {
                    boolean whole = statement.sql().contains("AND n > 0") && first.computeIfAbsent(statement.sql(), text -> binds[0]) instanceof Integer;
                    return whole ? new Object[] {((Number) binds[0]).intValue()} : binds;
                }
            }),
            outcomes("QRY-07", "a deletion counts one row too many", (s, o) -> s.kind() == StatementKind.DELETE
                    ? Outcome.affected(o.rowsAffected() + 1) : o),
            outcomes("QRY-08", "of several keys only the last is told", (s, o) -> o.generatedKeys().size() < 2 ? o
                    : new Outcome(o.rowsAffected(), o.generatedKeys().subList(1, o.generatedKeys().size()))),
            sinks("QRY-09", "a sink that wants one row gets another one", (s, sink) -> {
                AtomicInteger count = new AtomicInteger();
                return row -> sink.row(row) | count.incrementAndGet() == 1;
            }),
            values("QRY-10", "NULL is false where it stands alone", (s, row, i) -> row.get(i) == null && isRaw(s) && row.columns().size() == 1
                    ? (Object) false : row.get(i)),
            sinks("QRY-11", "of the rows above a bound only the first is given", (s, sink) -> row -> sink.row(row)
                    && !s.sql().matches("SELECT id FROM \\w+ WHERE id >= \\?")),
            sinks("QRY-12", "the thousandth row is lost", (s, sink) -> {
                AtomicInteger count = new AtomicInteger();
                return row -> count.incrementAndGet() == 1_000 || sink.row(row);
            }),
            connection("QRY-13", "a batch of two inserts counts both in the first", BatchCounts::new),
            connection("QRY-14", "the items of a batch before a failure stay", OneByOne::new),
            binds("QRY-16", "the first of thousands of values is lost", (s, b) -> isQuery(s) && b.length > 1_000 && b.length < 10_000, b -> {
                b[0] = -1;
                return b;
            }),
            sql("QRY-17", "a percent sign is doubled", sql -> sql.startsWith("SELECT") ? sql.replace("'%", "'%%n") : sql),
            connection("QRY-18", "the query behind a failed one has no rows", Stunned::new),
            connection("QRY-19", "the third run of a query gives the rows of the second", Stale::new),
            connection("QRY-20", "a query keeps the form of its first run", OldForm::new));

    private static Mutant connection(String broken, String fault, UnaryOperator<ConnectionBackend> change) {
        return Faults.connection(broken, fault, change);
    }

    private static boolean isTyped(Compiled statement, int index, Family family) {
        return ValueMutants.isType(statement, index, family);
    }

    /** The last column of a name is called otherwise. */
    private static Mutant renames(String broken, String fault, Predicate<Compiled> when, String name, String other) {
        return sinks(broken, fault, (s, sink) -> !when.test(s) ? sink : row -> {
            List<String> names = new ArrayList<>(row.columns().names());
            int last = names.lastIndexOf(name);
            if (last >= 0 && names.size() < 4) {
                names.set(last, other);
            }
            Object[] values = new Object[names.size()];
            Arrays.setAll(values, row::get);
            return sink.row(RowValues.of(new Columns(names), values));
        });
    }

    private static final class BatchCounts extends ForwardingConnection {
        BatchCounts(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            return super.executeMany(statement, bindings).thenApply(counts -> statement.kind() == StatementKind.INSERT && counts.length == 2
                    ? new long[] {2, 0} : counts);
        }
    }

    private static final class OneByOne extends ForwardingConnection {
        OneByOne(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<long[]> executeMany(Compiled statement, List<Object[]> bindings) {
            long[] counts = new long[bindings.size()];
            CompletionStage<Void> chain = CompletableFuture.completedFuture(null);
            for (int i = 0; i < counts.length; i++) {
                int item = i;
                chain = chain.thenCompose(before -> delegate().executeMany(statement, List.<Object[]>of(bindings.get(item))))
                        .thenAccept(count -> counts[item] = count[0])
                        .exceptionally(failure -> {
                            DatabaseException typed = Tampered.typed(failure);
                            boolean first = !(typed instanceof StatementException known) || known.batchIndex() <= 0;
                            throw new CompletionException(first ? Tampered.like(typed).batchIndex(item).build() : typed);
                        });
            }
            return chain.thenApply(done -> counts);
        }
    }

    private static final class Stunned extends Tampered {
        private final AtomicBoolean stunned = new AtomicBoolean();

        Stunned(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure) {
            stunned.set(failure.kind() == ErrorKind.NOT_FOUND && isQuery(statement));
            return failure;
        }

        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            return row -> stunned.get() || sink.row(row);
        }

        @Override
        Outcome outcome(Compiled statement, Outcome outcome) {
            stunned.set(false);
            return outcome;
        }
    }

    private static final class Stale extends ForwardingConnection {
        private final Map<String, List<List<RowValues>>> runs = new HashMap<>();

        Stale(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            if (!statement.sql().matches("SELECT id FROM \\w+ ORDER BY id")) {
                return super.execute(statement, binds, sink);
            }
            List<List<RowValues>> earlier = runs.computeIfAbsent(statement.sql(), first -> new ArrayList<>());
            List<RowValues> rows = new ArrayList<>();
            earlier.add(rows);
            boolean third = earlier.size() == 3;
            return delegate().execute(statement, binds, row -> rows.add(row) && (third || sink.row(row))).thenApply(outcome -> {
                if (third) {
                    earlier.get(1).forEach(sink::row);
                }
                return outcome;
            });
        }
    }

    private static final class OldForm extends Tampered {
        private final Map<String, Columns> forms = new HashMap<>();

        OldForm(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            return row -> {
                Columns form = forms.computeIfAbsent(statement.sql(), first -> row.columns());
                Object[] values = new Object[form.size()];
                Arrays.setAll(values, row::get);
                return sink.row(form.size() == row.columns().size() ? row : RowValues.of(form, values));
            };
        }
    }

    static final List<Mutant> ERRORS = List.of(
            constraints("ERR-01", "a unique column is told as a condition", Type.UNIQUE, Type.CHECK),
            constraints("ERR-02", "a primary key is told as a condition", Type.PRIMARY_KEY, Type.CHECK),
            constraints("ERR-03", "a missing value is told as a condition", Type.NOT_NULL, Type.CHECK),
            constraints("ERR-04", "a foreign key is told as a condition", Type.FOREIGN_KEY, Type.CHECK),
            constraints("ERR-05", "a condition is told as a unique column", Type.CHECK, Type.UNIQUE),
            kinds("ERR-06", "an insert that is no SQL is an internal error", ErrorKind.SYNTAX, s -> s.sql().equals("INSERT INTO VALUES"),
                    ErrorKind.INTERNAL),
            kinds("ERR-07", "dropping what is not there is an internal error", ErrorKind.NOT_FOUND, s -> s.sql().startsWith("DROP"),
                    ErrorKind.INTERNAL),
            kinds("ERR-08", "an update of a column that is not there is a syntax error", ErrorKind.NOT_FOUND,
                    s -> s.kind() == StatementKind.UPDATE, ErrorKind.SYNTAX),
            kinds("ERR-09", "creating what is there is a syntax error", ErrorKind.ALREADY_EXISTS, s -> true, ErrorKind.SYNTAX),
            connection("ERR-10", "the query behind a cancelled one loses a row", Shaken::new),
            connection("ERR-12", "a cancelled insert stores a row all the same", Stubborn::new),
            Faults.failures("ERR-13", "errors have no cause", (s, b, f) -> Tampered.like(f).cause(null).build()),
            Faults.failures("ERR-14", "the SQLSTATE is cut", (s, b, f) -> f.kind() == ErrorKind.NOT_FOUND
                    ? Tampered.like(f).sqlState("42").build() : f),
            Faults.failures("ERR-15", "a condition has another name", (s, b, f) -> f instanceof StatementException known
                    && known.constraint().filter(violation -> violation.type() == Type.CHECK).isPresent()
                    ? Tampered.like(f).constraint(new ConstraintViolation(Type.CHECK, "other", null, List.of())).build() : f),
            Faults.failures("ERR-16", "errors show the values", (s, b, f) -> Tampered.like(f, f.kind(), f.getMessage() + Arrays.toString(b)).build()),
            kinds("ERR-17", "a number out of range is an internal error", ErrorKind.DATA, Faults::isQuery, ErrorKind.INTERNAL),
            connection("ERR-20", "what follows a refused value is lost", Forgetful::new));

    private static Mutant constraints(String broken, String fault, Type from, Type to) {
        return Faults.failures(broken, fault, (s, b, f) -> f instanceof StatementException known
                && known.constraint().filter(violation -> violation.type() == from).isPresent()
                ? Tampered.like(f).constraint(named(to, known.constraint().orElseThrow())).build() : f);
    }

    private static ConstraintViolation named(Type type, ConstraintViolation like) {
        return new ConstraintViolation(type, like.name(), like.table(), like.columns());
    }

    private static final class Shaken extends Tampered {
        private final AtomicBoolean shaken = new AtomicBoolean();

        Shaken(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure) {
            shaken.set(failure.kind() == ErrorKind.CANCELLED);
            return failure;
        }

        @Override
        RowSink sink(Compiled statement, RowSink sink) {
            AtomicInteger count = new AtomicInteger();
            return row -> count.incrementAndGet() == 2 && shaken.getAndSet(false) || sink.row(row);
        }
    }

    /** Refuses a value as if it were nothing, and has forgotten the transaction. */
    private static final class Forgetful extends ForwardingConnection {
        private boolean refused;

        Forgetful(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            if (Arrays.stream(binds).anyMatch(value -> value instanceof String text && text.endsWith("\ud83d"))) {
                refused = true;
                return CompletableFuture.failedFuture(DatabaseException.of(ErrorKind.DATA, "the text is no Unicode").sent(false).build());
            }
            return refused && statement.kind() == StatementKind.INSERT ? CompletableFuture.completedFuture(Outcome.affected(1))
                    : super.execute(statement, binds, sink);
        }
    }

    private static final class Stubborn extends ForwardingConnection {
        Stubborn(ConnectionBackend sound) {
            super(sound);
        }

        @Override
        public CompletionStage<Outcome> execute(Compiled statement, Object[] binds, RowSink sink) {
            return super.execute(statement, binds, sink).handle((outcome, failure) -> {
                if (failure != null && statement.kind() == StatementKind.INSERT
                        && Tampered.typed(failure).kind() == ErrorKind.CANCELLED) {
                    String insert = statement.sql().replaceFirst("SELECT.*", "VALUES (1, 'x')");
                    delegate().execute(new Compiled(insert, StatementKind.INSERT, false, List.of(), List.of(), false), new Object[0], RowSink.NONE);
                }
                if (failure != null) {
                    throw new CompletionException(Tampered.typed(failure));
                }
                return outcome;
            });
        }
    }
}
