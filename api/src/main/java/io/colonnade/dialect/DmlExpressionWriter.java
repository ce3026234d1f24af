// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Column;
import io.colonnade.sql.ColumnDefault;
import io.colonnade.sql.Excluded;
import io.colonnade.sql.Fragment;
import io.colonnade.sql.QueryExpression;
import io.colonnade.sql.Select;
import io.colonnade.sql.Supplied;
import io.colonnade.sql.Table;

/** Writes the expressions that stand in changes of tables only, subqueries that read a table which is changed, and fragments. */
abstract class DmlExpressionWriter extends ExpressionWriter {

    /** The table that the statement changes, where no subquery may read it as it is; null otherwise. */
    Table changed;
    /** The table whose proposed row can be named; null where there is none. */
    Table proposed;

    DmlExpressionWriter(Output out) {
        super(out);
    }

    @Override
    final void subquery(QueryExpression query) {
        if (readsChanged(query)) {
            apart(query);
        } else {
            super.subquery(query);
        }
    }

    @Override
    final void searchedSubquery(QueryExpression query) {
        if (readsChanged(query)) {
            apart(query);
        } else {
            super.searchedSubquery(query);
        }
    }

    private boolean readsChanged(QueryExpression query) {
        return changed != null && StatementShape.of(query).mentions(changed);
    }

    /** A query that the database calculates before it changes anything: the limit keeps it from making one of both. */
    private void apart(QueryExpression query) {
        Scope before = scope;
        scope = Scope.closed(before);
        out.sql.append("(SELECT * FROM (");
        query(query);
        if (query instanceof Select select && select.clauses().limit() == null && select.clauses().offset() == null) {
            out.sql.append(out.dialect.offsetWithoutLimit().limitOfAllRows());
        }
        out.sql.append(") AS before_change)");
        scope = before;
    }

    @Override
    public final void excluded(Excluded<?> excluded) {
        Column<?> column = excluded.column();
        if (proposed == null) {
            throw Refusal.usage("excluded(" + column + ") stands where no row was proposed; it belongs into doUpdate(…) and updateWhere(…)");
        } else if (column.table() != proposed) {
            throw Refusal.usage("excluded(" + column + ") is not a column of table " + proposed);
        }
        boolean call = out.dialect.upsert() == Upsert.ON_DUPLICATE_KEY_VALUES;
        out.sql.append(call ? "VALUES(" : "excluded.");
        out.identifier(column.name());
        out.sql.append(call ? ")" : "");
    }

    @Override
    public final void columnDefault(ColumnDefault<?> columnDefault) {
        throw Refusal.usage("the default of column " + columnDefault.column() + " stands in a calculation or a select; it can only be the "
                + "value of the column, alone");
    }

    @Override
    public final void supplied(Supplied<?> supplied) {
        if (out.forPeople) {
            // What the supplier gives is known only where the statement is run.
            out.sql.append('?');
        } else {
            placeholder(supplied, null, supplied.type());
        }
    }

    @Override
    public final void fragment(Fragment<?> fragment) {
        for (Object part : fragment.parts()) {
            if (part instanceof Integer argument) {
                expression(fragment.arguments().get(argument));
            } else {
                out.sql.append(part);
            }
        }
    }
}
