// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.AlterColumn;
import io.colonnade.dialect.CommentForm;
import io.colonnade.dialect.DdlRules;
import io.colonnade.dialect.DefaultValues;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IndexMethod;
import io.colonnade.dialect.IndexNames;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.dialect.LexicalRules;
import io.colonnade.dialect.SchemaForm;
import io.colonnade.dialect.SequenceForm;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.sql.SqlType.Family;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The reference backend: {@code memory://here/name} is a database in this process; at a port there is none. */
public final class ReferenceBackend implements DatabaseBackend {

    private static final Dialect DIALECT = Dialect.builder("memory")
            .server("Reference", "1")
            .with(Feature.MULTIVALUES_INSERT, Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT, Feature.SIMULTANEOUS_ASSIGNMENT)
            .with(Feature.NATIVE_BOOLEAN, Feature.NATIVE_DECIMAL, Feature.NATIVE_UUID, Feature.SMALLSERIAL, Feature.STRICT_TYPES)
            .with(Feature.IDENTITY_COLUMNS, Feature.INTEGER_DIVISION, Feature.PRECISE_AVERAGE, Feature.SELECTS_ARE_PURE)
            .with(Feature.SAVEPOINTS, Feature.TRANSACTIONAL_DDL, Feature.READ_ONLY_TRANSACTIONS, Feature.SUPPLEMENTARY_IDENTIFIERS)
            .with(Feature.SERVER_SIDE_CURSORS, Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING, Feature.CANCEL_EFFECTIVE)
            .with(Feature.SQL_STATE_AVAILABLE, Feature.CONSTRAINT_NAME_AVAILABLE, Feature.FK_ENFORCED_BY_DEFAULT)
            .with(Feature.BOOLEAN_WORDS_AS_NAMES, Feature.TEMPORARY_TABLES)
            .groupingForm(GroupingForm.NONE)
            .defaultValues(DefaultValues.NONE)
            .ddlRules(new DdlRules(CommentForm.NONE, IndexNames.SCHEMA, IndexMethod.NONE, SchemaForm.NONE, SequenceForm.NONE, " ",
                    AlterColumn.NONE, ""))
            .lexicalRules(new LexicalRules(Set.of(LexicalRules.Quote.SINGLE), Set.of(LexicalRules.Quote.DOUBLE), false, false, false, false,
                    false, LexicalRules.DashComments.ALWAYS, false, ""))
            .isolationLevels(IsolationLevel.SERIALIZABLE)
            .concurrentWriters(1)
            .type(Family.UUID, "UUID")
            .build();

    private final Dialect dialect;
    private final Gaps gaps;

    public ReferenceBackend() {
        this(Set.of());
    }

    /** A backend whose engine lacks features, which it says. */
    public ReferenceBackend(Set<Feature> lacking) {
        gaps = new Gaps(lacking);
        dialect = DIALECT.toBuilder().without(lacking.toArray(new Feature[0])).build();
    }

    /** The features that a backend can be made without. */
    public static Set<Feature> dispensable() {
        return Gaps.KNOWN;
    }

    /** The rules about the spelling of SQL that this engine does not know, and why they are left out. */
    public static Map<String, String> exclusions() {
        Map<String, String> exclusions = new TreeMap<>();
        for (String id : List.of("FLG-103", "FLG-104", "FLG-113", "FLG-116", "FLG-119", "FLG-120", "FLG-121", "FLG-122", "FLG-123")) {
            exclusions.put(id, "it needs an SQL dialect: functions, casts, literals, indexes or clauses that the engine does not know");
        }
        return exclusions;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        if (Dialling.asksFor(settings)) {
            return Dialling.connect(settings, context);
        }
        Session session = new Session(Engine.named(settings.database()), gaps);
        return CompletableFuture.completedFuture(new ReferenceConnection(dialect, context.executor(), session));
    }
}
