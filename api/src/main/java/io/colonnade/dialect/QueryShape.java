// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Aggregate;
import io.colonnade.sql.CommonTable;
import io.colonnade.sql.CommonTableAlias;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Frame;
import io.colonnade.sql.GroupTerm;
import io.colonnade.sql.Grouping;
import io.colonnade.sql.GroupingSets;
import io.colonnade.sql.Join;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.Locking;
import io.colonnade.sql.NamedWindow;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SetOperation;
import io.colonnade.sql.Source;
import io.colonnade.sql.Statement;
import io.colonnade.sql.StringAggregate;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.TableFunction;
import io.colonnade.sql.TableSample;
import io.colonnade.sql.ValuesTable;
import io.colonnade.sql.Window;
import io.colonnade.sql.WindowCall;
import io.colonnade.sql.WindowFunction;
import io.colonnade.sql.WindowReference;
import io.colonnade.sql.Windowable;
import io.colonnade.sql.WithQuery;
import java.util.List;

/** The shape of queries, and of the expressions that stand in nothing else. */
abstract class QueryShape extends Shape {

    QueryShape(boolean keepsNodes) {
        super(keepsNodes);
    }

    /** The shape of an insert, update or delete. */
    abstract void change(Statement change);

    @Override
    final void query(QueryExpression query) {
        if (query instanceof Select select) {
            select(select.clauses());
        } else if (query instanceof SetOperation operation) {
            token(SetOperation.class);
            token(operation.operator());
            token(operation.all());
            query(operation.left());
            query(operation.right());
            orderTerms(operation.orderBy(), List.of(), false);
            expression(operation.limit());
            expression(operation.offset());
        } else {
            with(((WithQuery) query).tables());
            query(((WithQuery) query).query());
        }
    }

    private void select(Select.Clauses clauses) {
        token(Select.class);
        token(clauses.distinct());
        items(clauses.items());
        List<Source> from = clauses.from();
        token(from.size());
        for (int i = 0; i < from.size(); i++) {
            source(from.get(i));
        }
        List<Join> joins = clauses.joins();
        token(joins.size());
        for (int i = 0; i < joins.size(); i++) {
            token(joins.get(i).kind());
            source(joins.get(i).source());
            expression(joins.get(i).on());
        }
        expression(clauses.where());
        groupBy(clauses.groupBy(), clauses.items());
        expression(clauses.having());
        orderTerms(clauses.orderBy(), clauses.items(), false);
        expression(clauses.limit());
        expression(clauses.offset());
        if (clauses.locking() != null || clauses.withTies() || !clauses.distinctOn().isEmpty() || !clauses.windows().isEmpty()
                || clauses.hints() != Select.Hints.NONE) {
            rareClauses(clauses);
        }
    }

    private void rareClauses(Select.Clauses clauses) {
        token(Locking.class);
        locking(clauses.locking());
        token(clauses.withTies());
        terms(clauses.distinctOn(), clauses.items());
        token(clauses.windows().size());
        for (NamedWindow window : clauses.windows()) {
            token(window.name());
            window(window.window());
        }
        token(clauses.hints());
    }

    private void locking(Locking locking) {
        token(locking == null ? NONE : locking.strength());
        if (locking != null) {
            token(locking.waiting());
            token(locking.of().size());
            locking.of().forEach(source -> token(source.name()));
        }
    }

    final void with(List<CommonTable> tables) {
        token(WithQuery.class);
        token(tables.size());
        for (CommonTable table : tables) {
            token(table.name());
            token(table.columnNames());
            token(table.materialization() == null ? NONE : table.materialization());
            token(table.isRecursive());
            if (table.body() instanceof QueryExpression query) {
                query(query);
            } else {
                change(table.body());
            }
        }
    }

    final void items(List<SelectItem> items) {
        token(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Expression<?> expression) {
                expression(expression);
            } else {
                labelled((Labelled<?>) items.get(i));
            }
        }
    }

    private void labelled(Labelled<?> labelled) {
        token(Labelled.class);
        token(labelled.label());
        expression(labelled.expression());
    }

    final void source(Source source) {
        if (source instanceof TableAlias alias) {
            token(TableAlias.class);
            token(alias.table());
            token(alias.name());
        } else if (source instanceof DerivedTable derived) {
            token(DerivedTable.class);
            token(derived.name());
            token(derived.lateral());
            query(derived.query());
        } else if (source instanceof CommonTable table) {
            token(CommonTable.class);
            token(table.name());
        } else if (source instanceof CommonTableAlias alias) {
            token(CommonTableAlias.class);
            token(alias.table().name());
            token(alias.name());
        } else if (source instanceof ValuesTable values) {
            values(values);
        } else if (source instanceof TableSample sample) {
            token(TableSample.class);
            source(sample.source());
            token(sample.method());
            expression(sample.percent());
            expression(sample.seed());
        } else if (source instanceof TableFunction function) {
            token(TableFunction.class);
            token(function.name());
            token(function.columnNames());
            token(function.types());
            expression(function.call());
        } else {
            token(source);
        }
    }

    private void values(ValuesTable values) {
        token(ValuesTable.class);
        token(values.name());
        token(values.columnNames());
        token(values.types());
        token(values.rows().size());
        for (List<Expression<?>> row : values.rows()) {
            expressions(row);
        }
    }

    private void groupBy(List<GroupTerm> terms, List<SelectItem> items) {
        token(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i) instanceof GroupingSets sets) {
                token(sets.kind());
                token(sets.sets().size());
                for (List<Expression<?>> set : sets.sets()) {
                    terms(set, items);
                }
            } else {
                term((Expression<?>) terms.get(i), items);
            }
        }
    }

    private void terms(List<? extends Expression<?>> terms, List<SelectItem> items) {
        token(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            term(terms.get(i), items);
        }
    }

    /** Whether it is written as the place of what is returned depends on its values. */
    private void term(Expression<?> term, List<SelectItem> items) {
        int place = SelectList.place(items, term);
        if (place > 0) {
            token(SelectList.class);
            token(place);
        } else {
            expression(term);
        }
    }

    /**
     * The terms of an order.
     *
     * @param items what is returned, so that a term can be written as its place; empty where none can
     * @param labelsAreWritten whether a labelled expression is written as itself; otherwise its label alone, as its values stand in the
     *     text where it is selected
     */
    final void orderTerms(List<OrderTerm> terms, List<SelectItem> items, boolean labelsAreWritten) {
        token(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            orderTerm(terms.get(i), items, labelsAreWritten);
        }
    }

    private void orderTerm(OrderTerm term, List<SelectItem> items, boolean labelsAreWritten) {
        if (term instanceof Ordering ordering) {
            token(Ordering.class);
            token(ordering.descending());
            token(ordering.nulls() == null ? Ordering.class : ordering.nulls());
            orderTerm(ordering.term(), items, labelsAreWritten);
        } else if (term instanceof Labelled<?> labelled) {
            if (labelsAreWritten) {
                labelled(labelled);
            } else {
                token(Labelled.class);
                token(labelled.label());
            }
        } else {
            term((Expression<?>) term, items);
        }
    }

    private void window(Window window) {
        token(Window.class);
        expressions(window.partitionBy());
        orderTerms(window.orderBy(), List.of(), true);
        Frame frame = window.frame();
        token(frame == null ? NONE : frame);
    }

    @Override
    public final void windowCall(WindowCall<?> call) {
        token(WindowCall.class);
        if (call.function() instanceof Aggregate<?> aggregate) {
            aggregate(aggregate);
        } else if (call.function() instanceof StringAggregate aggregate) {
            stringAggregate(aggregate);
        } else {
            WindowFunction<?> function = (WindowFunction<?>) call.function();
            token(function.name());
            type(function.type());
            expressions(function.arguments());
        }
        WindowReference window = call.window();
        if (window instanceof NamedWindow named) {
            token(NamedWindow.class);
            token(named.name());
        } else {
            window((Window) window);
        }
    }

    @Override
    public final void aggregate(Aggregate<?> aggregate) {
        token(Aggregate.class);
        token(aggregate.name());
        token(aggregate.distinct());
        type(aggregate.type());
        expressions(aggregate.arguments());
        if (aggregate.filter() != null || !aggregate.orderBy().isEmpty() || !aggregate.pure()) {
            token(Windowable.class);
            token(aggregate.pure());
            token(aggregate.ordersGroup());
            orderTerms(aggregate.orderBy(), List.of(), true);
            expression(aggregate.filter());
        }
    }

    @Override
    public final void stringAggregate(StringAggregate aggregate) {
        token(StringAggregate.class);
        token(aggregate.separator());
        token(aggregate.distinct());
        expression(aggregate.text());
        orderTerms(aggregate.order(), List.of(), true);
        expression(aggregate.filter());
    }

    @Override
    public final void grouping(Grouping grouping) {
        token(Grouping.class);
        expression(grouping.expression());
    }
}
