// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.report.Report;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the rules run against.
 *
 * @param name the name that stands in front of every failure
 * @param url names the database
 * @param given the backend, if it is not the one that the service loader finds
 * @param strict whether a feature that is there and not declared fails its rule
 * @param exclusions the rules that are left out, by id, with the reason
 * @param finished takes the report at the end
 */
public record Target(String name, Supplier<DatabaseUrl> url, Supplier<Optional<DatabaseBackend>> given, BooleanSupplier strict,
                     Supplier<Map<String, String>> exclusions, Consumer<Report> finished) {

    /** Whether the URL asks for databases that are rolled back when they are closed. */
    boolean forcesRollback() {
        return DatabaseOptions.of(url.get()).build().forceRollback();
    }

    /** The backend under test. */
    DatabaseBackend backend() {
        return given.get().orElseGet(() -> Database.backendOf(DatabaseOptions.of(url.get()).build()));
    }
}
