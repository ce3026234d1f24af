// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Conditions;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.OnConflict;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithChange;
import java.util.List;

/** The shape of a whole statement for a dialect. */
final class StatementShape extends QueryShape {

    StatementShape(boolean keepsNodes) {
        super(keepsNodes);
    }

    /** The nodes of the values, in the order of the walk. */
    static Object[] nodes(Dialect dialect, Statement statement, boolean batch, ListParameters lists) {
        StatementShape shape = new StatementShape(true);
        shape.walk(dialect, statement, batch, lists);
        return shape.slots();
    }

    /** Takes in a statement. */
    void walk(Dialect dialect, Statement statement, boolean batch, ListParameters lists) {
        this.lists = lists;
        arrays = dialect.has(Feature.ARRAY_PARAMETERS);
        token(dialect);
        token(batch);
        if (statement instanceof QueryExpression query) {
            query(query);
        } else if (statement instanceof WithChange with) {
            with(with.tables());
            change(with.change());
        } else {
            change(statement);
        }
    }

    /** The structure of an expression alone. */
    static Shape of(Expression<?> expression) {
        StatementShape shape = new StatementShape(true);
        shape.expression(expression);
        return shape;
    }

    /** The structure of a query alone. */
    static Shape of(QueryExpression query) {
        StatementShape shape = new StatementShape(true);
        shape.query(query);
        return shape;
    }

    @Override
    void change(Statement statement) {
        if (statement instanceof Insert insert) {
            insert(insert);
        } else if (statement instanceof Update update) {
            update(update);
        } else if (statement instanceof Delete delete) {
            delete(delete);
        } else {
            token(statement);
        }
    }

    private void insert(Insert insert) {
        token(Insert.class);
        token(insert.table());
        insert.modifier().ifPresent(this::token);
        token(insert.isDefaultValues());
        expressions(insert.columns());
        token(insert.rows().size());
        for (List<Expression<?>> row : insert.rows()) {
            expressions(row);
        }
        token(insert.query().isPresent());
        insert.query().ifPresent(this::query);
        token(insert.onConflict().isPresent());
        insert.onConflict().ifPresent(this::onConflict);
        items(insert.returning());
    }

    private void onConflict(OnConflict conflict) {
        expressions(conflict.key());
        token(conflict.index() == null ? NONE : conflict.index());
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
        orderTerms(conditions.orderBy(), List.of(), false);
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
}
