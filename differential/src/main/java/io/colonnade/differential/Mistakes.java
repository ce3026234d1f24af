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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Generates steps that fail, each in the same way everywhere. */
final class Mistakes {

    /** A table that only SQL text can make, for its CHECK. */
    static final String CHECKED = "colonnade_diff_checked";

    private static final int MISTAKES = 22;

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
        return mistake(draw.below(12));
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
            // In a transaction MySQL would commit what was done before.
            case 12 -> Step.of("table that is there already", on -> Answers.result(on.execute(createTable(LOGS))));
            case 13 -> Step.of("missing value", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a", Map.of())));
            case 14 -> Step.of("wrong name", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a",
                    Map.of("a", 1, "b", 2))));
            case 15 -> Step.of("too many values", on -> Answers.rows(on.fetchAll("SELECT ref FROM " + items + " WHERE ref = :a", 1, 2)));
            case 16 -> Step.of("name that stands twice", on -> Answers.of(on.fetchAll("SELECT i.ref, i.ref FROM " + items + " i"),
                    rows -> rows.isEmpty() ? "none" : Answers.value(rows.get(0).get("ref"))));
            case 17 -> Step.of("number that does not fit an int", on -> Answers.of(on.fetchAll(
                    "SELECT big FROM " + items + " WHERE big > 9000000000 ORDER BY ref"),
                    rows -> rows.isEmpty() ? "none" : Answers.value(rows.get(0).getInt("big"))));
            case 18 -> Step.of("column that is not there", on -> Answers.of(on.fetchAll("SELECT 1 AS one"),
                    rows -> Answers.value(rows.get(0).get("two"))));
            case 19 -> Step.of("class that does not fit", on -> Answers.of(on.fetchAll(select(GROUPS.name).from(GROUPS)),
                    rows -> Answers.value(rows.get(0).get("name", java.time.LocalDate.class))));
            case 20 -> Step.of("column of two tables", on -> Answers.rows(on.fetchAll("SELECT id FROM " + items + " i JOIN "
                    + GROUPS.name() + " g ON g.id = i.grp")));
            default -> Step.of("update to NULL of a column that takes none", on -> Answers.result(on.execute(update(GROUPS)
                    .setNull(GROUPS.name).where(GROUPS.id.eq(1)))));
        };
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
