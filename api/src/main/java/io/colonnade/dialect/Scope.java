// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.sql.QuerySource;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.TableSample;
import io.colonnade.sql.ValuesTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sources whose columns a part of a statement can name.
 *
 * @param sources the sources
 * @param outer the scope of the statement around it; null for the outermost
 * @param closed whether the dialect keeps this part of a statement from naming the sources around it
 * @param clause how its list of sources is called in errors
 */
record Scope(List<Source> sources, Scope outer, boolean closed, String clause) {

    static final String FROM = "FROM";
    private static final String CHANGED = "a subquery that reads the changed table";

    Scope {
        sources = sources.stream().map(Scope::table).toList();
        for (int i = 0; i < sources.size(); i++) {
            for (Source before : sources.subList(0, i)) {
                if (before.name().equalsIgnoreCase(sources.get(i).name())) {
                    throw Refusal.usage("\"" + before.name() + "\" stands twice in FROM; give one of them another name with as(…)");
                }
            }
        }
    }

    /** The scope of a condition that can name only so many of the sources. */
    Scope upTo(int count) {
        return new Scope(sources.subList(0, count), outer, closed, "FROM up to \"" + sources.get(count - 1).name() + "\"");
    }

    Scope(List<Source> sources, Scope outer, String clause) {
        this(sources, outer, false, clause);
    }

    /** A scope whose inner parts cannot name what is around it, because the dialect has to calculate them before. */
    static Scope closed(Scope outer) {
        return new Scope(List.of(), outer, true, CHANGED);
    }

    /** A scope of one table, whose columns stand behind its name. */
    static Scope qualified(Table table, String clause) {
        return new Scope(List.of(table), null, clause).qualified();
    }

    /** The outermost scope as one whose columns stand behind the names of their sources. */
    Scope qualified() {
        return new Scope(sources, new Scope(List.of(), null, clause), closed, clause);
    }

    /** Whether a column's name alone says which one is meant. */
    boolean isSingle() {
        return outer == null && sources.size() == 1;
    }

    /** Whether it has a source. */
    boolean has(Source source) {
        return sources.contains(table(source));
    }

    /** What columns belong to: a sample has those of its table. */
    private static Source table(Source source) {
        return source instanceof TableSample sample ? sample.source() : source;
    }

    /** Refuses a column that no scope has, that a source of the same name hides, or that the dialect cannot name there. */
    static void requireVisible(Dialect dialect, Scope scope, Source source, Object column) {
        Scope closed = null;
        for (Scope s = scope; s != null; s = s.outer) {
            for (Source candidate : s.sources) {
                if (candidate.equals(source)) {
                    if (closed != null) {
                        throw closed.hidden(dialect, column);
                    }
                    return;
                }
                if (s.outer != null && candidate.name().equalsIgnoreCase(source.name()) && isIn(s.outer, source)) {
                    throw Refusal.usage("column " + column + " of the outer select is hidden by another \"" + candidate.name()
                            + "\" in the inner one; give one of them another name with as(…)");
                }
            }
            closed = closed == null && s.closed ? s : closed;
        }
        throw Refusal.usage("column " + column + " belongs to " + describe(source) + ", which " + (scope == null
                ? "cannot be named here: only values and calculations can" : "is not in " + scope.clause + "; " + scope.advice()));
    }

    private DatabaseException hidden(Dialect dialect, Object column) {
        return clause.equals(CHANGED) ? Refusal.unsupported(dialect, "column " + column + " from outside in " + clause,
                "read the table under another name with from(…) or using(…)")
                : Refusal.unsupported(dialect, "column " + column + " of the outer select in a derived or common table within",
                        "name it outside of that table, or join");
    }

    private String advice() {
        return clause.equals(FROM) ? "add it with from(…) or join(…)" : clause.startsWith(FROM) ? "join it before"
                : "only columns of " + sources.stream().map(Source::name).collect(Collectors.joining(", ")) + " can be named";
    }

    private static boolean isIn(Scope scope, Source source) {
        for (Scope s = scope; s != null; s = s.outer) {
            if (s.has(source)) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Source source) {
        if (source instanceof TableAlias alias) {
            return "alias " + alias.name() + " of table " + alias.table();
        } else if (source instanceof QuerySource query) {
            return query.describe();
        }
        return (source instanceof ValuesTable ? "table of values " : source instanceof TableFunction ? "table function " : "table ")
                + source.name();
    }
}
