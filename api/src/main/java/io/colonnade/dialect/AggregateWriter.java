// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Cast;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Frame;
import io.colonnade.sql.GroupTerm;
import io.colonnade.sql.Grouping;
import io.colonnade.sql.GroupingSets;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.PortableFunction;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.SqlType.Family;
import io.colonnade.sql.StringAggregate;
import io.colonnade.sql.Types;
import io.colonnade.sql.Window;
import io.colonnade.sql.WindowCall;
import io.colonnade.sql.WindowFunction;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Writes aggregates, windows, groupings and orders. */
abstract class AggregateWriter extends DmlExpressionWriter {

    /** Aggregates that leave out NULL, so that CASE can take the place of FILTER. */
    private static final Set<String> IGNORE_NULL = Set.of("count", "sum", "avg", "min", "max");

    /** The windows that the present select names. */
    List<NamedWindow> windows = List.of();
    /** What the present select returns. */
    SelectList selected = SelectList.NONE;

    AggregateWriter(Output out) {
        super(out);
    }

    final void require(Feature feature, String what, String instead) {
        if (!out.dialect.has(feature)) {
            throw Refusal.unsupported(out.dialect, what, instead);
        }
    }

    @Override
    public final void aggregate(Aggregate<?> aggregate) {
        aggregate(aggregate, () -> { });
    }

    /**
     * Writes an aggregate.
     *
     * @param over writes the window behind it
     */
    private void aggregate(Aggregate<?> aggregate, Runnable over) {
        FunctionTemplate compared = forms.ofExtreme(aggregate);
        Runnable call = () -> {
            call(aggregate, compared);
            over.run();
            out.sql.append(forms.end(aggregate));
        };
        if (compared == null) {
            call.run();
        } else {
            SqlType<?> type = aggregate.arguments().get(0).type();
            forms.write(out.dialect.template(PortableFunction.OF_COMPARED, type), type, call);
        }
    }

    private void call(Aggregate<?> aggregate, FunctionTemplate compared) {
        out.pure &= aggregate.pure();
        boolean emulated = aggregate.filter() != null && !out.dialect.has(Feature.AGGREGATE_FILTER);
        if (emulated && !IGNORE_NULL.contains(aggregate.name())) {
            throw Refusal.unsupported(out.dialect, "filter(…) of " + aggregate.name() + "()",
                    "give " + aggregate.name() + "() what caseWhen(…) calculates");
        }
        out.sql.append(forms.start(aggregate)).append(aggregate.distinct() ? "DISTINCT " : "");
        if (emulated) {
            filteredByCase(aggregate, compared);
        } else if (aggregate.arguments().isEmpty()) {
            out.sql.append(aggregate.ordersGroup() ? "" : "*");
        } else {
            arguments(aggregate, compared);
        }
        if (!aggregate.orderBy().isEmpty() && !aggregate.ordersGroup()) {
            require(Feature.ORDERED_AGGREGATES, "orderBy(…) of " + aggregate.name() + "()", "order the rows of the select");
            orderBy(" ORDER BY ", aggregate.orderBy());
        }
        out.sql.append(')');
        if (aggregate.ordersGroup()) {
            require(Feature.WITHIN_GROUP, "withinGroup(…) of " + aggregate.name() + "()", "number the rows with rowNumber() over a window");
            out.sql.append(" WITHIN GROUP (");
            orderBy("ORDER BY ", aggregate.orderBy());
            out.sql.append(')');
        }
        if (aggregate.filter() != null && !emulated) {
            filter(aggregate.filter());
        }
    }

    private void filteredByCase(Aggregate<?> aggregate, FunctionTemplate compared) {
        onlyIf(aggregate.filter(), () -> {
            if (aggregate.arguments().isEmpty()) {
                out.sql.append('1');
            } else {
                arguments(aggregate, compared);
            }
        });
    }

    /** Writes the arguments, a mean's as a double where it would have fewer digits than a double has. */
    private void arguments(Aggregate<?> aggregate, FunctionTemplate compared) {
        if (compared != null) {
            forms.write(compared, aggregate.arguments().get(0).type(), () -> write(aggregate.arguments().get(0)));
        } else if (aggregate.name().equals("avg") && aggregate.type().family() == Family.DOUBLE && !out.dialect.has(Feature.PRECISE_AVERAGE)) {
            write(new Cast<>(aggregate.arguments().get(0), Types.DOUBLE));
        } else if (aggregate.distinct()) {
            forms.distinct(aggregate.arguments());
        } else {
            list(aggregate.arguments());
        }
    }

    @Override
    public final void stringAggregate(StringAggregate aggregate) {
        StringAggregation form = out.dialect.stringAggregation();
        if (aggregate.distinct() && form == StringAggregation.STRING_AGG_OF_ALL) {
            throw Refusal.unsupported(out.dialect, "stringAgg of different texts", "select the different ones in a derived table first");
        }
        boolean concat = form == StringAggregation.GROUP_CONCAT;
        boolean filters = aggregate.filter() != null && out.dialect.has(Feature.AGGREGATE_FILTER);
        out.sql.append(concat ? "group_concat(" : "string_agg(").append(aggregate.distinct() ? "DISTINCT " : "");
        if (aggregate.filter() == null || filters) {
            write(aggregate.text());
        } else {
            onlyIf(aggregate.filter(), () -> write(aggregate.text()));
        }
        if (!concat) {
            out.sql.append(", ");
            Literals.text(out.sql, out.dialect, aggregate.separator());
        }
        orderBy(" ORDER BY ", aggregate.order());
        if (concat) {
            out.sql.append(" SEPARATOR ");
            Literals.text(out.sql, out.dialect, aggregate.separator());
        }
        out.sql.append(')');
        if (filters) {
            filter(aggregate.filter());
        }
    }

    private void filter(Expression<Boolean> condition) {
        out.sql.append(" FILTER (WHERE ");
        write(condition);
        out.sql.append(')');
    }

    /** Writes NULL for the rows that a condition leaves out. */
    private void onlyIf(Expression<Boolean> condition, Runnable value) {
        out.sql.append("CASE WHEN ");
        write(condition);
        out.sql.append(" THEN ");
        value.run();
        out.sql.append(" END");
    }

    @Override
    public final void windowCall(WindowCall<?> call) {
        require(Feature.WINDOW_FUNCTIONS, call.function().name() + "() over a window", "use groupBy(…), or a subquery");
        if (call.function() instanceof Aggregate<?> aggregate) {
            aggregate(aggregate, () -> over(call));
            return;
        } else if (call.function() instanceof StringAggregate aggregate) {
            if (out.dialect.stringAggregation() == StringAggregation.GROUP_CONCAT) {
                throw Refusal.unsupported(out.dialect, "stringAgg over a window", "use scalar(…) of a select with stringAgg");
            }
            stringAggregate(aggregate);
        } else {
            WindowFunction<?> function = (WindowFunction<?>) call.function();
            if (function.ordered() && function.arguments().size() > 2) {
                require(Feature.LAG_DEFAULT, "a value for where " + function.name() + "() finds no row", "use caseWhen(…) with the number "
                        + "of the row, or coalesce(…) where the values themselves are never NULL");
            }
            out.sql.append(function.name()).append('(');
            list(function.arguments());
            out.sql.append(')');
        }
        over(call);
    }

    private void over(WindowCall<?> call) {
        out.sql.append(" OVER ");
        if (call.window() instanceof NamedWindow named) {
            if (!windows.contains(named)) {
                throw Refusal.usage("window " + named.name() + " is not one of the select; add it with window(…)");
            }
            out.identifier(named.name());
        } else {
            window((Window) call.window());
        }
    }

    final void window(Window window) {
        out.sql.append('(');
        String space = "";
        if (!window.partitionBy().isEmpty()) {
            out.sql.append("PARTITION BY ");
            for (int i = 0; i < window.partitionBy().size(); i++) {
                Expression<?> term = window.partitionBy().get(i);
                out.sql.append(i == 0 ? "" : ", ");
                if (!forms.term(term, () -> write(term))) {
                    write(term);
                }
            }
            space = " ";
        }
        if (!window.orderBy().isEmpty()) {
            orderBy(space + "ORDER BY ", window.orderBy());
            space = " ";
        }
        if (window.frame() != null) {
            out.sql.append(space);
            forms.requireDistances(window);
            frame(window.frame());
        }
        out.sql.append(')');
    }

    private void frame(Frame frame) {
        if (frame.unit() == Frame.Unit.GROUPS) {
            require(Feature.WINDOW_GROUPS, "a window counted in groups(…)", "use rows(…), or denseRank() in a derived table and range(…)");
        }
        out.sql.append(frame.unit()).append(" BETWEEN ");
        bound(frame.start());
        out.sql.append(" AND ");
        bound(frame.end());
        if (frame.exclusion() != Frame.Exclusion.NO_OTHERS) {
            require(Feature.WINDOW_EXCLUDE, "a window that excludes rows", "subtract what the excluded rows add");
            out.sql.append(" EXCLUDE ").append(frame.exclusion().name().replace('_', ' '));
        }
    }

    private void bound(Frame.Bound bound) {
        if (FamilyForms.isDistance(bound)) {
            out.sql.append(bound.offset()).append(' ');
        }
        out.sql.append(bound.position().name().replace('_', ' '));
    }

    @Override
    public final void grouping(Grouping grouping) {
        require(Feature.GROUPING_FUNCTION, "grouping(…)", "tell the rows of a rollup by the NULL of their columns");
        if (SelectList.holdsValues(grouping.expression())) {
            throw Refusal.usage("grouping(…) of a calculation with values, which no database finds among what is grouped by; calculate it in a "
                    + "derived table, and group by its column");
        }
        out.sql.append("grouping(");
        write(grouping.expression());
        out.sql.append(')');
    }

    final void groupBy(List<GroupTerm> terms, boolean ordered) {
        GroupingSets only = terms.size() == 1 && terms.get(0) instanceof GroupingSets sets ? sets : null;
        boolean several = terms.stream().anyMatch(GroupingSets.class::isInstance);
        if (several && ordered) {
            require(Feature.ORDERED_ROLLUP, "orderBy(…) in a select by several groupings",
                    "give the select a name with as(…), and order a select from that");
        }
        if (several && out.dialect.groupingForm() != GroupingForm.GROUPING_SETS) {
            boolean plain = only != null && only.kind() == GroupingSets.Kind.ROLLUP
                    && only.sets().stream().allMatch(set -> set.size() == 1);
            if (!plain || out.dialect.groupingForm() == GroupingForm.NONE) {
                throw Refusal.unsupported(out.dialect, "a select by several groupings" + (plain ? "" : " that is not one rollup(…) alone"),
                        "use unionAll of selects, one for each grouping");
            }
        }
        out.sql.append(" GROUP BY ");
        if (only != null && out.dialect.groupingForm() == GroupingForm.WITH_ROLLUP) {
            groupTerms(only.sets().stream().map(set -> set.get(0)).toList());
            out.sql.append(" WITH ROLLUP");
            return;
        }
        for (int i = 0; i < terms.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            if (terms.get(i) instanceof GroupingSets sets) {
                groupingSets(sets);
            } else {
                groupTerm((Expression<?>) terms.get(i));
            }
        }
    }

    private void groupTerms(List<? extends Expression<?>> terms) {
        for (int i = 0; i < terms.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            groupTerm(terms.get(i));
        }
    }

    private void groupTerm(Expression<?> term) {
        if (!forms.term(term, () -> write(term)) && !place(term)) {
            write(term);
        }
    }

    /** Writes a term of ORDER BY or DISTINCT ON, which is a returned column where one has its name. */
    final void term(Expression<?> term) {
        if (!forms.term(term, () -> unhidden(term, term)) && !place(term)) {
            unhidden(term, term);
        }
    }

    private boolean place(Expression<?> term) {
        int place = selected.place(term);
        if (place > 0) {
            out.sql.append(place);
        }
        return place > 0;
    }

    /** Writes what is said of a term, whose name alone may be that of a returned column. */
    final void unhidden(Expression<?> term, Expression<?> written) {
        Scope before = scope;
        if (scope != null && scope.isSingle() && selected.hides(term)) {
            scope = scope.qualified();
        }
        write(written);
        scope = before;
    }

    private void groupingSets(GroupingSets sets) {
        out.sql.append(sets.kind().name().replace('_', ' ')).append(" (");
        for (int i = 0; i < sets.sets().size(); i++) {
            List<Expression<?>> set = sets.sets().get(i);
            out.sql.append(i == 0 ? "" : ", ").append(set.size() == 1 ? "" : "(");
            groupTerms(set);
            out.sql.append(set.size() == 1 ? "" : ")");
        }
        out.sql.append(')');
    }

    /** Writes an order in which a label means nothing, so that it stands for its expression. */
    private void orderBy(String keyWords, List<OrderTerm> terms) {
        for (int i = 0; i < terms.size(); i++) {
            out.sql.append(i == 0 ? keyWords : ", ");
            // MariaDB takes a name in the order of a window for that of a returned column.
            ordering(terms.get(i), term -> sorted(expression(term)),
                    term -> unhidden(expression(term), expression(term).isNull()));
        }
    }

    private void sorted(Expression<?> term) {
        if (!forms.term(term, () -> unhidden(term, term))) {
            unhidden(term, term);
        }
    }

    static Expression<?> expression(OrderTerm term) {
        return term instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) term;
    }

    /**
     * Writes a term of an order, and where NULL stands in it.
     *
     * @param writer writes the term
     * @param isNull writes whether the term is NULL
     */
    final void ordering(OrderTerm term, Consumer<OrderTerm> writer, Consumer<OrderTerm> isNull) {
        Ordering ordering = term instanceof Ordering given ? given : new Ordering(term, false, null);
        boolean nullsFirst = ordering.nulls() == Ordering.Nulls.FIRST;
        if (ordering.nulls() != null && !out.dialect.has(Feature.NULLS_ORDERING)
                && nullsFirst != (out.dialect.has(Feature.DEFAULT_NULLS_FIRST) != ordering.descending())) {
            out.sql.append("CASE WHEN ");
            isNull.accept(ordering.term());
            out.sql.append(nullsFirst ? " THEN 0 ELSE 1 END, " : " THEN 1 ELSE 0 END, ");
        }
        writer.accept(ordering.term());
        out.sql.append(ordering.descending() ? " DESC" : "");
        if (ordering.nulls() != null && out.dialect.has(Feature.NULLS_ORDERING)) {
            out.sql.append(nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
    }
}
