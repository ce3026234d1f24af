// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Notes.NOTES;
import static io.colonnade.sql.Functions.concat;
import static io.colonnade.sql.Functions.stringAgg;
import static io.colonnade.sql.JsonFunctions.jsonLong;
import static io.colonnade.sql.JsonFunctions.jsonText;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.row;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static io.colonnade.sql.TimeFunctions.currentDate;
import static io.colonnade.sql.TimeFunctions.plus;
import static io.colonnade.sql.TimeFunctions.truncatedTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Row;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Json;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The snippets of the part on functions, operators and converters of docs/expressions.md. */
class FunctionsPageTest extends PortablePage {

    private static final Days DAYS = new Days();

    private static final class Days extends Table {
        final Column<LocalDate> day = column("day", Types.DATE);

        Days() {
            super("days");
        }
    }

    @BeforeEach
    void replaceNotes() {
        db.execute(deleteFrom(NOTES))
                .thenCompose(deleted -> db.execute(insertInto(NOTES).columns(NOTES.author, NOTES.text, NOTES.priority)
                        .values("ada", "50% of it", 3).values("ada", null, 2)))
                .join();
    }

    @Test
    void texts() {
        // snippet: functions-text
        Select half = select(concat(NOTES.author, value(": "), NOTES.text).as("line"))
                .from(NOTES)
                .where(NOTES.text.contains("50%"));
        // end
        assertTable("SQL", half, sql -> sql);
        assertEquals("ada: 50% of it", db.fetchExactlyOne(half).join().get("line"));
    }

    @Test
    void dates() {
        // snippet: functions-time
        Expression<LocalDate> nextMonth = plus(truncatedTo(currentDate(), ChronoUnit.MONTHS), 1, ChronoUnit.MONTHS);
        // end
        assertTable("`plus(day, 1, MONTHS)`", select(plus(DAYS.day, 1, ChronoUnit.MONTHS).as("next")).from(DAYS),
                sql -> sql.substring("SELECT ".length(), sql.indexOf(" AS next")));
        LocalDate first = db.fetchExactlyOne(select(nextMonth.as("day"))).join().get("day", LocalDate.class);
        assertEquals(1, first.getDayOfMonth());
    }

    @Test
    void documents() {
        Expression<Json> document = value(new Json("{\"tags\": [\"red\"], \"size\": 7}"));
        // snippet: functions-json
        Select parts = select(jsonText(document, "tags", 0).as("tag"), jsonLong(document, "size").as("size"));
        // end
        assertEquals(List.of("red", 7L), db.fetchExactlyOne(parts).join().toList());
    }

    @Test
    void joinedTexts() {
        // snippet: functions-string-agg
        Select texts = select(NOTES.author, stringAgg(NOTES.text, ", ").orderBy(NOTES.id).as("texts"))
                .from(NOTES)
                .groupBy(NOTES.author);
        // end
        assertTable("`stringAgg`", texts, sql -> sql.substring(sql.indexOf(", ") + 2, sql.indexOf(" AS texts")));
        assertEquals("50% of it", db.fetchExactlyOne(texts).join().get("texts"));
    }

    @Test
    void comparisons() {
        // snippet: functions-row
        Select page = selectFrom(NOTES)
                .where(row(NOTES.priority, NOTES.id).gt(2, 1L))
                .where(NOTES.text.isDistinctFrom("done"))
                .orderBy(NOTES.priority, NOTES.id);
        // end
        assertEquals(2, db.fetchAll(page).join().size());
    }

    @Test
    void lists() {
        // snippet: functions-list
        CompletableFuture<List<Row>> rows = db.fetchAll("SELECT id FROM notes WHERE priority IN (:some) AND id NOT IN (:others)",
                Map.of("some", List.of(1, 2, 3), "others", List.of()));
        // end
        assertEquals(2, rows.join().size());
    }

    @Test
    void converters() {
        // snippet: functions-converter
        enum Level { LOW, MIDDLE, HIGH }

        SqlType<Level> byName = Types.enumByName(Level.class);
        SqlType<Level> byNumber = Types.enumByValue(Level.class, Types.INTEGER, Level::ordinal);
        Select levels = select(NOTES.priority.minus(1).typeCoerce(byNumber).as("level")).from(NOTES).orderBy(NOTES.id);
        CompletableFuture<Level> first = db.fetchAll(levels).thenApply(rows -> rows.get(0).get("level", Level.class));
        // end
        assertEquals(Level.HIGH, first.join());
        assertEquals(Level.LOW, db.fetchExactlyOne(select(value(Level.LOW, byName).as("x"))).join().get("x"));
    }
}
