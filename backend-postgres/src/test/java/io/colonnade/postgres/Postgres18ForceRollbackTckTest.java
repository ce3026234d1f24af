// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.DatabaseUrl;
import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.BackendTck;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the kit on databases that are rolled back when they are closed. */
class Postgres18ForceRollbackTckTest extends BackendTck {

    @BeforeAll
    static void requireServer() {
        Servers.run(PostgresServer.NEWEST, "CREATE EXTENSION IF NOT EXISTS hstore");
    }

    @Override
    protected DatabaseUrl url() {
        return Servers.url(PostgresServer.NEWEST).withOption("force_rollback", "true").withOption("acquire_timeout", "2s");
    }
}
