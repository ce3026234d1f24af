// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/**
 * An expression of a select under a name of its own. In ORDER BY it stands for that name.
 *
 * @param expression the expression
 * @param label the name of the column in the rows
 * @param <T> the Java class of its values
 */
public record Labelled<T>(Expression<T> expression, String label) implements SelectItem, OrderTerm {

    public Labelled {
        Usage.required(expression, "the labelled expression");
        Usage.name(label, "the label");
    }

    /** Smallest first. */
    public Ordering asc() {
        return new Ordering(this, false, null);
    }

    /** Largest first. */
    public Ordering desc() {
        return new Ordering(this, true, null);
    }
}
