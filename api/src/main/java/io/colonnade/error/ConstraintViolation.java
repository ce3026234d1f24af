// SPDX-License-Identifier: Apache-2.0
package io.colonnade.error;

import java.io.Serializable;
import java.util.List;

/**
 * The constraint that a statement violated, as far as the database says.
 *
 * @param type what kind of constraint it is
 * @param name the constraint's name; null where the database does not tell
 * @param table the table's name; null where the database does not tell
 * @param columns the names of the columns; empty where the database does not tell
 * @since 0.1
 */
public record ConstraintViolation(Type type, String name, String table, List<String> columns) implements Serializable {

    /** The kinds of constraints. */
    public enum Type { PRIMARY_KEY, UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, EXCLUSION, OTHER }

    public ConstraintViolation {
        columns = List.copyOf(columns);
    }

    /** A violation of which only the kind is known. */
    public static ConstraintViolation of(Type type) {
        return new ConstraintViolation(type, null, null, List.of());
    }
}
