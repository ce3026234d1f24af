// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Delete;
import io.colonnade.sql.DerivedTable;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Join;
import io.colonnade.sql.Labelled;
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
        shape.arrays = dialect.has(Feature.ARRAY_PARAMETERS);
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
        orderBy(clauses.orderBy());
        expression(clauses.limit());
        expression(clauses.offset());
    }

    @Override
    void orderBy(List<OrderTerm> terms) {
        token(terms.size());
        for (int i = 0; i < terms.size(); i++) {
            orderTerm(terms.get(i));
        }
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
        items(insert.returning());
    }

    private void update(Update update) {
        token(Update.class);
        token(update.table());
        token(update.assignments().size());
        for (Assignment assignment : update.assignments()) {
            token(assignment.column());
            expression(assignment.value());
        }
        expression(update.where());
        items(update.returning());
    }

    private void delete(Delete delete) {
        token(Delete.class);
        token(delete.table());
        expression(delete.where());
        items(delete.returning());
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
