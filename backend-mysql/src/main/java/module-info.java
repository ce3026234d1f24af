// SPDX-License-Identifier: Apache-2.0
/** The backend for MySQL and MariaDB, on Connector/J. */
module io.colonnade.backend.mysql {
    requires transitive io.colonnade.api;
    requires mysql.connector.j;

    // A class that the driver makes by its name: its sockets.
    exports io.colonnade.mysql to mysql.connector.j;
    exports io.colonnade.mysql.sql;

    provides io.colonnade.spi.DatabaseBackend with io.colonnade.mysql.MySqlBackend;
}
