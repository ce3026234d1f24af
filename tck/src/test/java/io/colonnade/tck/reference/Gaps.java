// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Feature;
import io.colonnade.error.ConstraintViolation;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import java.util.Set;

/**
 * What an engine honestly lacks: its backend does not declare it, and the engine refuses it or does it in a poorer way.
 *
 * @param features what is lacking, of {@link #KNOWN}
 */
record Gaps(Set<Feature> features) {

    /** The code of errors that have no SQLSTATE. */
    private static final int NO_STATE = 1;

    /** What the engine knows how to do without. */
    static final Set<Feature> KNOWN = Set.of(Feature.MULTIVALUES_INSERT, Feature.TEMPORARY_TABLES, Feature.SUPPLEMENTARY_IDENTIFIERS,
            Feature.BOOLEAN_WORDS_AS_NAMES, Feature.TRANSACTIONAL_DDL, Feature.READ_ONLY_TRANSACTIONS, Feature.SAVEPOINTS,
            Feature.SERVER_SIDE_CURSORS, Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING, Feature.CANCEL_EFFECTIVE,
            Feature.SQL_STATE_AVAILABLE, Feature.CONSTRAINT_NAME_AVAILABLE, Feature.SANE_ROWCOUNT, Feature.SIMULTANEOUS_ASSIGNMENT);

    Gaps {
        features = Set.copyOf(features);
        if (!KNOWN.containsAll(features)) {
            throw new IllegalArgumentException("the engine cannot do without all of " + features);
        }
    }

    boolean lack(Feature feature) {
        return features.contains(feature);
    }

    /** Refuses a statement that needs what is lacking. */
    void check(Command command, Session.State state) throws EngineError {
        if (command instanceof Command.Insert insert) {
            refuse(Feature.MULTIVALUES_INSERT, insert.rows().parts().stream()
                    .anyMatch(part -> part instanceof Command.Values values && values.rows().size() > 1), "an insert has one row");
        }
        if (command instanceof Command.Create create) {
            refuse(Feature.TEMPORARY_TABLES, create.temporary(), "tables are not temporary");
            refuse(Feature.SUPPLEMENTARY_IDENTIFIERS, create.table().columns().stream().flatMapToInt(column -> column.name().codePoints())
                    .anyMatch(Character::isSupplementaryCodePoint), "no such character stands in a name");
        }
        if (command instanceof Command.Query query) {
            refuse(Feature.BOOLEAN_WORDS_AS_NAMES, query.parts().stream().anyMatch(Gaps::namesBooleans), "a name is expected");
        }
        if (command instanceof Command.Create || command instanceof Command.Drop || command instanceof Command.AddColumn) {
            if (lack(Feature.TRANSACTIONAL_DDL) && state == Session.State.OPEN) {
                throw DatabaseException.of(ErrorKind.UNSUPPORTED, "tables are created and dropped outside transactions").build();
            }
            refuse(Feature.TRANSACTIONAL_DDL, state != Session.State.NONE, "tables are created and dropped outside transactions");
        }
    }

    private static boolean namesBooleans(Command.Part part) {
        return part instanceof Command.Select select && select.items().stream()
                .anyMatch(item -> "true".equals(item.alias()) || "false".equals(item.alias()))
                || part instanceof Command.Select outer && outer.sources().stream()
                        .anyMatch(source -> source.query() != null && source.query().parts().stream().anyMatch(Gaps::namesBooleans));
    }

    private void refuse(Feature feature, boolean used, String message) throws EngineError {
        if (used && lack(feature)) {
            throw EngineError.syntax(message);
        }
    }

    /** A failure as this engine tells it. */
    DatabaseException told(DatabaseException failure) {
        if (!lack(Feature.SQL_STATE_AVAILABLE) && !lack(Feature.CONSTRAINT_NAME_AVAILABLE)) {
            return failure;
        }
        DatabaseException.Builder told = Tampered.like(failure);
        if (lack(Feature.SQL_STATE_AVAILABLE)) {
            told.sqlState(null).vendorCode(NO_STATE);
        }
        if (lack(Feature.CONSTRAINT_NAME_AVAILABLE) && failure instanceof StatementException statement) {
            statement.constraint().ifPresent(known -> told.constraint(
                    new ConstraintViolation(known.type(), null, known.table(), known.columns())));
        }
        return told.build();
    }
}
