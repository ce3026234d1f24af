// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.sql.ReferentialAction;
import java.util.List;
import java.util.Optional;

/**
 * A table as the database knows it; found by {@link Catalog}.
 *
 * @param name its name
 * @param columns its columns, in their order
 * @param primaryKey its primary key
 * @param uniqueConstraints its unique constraints; on MySQL and MariaDB, where they are the same, also its unique indexes
 * @param foreignKeys its foreign keys
 * @param indexes its other indexes
 * @since 0.1
 */
public record CatalogTable(String name, List<CatalogTable.Column> columns, Optional<CatalogTable.Key> primaryKey,
                           List<CatalogTable.Key> uniqueConstraints, List<CatalogTable.ForeignKey> foreignKeys,
                           List<CatalogTable.Index> indexes) {

    public CatalogTable {
        columns = List.copyOf(columns);
        uniqueConstraints = List.copyOf(uniqueConstraints);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type, in the database's words
     * @param nullable whether it takes NULL
     * @param defaultValue its default, in the database's words
     */
    public record Column(String name, String type, boolean nullable, Optional<String> defaultValue) {
    }

    /**
     * A primary key or a unique constraint.
     *
     * @param name its name; empty where the database keeps none
     * @param columns the names of its columns, in their order
     */
    public record Key(Optional<String> name, List<String> columns) {
        public Key {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A foreign key.
     *
     * @param name its name; empty where the database keeps none (SQLite)
     * @param columns the names of the columns that refer
     * @param schema the schema of the table they refer to; empty for the table's own
     * @param table the name of that table
     * @param references the names of the columns they refer to, in the same order; empty where the key is meant without being named
     * @param onDelete what happens where the row is deleted
     * @param onUpdate what happens where the row's key changes
     */
    public record ForeignKey(Optional<String> name, List<String> columns, Optional<String> schema, String table, List<String> references,
                             ReferentialAction onDelete, ReferentialAction onUpdate) {
        public ForeignKey {
            columns = List.copyOf(columns);
            references = List.copyOf(references);
        }
    }

    /**
     * An index.
     *
     * @param name its name
     * @param unique whether no two rows have the same values
     * @param columns the names of its columns, in their order; a term that is an expression is empty
     */
    public record Index(String name, boolean unique, List<Optional<String>> columns) {
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /** The column of exactly that name; empty where there is none. */
    public Optional<Column> find(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
