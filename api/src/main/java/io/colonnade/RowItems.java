// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.Column;
import io.colonnade.sql.Delete;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Update;
import io.colonnade.sql.WithChange;
import java.util.List;

/** What a statement returns, and which of it an expression means. */
final class RowItems {

    /** No column is it. */
    static final int ABSENT = -1;

    private RowItems() {
    }

    /** What a statement gives back; empty where only the database knows. */
    static List<SelectItem> of(Statement statement) {
        if (statement instanceof QueryExpression query) {
            return query.items();
        } else if (statement instanceof Insert insert) {
            return insert.returning();
        } else if (statement instanceof Update update) {
            return update.returning();
        } else if (statement instanceof Delete delete) {
            return delete.returning();
        }
        return statement instanceof WithChange with ? of(with.change()) : List.of();
    }

    /**
     * The index of what is wanted: the very item, or an equal one, or its expression under a label, or a column of a table that is read
     * through another name.
     *
     * @throws io.colonnade.error.UsageException if a column of a table is read through several names
     */
    static int index(List<SelectItem> items, SelectItem wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == wanted) {
                return i;
            }
        }
        int exact = items.indexOf(wanted);
        for (int i = 0; i < items.size() && exact < 0; i++) {
            exact = items.get(i) instanceof Labelled<?> labelled && labelled.expression().equals(wanted) ? i : exact;
        }
        return exact >= 0 || !(wanted instanceof Column<?> column) ? exact : throughName(items, column);
    }

    private static int throughName(List<SelectItem> items, Column<?> column) {
        int found = ABSENT;
        for (int i = 0; i < items.size(); i++) {
            Expression<?> expression = expression(items.get(i));
            if (expression instanceof AliasColumn<?> alias && alias.column() == column) {
                if (found >= 0 && !expression(items.get(found)).equals(expression)) {
                    throw DatabaseException.of(ErrorKind.USAGE, "column " + column + " stands more than once in the row, as "
                            + expression(items.get(found)) + " and as " + expression + "; read it as one of them").build();
                }
                found = found < 0 ? i : found;
            }
        }
        return found;
    }

    private static Expression<?> expression(SelectItem item) {
        return item instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) item;
    }

    /** The name of the column in the row, for raw text; null for a calculation, which has none. */
    static String name(SelectItem item) {
        if (item instanceof Labelled<?> labelled) {
            return labelled.label();
        }
        return item instanceof Column<?> column ? column.name() : item instanceof AliasColumn<?> alias ? alias.name() : null;
    }
}
