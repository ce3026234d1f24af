// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.AliasColumn;
import io.colonnade.sql.AsCondition;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.ExpressionView;
import io.colonnade.sql.GroupTerm;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.TypeCoercion;
import io.colonnade.sql.VendorExpression;
import java.util.List;

/**
 * What a select returns and groups by, as its other clauses meet it.
 *
 * @param items what it returns
 * @param labels the name of each of them in the rows
 * @param groups what it groups by
 */
record SelectList(List<SelectItem> items, List<String> labels, List<GroupTerm> groups) {

    static final SelectList NONE = new SelectList(List.of(), List.of(), List.of());

    static Expression<?> expression(SelectItem item) {
        return item instanceof Labelled<?> labelled ? labelled.expression() : (Expression<?>) item;
    }

    /**
     * The place, from 1, of what is returned and equals a term that holds values; 0 where there is none. A database takes two placeholders
     * for different values, so that it would not find the term among what is returned.
     */
    static int place(List<SelectItem> items, Expression<?> term) {
        if (term instanceof Column<?> || term instanceof AliasColumn<?>) {
            return 0;
        }
        for (int i = 0; i < items.size(); i++) {
            if (expression(items.get(i)).equals(term)) {
                return holdsValues(term) ? i + 1 : 0;
            }
        }
        return 0;
    }

    static boolean holdsValues(Expression<?> expression) {
        return StatementShape.of(expression).slots().length > 0;
    }

    int place(Expression<?> term) {
        return place(items, term);
    }

    /** Whether the bare name of a column would be that of something else that is returned. Some databases have no case in names. */
    boolean hides(Expression<?> term) {
        Expression<?> column = bare(term);
        String name = SelectWriter.ownName(column);
        for (int i = 0; name != null && i < labels.size(); i++) {
            if (labels.get(i).equalsIgnoreCase(name) && !expression(items.get(i)).equals(column)) {
                return true;
            }
        }
        return false;
    }

    /** Without what adds nothing to the text. */
    private static Expression<?> bare(Expression<?> term) {
        Expression<?> operand = term instanceof ExpressionView<?> view ? view.operand()
                : term instanceof TypeCoercion<?> coercion ? coercion.operand()
                : term instanceof AsCondition condition ? condition.operand()
                : term instanceof VendorExpression<?> vendor ? vendor.operand() : null;
        return operand == null ? term : bare(operand);
    }

    /** The returned expression that a label names. */
    Expression<?> labelled(Labelled<?> wanted) {
        for (SelectItem item : items) {
            if (item instanceof Labelled<?> labelled && labelled.label().equals(wanted.label())) {
                return labelled.expression();
            }
        }
        throw Refusal.usage("orderBy names the label " + wanted.label()
                + ", which the select does not return; add it to the select, or order "
                + "by the expression itself");
    }
}
