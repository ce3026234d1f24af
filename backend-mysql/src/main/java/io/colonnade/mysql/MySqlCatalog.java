// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import io.colonnade.dialect.CatalogQueries;

/** How MySQL and MariaDB are asked what they hold. */
final class MySqlCatalog {

    private static final String SCHEMA = "table_schema = coalesce(:schema, database())";
    private static final String TABLE = SCHEMA + " AND table_name = :table";

    static final CatalogQueries QUERIES = new CatalogQueries(
            "SELECT table_name AS name FROM information_schema.tables WHERE " + SCHEMA
                    + " AND table_type = 'BASE TABLE' ORDER BY table_name",
            "SELECT column_name AS name, column_type AS type, CASE WHEN is_nullable = 'YES' THEN 1 ELSE 0 END AS nullable,"
                    + " column_default AS `default` FROM information_schema.columns WHERE " + TABLE + " ORDER BY ordinal_position",
            "SELECT k.constraint_name AS name, CASE WHEN k.constraint_name = 'PRIMARY' THEN 'PRIMARY' ELSE 'UNIQUE' END AS kind,"
                    + " k.column_name AS `column` FROM information_schema.key_column_usage k WHERE k." + TABLE.replace("AND table", "AND k.table")
                    + " AND k.referenced_table_name IS NULL ORDER BY k.constraint_name, k.ordinal_position",
            "SELECT k.constraint_name AS name, k.constraint_name AS id, k.column_name AS `column`,"
                    + " nullif(k.referenced_table_schema, k.table_schema) AS `schema`, k.referenced_table_name AS `table`,"
                    + " k.referenced_column_name AS referenced, r.delete_rule AS on_delete, r.update_rule AS on_update"
                    + " FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r"
                    + " ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name"
                    + " AND r.table_name = k.table_name WHERE k." + TABLE.replace("AND table", "AND k.table")
                    + " ORDER BY k.constraint_name, k.ordinal_position",
            "SELECT index_name AS name, CASE WHEN non_unique = 0 THEN 1 ELSE 0 END AS is_unique, column_name AS `column`"
                    + " FROM information_schema.statistics WHERE " + TABLE + " AND (non_unique = 1 OR index_name IN"
                    // A unique index on an expression is no constraint.
                    + " (SELECT index_name FROM information_schema.statistics WHERE " + TABLE + " AND column_name IS NULL))"
                    + " ORDER BY index_name, seq_in_index");

    private MySqlCatalog() {
    }
}
