// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Oddities.ODDITIES;
import static io.colonnade.differential.Showcase.execute;
import static io.colonnade.differential.Showcase.fetch;
import static io.colonnade.differential.Showcase.put;

/** Steps that show which mistakes are none elsewhere, or are called otherwise. */
final class PeculiarErrors {

    private static final String TABLE = ODDITIES.name();
    private static final String PARENT = "colonnade_diff_parent";
    private static final String CHILD = "colonnade_diff_child";
    private static final String VIEW = "colonnade_diff_view";

    private PeculiarErrors() {
    }

    static void show(Showcase here) {
        here.show("several rows where one is wanted", KnownDifference.SEVERAL_ROWS, put(ODDITIES.num, 1), put(2, ODDITIES.num, 2),
                fetch("SELECT (SELECT id FROM " + TABLE + ") AS one"));
        here.refused("subquery on the table that is changed", KnownDifference.CHANGED_TABLE_IS_READ,
                execute("DELETE FROM " + TABLE + " WHERE id = (SELECT max(id) FROM " + TABLE + ")"));
        here.step(Step.of("drop what an earlier run has left", execute("DROP TABLE IF EXISTS " + CHILD)));
        here.step(Step.of("and its parent", execute("DROP TABLE IF EXISTS " + PARENT)));
        here.step(Step.of("reference to a table that is not there", execute(child()))
                .instead(KnownDifference.MISSING_PARENT, "0 affected, keys []")
                .instead(KnownDifference.MISSING_PARENT_IS_SYNTAX, "error SYNTAX, NOT_APPLIED"));
        here.step(Step.of("drop it", execute("DROP TABLE IF EXISTS " + CHILD)));
        here.step(Step.of("create the table", execute("CREATE TABLE " + PARENT + " (id INTEGER PRIMARY KEY)")));
        here.step(Step.of("create one that refers to it", execute(child())));
        here.step(Step.of("a row for the one", execute("INSERT INTO " + PARENT + " VALUES (1)")));
        here.step(Step.of("a row for the other", execute("INSERT INTO " + CHILD + " VALUES (1)")));
        here.step(Step.of("drop a table that another refers to", execute("DROP TABLE " + PARENT))
                .instead(KnownDifference.DEPENDENT_OBJECTS, "error CONSTRAINT OTHER, NOT_APPLIED"));
        here.step(Step.of("drop the other", execute("DROP TABLE " + CHILD)));
        here.step(Step.of("drop the one", execute("DROP TABLE " + PARENT)));
        here.step(Step.of("drop a view that an earlier run has left", execute("DROP VIEW IF EXISTS " + VIEW)));
        here.step(Step.of("create a view", execute("CREATE VIEW " + VIEW + " AS SELECT count(*) AS n FROM " + TABLE)));
        here.step(Step.of("delete from it", execute("DELETE FROM " + VIEW)));
        here.step(Step.of("drop the view", execute("DROP VIEW " + VIEW)));
    }

    private static String child() {
        return "CREATE TABLE " + CHILD + " (id INTEGER, FOREIGN KEY (id) REFERENCES " + PARENT + " (id))";
    }
}
