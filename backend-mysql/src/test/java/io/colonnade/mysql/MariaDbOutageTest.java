// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.Database;
import io.colonnade.servers.MariaDbServer;
import io.colonnade.servers.OwnServer;
import io.colonnade.tck.cases.OutageTestCase;

class MariaDbOutageTest extends OutageTestCase {

    @Override
    protected OwnServer startServer() {
        return MariaDbServer.start();
    }

    @Override
    protected void endSessions(Database admin) {
        Product.endSleepingSessions(admin);
    }
}
