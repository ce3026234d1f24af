// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.servers.MySqlFamilyServer;
import io.colonnade.servers.MariaDbServer;

class MariaDbOutageTest extends OutageTestCase {

    @Override
    MySqlFamilyServer startServer() {
        return MariaDbServer.start();
    }
}
