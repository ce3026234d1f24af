// SPDX-License-Identifier: Apache-2.0
/** The backend for PostgreSQL, on pgjdbc. */
module io.colonnade.backend.postgres {
    requires transitive io.colonnade.api;
    requires org.postgresql.jdbc;

    // Classes that the driver makes by their names: its sockets and its TLS.
    exports io.colonnade.postgres to org.postgresql.jdbc;
    exports io.colonnade.postgres.sql;

    provides io.colonnade.spi.DatabaseBackend with io.colonnade.postgres.PostgresBackend;
}
