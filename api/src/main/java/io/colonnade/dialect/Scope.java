// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sources whose columns a part of a statement can name.
 *
 * @param sources the sources
 * @param outer the scope of the statement around it; null for the outermost
 * @param clause how its list of sources is called in errors
 * @param closed the dialect that lets nothing in it name what is around it; null where that can be named
 */
record Scope(List<Source> sources, Scope outer, String clause, Dialect closed) {

    Scope {
        for (int i = 0; i < sources.size(); i++) {
            for (Source before : sources.subList(0, i)) {
                if (before.name().equalsIgnoreCase(sources.get(i).name())) {
                    throw Refusal.usage("\"" + before.name() + "\" stands twice in FROM; give one of them another name with as(…)");
                }
            }
        }
    }

    Scope(List<Source> sources, Scope outer, String clause) {
        this(sources, outer, clause, null);
    }

    /** A scope whose inner parts cannot name what is around it, because the dialect has to calculate them before. */
    static Scope closed(Scope outer, Dialect dialect) {
        return new Scope(List.of(), outer, "a subquery", dialect);
    }

    /** A scope of one table, whose columns stand behind its name. */
    static Scope qualified(Table table, String clause) {
        return new Scope(List.of(table), new Scope(List.of(), null, clause), clause);
    }

    /** Whether a column's name alone says which one is meant. */
    boolean isSingle() {
        return outer == null && sources.size() == 1;
    }

    /** Refuses a column that no scope has, or that a source of the same name hides. */
    static void requireVisible(Scope scope, Source source, Object column) {
        for (Scope s = scope; s != null; s = s.outer) {
            if (s.closed != null) {
                throw Refusal.unsupported(s.closed, "column " + column + " from outside in a subquery that reads the changed table",
                        "read the table under another name with from(…) or using(…)");
            }
            for (Source candidate : s.sources) {
                if (candidate == source || candidate instanceof TableAlias && candidate.equals(source)) {
                    return;
                }
                if (s.outer != null && candidate.name().equalsIgnoreCase(source.name()) && isIn(s.outer, source)) {
                    throw Refusal.usage("column " + column + " of the outer select is hidden by another \"" + candidate.name()
                            + "\" in the inner one; give one of them another name with as(…)");
                }
            }
        }
        throw Refusal.usage("column " + column + " belongs to " + describe(source) + ", which " + (scope == null
                ? "cannot be named here: only values and calculations can" : "is not in " + scope.clause + "; " + scope.advice()));
    }

    private String advice() {
        return clause.equals("FROM") ? "add it with from(…) or join(…)" : "only columns of " + sources.stream().map(Source::name).collect(Collectors.joining(", ")) + " can be named";
    }

    private static boolean isIn(Scope scope, Source source) {
        for (Scope s = scope; s != null; s = s.outer) {
            if (s.sources.contains(source)) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Source source) {
        if (source instanceof TableAlias alias) {
            return "alias " + alias.name() + " of table " + alias.table();
        }
        return (source instanceof DerivedTable ? "derived table " : "table ") + source.name();
    }

    static void requireVisible(Scope scope, Column<?> column) {
        requireVisible(scope, column.table(), column);
    }
}
