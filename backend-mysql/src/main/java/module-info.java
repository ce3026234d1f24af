// SPDX-License-Identifier: Apache-2.0
/** The backend for MySQL and MariaDB, on Connector/J. */
module io.colonnade.backend.mysql {
    requires io.colonnade.api;
    requires mysql.connector.j;

    provides io.colonnade.spi.DatabaseBackend with io.colonnade.mysql.MySqlBackend;
}
