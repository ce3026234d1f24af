// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.MySqlServer;
import io.colonnade.servers.ServerUnavailableException;
import io.colonnade.servers.TestServer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** The servers that all tests share; a test on one that cannot be had is skipped with the reason. */
final class Servers {

    private Servers() {
    }

    static String mySql() {
        return url(MySqlServer::shared);
    }

    static String mariaDb() {
        return url(MariaDbServer::shared);
    }

    private static String url(Supplier<TestServer> shared) {
        try {
            return shared.get().url();
        } catch (ServerUnavailableException reason) {
            return Assumptions.abort(reason.getMessage());
        }
    }
}
