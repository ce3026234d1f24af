// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Compiled;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.DialectBuilder;
import io.colonnade.dialect.StatementKind;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ForwardingConnection;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The kinds of faults that are said in a line. */
final class Faults {

    private Faults() {
    }

    /** The values of some statements are changed, in place. */
    static Mutant binds(String broken, String fault, BiPredicate<Compiled, Object[]> when, UnaryOperator<Object[]> change) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            Object[] binds(Compiled statement, Object[] binds) {
                return when.test(statement, binds) ? change.apply(binds) : binds;
            }
        });
    }

    /** Some values that are bound are changed. */
    static Mutant bound(String broken, String fault, Predicate<Object> when, UnaryOperator<Object> change) {
        return binds(broken, fault, (statement, binds) -> true, binds -> {
            for (int i = 0; i < binds.length; i++) {
                binds[i] = when.test(binds[i]) ? change.apply(binds[i]) : binds[i];
            }
            return binds;
        });
    }

    /** The text of some statements is changed. */
    static Mutant sql(String broken, String fault, UnaryOperator<String> change) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            String sql(String sql) {
                return change.apply(sql);
            }
        });
    }

    /** A value as it is read. */
    interface Reading {
        Object value(Compiled statement, RowValues row, int index);
    }

    static Mutant values(String broken, String fault, Reading reading) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            Object value(Compiled statement, RowValues row, int index) {
                return reading.value(statement, row, index);
            }
        });
    }

    /** The receiver of rows in another's place. */
    interface Receiving {
        RowSink sink(Compiled statement, RowSink sink);
    }

    static Mutant sinks(String broken, String fault, Receiving receiving) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            RowSink sink(Compiled statement, RowSink sink) {
                return receiving.sink(statement, sink);
            }
        });
    }

    /** The end of a statement as it is told. */
    interface Ending {
        Outcome outcome(Compiled statement, Outcome outcome);
    }

    static Mutant outcomes(String broken, String fault, Ending ending) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            Outcome outcome(Compiled statement, Outcome outcome) {
                return ending.outcome(statement, outcome);
            }
        });
    }

    /** A failure as it is told. */
    interface Failing {
        DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure);
    }

    static Mutant failures(String broken, String fault, Failing failing) {
        return Mutant.ofConnection(broken, fault, sound -> new Tampered(sound) {
            @Override
            DatabaseException failure(Compiled statement, Object[] binds, DatabaseException failure) {
                return failing.failure(statement, binds, failure);
            }
        });
    }

    /** Failures of one kind, of some statements, are told as another kind. */
    static Mutant kinds(String broken, String fault, ErrorKind from, Predicate<Compiled> when, ErrorKind to) {
        return failures(broken, fault, (statement, binds, failure) -> failure.kind() == from && when.test(statement)
                ? Tampered.like(failure, to, failure.getMessage()).build() : failure);
    }

    /** Another dialect is declared. */
    static Mutant dialect(String broken, String fault, UnaryOperator<DialectBuilder> change) {
        return Mutant.ofConnection(broken, fault, sound -> {
            Dialect dialect = change.apply(sound.dialect().toBuilder()).build();
            return new ForwardingConnection(sound) {
                @Override
                public Dialect dialect() {
                    return dialect;
                }
            };
        });
    }

    static Mutant connection(String broken, String fault, UnaryOperator<ConnectionBackend> change) {
        return Mutant.ofConnection(broken, fault, change);
    }

    static boolean isQuery(Compiled statement) {
        return statement.kind() == StatementKind.QUERY;
    }

    /** Whether only the database knows the columns of its rows. */
    static boolean isRaw(Compiled statement) {
        return statement.resultColumns().isEmpty();
    }

    /** Whether all values are of a class. */
    static boolean all(Class<?> type, Object[] binds) {
        for (Object bind : binds) {
            if (!type.isInstance(bind)) {
                return false;
            }
        }
        return true;
    }
}
