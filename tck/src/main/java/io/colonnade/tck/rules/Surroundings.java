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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks a live connection what the run is against. */
final class Surroundings {

    private Surroundings() {
    }

    static Environment of(Target target) {
        DatabaseBackend backend = target.backend();
        DatabaseUrl url = target.url().get();
        try (Database database = Await.value(Database.open(DatabaseOptions.of(url).maxSize(1).build(), backend))) {
            return Await.value(database.withConnection(connection -> CompletableFuture.completedFuture(of(backend, url, connection))));
        } catch (DatabaseException e) {
            // Every rule will say so too.
            return environment(backend, url, backend.dialect(), "unknown: no connection", "");
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
        Package home = backend.getClass().getPackage();
        String version = home.getImplementationVersion();
        // The text of a URL hides what is secret; reading it back gives options without secrets.
        return new Environment(backend.getClass().getName(), version == null ? "" : version, driver, driverVersion, dialect.name(),
                dialect.productName(), dialect.serverVersion(), url.scheme(), DatabaseUrl.parse(url.toString()).options(),
                System.getProperty("java.vendor") + " " + System.getProperty("java.version"), System.getProperty("os.name"));
    }
}
