// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sqlite;

import static io.colonnade.sql.Sql.createAll;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.sum;
import static io.colonnade.sqlite.sql.SqliteOptions.AUTOINCREMENT;
import static io.colonnade.sqlite.sql.SqliteOptions.NOT_INDEXED;
import static io.colonnade.sqlite.sql.SqliteOptions.STRICT;
import static io.colonnade.sqlite.sql.SqliteOptions.WITHOUT_ROWID;
import static io.colonnade.sqlite.sql.SqliteOptions.indexedBy;
import static io.colonnade.sqlite.sql.SqliteOptions.onConflict;
import static io.colonnade.sqlite.sql.SqliteOptions.or;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Index;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Json;
import io.colonnade.sql.MetaData;
import io.colonnade.sql.Select;
import io.colonnade.sql.SqlType;
import io.colonnade.sql.Statement;
import io.colonnade.sql.Table;
import io.colonnade.sql.TableAlias;
import io.colonnade.sql.Types;
import io.colonnade.sqlite.sql.SqliteOptions;
import io.colonnade.sqlite.sql.SqliteOptions.Conflict;
import io.colonnade.sqlite.sql.SqliteTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What SQLite says of tables, columns, inserts and selects beyond the portable: its text, its effect, and who refuses it. */
class SqliteOwnSqlTest {

    /** Another database, which can all that is portable. */
    private static final Dialect OTHER = Dialect.builder("other").with(Feature.values()).build();

    private Database db;

    @BeforeEach
    void open() {
        db = Database.open("sqlite:///:memory:").join();
    }

    @AfterEach
    void close() {
        db.close();
    }

    private static void sql(String expected, Statement statement) {
        assertEquals(expected, SqliteDialect.ASSUMED.sql(statement));
    }

    private static void unsupported(String message, Statement statement) {
        DatabaseException refused = assertThrows(DatabaseException.class, () -> OTHER.sql(statement));
        assertEquals(ErrorKind.UNSUPPORTED, refused.kind());
        assertEquals(message, refused.getMessage());
    }

    private ErrorKind failure(Statement statement) {
        return assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class, () -> db.execute(statement).join())
                .getCause()).kind();
    }

    /** A calculated column has no declaration, so an instant arrives as the text in which it is kept. */
    @Test
    void aCalculatedInstantIsReadAsOne() {
        OffsetDateTime early = OffsetDateTime.parse("2024-01-01T00:00Z");
        OffsetDateTime late = OffsetDateTime.parse("2024-02-29T12:34:56.000007Z");
        db.execute("CREATE TABLE instants (id INTEGER PRIMARY KEY, tz TIMESTAMP_TZ)").join();
        db.executeMany("INSERT INTO instants VALUES (:id, :tz)", List.of(Map.of("id", 1, "tz", early), Map.of("id", 2, "tz", late))).join();
        readsAs(late, "SELECT max(tz) FROM instants", Map.of());
        readsAs(early, "SELECT coalesce(NULL, min(tz), :v) FROM instants", Map.of("v", late));
        readsAs(late, "SELECT coalesce(NULL, :v)", Map.of("v", late.toInstant()));
        readsAs(late, "SELECT :v", Map.of("v", late.toInstant().atZone(ZoneOffset.ofHours(2))));
    }

    private void readsAs(OffsetDateTime expected, String text, Map<String, Object> values) {
        Row row = db.fetchExactlyOne(text, values).join();
        assertEquals(expected, row.get(0, OffsetDateTime.class), text);
        assertEquals(expected.toInstant(), row.get(0, Instant.class), text);
        assertEquals(expected.toInstant(), db.fetchValue(text, Instant.class, values).join().get(), text);
    }

    /** A column of every portable type, and one that holds anything. */
    private static final class Everything extends Table {
        static final Everything EVERYTHING = new Everything();
        final Column<String> key = column("key", Types.varchar(5), primaryKey());
        final Column<Integer> number = column("number", Types.INTEGER);
        final Column<Boolean> done = column("done", Types.BOOLEAN, defaultValue(true));
        final Column<Double> real = column("real", Types.DOUBLE);
        final Column<BigDecimal> price = column("price", Types.decimal(10, 2));
        final Column<LocalDate> day = column("day", Types.DATE);
        final Column<LocalTime> time = column("time", Types.TIME);
        final Column<LocalDateTime> wall = column("wall", Types.TIMESTAMP);
        final Column<OffsetDateTime> at = column("at", Types.TIMESTAMP_TZ);
        final Column<UUID> uuid = column("uuid", Types.UUID);
        final Column<Json> json = column("json", Types.JSON);
        final Column<byte[]> bytes = column("bytes", Types.BINARY);
        final Column<Object> any = column("any", SqliteTypes.ANY);

        Everything() {
            super("everything");
            option(STRICT);
            option(WITHOUT_ROWID);
        }
    }

    private static final Everything EVERYTHING = Everything.EVERYTHING;

    @Test
    void strictTablesHoldWhatTheyDeclare() {
        sql("CREATE TABLE everything (\"key\" TEXT NOT NULL PRIMARY KEY, number INTEGER, done INTEGER DEFAULT 1, \"real\" REAL, price TEXT, "
                + "day TEXT, time TEXT, wall TEXT, \"at\" TEXT, uuid TEXT, json TEXT, bytes BLOB, \"any\" ANY) STRICT, WITHOUT ROWID",
                createTable(EVERYTHING));
        db.execute(createTable(EVERYTHING)).join();
        List<Object> values = Arrays.asList("a", 7, false, 0.5, new BigDecimal("1.50"), LocalDate.of(2024, 2, 29), LocalTime.of(1, 2, 3),
                LocalDateTime.of(2024, 2, 29, 1, 2), OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.UTC), new UUID(1, 2),
                new Json("{}"));
        Insert insert = insertInto(EVERYTHING).columns(EVERYTHING.columns().subList(0, 11).toArray(new Column<?>[0]))
                .values(values.toArray());
        db.execute(insert).join();
        assertEquals(values, db.fetchExactlyOne(select(EVERYTHING.columns().subList(0, 11)).from(EVERYTHING)).join().toList());
        assertEquals(ErrorKind.DATA, assertInstanceOf(DatabaseException.class, assertThrows(CompletionException.class,
                () -> db.execute("UPDATE everything SET number = 'seven'").join()).getCause()).kind());
        for (Object value : new Object[] {7L, 0.5, "07", null}) {
            db.execute(io.colonnade.sql.Sql.update(EVERYTHING).set(EVERYTHING.any, value)).join();
            assertEquals(value, db.fetchExactlyOne(selectFrom(EVERYTHING)).join().get(EVERYTHING.any));
        }
        unsupported("type ANY of sqlite is not possible with dialect other; use one of the portable types, or declare the table without that "
                + "column for this database", createTable(EVERYTHING));
    }

    private static final class Moments extends Table {
        static final Moments MOMENTS = new Moments();
        final Column<Long> id = generatedKey("id", Types.BIGINT, clause(AUTOINCREMENT));
        final Column<Instant> seconds = column("seconds", SqliteTypes.UNIX_SECONDS);
        final Column<Instant> millis = column("millis", SqliteTypes.UNIX_MILLIS);
        final Column<BigDecimal> price = column("price", SqliteTypes.NUMERIC);
        final Index byPrice = index(Index.on(price));

        Moments() {
            super("moments");
        }
    }

    private static final Moments MOMENTS = Moments.MOMENTS;

    @Test
    void keysAreNotGivenAgain() {
        sql("CREATE TABLE moments (id INTEGER PRIMARY KEY AUTOINCREMENT, seconds INTEGER, millis INTEGER, price NUMERIC)",
                createTable(MOMENTS));
        db.execute(createTable(MOMENTS)).join();
        assertEquals(List.of(1L), db.execute(insertInto(MOMENTS).defaultValues()).join().generatedKeys());
        db.execute("DELETE FROM moments").join();
        assertEquals(List.of(2L), db.execute(insertInto(MOMENTS).defaultValues()).join().generatedKeys());
    }

    @Test
    void momentsAndNumbersByAffinity() {
        db.execute(createTable(MOMENTS)).join();
        Instant at = Instant.ofEpochSecond(1_709_168_523);
        Instant finer = at.plusMillis(7);
        Map<String, Object> nothing = new HashMap<>();
        MOMENTS.columns().forEach(column -> nothing.put(column.name(), null));
        nothing.remove("id");
        assertArrayEquals(new long[] {1, 1, 1}, db.executeMany(insertInto(MOMENTS), List.of(
                Map.of("seconds", at, "millis", finer, "price", new BigDecimal("10.50")),
                Map.of("seconds", Instant.EPOCH, "millis", Instant.EPOCH.minusMillis(1), "price", new BigDecimal("9")), nothing)).join());
        List<Row> rows = db.fetchAll(selectFrom(MOMENTS).orderBy(MOMENTS.price.desc().nullsLast())).join();
        assertEquals(List.of(at, finer, new BigDecimal("10.5")), rows.get(0).toList().subList(1, 4));
        assertEquals(List.of(Instant.EPOCH, Instant.EPOCH.minusMillis(1), new BigDecimal("9")), rows.get(1).toList().subList(1, 4));
        assertEquals(Arrays.asList(null, null, null), rows.get(2).toList().subList(1, 4));
        assertEquals(new BigDecimal("19.5"), db.fetchValue(select(sum(MOMENTS.price)).from(MOMENTS), BigDecimal.class).join().get());
        assertEquals(1, db.fetchAll(selectFrom(MOMENTS).where(MOMENTS.price.gt(new BigDecimal("9.5")))).join().size());
        assertEquals(1, db.fetchAll(selectFrom(MOMENTS).where(MOMENTS.seconds.eq(at))).join().size());
        assertEquals(1_709_168_523L, db.fetchValue("SELECT seconds FROM moments WHERE id = 1", Long.class).join().get());
        assertEquals(ErrorKind.DATA, failure(insertInto(MOMENTS).set(MOMENTS.seconds, finer)));
        assertEquals(ErrorKind.DATA, failure(insertInto(MOMENTS).set(MOMENTS.millis, finer.plusNanos(1))));
        for (SqlType<?> type : List.of(SqliteTypes.NUMERIC, SqliteTypes.UNIX_MILLIS, SqliteTypes.UNIX_SECONDS)) {
            assertThrows(DatabaseException.class, () -> OTHER.typeName(type));
        }
    }

    private static final class Codes extends Table {
        static final Codes CODES = new Codes();
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey(), clause(onConflict(Conflict.REPLACE)));
        final Column<String> code = column("code", Types.TEXT, notNull(), unique(), clause(onConflict(Conflict.IGNORE)));
        final Column<Integer> a = column("a", Types.INTEGER, notNull(), defaultValue(0), clause(onConflict(Conflict.REPLACE)));
        final Column<Integer> b = column("b", Types.INTEGER);

        Codes() {
            super("codes");
            constraint(SqliteOptions.unique(Conflict.FAIL, a, b).named("one_pair"));
        }
    }

    private static final Codes CODES = Codes.CODES;

    private static Insert code(int id, String code, Integer a, Integer b) {
        return insertInto(CODES).columns(CODES.id, CODES.code, CODES.a, CODES.b).values(id, code, a, b);
    }

    @Test
    void constraintsSayWhatHappens() {
        sql("CREATE TABLE codes (id INTEGER NOT NULL PRIMARY KEY ON CONFLICT REPLACE, code TEXT NOT NULL UNIQUE ON CONFLICT IGNORE, "
                + "a INTEGER DEFAULT 0 NOT NULL ON CONFLICT REPLACE, b INTEGER, CONSTRAINT one_pair UNIQUE (a, b) ON CONFLICT FAIL)",
                createTable(CODES));
        db.execute(createTable(CODES)).join();
        assertEquals(1, db.execute(code(1, "a", 1, 1)).join().rowsAffected());
        assertEquals(1, db.execute(code(1, "b", null, 2)).join().rowsAffected());
        assertEquals(0, db.execute(code(2, "b", 3, 3)).join().rowsAffected());
        assertEquals(List.of(List.of(1, "b", 0, 2)), db.fetchAll(selectFrom(CODES)).join().stream().map(Row::toList).toList());
        assertEquals(ErrorKind.CONSTRAINT, failure(code(3, "c", 0, 2)));
        unsupported("ON CONFLICT REPLACE of column codes.id, which only sqlite has, is not possible with dialect other; use onConflict(…) of "
                + "the insert", createTable(CODES));
        assertThrows(UsageException.class, () -> SqliteOptions.unique(Conflict.FAIL));
    }

    @Test
    void insertsSayWhatHappens() {
        db.execute(createTable(CODES)).join();
        db.execute(code(1, "a", 1, 1)).join();
        sql("INSERT OR IGNORE INTO codes (id, code, a, b) VALUES (?, ?, ?, ?)", code(9, "x", 1, 1).modifier(or(Conflict.IGNORE)));
        assertEquals(0, db.execute(code(9, "x", 1, 1).modifier(or(Conflict.IGNORE))).join().rowsAffected());
        assertEquals(1, db.execute(code(9, "x", 1, 1).modifier(or(Conflict.REPLACE))).join().rowsAffected());
        assertEquals(9, db.fetchValue(select(CODES.id).from(CODES), Integer.class).join().get());
        assertArrayEquals(new long[] {0, 1}, db.executeMany(insertInto(CODES).modifier(or(Conflict.IGNORE)), List.of(
                Map.of("id", 9, "code", "x", "a", 5), Map.of("id", 10, "code", "y", "a", 6))).join());
        assertEquals(ErrorKind.CONSTRAINT, failure(code(9, "x", null, 1).modifier(or(Conflict.ABORT))));
        unsupported("OR IGNORE of the insert into codes, which only sqlite has, is not possible with dialect other; use "
                + "onConflict(…).doUpdate(…) or doNothing()", code(1, "a", 1, 1).modifier(or(Conflict.IGNORE)));
        db.execute(createTable(MOMENTS)).join();
        Result keys = db.execute(insertInto(MOMENTS).columns(MOMENTS.price).values(BigDecimal.ONE).values(BigDecimal.TEN)
                .modifier(or(Conflict.IGNORE))).join();
        assertEquals(List.of(1L, 2L), keys.generatedKeys());
    }

    @Test
    void hints() {
        Select some = select(MOMENTS.price).from(MOMENTS).where(MOMENTS.price.eq(BigDecimal.ONE));
        sql("SELECT price FROM moments INDEXED BY ix_moments_price WHERE price = ?", some.hint(MOMENTS, indexedBy(MOMENTS.byPrice)));
        db.execute(createAll(MetaData.of(MOMENTS))).join();
        assertTrue(plan(some.hint(MOMENTS, indexedBy(MOMENTS.byPrice))).contains("ix_moments_price"));
        assertTrue(plan(some).contains("ix_moments_price"));
        assertEquals("SCAN moments", plan(some.hint(MOMENTS, NOT_INDEXED)));
        TableAlias m = MOMENTS.as("m");
        assertEquals(0, db.fetchAll(select(MOMENTS.id).from(MOMENTS).join(m, m.column(MOMENTS.id).eq(MOMENTS.id))
                .where(m.column(MOMENTS.price).eq(BigDecimal.ONE)).hint(m, indexedBy(MOMENTS.byPrice))).join().size());
        DatabaseException refused = assertThrows(DatabaseException.class, () -> OTHER.sql(select(CODES.id).from(CODES).hint(CODES,
                NOT_INDEXED)));
        assertEquals("NOT INDEXED of table codes in FROM, which only sqlite has, is not possible with dialect other; leave hint(…) out",
                refused.getMessage());
    }

    private String plan(Select select) {
        return db.fetchExactlyOne("EXPLAIN QUERY PLAN " + db.dialect().print(select)).join().getString("detail");
    }
}
