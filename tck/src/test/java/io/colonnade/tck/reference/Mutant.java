// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.spi.ForwardingBackend;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A reference backend that is broken on purpose, in one place.
 *
 * @param fault what is wrong, in a few words about the backend
 * @param broken the rules that catch it, with spaces between
 * @param backend what the fault makes of a sound backend
 */
public record Mutant(String fault, String broken, UnaryOperator<DatabaseBackend> backend) {

    /** All mutants. */
    public static List<Mutant> all() {
        return Stream.of(ValueMutants.BINDS, ValueMutants.TYPES, QueryMutants.ROWS, QueryMutants.ERRORS, ConnectionMutants.ALL,
                OpeningMutants.ALL, SessionMutants.LIFE, SessionMutants.CALLS, SessionMutants.THREADS, TransactionMutants.ENDS, TransactionMutants.OTHERS,
                StreamMutants.ALL, FeatureMutants.FORMS, FeatureMutants.flips()).flatMap(List::stream).toList();
    }

    /** A fault of each connection. */
    static Mutant ofConnection(String broken, String fault, UnaryOperator<ConnectionBackend> change) {
        return new Mutant(fault, broken, sound -> new ForwardingBackend(sound) {
            @Override
            public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
                return super.connect(settings, context).thenApply(change);
            }
        });
    }

    /** The ids of the rules that catch it. */
    public Set<String> rules() {
        return Set.of(broken.split(" "));
    }

    /** The broken backend. */
    public DatabaseBackend broken(DatabaseBackend sound) {
        return backend.apply(sound);
    }

    @Override
    public String toString() {
        return broken + ": " + fault;
    }
}
