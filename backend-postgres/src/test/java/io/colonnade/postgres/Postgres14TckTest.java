// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.DatabaseUrl;
import io.colonnade.servers.PostgresServer;
import io.colonnade.tck.BackendTck;
import org.junit.jupiter.api.BeforeAll;

/** The rules of the kit on PostgreSQL 14. */
class Postgres14TckTest extends BackendTck {

    @BeforeAll
    static void requireServer() {
        Servers.run(PostgresServer.OLDEST, "DROP EXTENSION IF EXISTS hstore");
    }

    @Override
    protected boolean strict() {
        return true;
    }

    @Override
    protected DatabaseUrl url() {
        return Servers.url(PostgresServer.OLDEST);
    }
}
