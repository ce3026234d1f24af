// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import java.util.Objects;

/**
 * The texts that ask a database what it holds. Each takes {@code :schema}, which is null for the default schema, and all but the first
 * {@code :table}. They give rows of these columns, of which those that end in {@code ?} may be NULL:
 *
 * @param tables the base tables of a schema: {@code name}
 * @param columns the columns of a table in their order: {@code name, type, nullable} (1 or 0), {@code default?}
 * @param keys the primary key and unique constraints, a row for each column in its order: {@code name?, kind} (PRIMARY or UNIQUE),
 *     {@code column}
 * @param foreignKeys the foreign keys, a row for each column in its order: {@code name?, id, column, schema?, table, referenced?,
 *     on_delete, on_update}; {@code id} tells one key from another
 * @param indexes the indexes that belong to no constraint, a row for each term in its order: {@code name, is_unique} (1 or 0),
 *     {@code column?}
 */
public record CatalogQueries(String tables, String columns, String keys, String foreignKeys, String indexes) {

    public CatalogQueries {
        Objects.requireNonNull(tables, "tables");
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(foreignKeys, "foreignKeys");
        Objects.requireNonNull(indexes, "indexes");
    }
}
