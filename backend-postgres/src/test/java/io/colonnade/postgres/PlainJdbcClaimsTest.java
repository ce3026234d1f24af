// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.jdbc.JdbcConnection;
import io.colonnade.jdbc.JdbcErrors;
import io.colonnade.jdbc.JdbcSession;
import io.colonnade.servers.PostgresServer;
import io.colonnade.spi.BackendContext;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.ConnectionSettings;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.flips.FlipTable;
import io.colonnade.tck.report.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session of the support for drivers refuses what its dialect does not declare; the kit sees what the server has all the same. */
class PlainJdbcClaimsTest {

    /** The least that a backend supplies. */
    private record PlainSession(Connection connection, Dialect dialect) implements JdbcSession {
    }

    private static final class ModestBackend implements DatabaseBackend {
        private final Dialect dialect;

        ModestBackend(Feature unknown) {
            dialect = PostgresDialect.ASSUMED.toBuilder().without(unknown).build();
        }

        @Override
        public Set<String> schemes() {
            return Set.of("postgresql");
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
            String url = "jdbc:postgresql://" + settings.host() + ":" + settings.port() + "/" + settings.database();
            return JdbcConnection.open(context, JdbcErrors.STANDARD, () -> new PlainSession(DriverManager.getConnection(url, settings.user(),
                    settings.password().get()), dialect));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSACTIONAL_DDL", "READ_ONLY_TRANSACTIONS", "SAVEPOINTS"})
    void whatIsNotDeclaredIsFound(Feature feature) {
        DatabaseUrl url = Servers.url(PostgresServer.NEWEST);
        assertEquals(Verdict.UNDERCLAIMED, FlipTable.verdict(new ModestBackend(feature), url, feature));
    }
}
