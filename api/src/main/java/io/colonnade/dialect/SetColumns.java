// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Expression;
import io.colonnade.sql.Labelled;
import io.colonnade.sql.OrderTerm;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.SetOperation;
import java.util.Locale;

/** What a query of several returns, by name: all that its order can name. */
final class SetColumns {

    private SetColumns() {
    }

    /** The name of the one column that a term of the order is. */
    static String label(SetOperation operation, OrderTerm term) {
        String label = term instanceof Labelled<?> labelled ? labelled.label()
                : operation.items().contains(term) ? SelectWriter.label((SelectItem) term) : null;
        int count = 0;
        for (SelectItem item : operation.items()) {
            count += label != null && label.equals(SelectWriter.label(item)) ? 1 : 0;
        }
        if (count == 1) {
            return label;
        }
        throw Refusal.usage(count > 1 ? "two columns of the result are named " + label + "; give one of them another name with as(…)"
                : "orderBy of " + operation.operator().name().toLowerCase(Locale.ROOT) + " names what its first select does not "
                        + "return by name; order by one of its columns or labels, or name the whole with as(…) and order a select from it");
    }

    /** What the first query returns under that name. */
    static Expression<?> expression(SetOperation operation, String label) {
        return SelectList.expression(operation.items().stream().filter(item -> label.equals(SelectWriter.label(item))).findFirst()
                .orElseThrow());
    }
}
