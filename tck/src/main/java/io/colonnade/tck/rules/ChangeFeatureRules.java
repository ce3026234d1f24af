// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.dialect.DeleteUsing;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.UpdateFrom;
import io.colonnade.dialect.Upsert;
import io.colonnade.error.DatabaseException;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;

/** What a dialect declares of inserts, updates and deletes, compared with its effect on the live database in both directions. */
@Topic(why = "Statements are compiled by what a dialect claims: a false claim makes statements that the database "
                + "refuses or takes for something else, a missing one refuses what it could do.",
        look = "What the backend declares when it connects; the report shows the statements that were sent and what was "
                + "seen.")
public class ChangeFeatureRules extends RuleGroup {

    protected ChangeFeatureRules(Target target) {
        super(target);
    }

    /** A table of two rows, 1 and 2, each number twice. */
    private String twoPairs() {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (a INTEGER, b INTEGER DEFAULT 7)"));
        await(db().execute("INSERT INTO " + table + " (a, b) VALUES (1, 1)"));
        await(db().execute("INSERT INTO " + table + " (a, b) VALUES (2, 2)"));
        return table;
    }

    private int rows(String table, String condition) {
        return await(db().fetchAll("SELECT a FROM " + table + " WHERE " + condition)).size();
    }

    private boolean gives(String sql, int value) {
        try {
            return await(db().fetchExactlyOne(sql)).getInt(0) == value;
        } catch (DatabaseException refusal) {
            return false;
        }
    }

    @Rule(id = "FLG-39", text = "DEFAULT_KEYWORD is declared if and only if DEFAULT stands for a column's default in an insert and an update",
            proves = Feature.DEFAULT_KEYWORD)
    final void defaultKeyword() {
        String table = twoPairs();
        boolean taken = accepts("INSERT INTO " + table + " (a, b) VALUES (3, DEFAULT)")
                && accepts("UPDATE " + table + " SET b = DEFAULT WHERE a = 1");
        run().prove(Feature.DEFAULT_KEYWORD, taken && rows(table, "b = 7") == 2);
    }

    @Rule(id = "FLG-40", text = "CONFLICT_ON_CONSTRAINT is declared if and only if ON CONFLICT takes the name of a constraint",
            proves = Feature.CONFLICT_ON_CONSTRAINT)
    final void conflictOnConstraint() {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (a INTEGER, CONSTRAINT " + table + "_key UNIQUE (a))"));
        await(db().execute("INSERT INTO " + table + " (a) VALUES (1)"));
        boolean taken = accepts("INSERT INTO " + table + " (a) VALUES (1) ON CONFLICT ON CONSTRAINT " + table + "_key DO NOTHING");
        run().prove(Feature.CONFLICT_ON_CONSTRAINT, taken && rows(table, "a = 1") == 1);
    }

    @Rule(id = "FLG-41", text = "SIMULTANEOUS_ASSIGNMENT is declared if and only if an update can swap two columns",
            proves = Feature.SIMULTANEOUS_ASSIGNMENT)
    final void simultaneousAssignment() {
        String table = twoPairs();
        await(db().execute("UPDATE " + table + " SET a = 3 WHERE b = 2"));
        await(db().execute("UPDATE " + table + " SET a = b, b = a WHERE a = 3"));
        run().prove(Feature.SIMULTANEOUS_ASSIGNMENT, rows(table, "a = 2 AND b = 3") == 1);
    }

    @Rule(id = "FLG-42", text = "MULTI_TABLE_RETURNING is declared if and only if updates and deletes give back columns of the further tables",
            proves = Feature.MULTI_TABLE_RETURNING)
    final void multiTableReturning() {
        String changed = twoPairs();
        String other = twoPairs();
        String match = other + ".a = " + changed + ".a AND " + other + ".a = 2 RETURNING " + other + ".b";
        run().prove(Feature.MULTI_TABLE_RETURNING, gives("UPDATE " + changed + " SET b = 9 FROM " + other + " WHERE " + match, 2)
                && gives("DELETE FROM " + changed + " USING " + other + " WHERE " + match, 2) && rows(changed, "a = 2") == 0);
    }

    @Rule(id = "FLG-43",
            text = "CHANGED_TABLE_IN_SUBQUERY is declared if and only if subqueries of an update and of a delete read the changed table",
            proves = Feature.CHANGED_TABLE_IN_SUBQUERY)
    final void changedTableInSubquery() {
        String table = twoPairs();
        boolean taken = accepts("UPDATE " + table + " SET b = (SELECT max(a) FROM " + table + ")")
                && accepts("DELETE FROM " + table + " WHERE EXISTS (SELECT 1 FROM " + table + " AS o WHERE o.a > " + table + ".a)");
        run().prove(Feature.CHANGED_TABLE_IN_SUBQUERY, taken && rows(table, "a = 2 AND b = 2") == 1 && rows(table, "a = 1") == 0);
    }

    @Rule(id = "FLG-44", text = "DML_LIMIT is declared if and only if an update and a delete take ORDER BY and LIMIT",
            proves = Feature.DML_LIMIT)
    final void limits() {
        String table = twoPairs();
        boolean taken = accepts("UPDATE " + table + " SET b = 5 ORDER BY a DESC LIMIT 1")
                && accepts("DELETE FROM " + table + " ORDER BY a LIMIT 1");
        run().prove(Feature.DML_LIMIT, taken && rows(table, "a = 2 AND b = 5") == 1 && rows(table, "a = 1") == 0);
    }

    @Rule(id = "FLG-99",
            text = "updateFrom, deleteUsing and upsert are forms that the database takes; none is declared only where there is none",
            components = {"updateFrom", "deleteUsing", "upsert"})
    final void forms() {
        Dialect dialect = run().dialect();
        String other = twoPairs();
        run().findings().form("updateFrom", dialect.updateFrom(), UpdateFrom.NONE, form -> updates(form, twoPairs(), other));
        run().findings().form("deleteUsing", dialect.deleteUsing(), DeleteUsing.NONE, form -> deletes(form, twoPairs(), other));
        run().findings().form("upsert", dialect.upsert(), Upsert.NONE, this::upserts);
    }

    private boolean updates(UpdateFrom form, String table, String other) {
        String match = " WHERE " + table + ".a = " + other + ".a AND " + other + ".a = 2";
        return accepts(form == UpdateFrom.FROM ? "UPDATE " + table + " SET b = 9 FROM " + other + match
                : "UPDATE " + table + " CROSS JOIN " + other + " SET " + table + ".b = 9" + match)
                && rows(table, "a = 2 AND b = 9") == 1 && rows(table, "b = 9") == 1;
    }

    private boolean deletes(DeleteUsing form, String table, String other) {
        String match = " WHERE " + table + ".a = " + other + ".a AND " + other + ".a = 2";
        return accepts("DELETE FROM " + table + " USING " + (form == DeleteUsing.USING ? "" : table + " CROSS JOIN ") + other + match)
                && rows(table, "a = 2") == 0 && rows(table, "a = 1") == 1;
    }

    private boolean upserts(Upsert form) {
        String table = run().newTable();
        await(db().execute("CREATE TABLE " + table + " (a INTEGER PRIMARY KEY, b INTEGER)"));
        await(db().execute("INSERT INTO " + table + " (a, b) VALUES (1, 1)"));
        return accepts("INSERT INTO " + table + " (a, b) VALUES (1, 9)" + switch (form) {
            case ON_CONFLICT -> " ON CONFLICT (a) DO UPDATE SET b = excluded.b";
            case ON_DUPLICATE_KEY_ALIAS -> " AS excluded ON DUPLICATE KEY UPDATE b = excluded.b";
            case ON_DUPLICATE_KEY_VALUES -> " ON DUPLICATE KEY UPDATE b = VALUES(b)";
            case NONE -> throw new IllegalArgumentException("there is nothing to try");
        }) && rows(table, "a = 1 AND b = 9") == 1;
    }
}
