// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Text;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A value is read as another class than its own where nothing is lost, and only there. */
@Topic(why = "Half a value is a wrong value, and nobody is told.",
        look = "How the driver reads values, and whether it cuts, rounds or replaces what does not fit.")
public class ConversionRules extends RuleGroup {

    protected ConversionRules(Target target) {
        super(target);
    }

    private <T> TypedTable<T> table(SqlType<T> type) {
        return TypedTable.create(run(), db(), type);
    }

    @Rule(id = "TYP-21",
            text = "a value is converted where nothing is lost, and refused with kind DATA and the column's name where something would be")
    final void conversions() {
        TypedTable<Long> table = table(Types.BIGINT);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, Long.MAX_VALUE)));
        Row row = await(db().fetchExactlyOne(selectFrom(table)));
        assertEquals(BigDecimal.valueOf(Long.MAX_VALUE), row.get("v", BigDecimal.class));
        StatementException refusal = assertThrows(StatementException.class, () -> row.getInt("v"));
        assertEquals(ErrorKind.DATA, refusal.kind());
        assertTrue(words(refusal).contains("v"), () -> "the message names the column: " + refusal.getMessage());
    }

    @Rule(id = "TYP-22", text = "numbers and texts of SQL text without typed columns are Java's numbers and String")
    final void untypedResults() {
        Row row = await(db().fetchExactlyOne("SELECT 1, 'text', NULL"));
        assertTrue(row.get(0) instanceof Integer || row.get(0) instanceof Long, () -> "an integer is a " + row.get(0).getClass());
        assertEquals("text", row.get(1));
        assertNull(row.get(2));
    }

    @Rule(id = "TYP-24", text = "what a class cannot hold is refused where it is read as one: a fraction as INTEGER, a larger number, a double"
            + " that is no float; with kind DATA, the name of the column and never the value",
            hint = "look for getters of the driver that cut a value, where the type of the column is not the one that is read")
    final void noNumberIsCut() {
        TypedTable<Double> doubles = table(Types.DOUBLE);
        await(db().executeMany(insertInto(doubles), List.of(Map.of("id", 1, "v", 7.75), Map.of("id", 2, "v", 7.0), Map.of("id", 3, "v", 0.1))));
        assertCut(doubles, 1, Types.INTEGER);
        assertCut(doubles, 1, Types.BIGINT);
        assertCut(doubles, 3, Types.REAL);
        assertEquals(7, await(db().fetchExactlyOne(stored(doubles, 2, Types.INTEGER))).get("v", Integer.class));
        TypedTable<Long> numbers = table(Types.BIGINT);
        await(db().execute(insertInto(numbers).set(numbers.id, 1).set(numbers.v, 5_000_000_001L)));
        assertCut(numbers, 1, Types.INTEGER);
    }

    @Rule(id = "TYP-25", text = "a TIMESTAMP with a time of day is not read as its DATE: it is refused with kind DATA and the name of the column",
            hint = "drivers give the date of a timestamp without a word; read the column as what it is")
    final void noTimeIsCut() {
        TypedTable<LocalDateTime> table = table(Types.TIMESTAMP);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, LocalDateTime.of(2024, 2, 29, 12, 34, 56))));
        assertCut(table, 1, Types.DATE);
        assertCut(table, 1, Types.TIME);
    }

    @Rule(id = "TYP-32", text = "a text that is no JSON is not read as JSON: it is refused with kind DATA and the name of the column; one that is,"
            + " is read as it stands",
            why = "Whoever hands the document on finds out much later, and far from the row, that it is none.")
    final void onlyDocumentsAreJson() {
        TypedTable<String> table = table(Types.TEXT);
        await(db().executeMany(insertInto(table), List.of(Map.of("id", 1, "v", "{7.75"), Map.of("id", 2, "v", "{\"a\": [7.75]}"))));
        assertCut(table, 1, Types.JSON);
        assertEquals(new Json("{\"a\": [7.75]}"), await(db().fetchExactlyOne(stored(table, 2, Types.JSON))).get("v", Json.class));
    }

    private static Text stored(TypedTable<?> table, int id, SqlType<?> type) {
        return text("SELECT v FROM " + table.name() + " WHERE id = " + id).column("v", type);
    }

    private void assertCut(TypedTable<?> table, int id, SqlType<?> type) {
        StatementException refusal = assertThrows(StatementException.class,
                () -> await(db().fetchExactlyOne(stored(table, id, type))).get("v", type.javaType()), "a value read as " + type.family());
        assertEquals(ErrorKind.DATA, refusal.kind());
        assertTrue(words(refusal).contains("\"v\"") || words(refusal).contains(" v "),
                () -> "the message names the column: " + refusal.getMessage());
        assertTrue(!refusal.getMessage().contains("7.75") && !refusal.getMessage().contains("5000000001"), "the message shows no value");
    }

    @Rule(id = "TYP-26", text = "SQL text gives values of the JDK's classes or of Colonnade's, never of the driver's nor of java.sql",
            why = "Such a value needs the driver to be read, goes through the zone of the machine, or is of no use once the connection is closed.")
    final void noClassOfTheDriver() {
        classOf(Types.decimal(10, 2), new BigDecimal("1.50"));
        classOf(Types.REAL, 1.5f);
        classOf(Types.BOOLEAN, true);
        classOf(Types.TEXT, "a");
        classOf(Types.BINARY, new byte[] {1});
        classOf(Types.DATE, LocalDate.of(2024, 2, 29));
        classOf(Types.TIME, LocalTime.of(1, 2, 3));
        classOf(Types.TIMESTAMP, LocalDateTime.of(2024, 2, 29, 1, 2, 3));
        classOf(Types.TIMESTAMP_TZ, OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC));
        classOf(Types.UUID, new UUID(1, 2));
        classOf(Types.JSON, new Json("[1]"));
    }

    private <T> void classOf(SqlType<T> type, T value) {
        TypedTable<T> table = table(type);
        await(db().execute(insertInto(table).set(table.id, 1).set(table.v, value)));
        Class<?> read = await(db().fetchExactlyOne("SELECT v FROM " + table.name())).get(0).getClass();
        String name = read.getName();
        assertTrue(read.isArray() || !name.startsWith("java.sql.") && (name.startsWith("java.") || name.startsWith("io.colonnade.")),
                () -> type.family() + " is read as " + name);
    }
}
