// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.reference;

import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.GroupingForm;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.sql.SqlType.Family;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The reference backend: {@code memory:///name} is a database in this process. */
public final class ReferenceBackend implements DatabaseBackend {

    private static final Dialect DIALECT = Dialect.builder("memory")
            .server("Reference", "1")
            .with(Feature.MULTIVALUES_INSERT, Feature.SANE_ROWCOUNT, Feature.SANE_MULTI_ROWCOUNT, Feature.SIMULTANEOUS_ASSIGNMENT)
            .with(Feature.NATIVE_BOOLEAN, Feature.NATIVE_DECIMAL, Feature.NATIVE_UUID, Feature.SMALLSERIAL, Feature.STRICT_TYPES)
            .with(Feature.IDENTITY_COLUMNS, Feature.INTEGER_DIVISION, Feature.PRECISE_AVERAGE, Feature.SELECTS_ARE_PURE)
            .with(Feature.SAVEPOINTS, Feature.TRANSACTIONAL_DDL, Feature.READ_ONLY_TRANSACTIONS, Feature.SUPPLEMENTARY_IDENTIFIERS)
            .with(Feature.SERVER_SIDE_CURSORS, Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING, Feature.CANCEL_EFFECTIVE)
            .with(Feature.SQL_STATE_AVAILABLE, Feature.CONSTRAINT_NAME_AVAILABLE, Feature.FK_ENFORCED_BY_DEFAULT)
            .groupingForm(GroupingForm.NONE)
            .isolationLevels(IsolationLevel.SERIALIZABLE)
            .concurrentWriters(1)
            .type(Family.UUID, "UUID")
            .build();

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public CompletionStage<ConnectionBackend> connect(ConnectionSettings settings, BackendContext context) {
        Session session = new Session(Engine.named(settings.database()));
        return CompletableFuture.completedFuture(new ReferenceConnection(DIALECT, context.executor(), session));
    }
}
