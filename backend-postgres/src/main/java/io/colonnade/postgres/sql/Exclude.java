// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres.sql;

import io.colonnade.sql.Column;
import io.colonnade.sql.Deferral;
import io.colonnade.sql.Expression;
import io.colonnade.sql.VendorConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An EXCLUDE constraint: of any two rows, at least one of the comparisons is not true. Immutable: each method gives back a new one.
 *
 * <pre>{@code
 * constraint(Exclude.using("gist").with(room, "=").with(during, "&&").toConstraint());
 * }</pre>
 *
 * Plain values such as numbers in an index of the kind gist need the extension btree_gist.
 */
public final class Exclude {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern OPERATOR = Pattern.compile("[-+*/<>=~!@#%^&|]+");

    private final String start;
    private final String where;
    private final List<Expression<?>> parts;
    private final Deferral deferral;

    private Exclude(String start, String where, List<Expression<?>> parts, Deferral deferral) {
        this.start = start;
        this.where = where;
        this.parts = parts;
        this.deferral = deferral;
    }

    /** A constraint that is kept by an index of this kind: {@code gist}, {@code spgist}, {@code btree}. */
    public static Exclude using(String method) {
        if (!METHOD.matcher(TypeName.required(method, "the index method of EXCLUDE")).matches()) {
            throw TextForm.usage("\"" + method + "\" is no index method; accepted are such as gist");
        }
        return new Exclude("EXCLUDE USING " + method + " (", "", List.of(), Deferral.NOT_DEFERRABLE);
    }

    /**
     * Compares a column, or an expression on columns, of both rows.
     *
     * @param operator one that gives the same where its sides are exchanged: {@code =}, {@code &&}
     */
    public Exclude with(Expression<?> element, String operator) {
        if (!OPERATOR.matcher(TypeName.required(operator, "an operator of EXCLUDE")).matches() || operator.contains("--")
                || operator.contains("/*")) {
            throw TextForm.usage("\"" + operator + "\" is no operator; accepted are such as = and &&");
        }
        String place = "{" + parts.size() + "}";
        return new Exclude(start + (start.endsWith("(") ? "" : ", ") + (element instanceof Column<?> ? place : "(" + place + ")") + " WITH "
                + operator, where, with(element), deferral);
    }

    /** Only of rows for which the condition is true. Its values become part of the text. */
    public Exclude where(Expression<Boolean> condition) {
        if (!where.isEmpty()) {
            throw TextForm.usage("an EXCLUDE constraint has a condition already; join both with and(…)");
        }
        return new Exclude(start, " WHERE ({" + parts.size() + "})", with(condition), deferral);
    }

    /** When it is checked. */
    public Exclude deferrable(Deferral when) {
        return new Exclude(start, where, parts, when);
    }

    private List<Expression<?>> with(Expression<?> part) {
        if (part == null) {
            throw TextForm.usage("a part of an EXCLUDE constraint is null");
        }
        List<Expression<?>> all = new ArrayList<>(parts);
        all.add(part);
        return List.copyOf(all);
    }

    /** What {@code constraint(…)} of a table takes; {@link VendorConstraint#named} names it. */
    public VendorConstraint toConstraint() {
        if (start.endsWith("(")) {
            throw TextForm.usage("an EXCLUDE constraint compares nothing; say with(column, operator)");
        }
        return new VendorConstraint(null, Only.DIALECT, start + ")" + where + deferral.clause(), parts);
    }
}
