// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Aggregate;
import io.colonnade.sql.Column;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.FunctionCall;
import io.colonnade.sql.Join;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.PortableCall;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes selects. */
final class SelectWriter extends ExpressionWriter {

    SelectWriter(Output out) {
        super(out);
    }

    /** Writes a select that is a statement of its own. */
    List<ResultColumn> outermost(Select select) {
        return select(select, scope);
    }

    @Override
    void select(Select select) {
        select(select, scope);
    }

    private List<ResultColumn> select(Select select, Scope outer) {
        Select.Clauses clauses = select.clauses();
        Scope before = scope;
        List<Source> sources = new ArrayList<>(clauses.from());
        clauses.joins().forEach(join -> sources.add(join.source()));
        scope = new Scope(sources, outer, "FROM");
        out.sql.append(clauses.distinct() ? "SELECT DISTINCT " : "SELECT ");
        List<ResultColumn> columns = items(clauses.items());
        from(clauses, outer);
        condition(" WHERE ", clauses.where());
        if (!clauses.groupBy().isEmpty()) {
            out.sql.append(" GROUP BY ");
            list(clauses.groupBy());
        }
        condition(" HAVING ", clauses.having());
        orderBy(clauses.items(), clauses.orderBy());
        limit(clauses.limit(), clauses.offset());
        scope = before;
        return columns;
    }

    private void from(Select.Clauses clauses, Scope outer) {
        if (clauses.from().isEmpty() && !clauses.joins().isEmpty()) {
            throw Refusal.usage("join(" + clauses.joins().get(0).source().name() + ", …) without from(…)");
        }
        // The sources of a join bind more tightly than a comma, so that ON could not name the others: CROSS JOIN keeps them in order.
        for (int i = 0; i < clauses.from().size(); i++) {
            out.sql.append(i == 0 ? " FROM " : " CROSS JOIN ");
            source(clauses.from().get(i), outer);
        }
        for (Join join : clauses.joins()) {
            out.sql.append(' ').append(join.kind().token()).append(' ');
            source(join.source(), outer);
            condition(" ON ", join.on());
        }
    }

    private void source(Source source, Scope outer) {
        if (source instanceof Table table) {
            out.table(table);
            return;
        }
        if (source instanceof TableAlias alias) {
            out.table(alias.table());
        } else {
            out.sql.append('(');
            Set<String> labels = new HashSet<>();
            for (ResultColumn column : select(((DerivedTable) source).select(), outer)) {
                if (!labels.add(column.label())) {
                    throw Refusal.usage("derived table " + source.name() + " has two columns named " + column.label()
                            + "; give one of them another name with as(…)");
                }
            }
            out.sql.append(')');
        }
        out.sql.append(" AS ");
        out.identifier(source.name());
    }

    private void condition(String keyWord, Expression<Boolean> condition) {
        if (condition != null) {
            out.sql.append(keyWord);
            write(condition);
        }
    }

    /** Writes what a select or RETURNING gives back. Only calculated columns need AS. */
    List<ResultColumn> items(List<SelectItem> items) {
        Set<String> labels = explicitLabels(items);
        List<ResultColumn> columns = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            out.sql.append(i == 0 ? "" : ", ");
            SelectItem item = items.get(i);
            Expression<?> expression = item instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) item;
            write(expression);
            String own = ownName(expression);
            String label = item instanceof Labelled<?> labelled ? labelled.label() : own != null ? own : newLabel(expression, i, labels);
            if (!label.equals(own)) {
                out.sql.append(" AS ");
                out.identifier(label);
            }
            columns.add(new ResultColumn(label, expression.type(), tableColumn(expression)));
        }
        return columns;
    }

    /** The labels that are given or that columns bring along; a label that is given stands only once. */
    private static Set<String> explicitLabels(List<SelectItem> items) {
        Set<String> names = new HashSet<>();
        Set<String> given = new HashSet<>();
        for (SelectItem item : items) {
            String name = item instanceof Labelled<?> labelled ? labelled.label() : ownName((Expression<?>) item);
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

    private static String newLabel(Expression<?> expression, int index, Set<String> labels) {
        String base = expression instanceof FunctionCall<?> call ? call.name() : expression instanceof Aggregate<?> a ? a.name() : "column";
        base = expression instanceof PortableCall<?> call ? call.function().label() : base;
        base = base.substring(base.lastIndexOf('.') + 1);
        String label = base.equals("column") || labels.contains(base) ? base + "_" + (index + 1) : base;
        while (!labels.add(label)) {
            label += "_";
        }
        return label;
    }

    private static String ownName(Expression<?> expression) {
        return expression instanceof Column<?> column ? column.name() : expression instanceof AliasColumn<?> column ? column.name() : null;
    }

    private static Column<?> tableColumn(Expression<?> expression) {
        return expression instanceof Column<?> column ? column : expression instanceof AliasColumn<?> alias ? alias.column() : null;
    }

    @Override
    void orderBy(List<OrderTerm> terms) {
        orderBy(List.of(), terms);
    }

    private void orderBy(List<SelectItem> items, List<OrderTerm> terms) {
        for (int i = 0; i < terms.size(); i++) {
            out.sql.append(i == 0 ? " ORDER BY " : ", ");
            orderBy(items, terms.get(i));
        }
    }

    private void orderBy(List<SelectItem> items, OrderTerm term) {
        if (!(term instanceof Ordering ordering)) {
            orderBy(items, new Ordering(term, false, null));
            return;
        }
        Expression<?> expression = ordering.term() instanceof Labelled<?> labelled ? labelledItem(items, labelled)
                : (Expression<?>) ordering.term();
        boolean nullsFirst = ordering.nulls() == Ordering.Nulls.FIRST;
        if (ordering.nulls() != null && !out.dialect.has(Feature.NULLS_ORDERING)
                && nullsFirst != (out.dialect.has(Feature.DEFAULT_NULLS_FIRST) != ordering.descending())) {
            out.sql.append("CASE WHEN ");
            write(expression.isNull());
            out.sql.append(nullsFirst ? " THEN 0 ELSE 1 END, " : " THEN 1 ELSE 0 END, ");
        }
        if (ordering.term() instanceof Labelled<?> labelled) {
            out.identifier(labelled.label());
        } else {
            write(expression);
        }
        out.sql.append(ordering.descending() ? " DESC" : "");
        if (ordering.nulls() != null && out.dialect.has(Feature.NULLS_ORDERING)) {
            out.sql.append(nullsFirst ? " NULLS FIRST" : " NULLS LAST");
        }
    }

    private static Expression<?> labelledItem(List<SelectItem> items, Labelled<?> wanted) {
        for (SelectItem item : items) {
            if (item instanceof Labelled<?> labelled && labelled.label().equals(wanted.label())) {
                return labelled.expression();
            }
        }
        throw Refusal.usage("orderBy names the label " + wanted.label()
                + ", which the select does not return; add it to the select, or order "
                + "by the expression itself");
    }

    private void limit(Expression<Long> limit, Expression<Long> offset) {
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
}
