// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import io.colonnade.dialect.CatalogQueries;

/** How SQLite is asked what it holds. */
final class SqliteCatalog {

    private static final String SCHEMA = "coalesce(:schema, 'main')";

    static final CatalogQueries QUERIES = new CatalogQueries(
            "SELECT name FROM pragma_table_list WHERE \"schema\" = " + SCHEMA
                    + " AND type IN ('table', 'virtual') AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name",
            "SELECT name, type, CASE WHEN \"notnull\" = 1 OR pk > 0 THEN 0 ELSE 1 END AS nullable, dflt_value AS \"default\""
                    + " FROM pragma_table_xinfo(:table, " + SCHEMA + ") WHERE hidden <> 1 ORDER BY cid",
            "SELECT NULL AS name, 'PRIMARY' AS kind, name AS \"column\", pk AS place, -1 AS list"
                    + " FROM pragma_table_info(:table, " + SCHEMA + ") WHERE pk > 0"
                    + " UNION ALL SELECT i.name, 'UNIQUE', c.name, c.seqno, i.seq"
                    + " FROM pragma_index_list(:table, " + SCHEMA + ") i, pragma_index_info(i.name, " + SCHEMA + ") c"
                    + " WHERE i.origin = 'u' ORDER BY list, place",
            "SELECT NULL AS name, id, \"from\" AS \"column\", NULL AS \"schema\", \"table\", \"to\" AS referenced, on_delete, on_update"
                    + " FROM pragma_foreign_key_list(:table, " + SCHEMA + ") ORDER BY id, seq",
            "SELECT i.name AS name, i.\"unique\" AS is_unique, c.name AS \"column\""
                    + " FROM pragma_index_list(:table, " + SCHEMA + ") i, pragma_index_info(i.name, " + SCHEMA + ") c"
                    + " WHERE i.origin = 'c' ORDER BY i.name, c.seqno");

    private SqliteCatalog() {
    }
}
