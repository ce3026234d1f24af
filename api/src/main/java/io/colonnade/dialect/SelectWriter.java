// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.FunctionCall;
import io.colonnade.sql.Join;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Locking;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.VendorExpression;
import io.colonnade.sql.WindowCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes selects. */
abstract class SelectWriter extends AggregateWriter {

    /** The types of the columns of the query that is written next, where its rows are compared as a whole with others; null elsewhere. */
    List<SqlType<?>> distinctTypes;

    SelectWriter(Output out) {
        super(out);
    }

    /**
     * Writes a source of FROM.
     *
     * @param before the scope of the sources before it
     */
    abstract void source(Source source, Scope before);

    final List<ResultColumn> select(Select.Clauses clauses, Scope outer, boolean closed) {
        Scope before = scope;
        List<NamedWindow> windowsBefore = windows;
        SelectList selectedBefore = selected;
        List<Source> sources = new ArrayList<>(clauses.from());
        clauses.joins().forEach(join -> sources.add(join.source()));
        scope = new Scope(sources, outer, closed, Scope.FROM);
        windows = clauses.windows();
        selected = new SelectList(clauses.items(), labels(clauses.items()), clauses.groupBy());
        List<SqlType<?>> distinct = distinctTypes != null || !clauses.distinct() ? distinctTypes
                : selected.items().stream().<SqlType<?>>map(item -> SelectList.expression(item).type()).toList();
        distinctTypes = null;
        out.sql.append("SELECT ");
        VendorClauses.write(out, "", clauses.hints().modifier(), " ", "a select");
        distinct(clauses);
        List<ResultColumn> columns = items(selected.items(), selected.labels(), distinct);
        from(clauses);
        condition(" WHERE ", clauses.where());
        if (!clauses.groupBy().isEmpty()) {
            groupBy(clauses.groupBy(), !clauses.orderBy().isEmpty());
        }
        condition(" HAVING ", clauses.having());
        namedWindows(clauses.windows());
        for (int i = 0; i < clauses.orderBy().size(); i++) {
            out.sql.append(i == 0 ? " ORDER BY " : ", ");
            orderBy(clauses.orderBy().get(i));
        }
        if (clauses.withTies()) {
            limitWithTies(clauses);
        } else {
            limit(clauses.limit(), clauses.offset());
        }
        if (clauses.locking() != null) {
            locking(clauses.locking());
        }
        scope = before;
        windows = windowsBefore;
        selected = selectedBefore;
        return columns;
    }

    private void distinct(Select.Clauses clauses) {
        if (clauses.distinct()) {
            out.sql.append("DISTINCT ");
        } else if (!clauses.distinctOn().isEmpty()) {
            require(Feature.DISTINCT_ON, "distinctOn(…)", "number the rows with rowNumber().over(partitionBy(…).orderBy(…)) in a derived "
                    + "table, and take those of number 1");
            out.sql.append("DISTINCT ON (");
            for (int i = 0; i < clauses.distinctOn().size(); i++) {
                Expression<?> term = clauses.distinctOn().get(i);
                requireFound(term, clauses.orderBy());
                out.sql.append(i == 0 ? "" : ", ");
                term(term);
            }
            out.sql.append(") ");
        }
    }

    /** Refuses to order by what is distinct where the database could not find the one in the other. */
    private void requireFound(Expression<?> distinct, List<OrderTerm> orderBy) {
        for (OrderTerm term : orderBy) {
            OrderTerm ordered = term instanceof Ordering ordering ? ordering.term() : term;
            if (ordered.equals(distinct) && selected.place(distinct) == 0 && SelectList.holdsValues(distinct)) {
                throw Refusal.usage("distinctOn(…) and orderBy(…) of a calculation with values that the select does not return; add it "
                        + "to the select");
            }
        }
    }

    private void from(Select.Clauses clauses) {
        if (clauses.from().isEmpty() && !clauses.joins().isEmpty()) {
            throw Refusal.usage("join(" + clauses.joins().get(0).source().name() + ", …) without from(…)");
        }
        Scope all = scope;
        for (Source hinted : clauses.hints().tables().keySet()) {
            if (!all.has(hinted)) {
                throw Refusal.usage("a hint is given for \"" + hinted.name() + "\", which is not in FROM; add it with from(…) or join(…)");
            }
        }
        int count = 0;
        // The sources of a join bind more tightly than a comma, so that ON could not name the others: CROSS JOIN keeps them in order.
        for (Source source : clauses.from()) {
            out.sql.append(count == 0 ? " FROM " : " CROSS JOIN ");
            source(source, count == 0 ? all.outer() : all.upTo(count));
            VendorClauses.hint(out, source, clauses.hints().tables().get(source));
            count++;
        }
        for (Join join : clauses.joins()) {
            requireKind(join);
            out.sql.append(' ').append(join.kind().token()).append(' ');
            source(join.source(), all.upTo(count));
            VendorClauses.hint(out, join.source(), clauses.hints().tables().get(join.source()));
            count++;
            scope = all.upTo(count);
            condition(" ON ", join.on());
            scope = all;
        }
    }

    private void requireKind(Join join) {
        if (join.kind() == Join.Kind.RIGHT) {
            require(Feature.RIGHT_JOIN, "rightJoin(" + join.source().name() + ", …)", "use leftJoin with the sources in the other order");
        } else if (join.kind() == Join.Kind.FULL) {
            require(Feature.FULL_OUTER_JOIN, "fullJoin(" + join.source().name() + ", …)",
                    "use unionAll of a leftJoin and of the rows of " + join.source().name() + " for which exists(…) finds no partner");
        }
    }

    final void condition(String keyWord, Expression<Boolean> condition) {
        if (condition != null) {
            out.sql.append(keyWord);
            write(condition);
        }
    }

    private void namedWindows(List<NamedWindow> named) {
        for (int i = 0; i < named.size(); i++) {
            require(Feature.WINDOW_FUNCTIONS, "window " + named.get(i).name(), "use groupBy(…), or a subquery");
            for (NamedWindow earlier : named.subList(0, i)) {
                if (earlier.name().equalsIgnoreCase(named.get(i).name())) {
                    throw Refusal.usage("two windows are named " + earlier.name() + "; give one of them another name");
                }
            }
            out.sql.append(i == 0 ? " WINDOW " : ", ");
            out.identifier(named.get(i).name());
            out.sql.append(" AS ");
            window(named.get(i).window());
        }
    }

    /** Writes what RETURNING gives back. */
    final List<ResultColumn> items(List<SelectItem> items) {
        return items(items, labels(items), null);
    }

    /** Only calculated columns need AS. */
    private List<ResultColumn> items(List<SelectItem> items, List<String> labels, List<SqlType<?>> distinct) {
        List<ResultColumn> columns = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            Expression<?> expression = SelectList.expression(items.get(i));
            boolean formed = distinct != null && forms.distinct(distinct.get(i), () -> write(expression));
            if (!formed) {
                write(expression);
            }
            if (formed || !labels.get(i).equals(ownName(expression))) {
                out.sql.append(" AS ");
                out.identifier(labels.get(i));
            }
            columns.add(new ResultColumn(labels.get(i), expression.type(), tableColumn(expression)));
        }
        return columns;
    }

    private static List<String> labels(List<SelectItem> items) {
        Set<String> taken = explicitLabels(items);
        List<String> labels = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String label = label(items.get(i));
            labels.add(label != null ? label : newLabel((Expression<?>) items.get(i), i, taken));
        }
        return labels;
    }

    /** The labels that are given or that columns bring along; a label that is given stands only once. */
    private static Set<String> explicitLabels(List<SelectItem> items) {
        Set<String> names = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (SelectItem item : items) {
            String name = label(item);
            boolean isGiven = item instanceof Labelled<?>;
            if (name != null && (!names.add(name) && (isGiven || given.contains(name)))) {
                throw Refusal.usage("two columns of the result are named " + name + "; give one of them another name with as(…)");
            }
            if (isGiven) {
                given.add(name);
            }
        }
        return names;
    }

    private static String newLabel(Expression<?> item, int index, Set<String> labels) {
        Expression<?> viewed = item instanceof ExpressionView<?> view ? view.operand() : item;
        Expression<?> expression = viewed instanceof VendorExpression<?> vendor ? vendor.operand() : viewed;
        String base = expression instanceof FunctionCall<?> call ? call.name() : expression instanceof Aggregate<?> a ? a.name()
                : expression instanceof WindowCall<?> call ? call.function().name()
                : expression instanceof PortableCall<?> call ? call.function().label() : "column";
        base = base.substring(base.lastIndexOf('.') + 1);
        String label = base.equals("column") || labels.contains(base) ? base + "_" + (index + 1) : base;
        while (!labels.add(label)) {
            label += "_";
        }
        return label;
    }

    /** The name that a result column is given or brings along; null where it has none. */
    static String label(SelectItem item) {
        return item instanceof Labelled<?> labelled ? labelled.label() : ownName((Expression<?>) item);
    }

    static String ownName(Expression<?> expression) {
        return expression instanceof Column<?> column ? column.name() : expression instanceof AliasColumn<?> column ? column.name() : null;
    }

    private static Column<?> tableColumn(Expression<?> expression) {
        return expression instanceof Column<?> column ? column : expression instanceof AliasColumn<?> alias ? alias.column() : null;
    }

    final void orderBy(OrderTerm ordering) {
        ordering(ordering, term -> {
            if (term instanceof Labelled<?> labelled) {
                Expression<?> returned = selected.labelled(labelled);
                if (!forms.term(returned, () -> unhidden(returned, returned))) {
                    out.identifier(labelled.label());
                }
            } else {
                term((Expression<?>) term);
            }
        }, this::isNull);
    }

    private void isNull(OrderTerm term) {
        int place = term instanceof Expression<?> expression ? selected.place(expression) : 0;
        Expression<?> expression = term instanceof Labelled<?> labelled ? selected.labelled(labelled)
                : place > 0 ? SelectList.expression(selected.items().get(place - 1)) : (Expression<?>) term;
        boolean returned = place > 0 || term instanceof Labelled<?>;
        if (returned && selected.groups().contains(expression) && SelectList.holdsValues(expression)) {
            // The database does not find the group's expression here, but an aggregate can read what it reads.
            out.sql.append("count(");
            write(expression);
            out.sql.append(") = 0");
        } else {
            unhidden(expression, expression.isNull());
        }
    }

    final void limit(Expression<Long> limit, Expression<Long> offset) {
        Scope before = scope;
        scope = null;
        if (limit != null) {
            out.sql.append(" LIMIT ");
            write(limit);
        } else if (offset != null) {
            out.sql.append(switch (out.dialect.offsetWithoutLimit()) {
                case ALONE -> "";
                case LIMIT_MINUS_ONE -> " LIMIT -1";
                case LIMIT_MAXIMUM -> " LIMIT 18446744073709551615";
            });
        }
        if (offset != null) {
            out.sql.append(" OFFSET ");
            write(offset);
        }
        scope = before;
    }

    private void limitWithTies(Select.Clauses clauses) {
        require(Feature.FETCH_WITH_TIES, "limitWithTies(…)", "take the rows whose rank() over a window is small enough");
        if (clauses.orderBy().isEmpty()) {
            throw Refusal.usage("limitWithTies(…) without orderBy(…), which says what rows stand in the same place");
        }
        Scope before = scope;
        scope = null;
        if (clauses.offset() != null) {
            out.sql.append(" OFFSET ");
            expression(clauses.offset());
            out.sql.append(" ROWS");
        }
        out.sql.append(" FETCH FIRST ");
        expression(clauses.limit());
        out.sql.append(" ROWS WITH TIES");
        scope = before;
    }

    private void locking(Locking locking) {
        require(Feature.ROW_LOCKS, "a select that locks its rows", "begin a transaction that writes before it reads");
        out.pure = false;
        switch (locking.strength()) {
            case UPDATE -> out.sql.append(" FOR UPDATE");
            case SHARE -> out.sql.append(switch (out.dialect.shareLock()) {
                case FOR_SHARE -> " FOR SHARE";
                case LOCK_IN_SHARE_MODE -> " LOCK IN SHARE MODE";
                case NONE -> throw Refusal.unsupported(out.dialect, "a lock that others share", "use forUpdate()");
            });
            default -> {
                require(Feature.KEY_LOCKS, "a lock FOR " + locking.strength().name().replace('_', ' '), "use forUpdate() or forShare()");
                out.sql.append(" FOR ").append(locking.strength().name().replace('_', ' '));
            }
        }
        for (int i = 0; i < locking.of().size(); i++) {
            Source source = locking.of().get(i);
            require(Feature.ROW_LOCKS_OF, "a lock on the rows of " + source.name() + " alone", "lock the rows of all sources");
            if (!scope.has(source)) {
                throw Refusal.usage("\"" + source.name() + "\" is to be locked, but is not in FROM; add it with from(…) or join(…)");
            }
            out.sql.append(i == 0 ? " OF " : ", ");
            out.identifier(source.name());
        }
        if (locking.waiting() == Locking.Wait.NO_WAIT) {
            require(Feature.NO_WAIT, "noWait()", "set how long a lock is waited for in the session");
            out.sql.append(" NOWAIT");
        } else if (locking.waiting() == Locking.Wait.SKIP_LOCKED) {
            require(Feature.SKIP_LOCKED, "skipLocked()", "use noWait() and try again");
            out.sql.append(" SKIP LOCKED");
        }
    }
}
