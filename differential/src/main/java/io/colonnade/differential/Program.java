// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Groups.GROUPS;
import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.differential.Logs.LOGS;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program: tables, and steps that follow from nothing but the seed. */
final class Program {

    private final Draw draw;
    private final Changes changes;
    private final Selects selects;
    private final Texts texts;
    private final Streams streams;
    private final Mistakes mistakes;
    private final Transactions transactions;

    Program(long seed) {
        draw = new Draw(seed);
        changes = new Changes(draw);
        Conditions conditions = new Conditions(draw, changes);
        selects = new Selects(draw, conditions);
        texts = new Texts(draw, changes);
        streams = new Streams(draw, conditions);
        mistakes = new Mistakes(draw, changes);
        transactions = new Transactions(draw, this::inTransaction, mistakes);
    }

    /** Drops what an earlier run left and creates the tables and their first rows. */
    List<Step> begin() {
        List<Step> steps = new ArrayList<>(end());
        steps.add(Step.of("create groups", on -> Answers.result(on.execute(createTable(GROUPS)))));
        steps.add(Step.of("create items", on -> Answers.result(on.execute(createTable(ITEMS)))));
        steps.add(Step.of("create logs", on -> Answers.result(on.execute(createTable(LOGS)))));
        steps.add(Step.of("create checked", on -> Answers.result(on.execute(
                "CREATE TABLE " + Mistakes.CHECKED + " (id INTEGER PRIMARY KEY, n INTEGER NOT NULL CHECK (n >= 0))"))));
        steps.add(Mistakes.refusing());
        List<Map<String, Object>> groups = new ArrayList<>();
        for (int i = 1; i <= Changes.GROUP_COUNT; i++) {
            groups.add(Map.of("id", i, "name", "group " + i, "order", Changes.GROUP_COUNT - i));
        }
        steps.add(Step.of("insert groups", on -> Answers.counts(on.executeMany(insertInto(GROUPS), groups))));
        return steps;
    }

    List<Step> end() {
        return List.of(Step.of("drop checked", on -> Answers.result(on.execute("DROP TABLE IF EXISTS " + Mistakes.CHECKED))),
                Step.of("drop logs", on -> Answers.result(on.execute(dropTable(LOGS).ifExists()))),
                Step.of("drop items", on -> Answers.result(on.execute(dropTable(ITEMS).ifExists()))),
                Step.of("drop groups", on -> Answers.result(on.execute(dropTable(GROUPS).ifExists()))));
    }

    Step next() {
        int which = draw.below(100);
        return which < 30 ? changes.any() : which < 55 ? selects.any() : which < 65 ? texts.any() : which < 72 ? streams.any()
                : which < 85 ? mistakes.any() : transactions.any();
    }

    private Step inTransaction() {
        int which = draw.below(100);
        return which < 60 ? changes.any() : which < 75 ? selects.any() : which < 90 ? texts.any() : streams.any();
    }

    /** What is in the tables. */
    List<Step> state() {
        return List.of(Step.of("all items", on -> Answers.rows(on.fetchAll(Selects.wholeItems().orderBy(ITEMS.ref))),
                        KnownDifference.JSON_TEXT),
                Step.of("all groups", on -> Answers.rows(on.fetchAll(selectFrom(GROUPS).orderBy(GROUPS.id)))),
                Step.of("all logs", on -> Answers.rows(on.fetchAll(select(LOGS.word, LOGS.num, LOGS.done).from(LOGS).orderBy(LOGS.id)))),
                Step.of("all checked", on -> Answers.rows(on.fetchAll("SELECT id, n FROM " + Mistakes.CHECKED + " ORDER BY id")),
                        KnownDifference.NUMBERS_OF_TEXT));
    }
}
