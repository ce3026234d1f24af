// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.CatalogQueries;

/** How PostgreSQL is asked what it holds: by its own catalogue, because the standard's shows only what the user owns. */
final class PostgresCatalog {

    private static final String SCHEMA = "n.nspname = coalesce(CAST(:schema AS text), current_schema())";
    private static final String TABLE = " JOIN pg_namespace n ON n.oid = t.relnamespace WHERE " + SCHEMA
            + " AND t.relname = :table AND t.relkind IN ('r', 'p')";

    static final CatalogQueries QUERIES = new CatalogQueries(
            "SELECT t.relname AS name FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE " + SCHEMA
                    + " AND t.relkind IN ('r', 'p') ORDER BY t.relname",
            "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, CASE WHEN a.attnotnull THEN 0 ELSE 1 END AS nullable,"
                    + " pg_get_expr(d.adbin, d.adrelid) AS \"default\" FROM pg_class t"
                    + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum" + TABLE + " ORDER BY a.attnum",
            "SELECT c.conname AS name, CASE c.contype WHEN 'p' THEN 'PRIMARY' ELSE 'UNIQUE' END AS kind, a.attname AS \"column\""
                    + " FROM pg_class t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype IN ('p', 'u')"
                    + " CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY k (number, place)"
                    + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number" + TABLE + " ORDER BY c.conname, k.place",
            "SELECT c.conname AS name, c.conname AS id, a.attname AS \"column\", nullif(rn.nspname, n.nspname) AS \"schema\","
                    + " r.relname AS \"table\", ra.attname AS referenced, " + action("c.confdeltype") + " AS on_delete, "
                    + action("c.confupdtype") + " AS on_update"
                    + " FROM pg_class t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'"
                    + " JOIN pg_class r ON r.oid = c.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace"
                    + " CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY k (number, target, place)"
                    + " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number"
                    + " JOIN pg_attribute ra ON ra.attrelid = r.oid AND ra.attnum = k.target" + TABLE + " ORDER BY c.conname, k.place",
            "SELECT i.relname AS name, CASE WHEN x.indisunique THEN 1 ELSE 0 END AS is_unique, a.attname AS \"column\""
                    + " FROM pg_class t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid"
                    + " CROSS JOIN LATERAL unnest(CAST(x.indkey AS int2[])) WITH ORDINALITY k (number, place)"
                    + " LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number" + TABLE
                    + " AND k.place <= x.indnkeyatts"
                    + " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x'))"
                    + " ORDER BY i.relname, k.place");

    private PostgresCatalog() {
    }

    private static String action(String code) {
        return "CASE " + code + " WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' WHEN 'r' THEN 'RESTRICT'"
                + " ELSE 'NO ACTION' END";
    }
}
