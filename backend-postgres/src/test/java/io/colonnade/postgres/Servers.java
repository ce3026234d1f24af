// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.Database;
import io.colonnade.DatabaseUrl;
import io.colonnade.servers.PostgresServer;
import io.colonnade.servers.ServerUnavailableException;
import org.junit.jupiter.api.Assumptions;

/** The servers of the tests; a test whose server cannot be had is skipped with the reason. */
final class Servers {

    private Servers() {
    }

    /** Prepares a server. */
    static void run(int version, String sql) {
        try (Database database = Database.open(url(version).reveal()).join()) {
            database.execute(sql).join();
        }
    }

    static DatabaseUrl url(int version) {
        try {
            return DatabaseUrl.parse(PostgresServer.shared(version).url());
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
