// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.tck.cases.Calls.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Queries;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When another session changes a table, a statement that is prepared answers as on a fresh connection, or fails so that it may run again. */
class ChangedElsewhereTest extends PostgresTestCase {

    private static final int OFTEN = 12;

    /** The statement, its value, and what the other session does. */
    private static final List<Arguments> CHANGES = List.of(
            Arguments.of("SELECT * FROM changing WHERE id = :x", 1, "ALTER TABLE changing ADD COLUMN more text DEFAULT 'm'"),
            Arguments.of("SELECT * FROM changing WHERE id = :x", 1, "ALTER TABLE changing DROP COLUMN n"),
            Arguments.of("SELECT n FROM changing WHERE id = :x", 1, "ALTER TABLE changing ALTER COLUMN n TYPE bigint USING 5000000000"),
            Arguments.of("SELECT n FROM changing WHERE id = :x", 1, "ALTER TABLE changing ALTER COLUMN n TYPE text"),
            Arguments.of("SELECT n, txt FROM changing WHERE txt = :x", "a", "ALTER TABLE changing ALTER COLUMN n TYPE numeric"),
            Arguments.of("SELECT id FROM changing WHERE n = :x", "5", "ALTER TABLE changing ALTER COLUMN n TYPE text USING '005'"),
            Arguments.of("SELECT id FROM changing WHERE n = :x", "5", "ALTER TABLE changing ALTER COLUMN n TYPE numeric USING 5.0"),
            Arguments.of("SELECT id FROM changing WHERE txt = :x", "5", "ALTER TABLE changing ALTER COLUMN txt TYPE int USING 5"),
            Arguments.of("SELECT id FROM changing WHERE txt IN (:x)", List.of("5"), "ALTER TABLE changing ALTER COLUMN txt TYPE int USING 5"),
            Arguments.of("SELECT id FROM changing WHERE txt = :x", "calm", "ALTER TABLE changing ALTER COLUMN txt TYPE changing_mood USING 'calm'"),
            Arguments.of("UPDATE changing SET n = :x", "007", "ALTER TABLE changing ALTER COLUMN n TYPE text"),
            Arguments.of("UPDATE changing SET n = :x", 7, "ALTER TABLE changing ALTER COLUMN n TYPE text"),
            Arguments.of("UPDATE changing SET txt = :x", "5", "ALTER TABLE changing ALTER COLUMN txt TYPE int USING 5"),
            Arguments.of("UPDATE changing SET txt = :x", "[5]", "ALTER TABLE changing ALTER COLUMN txt TYPE jsonb USING '{}'"),
            Arguments.of("UPDATE changing SET at = :x", "2024-02-29 12:00+02", "ALTER TABLE changing ALTER COLUMN at TYPE timestamptz"),
            Arguments.of("UPDATE changing SET mood = :x", "calm", "ALTER TABLE changing ALTER COLUMN mood TYPE text USING mood::text"),
            Arguments.of("UPDATE changing SET txt = :x", null, "ALTER TABLE changing ALTER COLUMN txt TYPE int USING 5"),
            Arguments.of("UPDATE changing SET txt = :x", "a", "ALTER TABLE changing RENAME TO changing_once; CREATE TABLE changing (txt char(1))"),
            Arguments.of("SELECT txt FROM changing WHERE id = :x", 1, "DROP TABLE changing"),
            Arguments.of("SELECT txt FROM changing WHERE id = :x", 1, "DROP TABLE changing; CREATE TABLE changing (id text, txt text)"));

    private static final List<String> TABLE = List.of("DROP TABLE IF EXISTS changing", "DROP TABLE IF EXISTS changing_once",
            "DROP TYPE IF EXISTS changing_mood", "CREATE TYPE changing_mood AS ENUM ('calm', 'cross')",
            "CREATE TABLE changing (id int, n int, txt text, at timestamp, mood changing_mood)",
            "INSERT INTO changing VALUES (1, 5, 'a', '2024-01-01', 'calm')");

    static Stream<Arguments> changes() {
        return Stream.of(PostgresServer.NEWEST, PostgresServer.OLDEST).flatMap(version -> CHANGES.stream().map(change ->
                Arguments.of(version, change.get()[0], change.get()[1], change.get()[2])));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void answersAsAFreshConnection(int version, String sql, Object value, String change) {
        assertFresh(version, sql, value, change, database -> rows(database, sql, value));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void doesSoInATransaction(int version, String sql, Object value, String change) {
        assertFresh(version, sql, value, change, database -> await(database.transaction(tx ->
                CompletableFuture.completedFuture(null).thenCompose(begun -> fetch(tx, sql, value)))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void doesSoInAStream(int version, String sql, Object value, String change) {
        assertFresh(version, sql, value, change, database -> {
            CompletableFuture<String> read = new CompletableFuture<>();
            database.iterate(sql, Collections.singletonMap("x", value)).subscribe(new Reader(read, new ArrayList<>()));
            return await(read);
        });
    }

    @ParameterizedTest
    @MethodSource("changes")
    void doesSoInABatch(int version, String sql, Object value, String change) {
        if (sql.startsWith("UPDATE")) {
            assertFresh(version, sql, value, change, database ->
                    String.valueOf(await(database.executeMany(sql, Collections.nCopies(2, Collections.singletonMap("x", value)))).length));
        }
    }

    private static void assertFresh(int version, String sql, Object value, String change, Function<Database, String> run) {
        String url = Servers.url(version).reveal() + "?max_size=1";
        try (Database other = await(Database.open(url)); Database old = await(Database.open(url))) {
            TABLE.forEach(statement -> await(other.execute(statement)));
            for (int i = 0; i < OFTEN; i++) {
                run.apply(old);
            }
            for (String statement : change.split("; ")) {
                await(other.execute(statement));
            }
            String first = outcome(old, run);
            String stored = stored(other);
            if (first.equals("again")) {
                first = outcome(old, run);
                stored = stored(other);
            }
            try (Database fresh = await(Database.open(url))) {
                assertEquals(outcome(fresh, run), first, () -> sql + " after " + change);
                assertEquals(stored(other), stored, () -> "stored by " + sql + " after " + change);
            }
        }
    }

    private static String outcome(Database database, Function<Database, String> run) {
        try {
            return run.apply(database);
        } catch (DatabaseException failure) {
            assertTrue(failure.connectionUsable(), failure::getMessage);
            return failure.retrySafe() ? "again" : String.valueOf(failure.sqlState());
        }
    }

    private static String stored(Database database) {
        try {
            return rows(database, "SELECT changing::text FROM changing", null);
        } catch (DatabaseException gone) {
            return gone.sqlState();
        }
    }

    private static String rows(Queries database, String sql, Object value) {
        return await(fetch(database, sql, value));
    }

    private static CompletableFuture<String> fetch(Queries database, String sql, Object value) {
        Map<String, Object> values = sql.contains(":x") ? Collections.singletonMap("x", value) : Map.of();
        return database.fetchAll(sql, values).thenApply(rows -> rows.stream().map(ChangedElsewhereTest::shown).toList().toString());
    }

    private static String shown(Row row) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            shown.append(row.columnNames().get(i)).append('=').append(value).append(value == null ? "" : value.getClass()).append(' ');
        }
        return shown.toString();
    }

    /** What stays prepared because it was inferred as text is inferred anew when a connection of the same database changes a table. */
    @ParameterizedTest
    @ValueSource(strings = {"citext", "char(3)"})
    void textIsInferredAnewAfterDdlOfTheSameDatabase(String type) {
        String sql = "SELECT count(*)::text FROM inferred_before WHERE code = :code";
        String given = type.equals("citext") ? "A" : "a  ";
        await(db.execute("CREATE EXTENSION IF NOT EXISTS citext"));
        try (Database two = open("max_size=2")) {
            for (boolean transaction : new boolean[] {false, true}) {
                await(two.execute("DROP TABLE IF EXISTS inferred_before"));
                await(two.execute("CREATE TABLE inferred_before (code text)"));
                await(two.execute("INSERT INTO inferred_before VALUES ('a')"));
                String alter = "ALTER TABLE inferred_before ALTER COLUMN code TYPE " + type;
                await(two.withConnection(held -> often(held, sql, given).thenCompose(done -> {
                    CompletableFuture<?> change = transaction ? two.transaction(tx -> tx.execute(alter)) : two.execute(alter);
                    return change.thenCompose(changed -> held.fetchValue(sql, String.class, given));
                }).thenAccept(found -> assertEquals("1", found.get(), "on another connection"))));
                await(two.withConnection(held -> often(held, sql, given).thenAccept(found -> assertEquals("1", found, "on any connection"))));
            }
            await(two.execute("DROP TABLE inferred_before"));
        }
    }

    private static CompletableFuture<String> often(Queries queries, String sql, String given) {
        CompletableFuture<String> all = CompletableFuture.completedFuture(null);
        for (int i = 0; i < OFTEN; i++) {
            all = all.thenCompose(done -> queries.fetchValue(sql, String.class, given).thenApply(found -> found.get()));
        }
        return all;
    }

    /** What the user has thrown away is prepared anew, in a transaction too once that has run again. */
    @Test
    void whatIsThrownAwayIsPreparedAnew() {
        for (String away : List.of("DISCARD ALL", "DEALLOCATE ALL", "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")) {
            await(db.withConnection(c -> {
                CompletableFuture<?> all = CompletableFuture.completedFuture(null);
                for (int i = 0; i < OFTEN; i++) {
                    all = all.thenCompose(done -> c.fetchAll("SELECT :x::int AS often", 1));
                }
                return all.thenCompose(done -> c.execute(away)).thenCompose(done -> c.fetchAll("SELECT :x::int AS often", 1));
            }));
            String sql = "SELECT :x::int AS often";
            for (int i = 0; i < OFTEN; i++) {
                await(db.fetchAll(sql, 1));
            }
            try {
                await(db.transaction(tx -> tx.execute(away.startsWith("DISCARD") ? "DEALLOCATE ALL" : away)
                        .thenCompose(done -> tx.fetchAll(sql, 1))));
            } catch (DatabaseException failure) {
                assertTrue(failure.retrySafe() && failure.connectionUsable(), failure::getMessage);
            }
            await(db.transaction(tx -> tx.fetchAll(sql, 1)));
        }
    }

    /** As behind a pooler that lends one session to several clients: another one has taken the name of a statement. */
    @Test
    void anothersStatementSaysWhichOptionHelps() {
        DatabaseException failure = failure(ErrorKind.SERIALIZATION, db.withConnection(c -> {
            CompletableFuture<?> all = CompletableFuture.completedFuture(null);
            for (int i = 1; i <= 20; i++) {
                String name = "S_" + i;
                all = all.thenCompose(done -> c.execute("PREPARE \"" + name + "\" AS SELECT 1").handle((made, there) -> null));
            }
            for (int i = 0; i < OFTEN; i++) {
                all = all.thenCompose(done -> c.fetchAll("SELECT :x::int AS taken", 1));
            }
            return all;
        }));
        assertEquals("42P05", failure.sqlState());
        assertTrue(failure.retrySafe() && failure.connectionUsable() && words(failure).contains("prepared_statement_cache_size=0"),
                failure::getMessage);
        try (Database unnamed = open("max_size=1&prepared_statement_cache_size=0")) {
            for (int i = 0; i < OFTEN; i++) {
                assertEquals("1", text(unnamed, "SELECT :x::int::text", 1));
            }
            assertEquals("0", text(unnamed, "SELECT count(*)::text FROM pg_prepared_statements"));
        }
    }

    /** A statement finds its table by the path of names that holds when it runs. */
    @Test
    void thePathOfNamesMayChange() {
        for (String sql : List.of("DROP SCHEMA IF EXISTS path_a CASCADE", "DROP SCHEMA IF EXISTS path_b CASCADE", "CREATE SCHEMA path_a",
                "CREATE SCHEMA path_b", "CREATE TABLE path_a.named (v int)", "CREATE TABLE path_b.named (v text, w text)",
                "INSERT INTO path_a.named VALUES (1)", "INSERT INTO path_b.named VALUES ('b', 'b')")) {
            await(db.execute(sql));
        }
        await(db.withConnection(c -> {
            CompletableFuture<?> all = c.execute("SET search_path TO path_a");
            for (int i = 0; i < OFTEN; i++) {
                all = all.thenCompose(done -> c.fetchAll("SELECT * FROM named"));
            }
            return all.thenCompose(done -> c.execute("SET search_path TO path_b")).thenCompose(done -> c.fetchAll("SELECT * FROM named"))
                    .thenAccept(rows -> assertEquals(List.of("v", "w"), rows.get(0).columnNames()));
        }));
        await(db.execute("DROP SCHEMA path_a CASCADE"));
        await(db.execute("DROP SCHEMA path_b CASCADE"));
    }

    /** Reads all rows. */
    private record Reader(CompletableFuture<String> read, List<String> rows) implements Flow.Subscriber<Row> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Row row) {
            rows.add(shown(row));
        }

        @Override
        public void onError(Throwable failure) {
            read.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            read.complete(rows.toString());
        }
    }
}
