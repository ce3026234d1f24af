// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.sql.DdlStatement;
import io.colonnade.sql.Table;
import java.util.Optional;

/**
 * One thing in which the database differs from a table that is declared.
 *
 * @param kind what kind of thing it is
 * @param table the table that is declared
 * @param what the thing, in words: {@code column author}
 * @param remedy the statement that would add what is missing; empty where nothing is missing. It may fail where rows are in the way
 * @since 0.1
 */
public record CatalogDifference(Kind kind, Table table, String what, Optional<DdlStatement> remedy) {

    /** Kinds of differences. */
    public enum Kind {
        MISSING_TABLE, MISSING_COLUMN, MISSING_PRIMARY_KEY, MISSING_UNIQUE_CONSTRAINT, MISSING_FOREIGN_KEY, MISSING_INDEX,
        /** The database has a column that is not declared. */
        UNDECLARED_COLUMN,
        /** A column takes NULL and should not, or the reverse. */
        NULLABILITY
    }

    @Override
    public String toString() {
        return "table " + table + ": " + kind + " " + what;
    }
}
