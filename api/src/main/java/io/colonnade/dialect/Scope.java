// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Source;
import io.colonnade.sql.TableAlias;
import java.util.List;

/**
 * The sources whose columns a part of a statement can name.
 *
 * @param sources the sources
 * @param outer the scope of the statement around it; null for the outermost
 * @param clause how its list of sources is called in errors
 */
record Scope(List<Source> sources, Scope outer, String clause) {

    Scope {
        for (int i = 0; i < sources.size(); i++) {
            for (Source before : sources.subList(0, i)) {
                if (before.name().equalsIgnoreCase(sources.get(i).name())) {
                    throw Refusal.usage("\"" + before.name() + "\" stands twice in FROM; give one of them another name with as(…)");
                }
            }
        }
    }

    /** Whether a column's name alone says which one is meant. */
    boolean isSingle() {
        return outer == null && sources.size() == 1;
    }

    /** Refuses a column that no scope has, or that a source of the same name hides. */
    static void requireVisible(Scope scope, Source source, Object column) {
        for (Scope s = scope; s != null; s = s.outer) {
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
        return clause.equals("FROM") ? "add it with from(…) or join(…)" : "only columns of " + sources.get(0).name() + " can be named";
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
