// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Groups.GROUPS;
import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.differential.Logs.LOGS;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.update;

import io.colonnade.Result;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Generates steps that fail, each in the same way everywhere. */
final class Mistakes {

    /** A table that only SQL text can make, for its CHECK. */
    static final String CHECKED = "colonnade_diff_checked";

    private static final int REFUSED = 13;
    private static final int FOUND = 17;
    private static final int MISTAKES = 27;

    private final Draw draw;
    private final Changes changes;

    Mistakes(Draw draw, Changes changes) {
        this.draw = draw;
        this.changes = changes;
    }

    Step any() {
        return mistake(draw.below(MISTAKES));
    }

    /** Mistakes that the database finds: in a transaction they fail it. */
    Step found() {
        return mistake(draw.below(FOUND));
    }

    private Step mistake(int which) {
        String items = ITEMS.name();
        return switch (which) {
            case 0 -> Step.of("duplicate primary key", on -> Answers.result(on.execute(insertInto(GROUPS).set(GROUPS.id, 1)
                    .set(GROUPS.name, "again"))));
            case 1 -> Step.of("duplicate of a unique column", on -> Answers.result(on.execute(
                    "UPDATE " + items + " SET ref = 0 WHERE ref >= 0")));
            case 2 -> Step.of("reference to no group", on -> Answers.result(on.execute(insertInto(ITEMS).set(ITEMS.ref, -1)
                    .set(ITEMS.grp, 999))));
            case 3 -> Step.of("delete of groups with items", on -> Answers.result(on.execute(deleteFrom(GROUPS))));
            case 4 -> Step.of("NULL for a column that takes none", on -> Answers.result(on.execute(insertInto(GROUPS)
                    .set(GROUPS.id, 77).setNull(GROUPS.name))));
            case 5 -> Step.of("no value for a column that takes no NULL", on -> Answers.result(on.execute(
                    "INSERT INTO " + GROUPS.name() + " (id) VALUES (78)")));
            case 6 -> Step.of("check", on -> Answers.result(on.execute("INSERT INTO " + CHECKED + " (id, n) VALUES (:id, :n)", 1, -1)));
            case 7 -> Step.of("syntax", on -> Answers.rows(on.fetchAll("SELEC ref FROM " + items)));
            case 8 -> Step.of("missing table", on -> Answers.rows(on.fetchAll("SELECT 1 FROM colonnade_diff_nothing")));
            case 9 -> Step.of("missing column", on -> Answers.rows(on.fetchAll("SELECT nothing_here FROM " + items)));
            case 10 -> failingBatch();
            case 11 -> Step.of("missing function", on -> Answers.rows(on.fetchAll("SELECT no_such_function(1)")));
            case 12 -> Step.of("too few values for the columns", on -> Answers.result(on.execute(
                    "INSERT INTO " + CHECKED + " (id, n) VALUES (:id)", 1)));
            case 13 -> Step.of("two columns where one is wanted", on -> Answers.rows(on.fetchAll(
                    "SELECT (SELECT ref, grp FROM " + items + ") AS one")));
            case 14 -> Step.of("union of one column with two", on -> Answers.rows(on.fetchAll(
                    "SELECT ref FROM " + items + " UNION SELECT ref, grp FROM " + items)));
            case 15 -> Step.of("aggregate in WHERE", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE COUNT(*) > 1")));
            case 16 -> Step.of("refusal of a trigger", on -> Answers.result(on.execute(
                    "INSERT INTO " + CHECKED + " (id, n) VALUES (:id, :n)", 1, REFUSED)));
            // In a transaction MySQL would commit what was done before.
            case 17 -> Step.of("table that is there already", on -> Answers.result(on.execute(createTable(LOGS))));
            case 18 -> Step.of("missing value", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a", Map.of())));
            case 19 -> Step.of("wrong name", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a",
                    Map.of("a", 1, "b", 2))));
            case 20 -> Step.of("too many values", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a", 1, 2)));
            case 21 -> Step.of("name that stands twice", on -> Answers.of(on.fetchAll("SELECT i.ref, i.ref FROM " + items + " i"),
                    rows -> rows.isEmpty() ? "none" : Answers.value(rows.get(0).get("ref"))));
            case 22 -> Step.of("number that does not fit an int", on -> Answers.of(on.fetchAll(
                    "SELECT big FROM " + items + " WHERE big > 9000000000 ORDER BY ref"),
                    rows -> rows.isEmpty() ? "none" : Answers.value(rows.get(0).getInt("big"))));
            case 23 -> Step.of("column that is not there", on -> Answers.of(on.fetchAll("SELECT 1 AS one"),
                    rows -> Answers.value(rows.get(0).get("two"))));
            case 24 -> Step.of("class that does not fit", on -> Answers.of(on.fetchAll(select(GROUPS.name).from(GROUPS)),
                    rows -> Answers.value(rows.get(0).get("name", LocalDate.class))));
            case 25 -> Step.of("column of two tables", on -> Answers.rows(on.fetchAll("SELECT id FROM " + items + " i JOIN "
                    + GROUPS.name() + " g ON g.id = i.grp")));
            default -> Step.of("update to NULL of a column that takes none", on -> Answers.result(on.execute(update(GROUPS)
                    .setNull(GROUPS.name).where(GROUPS.id.eq(1)))));
        };
    }

    /** A trigger that refuses a value, as the users' own code may. */
    static Step refusing() {
        return Step.of("create trigger", on -> {
            String timing = "CREATE TRIGGER colonnade_diff_refuse BEFORE INSERT ON " + CHECKED + " ";
            CompletableFuture<Result> function = CompletableFuture.completedFuture(null);
            String body = "FOR EACH ROW BEGIN IF NEW.n = " + REFUSED + " THEN SIGNAL SQLSTATE '45000'; END IF; END";
            if (on.dialect().productName().equals("SQLite")) {
                body = "WHEN NEW.n = " + REFUSED + " BEGIN SELECT RAISE(ABORT, 'refused'); END";
            } else if (on.dialect().productName().equals("PostgreSQL")) {
                function = on.execute("CREATE OR REPLACE FUNCTION colonnade_diff_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                        + "$$ BEGIN RAISE EXCEPTION 'refused'; END $$");
                body = "FOR EACH ROW WHEN (NEW.n = " + REFUSED + ") EXECUTE FUNCTION colonnade_diff_refuse()";
            }
            String sql = timing + body;
            return Answers.result(function.thenCompose(done -> on.execute(sql)));
        });
    }

    private Step failingBatch() {
        int count = draw.between(2, 80);
        int failing = draw.below(count);
        List<Map<String, Object>> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> group = new HashMap<>(Map.of("id", 1000 + i, "name", "g" + i));
            if (i == failing) {
                group.put(draw.chance(50) ? "id" : "name", null);
                group.putIfAbsent("id", 1);
            }
            groups.add(group);
        }
        String sql = "INSERT INTO " + GROUPS.name() + " (id, name) VALUES (:id, :name)";
        boolean text = draw.chance(50);
        return Step.of("batch of " + count + " of which item " + failing + " fails: " + groups.get(failing), on -> Answers.counts(
                text ? on.executeMany(sql, groups) : on.executeMany(insertInto(GROUPS), groups)));
    }
}
