// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.error.UsageException;
import io.colonnade.spi.Columns;
import io.colonnade.spi.RowValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowTest {

    private enum Size { SMALL, LARGE }

    private record Note(long id, String createdBy, Boolean done) {
    }

    private record Primitive(boolean done) {
    }

    private record Picky(long id) {
        Picky {
            if (id > 0) {
                throw new IllegalStateException("no");
            }
        }
    }

    private static Row row(List<String> names, Object... values) {
        return new DataRow(RowValues.of(new Columns(names), values), List.of(), List.of());
    }

    @Test
    void valuesAreFoundByIndexAndByName() {
        Row row = row(List.of("id", "text"), 7L, "a");
        assertEquals(7L, row.get("id"));
        assertEquals("a", row.get(1));
        assertEquals(7, row.getInt("id"));
        assertEquals(Map.of("id", 7L, "text", "a"), row.asMap());
        assertEquals(List.of(7L, "a"), row.toList());
    }

    @Test
    void aMissingNameIsRefusedWithTheNamesThereAre() {
        UsageException error = assertThrows(UsageException.class, () -> row(List.of("id", "text"), 7L, "a").get("ID"));
        assertTrue(error.getMessage().contains("\"ID\"") && error.getMessage().contains("[id, text]"), error.getMessage());
    }

    @Test
    void aNameThatStandsTwiceIsAnErrorByNameAndInMapsButNotByIndex() {
        Row row = row(List.of("id", "id"), 1L, 2L);
        assertEquals(List.of(1L, 2L), row.toList());
        assertTrue(assertThrows(UsageException.class, () -> row.get("id")).getMessage().contains("more than once"));
        assertThrows(UsageException.class, row::asMap);
    }

    @Test
    void anIndexOutOfRangeIsRefused() {
        Row row = row(List.of("id"), 1L);
        assertThrows(UsageException.class, () -> row.get(1));
        assertThrows(UsageException.class, () -> row.get(-1));
    }

    @Test
    void conversionsLoseNothing() {
        Row row = row(List.of("n"), 7L);
        assertEquals(7, row.get("n", Integer.class));
        assertEquals((short) 7, row.get("n", Short.class));
        assertEquals(BigInteger.valueOf(7), row.get("n", BigInteger.class));
        assertEquals(new BigDecimal("7"), row.get("n", BigDecimal.class));
        assertEquals(7.0, row.getDouble("n"));
        assertEquals("7", row.getString("n"));
        assertEquals(new BigDecimal("0.1"), row(List.of("n"), 0.1).get("n", BigDecimal.class));
        assertTrue(row(List.of("n"), 1L).getBoolean(0));
        assertFalse(row(List.of("n"), 0L).getBoolean(0));
    }

    @Test
    void aValueThatDoesNotFitIsADataErrorThatNamesTheColumnAndNotTheValue() {
        for (Row row : List.of(row(List.of("n"), 3_000_000_000L), row(List.of("n"), 1.5), row(List.of("n"), "12345x"))) {
            StatementException error = assertThrows(StatementException.class, () -> row.getInt("n"));
            assertEquals(ErrorKind.DATA, error.kind());
            assertTrue(error.getMessage().contains("column \"n\""), error.getMessage());
            assertFalse(error.getMessage().contains("3000000000") || error.getMessage().contains("12345x"), error.getMessage());
        }
        assertThrows(StatementException.class, () -> row(List.of("n"), 2L).getBoolean("n"));
        assertThrows(StatementException.class, () -> row(List.of("n"), (1L << 53) + 1).getDouble("n"));
    }

    @Test
    void nullIsNullForObjectsAndAnErrorForPrimitives() {
        Row row = row(List.of("n"), (Object) null);
        assertNull(row.get("n"));
        assertNull(row.getString("n"));
        assertNull(row.get("n", Long.class));
        assertEquals(ErrorKind.DATA, assertThrows(StatementException.class, () -> row.getLong("n")).kind());
        assertEquals(Arrays.asList((Object) null), row.toList());
    }

    @Test
    void textIsReadAsTheTypesThatDatabasesKeepAsText() {
        UUID uuid = UUID.randomUUID();
        Row row = row(List.of("d", "u", "b", "s"), "2026-03-29", uuid.toString(), "12.50", "LARGE");
        assertEquals(LocalDate.of(2026, 3, 29), row.get("d", LocalDate.class));
        assertEquals(uuid, row.get("u", UUID.class));
        assertEquals(new BigDecimal("12.50"), row.get("b", BigDecimal.class));
        assertEquals(Size.LARGE, row.get("s", Size.class));
        assertThrows(StatementException.class, () -> row.get("d", Size.class));
        OffsetDateTime time = OffsetDateTime.parse("2026-03-29T01:00:00Z");
        assertEquals(Instant.parse("2026-03-29T01:00:00Z"), row(List.of("t"), time).get("t", Instant.class));
    }

    @Test
    void instantsAreReadFromTextWithABlankOrAT() {
        OffsetDateTime time = OffsetDateTime.parse("2026-03-29T01:00:00.25Z");
        for (String text : List.of("2026-03-29 01:00:00.250000Z", "2026-03-29T01:00:00.25Z", "2026-03-29 03:00:00.25+02:00", "2026-03-29 03:00:00.25+02")) {
            Row row = row(List.of("t"), text);
            assertTrue(time.isEqual(row.get("t", OffsetDateTime.class)), text);
            assertEquals(time.toInstant(), row.get("t", Instant.class), text);
            assertTrue(time.isEqual(row.get("t", ZonedDateTime.class).toOffsetDateTime()), text);
        }
        for (String text : List.of("2026-03-29 01:00:00", "2026-03-29  01:00:00Z", " 2026-03-29 01:00:00Z", "2026-03-29", "12345x")) {
            for (Class<?> type : List.of(OffsetDateTime.class, Instant.class, ZonedDateTime.class)) {
                StatementException error = assertThrows(StatementException.class, () -> row(List.of("t"), text).get("t", type), text);
                assertEquals(ErrorKind.DATA, error.kind());
                assertFalse(error.getMessage().contains(text), error.getMessage());
            }
        }
    }

    @Test
    void aRecordTakesItsComponentsByNameOrSnakeCase() {
        Row row = row(List.of("created_by", "other", "id", "done"), "ann", 1.5, 7L, null);
        assertEquals(new Note(7, "ann", null), row.as(Note.class));
        assertEquals(new Note(8, "bob", true), row(List.of("id", "createdBy", "done"), 8L, "bob", 1L).as(Note.class));
    }

    @Test
    void aRecordThatCannotBeMadeSaysWhichComponentAndWhy() {
        assertTrue(assertThrows(UsageException.class, () -> row(List.of("id"), 1L).as(Note.class)).getMessage().contains("createdBy"));
        assertTrue(assertThrows(StatementException.class, () -> row(List.of("done"), (Object) null).as(Primitive.class)).getMessage()
                .contains("primitive"));
        StatementException refused = assertThrows(StatementException.class, () -> row(List.of("id"), 1L).as(Picky.class));
        assertTrue(refused.getCause() instanceof IllegalStateException, refused.toString());
    }

    @Test
    void toStringShowsNoValues() {
        assertEquals("Row[password]", row(List.of("password"), "secret").toString());
    }

    @Test
    void aScalarTellsNoRowFromNull() {
        assertFalse(Scalar.noRow().hasRow());
        assertEquals("Scalar[no row]", Scalar.noRow().toString());
        assertEquals("Scalar[NULL]", Scalar.of(null).toString());
        assertEquals("Scalar[a value of String]", Scalar.of("77003").toString());
        assertFalse(Scalar.noRow().isNull());
        assertTrue(Scalar.of(null).hasRow());
        assertTrue(Scalar.of(null).isNull());
        assertEquals(ErrorKind.DATA, assertThrows(StatementException.class, () -> Scalar.noRow().get()).kind());
        assertEquals(5, Scalar.of((Integer) null).orElse(5));
    }
}
