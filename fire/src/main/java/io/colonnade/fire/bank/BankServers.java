// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.bank;

import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.OwnServer;
import io.colonnade.servers.PostgresServer;
import java.util.Map;

/** Servers that may be killed at any moment and keep what they have acknowledged. */
final class BankServers {

    /** A signal can end a process in the middle of the writing of a page: half of it is mended from the other copy. */
    private static final String TWO_COPIES = "--innodb-doublewrite=1";

    private BankServers() {
    }

    /**
     * Starts one.
     *
     * @throws io.colonnade.servers.ServerUnavailableException if it cannot be had here
     */
    static OwnServer start(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> PostgresServer.start(PostgresServer.NEWEST, Map.of("full_page_writes", "on"));
            case MYSQL -> MySqlServer.start(TWO_COPIES);
            case MARIADB -> MariaDbServer.start(TWO_COPIES);
            case SQLITE -> throw new IllegalArgumentException("a file has no server");
        };
    }
}
