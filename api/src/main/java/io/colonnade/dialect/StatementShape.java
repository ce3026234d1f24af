// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Assignment;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithChange;
import java.util.List;

/** The shape of a whole statement for a dialect. */
final class StatementShape extends QueryShape {

    private StatementShape(boolean keepsNodes) {
        super(keepsNodes);
    }

    /** The structure and the values. */
    static Tokens of(Dialect dialect, Statement statement, boolean batch) {
        return walk(dialect, statement, batch, false);
    }

    /** The nodes of the values, in the same order. */
    static Object[] nodes(Dialect dialect, Statement statement, boolean batch) {
        return walk(dialect, statement, batch, true).slots();
    }

    private static Tokens walk(Dialect dialect, Statement statement, boolean batch, boolean keepsNodes) {
        StatementShape shape = new StatementShape(keepsNodes);
        shape.arrays = dialect.has(Feature.ARRAY_PARAMETERS);
        shape.token(dialect);
        shape.token(batch);
        if (statement instanceof QueryExpression query) {
            shape.query(query);
        } else if (statement instanceof WithChange with) {
            shape.with(with.tables());
            shape.change(with.change());
        } else {
            shape.change(statement);
        }
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
}
