// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.dialect.Dialect;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.report.Environment;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a live connection what the run is against. */
final class Surroundings {

    /** Of a run that found no backend. */
    static final Environment UNKNOWN = new Environment("unknown", "", "unknown: no backend", "", "", "unknown", "", "", Map.of(), java(),
            system());

    private Surroundings() {
    }

    /** What is known without a connection. */
    static Environment assumed(Target target) {
        DatabaseBackend backend = target.backend();
        return environment(backend, target.url().get(), backend.dialect(), "unknown: no connection", "");
    }

    static Environment of(Target target) {
        DatabaseBackend backend = target.backend();
        DatabaseUrl url = target.url().get();
        try (Database database = Await.value(Database.open(DatabaseOptions.of(url).maxSize(1).build(), backend))) {
            return Await.value(database.withConnection(connection -> CompletableFuture.completedFuture(of(backend, url, connection))));
        } catch (DatabaseException e) {
            // Every rule will say so too.
            return assumed(target);
        }
    }

    private static Environment of(DatabaseBackend backend, DatabaseUrl url, Connection connection) {
        Optional<java.sql.Connection> jdbc = connection.unwrap(java.sql.Connection.class);
        String name = "";
        String version = "";
        if (jdbc.isPresent()) {
            try {
                DatabaseMetaData metaData = jdbc.get().getMetaData();
                name = metaData.getDriverName();
                version = metaData.getDriverVersion();
            } catch (SQLException e) {
                name = "unknown";
            }
        }
        return environment(backend, url, connection.dialect(), name, version);
    }

    private static Environment environment(DatabaseBackend backend, DatabaseUrl url, Dialect dialect, String driver, String driverVersion) {
        return new Environment(backend.getClass().getName(), BackendVersion.of(backend.getClass()), driver, driverVersion, dialect.name(),
                dialect.productName(), dialect.serverVersion(), url.scheme(), PublishedOptions.of(url), java(), system());
    }

    private static String java() {
        return System.getProperty("java.vendor") + " " + System.getProperty("java.version");
    }

    private static String system() {
        return System.getProperty("os.name");
    }
}
