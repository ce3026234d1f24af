// SPDX-License-Identifier: Apache-2.0
/** The backend for SQLite, on sqlite-jdbc. */
module io.colonnade.backend.sqlite {
    requires transitive io.colonnade.api;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports io.colonnade.sqlite.sql;

    provides io.colonnade.spi.DatabaseBackend with io.colonnade.sqlite.SqliteBackend;
}
