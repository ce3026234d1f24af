// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Conditions;
import io.colonnade.sql.Delete;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Join;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.OnConflict;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.Ordering;
import io.colonnade.sql.Select;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Source;
import io.colonnade.sql.Statement;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Update;
import java.util.List;

/** The shape of a whole statement for a dialect. */
final class StatementShape extends Shape {

    private StatementShape(boolean keepsNodes) {
        super(keepsNodes);
    }

    /** The structure and the values. */
    static Shape of(Dialect dialect, Statement statement, boolean batch) {
        return walk(dialect, statement, batch, false);
    }

    /** The nodes of the values, in the same order. */
    static Object[] nodes(Dialect dialect, Statement statement, boolean batch) {
        return walk(dialect, statement, batch, true).slots();
    }

    private static Shape walk(Dialect dialect, Statement statement, boolean batch, boolean keepsNodes) {
        StatementShape shape = new StatementShape(keepsNodes);
        shape.token(dialect);
        shape.token(batch);
        if (statement instanceof Select select) {
            shape.select(select);
        } else if (statement instanceof Insert insert) {
            shape.insert(insert);
        } else if (statement instanceof Update update) {
            shape.update(update);
        } else if (statement instanceof Delete delete) {
            shape.delete(delete);
        } else {
            shape.token(statement);
        }
        return shape;
    }

    /** The structure of an expression alone. */
    static Shape of(Expression<?> expression) {
        StatementShape shape = new StatementShape(true);
        shape.expression(expression);
        return shape;
    }

    /** The structure of a select alone. */
    static Shape of(Select select) {
        StatementShape shape = new StatementShape(true);
        shape.select(select);
        return shape;
    }

    @Override
    void select(Select select) {
        Select.Clauses clauses = select.clauses();
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
        expressions(clauses.groupBy());
        expression(clauses.having());
        List<OrderTerm> orderBy = clauses.orderBy();
        token(orderBy.size());
        for (int i = 0; i < orderBy.size(); i++) {
            orderTerm(orderBy.get(i));
        }
        expression(clauses.limit());
        expression(clauses.offset());
    }

    private void insert(Insert insert) {
        token(Insert.class);
        token(insert.table());
        token(insert.isDefaultValues());
        expressions(insert.columns());
        token(insert.rows().size());
        for (List<Expression<?>> row : insert.rows()) {
            expressions(row);
        }
        token(insert.select().isPresent());
        insert.select().ifPresent(this::select);
        token(insert.onConflict().isPresent());
        insert.onConflict().ifPresent(this::onConflict);
        items(insert.returning());
    }

    private void onConflict(OnConflict conflict) {
        expressions(conflict.key());
        token(conflict.constraint() == null ? OnConflict.class : conflict.constraint());
        token(conflict.update());
        assignments(conflict.assignments());
        expression(conflict.where());
    }

    private void assignments(List<Assignment> assignments) {
        token(assignments.size());
        for (int i = 0; i < assignments.size(); i++) {
            token(assignments.get(i).column());
            expression(assignments.get(i).value());
        }
    }

    private void conditions(Conditions conditions) {
        token(conditions.from().size());
        for (int i = 0; i < conditions.from().size(); i++) {
            source(conditions.from().get(i));
        }
        expression(conditions.where());
        token(conditions.orderBy().size());
        for (int i = 0; i < conditions.orderBy().size(); i++) {
            orderTerm(conditions.orderBy().get(i));
        }
        expression(conditions.limit());
        items(conditions.returning());
    }

    private void update(Update update) {
        token(Update.class);
        token(update.table());
        assignments(update.assignments());
        conditions(update.conditions());
    }

    private void delete(Delete delete) {
        token(Delete.class);
        token(delete.table());
        conditions(delete.conditions());
    }

    private void items(List<SelectItem> items) {
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

    private void source(Source source) {
        if (source instanceof TableAlias alias) {
            token(TableAlias.class);
            token(alias.table());
            token(alias.name());
        } else if (source instanceof DerivedTable derived) {
            token(DerivedTable.class);
            token(derived.name());
            select(derived.select());
        } else {
            token(source);
        }
    }

    private void orderTerm(OrderTerm term) {
        if (term instanceof Ordering ordering) {
            token(Ordering.class);
            token(ordering.descending());
            token(ordering.nulls() == null ? Ordering.class : ordering.nulls());
            orderTerm(ordering.term());
        } else if (term instanceof Labelled<?> labelled) {
            // By its label alone: its values stand in the text where it is selected.
            token(Labelled.class);
            token(labelled.label());
        } else {
            expression((Expression<?>) term);
        }
    }
}
