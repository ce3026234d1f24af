// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.Index;
import io.colonnade.sql.Source;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.TableHint;
import io.colonnade.sql.VendorClause;

/** Writes what only one database takes, or refuses it. */
final class VendorClauses {

    private VendorClauses() {
    }

    /**
     * Writes a clause with spaces around it.
     *
     * @param clause the clause; null for none
     * @param where what it is said of, for errors
     */
    static void write(Output out, String before, VendorClause clause, String behind, Object where) {
        if (isTaken(out.dialect, clause, where)) {
            out.sql.append(before).append(clause.text()).append(behind);
        }
    }

    private static boolean isTaken(Dialect dialect, VendorClause clause, Object where) {
        if (clause == null || clause.dialect().equals(dialect.name())) {
            return clause != null;
        } else if (clause.instead() != null) {
            throw Refusal.unsupported(dialect, clause.text().replace("{*}", "…") + " of " + where + ", which only " + clause.dialect()
                    + " has,", clause.instead());
        }
        return false;
    }

    /** Writes a hint behind its table. */
    static void hint(Output out, Source source, TableHint hint) {
        if (hint == null || !isTaken(out.dialect, hint.clause(), "table " + source.name() + " in FROM")) {
            return;
        }
        String text = hint.clause().text();
        int place = text.indexOf("{*}");
        out.sql.append(' ').append(text, 0, place < 0 ? text.length() : place);
        Table table = source instanceof TableAlias alias ? alias.table() : (Table) source;
        for (int i = 0; i < hint.indexes().size(); i++) {
            Index index = hint.indexes().get(i);
            if (index.table() != table) {
                throw Refusal.usage("the hint \"" + text + "\" of table " + table + " names an index of table " + index.table());
            }
            out.sql.append(i == 0 ? "" : ", ");
            out.identifier(GeneratedNames.of(out.dialect, index));
        }
        out.sql.append(place < 0 ? "" : text.substring(place + "{*}".length()));
    }
}
