// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL's types and the Java classes that stand for them. */
class PostgresTypesTest extends PostgresTestCase {

    /** The types of raw SQL text; the table in docs/postgresql.md. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "1::smallint | java.lang.Short", "1 | java.lang.Integer", "1::bigint | java.lang.Long", "1.5 | java.math.BigDecimal",
            "1::real | java.lang.Float", "1::double precision | java.lang.Double", "true | java.lang.Boolean",
            "'a' | java.lang.String", "'a'::varchar(3) | java.lang.String", "'a'::char(3) | java.lang.String",
            "'a'::name | java.lang.String",
            "'\\x00'::bytea | [B", "DATE '2024-02-29' | java.time.LocalDate", "TIME '01:02:03' | java.time.LocalTime",
            "TIMESTAMP '2024-02-29 01:02:03' | java.time.LocalDateTime",
            "TIMESTAMPTZ '2024-02-29 01:02:03+02' | java.time.OffsetDateTime",
            "'00112233-4455-6677-8899-aabbccddeeff'::uuid | java.util.UUID",
            "'{}'::json | io.colonnade.sql.Json", "'{}'::jsonb | io.colonnade.sql.Json",
            "ARRAY[1, 2] | [Ljava.lang.Integer;", "ARRAY['a'] | [Ljava.lang.String;",
            "B'101' | java.lang.String", "B'1'::bit(1) | java.lang.Boolean", "'a b'::tsvector | java.lang.String",
            "INTERVAL '1 day' | java.lang.String", "'10.0.0.1'::inet | java.lang.String", "'(1,2)'::point | java.lang.String",
            "'[1,2)'::int4range | java.lang.String", "'<a/>'::xml | java.lang.String", "ROW(1, 'a') | java.lang.String",
            "'1 dollar'::text | java.lang.String", "1::oid | java.lang.Long",
    })
    void classesOfPlainText(String expression, String javaClass) {
        for (int i = 0; i < 7; i++) {
            // From the sixth run on the driver lets the server prepare it, and values pass in binary form.
            Row row = await(db.fetchExactlyOne("SELECT " + expression + " AS v, NULLIF(1, 1) AS n"));
            assertEquals(javaClass, row.get(0).getClass().getName());
            assertNull(row.get(1));
        }
    }

    @Test
    void everyClassIsBoundToPlainText() {
        OffsetDateTime utc = OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 4_000, ZoneOffset.UTC);
        Row row = await(db.fetchExactlyOne("SELECT :a::text, :b::numeric, :c, :d, :e, :f, :g, :h, :i::jsonb, :j, :k",
                Map.ofEntries(Map.entry("a", "x"), Map.entry("b", new BigInteger("123456789012345678901234567890")),
                        Map.entry("c", (byte) 7), Map.entry("d", Instant.from(utc)),
                        Map.entry("e", ZonedDateTime.of(2024, 2, 29, 2, 2, 3, 4_000, ZoneId.of("Europe/Paris"))),
                        Map.entry("f", LocalTime.of(1, 2, 3, 4_000)), Map.entry("g", LocalDateTime.of(2024, 3, 31, 2, 30)),
                        Map.entry("h", LocalDate.of(1582, 10, 10)), Map.entry("i", new Json("[1]")), Map.entry("j", new UUID(1, 2)),
                        Map.entry("k", new Integer[] {1, null}))));
        List<Object> expected = Arrays.asList("x", new BigDecimal("123456789012345678901234567890"), new BigDecimal(7), utc, utc,
                LocalTime.of(1, 2, 3, 4_000), LocalDateTime.of(2024, 3, 31, 2, 30), LocalDate.of(1582, 10, 10), new Json("[1]"),
                new UUID(1, 2));
        assertEquals(expected, row.toList().subList(0, 10));
        assertArrayEquals(new Integer[] {1, null}, (Integer[]) row.get(10));
    }

    @Test
    void refusesWhatIsFinerThanAMicrosecond() {
        for (Object value : List.of(LocalTime.of(1, 2, 3, 4), LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1),
                OffsetDateTime.of(2024, 1, 1, 0, 0, 0, 1, ZoneOffset.UTC), Instant.ofEpochSecond(1, 1))) {
            DatabaseException failure = failure(ErrorKind.DATA, db.fetchAll("SELECT :v", value));
            assertTrue(failure.getMessage().contains(":v") && failure.getMessage().contains("microsecond"), failure::getMessage);
        }
    }

    @Test
    void aNullOfAKnownTypeNeedsNoCast() {
        for (SqlType<?> type : List.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.REAL, Types.DOUBLE, Types.BOOLEAN,
                Types.TEXT, Types.BINARY, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIMESTAMP_TZ)) {
            assertNull(nullOf(type), () -> type.family().toString());
        }
    }

    private <T> Object nullOf(SqlType<T> type) {
        return await(db.fetchExactlyOne(select(value((T) null, type).as("v")))).get(0);
    }

    /** The constants of the type that the database is given. */
    enum Mood { calm, cross }

    private static final class Own extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<Mood> mood = column("mood", SqlType.vendor("types_mood", Mood.class));
        final Column<Json> document = column("document", SqlType.vendor("jsonb", Json.class));
        final Column<String> words = column("words", SqlType.vendor("tsvector", String.class));
        final Column<String> bits = column("bits", SqlType.vendor("varbit(8)", String.class));
        final Column<Integer[]> numbers = column("numbers", SqlType.vendor("integer[]", Integer[].class));
        @SuppressWarnings("rawtypes")
        final Column<Map> labels = column("labels", SqlType.vendor("hstore", Map.class));

        Own() {
            super("types_own");
        }
    }

    @Test
    void typesOfItsOwn() {
        Map<String, String> labels = new HashMap<>(Map.of("k", "v", "quote\"d", "\u00e9\ud83d\ude80 => \\"));
        labels.put("none", null);
        Own own = new Own();
        await(db.execute("CREATE EXTENSION IF NOT EXISTS hstore"));
        await(db.execute("CREATE TYPE types_mood AS ENUM ('calm', 'cross', 'other')"));
        try {
            await(db.execute(createTable(own)));
            await(db.execute(insertInto(own).set(own.id, 1).set(own.mood, Mood.cross).set(own.document, new Json("{\"a\": 1}"))
                    .set(own.words, "'a':1 'b':2").set(own.bits, "101").set(own.numbers, new Integer[] {1, null, 3})
                    .set(own.labels, labels)));
            await(db.execute(insertInto(own).set(own.id, 2).set(own.mood, (Mood) null).set(own.document, (Json) null)
                    .set(own.words, (String) null).set(own.bits, (String) null).set(own.numbers, (Integer[]) null)));
            Row row = await(db.fetchExactlyOne(selectFrom(own).where(own.mood.eq(Mood.cross))));
            assertSame(Mood.cross, row.get(own.mood));
            assertEquals(new Json("{\"a\": 1}"), row.get(own.document));
            assertEquals("'a':1 'b':2", row.get(own.words));
            assertEquals("101", row.get(own.bits));
            assertArrayEquals(new Integer[] {1, null, 3}, row.get(own.numbers));
            assertEquals(labels, row.get(own.labels));
            assertEquals(labels, await(db.fetchExactlyOne("SELECT labels FROM types_own WHERE id = 1")).get(0));
            Row nulls = await(db.fetchExactlyOne(selectFrom(own).where(own.id.eq(2))));
            assertTrue(nulls.toList().subList(1, 7).stream().allMatch(Objects::isNull), nulls::toString);
            failure(ErrorKind.DATA, db.execute("INSERT INTO types_own (id, mood) VALUES (3, 'bad')"));
            await(db.execute("INSERT INTO types_own (id, mood) VALUES (3, 'other')"));
            failure(ErrorKind.DATA, db.fetchAll(selectFrom(own).where(own.id.eq(3))));
        } finally {
            await(db.execute("DROP TABLE IF EXISTS types_own"));
            await(db.execute("DROP TYPE types_mood"));
        }
    }

    @Test
    void aChangedTableIsDescribedAnew() {
        await(db.execute("CREATE TABLE types_changed (v int)"));
        try {
            await(db.execute("INSERT INTO types_changed VALUES (1)"));
            for (int i = 0; i < 7; i++) {
                assertEquals(1, await(db.fetchExactlyOne("SELECT * FROM types_changed")).get("v"));
            }
            await(db.execute("ALTER TABLE types_changed ALTER v TYPE text, ADD w date"));
            Row row = await(db.fetchExactlyOne("SELECT * FROM types_changed"));
            assertEquals("1", row.get("v"));
            assertNull(row.get("w"));
        } finally {
            await(db.execute("DROP TABLE types_changed"));
        }
    }
}
