// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * A constraint that only one database has, as that database spells it. All others refuse the table.
 *
 * @param name its name; null where its author gave none
 * @param dialect the name of the database's dialect: {@code postgresql}
 * @param template the text, with {@code {0}}, {@code {1}} … where the parts belong: {@code EXCLUDE USING gist ({0} WITH &&)}. Never text of
 *     a user
 * @param parts columns of the table, and expressions on them
 */
public record VendorConstraint(String name, String dialect, String template, List<Expression<?>> parts) implements TableConstraint {

    public VendorConstraint {
        if (name != null) {
            Usage.name(name, "the name of a constraint");
        }
        Usage.name(dialect, "the dialect of a constraint");
        Usage.required(template, "the template of a constraint");
        for (Expression<?> part : parts) {
            Usage.required(part, "a part of a constraint");
        }
        parts = List.copyOf(parts);
    }

    /** A constraint without a name. */
    public static VendorConstraint of(String dialect, String template, Expression<?>... parts) {
        return new VendorConstraint(null, dialect, template, Usage.asList(parts, "the parts of a constraint"));
    }

    /** The same with a name. */
    public VendorConstraint named(String name) {
        return new VendorConstraint(name, dialect, template, parts);
    }
}
