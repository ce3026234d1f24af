// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * A condition that is not false for any row. Its values become part of the text.
 *
 * @param name its name; null where its author gave none
 * @param condition the condition, on columns of the table
 */
public record CheckConstraint(String name, Expression<Boolean> condition) implements TableConstraint {

    public CheckConstraint {
        if (name != null) {
            Usage.name(name, "the name of a check constraint");
        }
        Usage.required(condition, "the condition of a check constraint");
    }

    /** A check without a name. */
    public static CheckConstraint of(Expression<Boolean> condition) {
        return new CheckConstraint(null, condition);
    }

    /** The same with a name. */
    public CheckConstraint named(String name) {
        return new CheckConstraint(name, condition);
    }
}
