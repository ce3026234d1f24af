// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.Groups.GROUPS;
import static io.colonnade.differential.Items.ITEMS;
import static io.colonnade.differential.Logs.LOGS;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.update;

import io.colonnade.sql.Column;
import io.colonnade.sql.Insert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generates what changes rows. */
final class Changes {

    /** Groups 1 to this are there from the beginning and stay. */
    static final int GROUP_COUNT = 5;

    private final Draw draw;
    private int nextRef = 1;

    Changes(Draw draw) {
        this.draw = draw;
    }

    /** A reference that was given to a row; the row may be gone. */
    int someRef() {
        return draw.between(Math.max(1, nextRef - 120), nextRef);
    }

    /** A reference that no row has. */
    int newRef() {
        return nextRef++;
    }

    Step any() {
        return switch (draw.below(10)) {
            case 0, 1 -> insertOne();
            case 2 -> insertSeveral();
            case 3 -> insertBatch();
            case 4 -> insertText();
            case 5, 6 -> updateItems();
            case 7 -> updateText();
            case 8 -> insertLogs();
            default -> delete();
        };
    }

    /** The values of a row, in the order of the columns; those that may be left out sometimes are. */
    Map<Column<?>, Object> item() {
        Map<Column<?>, Object> values = new LinkedHashMap<>();
        values.put(ITEMS.ref, newRef());
        values.put(ITEMS.grp, draw.between(1, GROUP_COUNT));
        values.put(ITEMS.num, draw.nullOr(() -> draw.between(-20, 20)));
        values.put(ITEMS.small, draw.nullOr(draw::small));
        values.put(ITEMS.big, draw.nullOr(draw::big));
        values.put(ITEMS.price, draw.nullOr(draw::price));
        values.put(ITEMS.exact, draw.nullOr(draw::exact));
        values.put(ITEMS.ratio, draw.nullOr(draw::ratio));
        values.put(ITEMS.weight, draw.nullOr(draw::weight));
        values.put(ITEMS.active, draw.nullOr(() -> draw.chance(50)));
        values.put(ITEMS.word, draw.nullOr(draw::word));
        values.put(ITEMS.note, draw.nullOr(draw::note));
        values.put(ITEMS.data, draw.nullOr(draw::data));
        values.put(ITEMS.day, draw.nullOr(draw::day));
        values.put(ITEMS.hour, draw.nullOr(draw::hour));
        values.put(ITEMS.moment, draw.nullOr(draw::moment));
        values.put(ITEMS.instant, draw.nullOr(draw::instant));
        values.put(ITEMS.token, draw.nullOr(draw::token));
        values.put(ITEMS.doc, draw.nullOr(draw::document));
        return values;
    }

    private Map<String, Object> named() {
        Map<String, Object> values = new LinkedHashMap<>();
        item().forEach((column, value) -> values.put(column.name(), value));
        return values;
    }

    private List<Map<String, Object>> named(int count) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(named());
        }
        return items;
    }

    private Step insertOne() {
        Map<Column<?>, Object> item = item();
        Insert insert = insertInto(ITEMS);
        for (Map.Entry<Column<?>, Object> entry : item.entrySet()) {
            if (entry.getKey().isNullable() && draw.chance(20)) {
                continue;
            }
            insert = set(insert, entry.getKey(), entry.getValue());
        }
        Insert complete = insert;
        return Step.of("insert " + Answers.values(item), on -> Answers.result(on.execute(complete)), KnownDifference.GENERATED_KEY_GAPS);
    }

    @SuppressWarnings("unchecked") // the values were drawn for their columns
    static <T> Insert set(Insert insert, Column<T> column, Object value) {
        return value == null ? insert.setNull(column) : insert.set(column, (T) value);
    }

    private Step insertSeveral() {
        int count = draw.between(2, 5);
        Insert insert = insertInto(ITEMS).columns(item().keySet().toArray(Column<?>[]::new));
        List<Map<Column<?>, Object>> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item());
            insert = insert.values(items.get(i).values().toArray());
        }
        Insert complete = insert;
        return Step.of("insert several " + items.stream().map(Answers::values).toList(), on -> Answers.result(on.execute(complete)), KnownDifference.GENERATED_KEY_GAPS);
    }

    private Step insertBatch() {
        List<Map<String, Object>> items = named(draw.oneOf(0, 1, 3, draw.between(10, 90)));
        return Step.of("insert batch " + items.stream().map(Answers::values).toList(), on -> Answers.counts(on.executeMany(insertInto(ITEMS), items)));
    }

    static String insertItemText() {
        List<String> names = ITEMS.columns().stream().filter(column -> !column.isGenerated()).map(Column::name).toList();
        return "INSERT INTO " + ITEMS.name() + " (" + String.join(", ", names) + ") VALUES (:" + String.join(", :", names) + ")";
    }

    private Step insertText() {
        if (draw.chance(30)) {
            List<Map<String, Object>> items = named(draw.between(1, 20));
            return Step.of("insert batch by text " + items.stream().map(Answers::values).toList(), on -> Answers.counts(on.executeMany(insertItemText(), items)));
        }
        Map<String, Object> item = named();
        return Step.of("insert by text " + Answers.values(item), on -> Answers.result(on.execute(insertItemText(), item)));
    }

    private Step updateItems() {
        int low = someRef();
        int high = low + draw.below(20);
        return switch (draw.below(4)) {
            case 0 -> Step.of("update values of " + low + " to " + high, on -> Answers.result(on.execute(update(ITEMS)
                    .set(ITEMS.word, "cat").set(ITEMS.active, true).setNull(ITEMS.day).where(ITEMS.ref.between(low, high)))));
            case 1 -> Step.of("update num of " + low + " to " + high + " by itself", on -> Answers.result(on.execute(update(ITEMS)
                    .set(ITEMS.num, ITEMS.num.plus(1)).where(ITEMS.ref.between(low, high)))));
            case 2 -> Step.of("update to the same value", on -> Answers.result(on.execute(update(ITEMS)
                    .set(ITEMS.grp, ITEMS.grp).where(ITEMS.ref.le(high)))));
            default -> {
                Map<Column<?>, Object> item = item();
                yield Step.of("update times of " + low + " with " + Answers.values(item), on -> Answers.result(on.execute(update(ITEMS)
                        .set(ITEMS.hour, draw(item, ITEMS.hour)).set(ITEMS.moment, draw(item, ITEMS.moment))
                        .set(ITEMS.instant, draw(item, ITEMS.instant)).set(ITEMS.price, draw(item, ITEMS.price))
                        .where(ITEMS.ref.eq(low)))));
            }
        };
    }

    @SuppressWarnings("unchecked") // the values were drawn for their columns
    private static <T> T draw(Map<Column<?>, Object> item, Column<T> column) {
        return (T) item.get(column);
    }

    private Step updateText() {
        if (draw.chance(50)) {
            List<Map<String, Integer>> refs = List.of(Map.of("ref", someRef()), Map.of("ref", someRef()), Map.of("ref", -1));
            return Step.of("update batch by text " + refs, on -> Answers.counts(on.executeMany(
                    "UPDATE " + ITEMS.name() + " SET num = 3 WHERE ref >= :ref AND ref < :ref + 3", refs)));
        }
        int ref = someRef();
        String note = draw.note();
        return Step.of("update note of " + ref + " by text", on -> Answers.result(on.execute(
                "UPDATE " + ITEMS.name() + " SET note = :note WHERE ref = :ref", Map.of("ref", ref, "note", note))));
    }

    private Step insertLogs() {
        return switch (draw.below(3)) {
            case 0 -> Step.of("insert defaults", on -> Answers.result(on.execute(insertInto(LOGS).defaultValues())),
                    KnownDifference.GENERATED_KEY_GAPS);
            case 1 -> Step.of("insert some columns", on -> Answers.result(on.execute(insertInto(LOGS).set(LOGS.word, "w"))),
                    KnownDifference.GENERATED_KEY_GAPS);
            default -> Step.of("insert several logs", on -> Answers.result(on.execute(insertInto(LOGS).columns(LOGS.num, LOGS.done)
                    .values(1, true).values(2, false).values(null, true))), KnownDifference.GENERATED_KEY_GAPS);
        };
    }

    private Step delete() {
        int ref = someRef();
        return switch (draw.below(4)) {
            case 0 -> Step.of("delete " + ref, on -> Answers.result(on.execute(deleteFrom(ITEMS).where(ITEMS.ref.eq(ref)))));
            case 1 -> Step.of("delete from " + ref + " by text",
                    on -> Answers.result(on.execute("DELETE FROM " + ITEMS.name() + " WHERE ref IN (:a, :b)", ref, ref + 1)));
            case 2 -> Step.of("delete a group that is not there", on -> Answers.result(on.execute(deleteFrom(GROUPS)
                    .where(GROUPS.id.gt(1000)))));
            default -> {
                int oldest = nextRef - 100;
                yield Step.of("delete before " + oldest, on -> Answers.result(on.execute(deleteFrom(ITEMS).where(ITEMS.ref.lt(oldest)))));
            }
        };
    }
}
