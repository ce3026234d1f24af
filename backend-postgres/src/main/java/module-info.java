// SPDX-License-Identifier: Apache-2.0
/** The backend for PostgreSQL, on pgjdbc. */
module io.colonnade.backend.postgres {
    requires io.colonnade.api;
    requires org.postgresql.jdbc;

    // The driver makes the sockets by the name of their class.
    exports io.colonnade.postgres to org.postgresql.jdbc;

    provides io.colonnade.spi.DatabaseBackend with io.colonnade.postgres.PostgresBackend;
}
