// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.update;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.dialect.Feature;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rows that a changing statement gives back. */
@Topic(why = "Rows that a changing statement gives back save a second query that could see something else.",
        look = "Whether the driver hands out the rows of a changing statement, and whether all of them are fetched before "
                + "it is closed.")
public class ReturningRules extends RuleGroup {

    protected ReturningRules(Target target) {
        super(target);
    }

    private Notes threeNotes() {
        Notes notes = notes();
        add(db(), notes, 1, 2, 3);
        return notes;
    }

    @Rule(id = "RET-01", text = "an insert that returns columns gives them for each row, as stored", needs = Feature.INSERT_RETURNING)
    final void insertReturns() {
        KeyedNotes notes = new KeyedNotes(run().newTable());
        await(run().create(db(), createTable(notes)));
        Result result = await(db().execute(insertInto(notes).columns(notes.text).values("a").values("b").returning(notes.id, notes.text)));
        assertEquals(List.of("a", "b"), result.rows().stream().map(row -> row.get(notes.text)).sorted().toList());
        for (Row row : result.rows()) {
            assertEquals(row.get(notes.text), await(db().fetchValue("SELECT text FROM " + notes.name() + " WHERE id = :id", String.class,
                    row.get(notes.id))).get(), "the row that has the returned key");
        }
    }

    @Rule(id = "RET-02", text = "an update that returns columns gives them as they are afterwards", needs = Feature.UPDATE_RETURNING)
    final void updateReturns() {
        Notes notes = threeNotes();
        Result result = await(db().execute(update(notes).set(notes.text, "new").where(notes.id.ge(2)).returning(notes.id, notes.text)));
        assertEquals(List.of(List.of(2, "new"), List.of(3, "new")), sorted(result));
    }

    @Rule(id = "RET-03", text = "a delete that returns columns gives those of the deleted rows", needs = Feature.DELETE_RETURNING)
    final void deleteReturns() {
        Notes notes = threeNotes();
        Result result = await(db().execute(deleteFrom(notes).where(notes.id.le(2)).returning(notes.id, notes.text)));
        assertEquals(List.of(List.of(1, "note 1"), List.of(2, "note 2")), sorted(result));
        assertIds(db(), notes, 3);
    }

    @Rule(id = "RET-04", text = "a changing statement that returns rows takes effect whole, though only its first row is fetched",
            needs = Feature.UPDATE_RETURNING)
    final void takesEffectWhole() {
        Notes notes = threeNotes();
        Row row = await(db().fetchOne("UPDATE " + notes.name() + " SET text = 'new' RETURNING text")).orElseThrow();
        assertEquals("new", row.get("text"));
        assertEquals(3L, await(db().fetchValue("SELECT count(*) FROM " + notes.name() + " WHERE text = 'new'", Long.class)).get());
    }

    private static List<List<Object>> sorted(Result result) {
        List<List<Object>> rows = new ArrayList<>(result.rows().stream().map(Row::toList).toList());
        rows.sort(Comparator.comparing(row -> (Integer) row.get(0)));
        return rows;
    }
}
