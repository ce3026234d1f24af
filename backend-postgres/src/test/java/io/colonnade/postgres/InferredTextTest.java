// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.TransactionOptions;
import io.colonnade.error.DatabaseException;
import io.colonnade.postgres.sql.Inet;
import io.colonnade.postgres.sql.Range;
import io.colonnade.servers.PostgresServer;
import io.colonnade.sql.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In SQL text a String does what a quoted literal does in its place, and null what NULL does: the server itself says what that is. */
class InferredTextTest extends PostgresTestCase {

    private static final List<String> TABLE = List.of("DROP TABLE IF EXISTS shapes", "DROP DOMAIN IF EXISTS shape_code, shape_count",
            "DROP TYPE IF EXISTS shape_mood", "CREATE EXTENSION IF NOT EXISTS citext", "CREATE TYPE shape_mood AS ENUM ('calm', 'cross')",
            "CREATE DOMAIN shape_code AS text CHECK (length(VALUE) < 5)", "CREATE DOMAIN shape_count AS int CHECK (VALUE > 0)",
            "CREATE TABLE shapes (id int, n int, big bigint, amount numeric, flag bool, txt text, vc varchar(5), ch char(3), mood shape_mood, "
                    + "uid uuid, ip inet, doc jsonb, js json, span interval, bits bit(3), ci citext, code shape_code, many shape_count, "
                    + "room int4range, rooms int4multirange, tags text[], nums int[], moods shape_mood[], day date, at timestamptz, words tsvector, "
                    + "page xml, spot point, raw bytea)",
            "INSERT INTO shapes VALUES (1, 5, 5, 5.5, true, 'a', 'a', 'a', 'calm', '00112233-4455-6677-8899-aabbccddeeff', '10.0.0.1', "
                    + "'{\"a\": 1}', '{\"a\": 1}', '1 day', '101', 'Ada', 'a', 5, '[1,9)', '{[1,9)}', '{a,b}', '{1,5}', '{calm}', '2024-02-29', "
                    + "'2024-02-29 12:00+00', 'a b', '<a/>', '(1,2)', '\\x61')");

    /** Each with the text that is given for :x. */
    private static final List<String> SHAPES = List.of(
            "SELECT id FROM shapes WHERE txt = :x | a", "SELECT id FROM shapes WHERE vc = :x | a", "SELECT id FROM shapes WHERE ch = :x | a  ",
            "SELECT id FROM shapes WHERE mood = :x | calm", "SELECT id FROM shapes WHERE mood < :x | cross",
            "SELECT id FROM shapes WHERE uid = :x | 00112233-4455-6677-8899-aabbccddeeff", "SELECT id FROM shapes WHERE ip = :x | 10.0.0.1",
            "SELECT id FROM shapes WHERE ip << :x | 10.0.0.0/8", "SELECT id FROM shapes WHERE doc = :x | {\"a\": 1}",
            "SELECT id FROM shapes WHERE doc @> :x | {\"a\": 1}", "SELECT doc -> :x FROM shapes | a", "SELECT doc ->> :x FROM shapes | a",
            "SELECT doc #>> :x FROM shapes | {a}", "SELECT id FROM shapes WHERE span = :x | 1 day", "SELECT at + :x FROM shapes | 1 day",
            "SELECT id FROM shapes WHERE bits = :x | 101", "SELECT id FROM shapes WHERE ci = :x | aDA", "SELECT id FROM shapes WHERE ci LIKE :x | aD%",
            "SELECT id FROM shapes WHERE code = :x | a", "SELECT id FROM shapes WHERE many = :x | 5", "SELECT id FROM shapes WHERE n = :x | 5",
            "SELECT id FROM shapes WHERE n = :x | five", "SELECT n + :x FROM shapes | 5", "SELECT id FROM shapes WHERE amount > :x | 5.4",
            "SELECT id FROM shapes WHERE flag = :x | true", "SELECT id FROM shapes WHERE day = :x | 2024-02-29", "SELECT day - :x FROM shapes | 2024-02-28",
            "SELECT id FROM shapes WHERE room @> :x | [2,3)", "SELECT id FROM shapes WHERE room @> :x | 5", "SELECT id FROM shapes WHERE tags = :x | {a,b}",
            "SELECT id FROM shapes WHERE :x = ANY (tags) | a", "SELECT id FROM shapes WHERE :x = ANY (moods) | calm", "SELECT tags || :x FROM shapes | c",
            "SELECT tags || :x FROM shapes | {c}", "SELECT array_append(tags, :x) FROM shapes | c", "SELECT array_fill(:x, array[2]) | c",
            "SELECT id FROM shapes WHERE txt = ANY (:x) | {a}", "SELECT id FROM shapes WHERE txt IN (:x, 'z') | a",
            "SELECT id FROM shapes WHERE mood IN ('cross', :x) | calm", "SELECT id FROM shapes WHERE txt LIKE :x | a%",
            "SELECT id FROM shapes WHERE words @@ :x | a", "SELECT id FROM shapes WHERE spot ~= :x | (1,2)", "SELECT id FROM shapes WHERE raw = :x | \\x61",
            "SELECT concat(:x, 'b') | a", "SELECT concat_ws(:x, 'a', 'b') | -", "SELECT format('%s', :x) | a", "SELECT jsonb_build_object('k', :x) | a",
            "SELECT jsonb_build_object(:x, 1) | a", "SELECT json_build_array(:x, :x) | a", "SELECT to_jsonb(:x) | a", "SELECT num_nulls(:x) | a",
            "SELECT coalesce(:x, 'z') | a", "SELECT greatest(:x, 'b') | a", "SELECT nullif(:x, 'a') | a", "SELECT :x || 'b' | a", "SELECT :x || :x | a",
            "SELECT length(:x) | a", "SELECT upper(:x) | a", "SELECT substring(:x, 2) | ab", "SELECT to_char(1, :x) | 9", "SELECT :x::int + 1 | 4",
            "SELECT CAST(:x AS date) | 2024-02-29", "SELECT date_trunc(:x, at) FROM shapes | day", "SELECT extract(year FROM :x) | 2024-02-29",
            "SELECT array[:x] | a", "SELECT row(:x) | a", "VALUES (:x) | a", "SELECT :x UNION SELECT 'b' ORDER BY 1 | a", "SELECT :x UNION ALL SELECT 1 | 2",
            "SELECT id FROM shapes LIMIT :x | 1", "SELECT generate_series(1, :x) | 2", "SELECT count(:x) FROM shapes | a",
            "SELECT string_agg(:x, ',') FROM shapes | a", "SELECT max(:x) FROM shapes | a", "SELECT CASE WHEN :x = 'a' THEN 1 END | a",
            "SELECT CASE WHEN true THEN :x ELSE mood END FROM shapes | cross", "SELECT :x IS NULL | a", "SELECT :x /* so */ IS\nNOT -- or\n NULL | a",
            "SELECT (:x) IS NULL | a", "SELECT :x ISNULL | a", "SELECT id FROM shapes WHERE :x IS NULL OR mood = :x | calm",
            "SELECT :x IS DISTINCT FROM 'a' | a", "SELECT x.v FROM (SELECT :x AS v) x WHERE x.v = 'a' | a", "SELECT pg_column_size(:x) IS NULL | a",
            "SELECT lag(:x) OVER () | a",
            "UPDATE shapes SET txt = :x | a", "UPDATE shapes SET ch = :x | abcd", "UPDATE shapes SET vc = :x | abcdef", "UPDATE shapes SET mood = :x | calm",
            "UPDATE shapes SET mood = :x | glad", "UPDATE shapes SET uid = :x | 00112233-4455-6677-8899-aabbccddeeff", "UPDATE shapes SET ip = :x | ::1",
            "UPDATE shapes SET doc = :x | [1]", "UPDATE shapes SET doc = doc || :x | {\"b\": 2}", "UPDATE shapes SET js = :x | [1]",
            "UPDATE shapes SET span = :x | 2 h", "UPDATE shapes SET bits = :x | 111", "UPDATE shapes SET n = :x | 5", "UPDATE shapes SET n = n + :x | 1",
            "UPDATE shapes SET code = :x | abcdef", "UPDATE shapes SET many = :x | 0", "UPDATE shapes SET room = :x | [1,2]",
            "UPDATE shapes SET rooms = :x | {[1,2]}", "UPDATE shapes SET tags = :x | {a}", "UPDATE shapes SET moods = :x | {cross}",
            "UPDATE shapes SET day = :x | tomorrow", "UPDATE shapes SET page = :x | <b/>", "UPDATE shapes SET words = :x | c", "UPDATE shapes SET raw = :x | ab");

    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void isAQuotedLiteral(int version) {
        try (Database database = await(Database.open(Servers.url(version)))) {
            TABLE.forEach(sql -> await(database.execute(sql)));
            assertAll(SHAPES.stream().flatMap(shape -> {
                String sql = shape.substring(0, shape.lastIndexOf(" | "));
                String value = shape.substring(shape.lastIndexOf(" | ") + 3);
                return Stream.of(same(database, sql, value), same(database, sql, null));
            }));
        }
    }

    /** Where the server cannot tell the type of a quoted literal, a Json is a document there. */
    @ParameterizedTest
    @ValueSource(ints = {PostgresServer.NEWEST, PostgresServer.OLDEST})
    void aJsonStandsWhereTextDoes(int version) {
        Json document = new Json("{\"a\":  [1]}");
        Map<String, Object> answers = Map.ofEntries(Map.entry("SELECT (:x IS NULL)::text", "false"), Map.entry("SELECT (:x NOTNULL)::text", "true"),
                Map.entry("SELECT concat(:x, 'b')", document.text() + "b"), Map.entry("SELECT format('%s', :x)", document.text()),
                Map.entry("SELECT jsonb_build_object('k', :x)::text", "{\"k\": {\"a\": [1]}}"), Map.entry("SELECT num_nulls(:x)::text", "0"),
                Map.entry("SELECT count(:x)::text", "1"), Map.entry("SELECT row_to_json(row(:x))::text", "{\"f1\":" + document.text() + "}"));
        try (Database database = await(Database.open(Servers.url(version)))) {
            assertAll(answers.entrySet().stream().map(answer -> () -> {
                for (int run = 0; run < 7; run++) {
                    assertEquals(answer.getValue(), await(database.fetchAll(answer.getKey(), document)).get(0).get(0), answer.getKey());
                }
                await(database.fetchAll(answer.getKey(), "text"));
                await(database.fetchAll(answer.getKey(), Range.closedOpen(1, 2)));
                assertEquals(answer.getValue(), await(database.fetchAll(answer.getKey(), document)).get(0).get(0), answer.getKey());
            }));
        }
    }

    @Test
    void aValueOfPostgresAloneIsTextThere() {
        assertEquals("10.0.0.1/32b", text(db, "SELECT concat(:x, 'b')", Inet.parse("10.0.0.1")));
        assertEquals("false", text(db, "SELECT (:x IS NULL)::text", Range.closedOpen(1, 2)));
        assertEquals("{\"k\": \"[1,2)\"}", text(db, "SELECT jsonb_build_object('k', :x)::text", Range.closedOpen(1, 2)));
    }

    private static Executable same(Database database, String sql, String value) {
        String literal = value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
        return () -> assertEquals(outcome(database, sql.replace(":x", literal)), outcome(database, sql, value), sql + " with " + literal);
    }

    /** The rows, or the count, or the SQLSTATE; what is changed is rolled back. */
    private static String outcome(Database database, String sql, Object... value) {
        try {
            List<Row> rows = sql.startsWith("UPDATE") ? await(database.transaction(TransactionOptions.DEFAULT.withForceRollback(true),
                    tx -> tx.fetchAll(sql + " RETURNING shapes::text", value))) : await(database.fetchAll(sql, value));
            return rows.stream().map(InferredTextTest::shown).collect(Collectors.joining("; "));
        } catch (DatabaseException failure) {
            return failure.sqlState();
        }
    }

    private static String shown(Row row) {
        return row.toList().stream().map(v -> v instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(v)).toList().toString();
    }
}
