// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.tck.cases.Calls.says;
import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Column;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How text that is bound to SQL text gets its type, and what becomes of text whose type PostgreSQL cannot tell. */
class TextTypeTest extends PostgresTestCase {

    private static final String UNTYPED = "SELECT jsonb_build_object('kind', :kind)::text";

    /** Rows that are written one by one and rows that go as arrays are taken or refused alike, and are stored alike. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"citext | Ada | ada", "mood_of_many | calm | glad", "uuid | 00112233-4455-6677-8899-aabbccddeeff | x",
        "inet | 10.0.0.1 | x", "jsonb | {\"a\": 1} | {", "json | [1] | [", "interval | 1 day | x", "bit(3) | 101 | 1012", "varbit | 1 | 2",
        "int | 5 | x", "bigint | 5 | 5.5", "numeric(5,2) | 1.255 | x", "boolean | yes | x", "date | 2024-02-29 | 2023-02-29", "text | a | ",
        "varchar(3) | abc | abcd", "char(3) | ab | abcd", "code_of_many | abc | abcde", "count_of_many | 7 | 0", "int4range | [1,5) | [5,1)",
        "int[] | {1,2} | {1", "text[] | {a,b} | {a", "mood_of_many[] | {calm} | {glad}", "tsvector | a b | '", "xml | <a/> | <a",
        "bytea | \\x61 | \\x6", "point | (1,2) | (1", "box | (1,2),(0,0) | (", "oid | 7 | x", "name | a | b", "\"char\" | a | ab"})
    void theNumberOfItemsDoesNotMatter(String type, String good, String bad) {
        for (String sql : List.of("DROP TABLE IF EXISTS many_texts", "DROP DOMAIN IF EXISTS code_of_many, count_of_many",
                "DROP TYPE IF EXISTS mood_of_many", "CREATE EXTENSION IF NOT EXISTS citext", "CREATE TYPE mood_of_many AS ENUM ('calm', 'cross')",
                "CREATE DOMAIN code_of_many AS varchar(9) CHECK (length(VALUE) < 5)", "CREATE DOMAIN count_of_many AS int CHECK (VALUE > 0)",
                "CREATE TABLE many_texts (id int, x " + type + ")")) {
            await(db.execute(sql));
        }
        try (Database text = open("max_size=1&text_type=text")) {
            for (Database database : List.of(db, text)) {
                for (String value : Arrays.asList(good, bad == null ? "" : bad, null)) {
                    String one = outcome(database, Collections.nCopies(1, value));
                    for (int size : new int[] {7, 8, 20}) {
                        assertEquals(one, outcome(database, Collections.nCopies(size, value)), size + " items of " + value);
                    }
                }
                mixed(database, good);
            }
        }
    }

    private void mixed(Database database, String good) {
        List<Object> values = new ArrayList<>(Arrays.asList(good, null, 1, 2L, good, null, 3));
        String few = outcome(database, values);
        values.addAll(Arrays.asList(good, null, 1));
        assertEquals(few, outcome(database, values), "texts, numbers and nulls in turn");
    }

    /** What is stored, each value once, or the SQLSTATE. */
    private static String outcome(Database database, List<?> values) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Object value : values) {
            Map<String, Object> item = new java.util.HashMap<>();
            item.put("id", items.size());
            item.put("x", value);
            items.add(item);
        }
        await(database.execute("TRUNCATE many_texts"));
        try {
            await(database.executeMany("INSERT INTO many_texts (id, x) VALUES (:id, :x)", items));
            return await(database.fetchAll("SELECT DISTINCT x::text FROM many_texts ORDER BY 1")).stream().map(row -> row.toList().toString())
                    .toList().toString();
        } catch (DatabaseException failure) {
            assertEquals(0L, await(database.fetchValue("SELECT count(*) FROM many_texts", Long.class)).get());
            return failure.sqlState();
        }
    }

    @Test
    void listsGoWithoutATypeToo() {
        await(db.execute("CREATE EXTENSION IF NOT EXISTS citext"));
        assertEquals(1L, await(db.fetchValue("SELECT count(*) FROM (VALUES ('Ada'::citext), ('Bob')) p (name) WHERE name IN (:names)", Long.class,
                Map.of("names", List.of("ada", "it's", "a\"b\\c,{}", "NULL")))).get());
        for (String odd : List.of("it's", "a\"b\\c,{}", "NULL", "", " ")) {
            assertEquals(1L, await(db.fetchValue("SELECT count(*) FROM (VALUES (:odd)) p (name) WHERE name IN (:names)", Long.class,
                    Map.of("odd", odd, "names", List.of("other", odd)))).get(), odd);
        }
    }

    @Test
    void whatHasNoTypeIsTextOutsideATransaction() {
        assertEquals("{\"kind\": \"a\"}", text(db, UNTYPED, "a"));
        assertEquals("{\"kind\": null}", text(db, UNTYPED, (Object) null));
        assertEquals("a-b-", text(db, "SELECT concat(:a, '-', :b, '-', :c)", "a", "b", null), "each of several");
    }

    @Test
    void whatHasNoTypeIsTextInAStream() {
        CompletableFuture<String> read = new CompletableFuture<>();
        db.iterate("SELECT jsonb_build_object('streamed', :kind)::text", "a").subscribe(new First(read));
        assertEquals("{\"streamed\": \"a\"}", await(read));
        assertEquals("1", text(db, "SELECT 1::text"), "the connection goes on");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void whatHasNoTypeIsTextInABatch(int size) {
        await(db.execute("CREATE TABLE IF NOT EXISTS untyped_batch (doc jsonb)"));
        await(db.execute("TRUNCATE untyped_batch"));
        await(db.executeMany("INSERT INTO untyped_batch VALUES (jsonb_build_object('size" + size + "', :kind))",
                Collections.nCopies(size, Map.of("kind", "a"))));
        assertEquals(size, await(db.fetchValue("SELECT count(*) FROM untyped_batch", Long.class)).get());
    }

    /** The server has ended the transaction with the error, so it must say what to write; what was learnt outside serves inside. */
    @Test
    void inATransactionTheErrorSaysWhatToWrite() {
        String sql = "SELECT concat('inside', :word)";
        DatabaseException failure = failure(ErrorKind.SYNTAX, db.transaction(tx -> tx.fetchAll(sql, "a")));
        assertTrue(words(failure).contains(":word::text"), failure::getMessage);
        assertEquals("42P18", failure.sqlState());
        assertEquals("insidea", text(db, sql, "a"));
        assertEquals("insidea", await(db.transaction(tx -> tx.fetchValue(sql, String.class, "a"))).get());
    }

    /** No second try could help where a value of another class stands at such a place. */
    @Test
    void itIsTriedOnceMoreOnly() {
        failure(ErrorKind.SYNTAX, db.fetchAll("SELECT concat('documents', :docs)",
                (Object) new io.colonnade.sql.Json[] {new io.colonnade.sql.Json("{}")}));
        assertEquals("1", text(db, "SELECT 1::text"));
    }

    /** What the server has prepared for a text serves a null too, and is not prepared again when they take turns. */
    @Test
    void textAndNullShareOneStatement() {
        await(db.execute("CREATE TABLE IF NOT EXISTS sharing (id int, mood text)"));
        String sql = "SELECT id FROM sharing WHERE mood = :mood OR :other IS NULL";
        for (int i = 0; i < 12; i++) {
            await(db.fetchAll(sql, i % 2 == 0 ? "calm" : null, i % 3 == 0 ? null : "x"));
        }
        Row prepared = await(db.fetchExactlyOne("SELECT count(*), sum(generic_plans + custom_plans) FROM pg_prepared_statements"
                + " WHERE statement LIKE 'SELECT id FROM sharing%'"));
        assertEquals(1L, prepared.getLong(0));
        assertTrue(prepared.getLong(1) >= 7, () -> "runs of the one statement: " + prepared.getLong(1));
    }

    @Test
    void anExpressionKeepsTheTypesOfItsColumns() {
        await(db.execute("CREATE EXTENSION IF NOT EXISTS citext"));
        await(db.execute("DROP TABLE IF EXISTS typed_texts"));
        await(db.execute("CREATE TABLE typed_texts (plain text, fold citext)"));
        await(db.execute(insertInto(TYPED).set(TYPED.plain, "Ada").set(TYPED.fold, "Ada")));
        assertEquals(0, await(db.fetchAll(select(TYPED.plain).from(TYPED).where(TYPED.plain.eq("ada")))).size());
        assertEquals(1, await(db.fetchAll(select(TYPED.plain).from(TYPED).where(TYPED.fold.eq("ada")))).size());
    }

    private static final TypedTexts TYPED = new TypedTexts();

    private static final class TypedTexts extends Table {
        final Column<String> plain = column("plain", Types.TEXT);
        final Column<String> fold = column("fold", SqlType.vendor("citext", String.class));

        TypedTexts() {
            super("typed_texts");
        }
    }

    @Test
    void theOptionBringsVarcharBack() {
        try (Database text = open("max_size=1&text_type=text")) {
            assertEquals("character varying", text(text, "SELECT pg_typeof(:x)::text", "a"));
            assertEquals("42883", failure(ErrorKind.NOT_FOUND, text.fetchAll("SELECT 1 = :x", "1")).sqlState());
            assertEquals("false", text(text, "SELECT (:x IS NULL)::text", "a"));
            assertEquals("true", text(text, "SELECT (:x IS NULL)::text", (Object) null));
        }
        assertEquals("true", text(db, "SELECT (1 = :x)::text", "1"));
    }

    /** A time that is refused never gets so far as to have a type, and one that is taken keeps its own, whatever text is. */
    @Test
    void textAsTextAndTimesThatAreRefused() {
        LocalDateTime whole = LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000);
        LocalDateTime finer = whole.plusNanos(1);
        try (Database both = open("max_size=1&text_type=text&fraction=refuse")) {
            await(both.execute("DROP TABLE IF EXISTS refused_times"));
            await(both.execute("CREATE TABLE refused_times (id int, at timestamp, note text)"));
            for (int run = 0; run < 7; run++) {
                for (Object fine : List.of(finer, finer.atOffset(ZoneOffset.UTC), finer.toLocalTime())) {
                    says("parameter at", failure(ErrorKind.DATA, both.execute("INSERT INTO refused_times VALUES (1, :at, :note)", fine, "a")));
                }
                await(both.execute("INSERT INTO refused_times VALUES (:id, :at, :note)", run, whole, "a"));
                String among = "SELECT count(*)::text FROM refused_times WHERE at IN (:at) AND note IN (:notes) AND (:none IS NULL)";
                assertEquals(run + 1 + "", text(both, among, List.of(whole, whole.plusDays(1)), List.of("a", "b"), null));
                says("parameter at", failure(ErrorKind.DATA, both.fetchAll(among, List.of(whole, finer), List.of("a"), null)));
            }
            StatementException item = (StatementException) failure(ErrorKind.DATA, both.executeMany("INSERT INTO refused_times VALUES (8, :at, 'b')",
                    List.of(Map.of("at", whole), Map.of("at", finer))));
            assertEquals(1, item.batchIndex());
            assertEquals("42804", failure(ErrorKind.DATA, both.execute("INSERT INTO refused_times VALUES (9, :at, 'c')", finer.toString())).sqlState());
            assertEquals("7", text(both, "SELECT count(*)::text FROM refused_times"));
        }
    }

    @Test
    void theOptionIsChecked() {
        DatabaseException failure = failure(ErrorKind.CONFIG_INVALID, openStage("text_type=varchar"));
        assertTrue(words(failure).contains("inferred") && words(failure).contains("text"), failure::getMessage);
        assertFalse(failure.getMessage().contains("null"), failure::getMessage);
    }

    private static CompletionStage<Database> openStage(String options) {
        try {
            String url = url().reveal();
            return Database.open(url + (url.contains("?") ? "&" : "?") + options);
        } catch (DatabaseException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** Reads the first column of the first row. */
    private record First(CompletableFuture<String> read) implements Flow.Subscriber<Row> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Row row) {
            read.complete(row.getString(0));
        }

        @Override
        public void onError(Throwable failure) {
            read.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            read.complete(null);
        }
    }
}
