// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many rows go as arrays, one for each column; what comes of them is what would have come of the rows one by one. */
class PostgresBatchTest extends PostgresTestCase {

    private static final String INSERT = "INSERT INTO batch_types VALUES (:s, :i, :l, :r, :d, :n, :b, :t, :v, :c, :y, :u, :j, :jb, :da, :ti,"
            + " :ts, :tz)";

    @BeforeEach
    void createTables() {
        await(db.execute("CREATE TABLE batch_types (s smallint, i integer, l bigint, r real, d double precision, n numeric, b boolean, t text,"
                + " v varchar(20), c char(5), y bytea, u uuid, j json, jb jsonb, da date, ti time, ts timestamp, tz timestamptz)"));
        await(db.execute("CREATE TABLE batch_numbers (id integer PRIMARY KEY, note text)"));
    }

    @AfterEach
    void dropTables() {
        await(db.execute("DROP TABLE batch_types, batch_numbers"));
    }

    private static Map<String, Object> row(Object... values) {
        String[] names = INSERT.substring(INSERT.indexOf(':') + 1, INSERT.length() - 1).split(", :");
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], values.length == 0 ? null : values[i]);
        }
        return row;
    }

    private static List<Map<String, Object>> edges() {
        Instant instant = Instant.parse("1970-01-01T00:00:00.000001Z");
        return List.of(row(),
                row((short) 1, 2, 3L, 0.1f, 0.1, new BigDecimal("1234567890.70000000000000123456"), true, "a'b\\\"c{},NULL", "NULL", "ab",
                        new byte[] {0, -1, 92}, UUID.randomUUID(), new Json("{\"a\": [1, \"x,\\\"y\"]}"), new Json("null"), LocalDate.EPOCH,
                        LocalTime.of(23, 59, 59, 999_999_000), LocalDateTime.of(2026, 2, 28, 1, 2), instant),
                row(Short.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE, Float.MIN_VALUE, Double.NEGATIVE_INFINITY, BigDecimal.TEN.pow(40),
                        false, "", "", "", new byte[0], new UUID(0, 0), new Json("[]"), new Json("\"\""), LocalDate.of(1, 1, 1),
                        LocalTime.MIDNIGHT, LocalDateTime.of(9999, 12, 31, 23, 59, 59), OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 1_000,
                                ZoneOffset.ofHours(5))),
                row(Short.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Float.MAX_VALUE, Double.NaN, new BigDecimal("-0.10"), null,
                        "\ud83d\ude00 \u00e9 \n", "\ud83d\ude00", "x", new byte[] {1}, null, null, null, null, null, null, null));
    }

    @Test
    void everyTypePassesAsItDoesOneByOne() {
        List<Map<String, Object>> edges = edges();
        for (Map<String, Object> row : edges) {
            await(db.execute(INSERT, row));
        }
        List<List<Object>> expected = stored();
        await(db.execute("DELETE FROM batch_types"));
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            many.addAll(edges);
        }
        assertArrayEquals(LongStream.generate(() -> 1).limit(many.size()).toArray(), await(db.executeMany(INSERT, many)));
        assertEquals(expected, stored());
        assertEquals("20", text(db, "SELECT count(*)::text FROM batch_types"));
    }

    /** PostgreSQL turns anything into text where it is assigned, but not within an array. */
    @Test
    void whatOnlyAnAssignmentConvertsGoesOneByOne() {
        List<Map<String, Object>> rows = numbers(50);
        rows.replaceAll(row -> Map.of("id", row.get("id"), "note", row.get("id")));
        await(db.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", rows));
        assertEquals("50", text(db, "SELECT count(*)::text FROM batch_numbers WHERE note = id::text"));
    }

    /** As text, in which every difference shows. */
    private List<List<Object>> stored() {
        return await(db.fetchAll("SELECT DISTINCT batch_types::text AS x FROM batch_types ORDER BY x")).stream().map(Row::toList).toList();
    }

    @Test
    void moreRowsThanOneMessageHoldsAreStillOneUnit() {
        List<Map<String, Object>> rows = numbers(20_000);
        await(db.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", rows));
        assertEquals("20000 200010000", text(db, "SELECT count(*) || ' ' || sum(id) FROM batch_numbers"));
        await(db.execute("DELETE FROM batch_numbers"));
        rows.set(19_000, Map.of("id", 5, "note", "again"));
        StatementException failure = assertInstanceOf(StatementException.class,
                failure(ErrorKind.CONSTRAINT, db.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", rows)));
        assertEquals(19_000, failure.batchIndex());
        assertEquals("0", text(db, "SELECT count(*)::text FROM batch_numbers"));
    }

    @Test
    void whatIsRefusedByItselfIsRefusedAmongOthers() {
        Map<Object, ErrorKind> bad = new LinkedHashMap<>();
        bad.put(Map.of("id", true, "note", "x"), ErrorKind.DATA);
        bad.put(Map.of("id", 1L << 40, "note", "x"), ErrorKind.DATA);
        bad.put(Map.of("id", 7, "note", "\0"), ErrorKind.DATA);
        bad.put(new HashMap<>(Collections.singletonMap("id", null)), ErrorKind.CONSTRAINT);
        bad.forEach((item, kind) -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> row = new HashMap<>((Map<String, Object>) item);
            row.putIfAbsent("note", null);
            DatabaseException alone = failure(kind, db.execute("INSERT INTO batch_numbers VALUES (:id, :note)", row));
            List<Map<String, Object>> rows = numbers(100);
            rows.set(60, row);
            DatabaseException among = failure(kind, db.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", rows));
            assertEquals(alone.sqlState(), among.sqlState());
            assertEquals(60, ((StatementException) among).batchIndex());
            assertEquals("0", text(db, "SELECT count(*)::text FROM batch_numbers"));
        });
    }

    @Test
    void aBatchInATransactionLeavesItOpenAfterARefusalInASavepoint() {
        await(db.transaction(tx -> tx.execute("INSERT INTO batch_numbers VALUES (0, 'first')")
                .thenCompose(first -> tx.transaction(inner -> {
                    List<Map<String, Object>> rows = numbers(100);
                    rows.set(50, Map.of("id", 0, "note", "again"));
                    return inner.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", rows);
                }).handle((counts, failure) -> null))
                .thenCompose(undone -> tx.executeMany("INSERT INTO batch_numbers VALUES (:id, :note)", numbers(100)))));
        assertEquals("101", text(db, "SELECT count(*)::text FROM batch_numbers"));
    }

    private static List<Map<String, Object>> numbers(int size) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            rows.add(Map.of("id", i, "note", "n" + i));
        }
        return rows;
    }
}
