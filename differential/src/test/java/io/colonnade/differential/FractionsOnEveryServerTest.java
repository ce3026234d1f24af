// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.each;
import static io.colonnade.differential.EveryServer.same;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.Sql;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Times finer than a microsecond are floored wherever they are bound, so that what was stored is found by the value that stored it. */
class FractionsOnEveryServerTest {

    private static final LocalTime TIME = LocalTime.of(12, 34, 56, 123_456_789);
    private static final LocalDateTime LOCAL = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999);
    private static final OffsetDateTime AT = OffsetDateTime.of(1950, 1, 1, 1, 2, 3, 999_999_999, ZoneOffset.ofHours(2));
    private static final Duration LENGTH = Duration.ofNanos(-1);

    private static final LocalTime TIME_KEPT = LocalTime.of(12, 34, 56, 123_456_000);
    private static final LocalDateTime LOCAL_KEPT = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000);
    private static final OffsetDateTime AT_KEPT = OffsetDateTime.of(1949, 12, 31, 23, 2, 3, 999_999_000, ZoneOffset.UTC);
    private static final Duration LENGTH_KEPT = Duration.ofNanos(-1_000);
    private static final List<Object> KEPT = List.of(TIME_KEPT, LOCAL_KEPT, AT_KEPT, LENGTH_KEPT);

    private static final class Fine extends Table {
        final Column<Integer> id = column("id", Types.INTEGER);
        final Column<LocalTime> time = column("at_time", Types.TIME);
        final Column<LocalDateTime> local = column("at_local", Types.TIMESTAMP);
        final Column<OffsetDateTime> at = column("at_instant", Types.TIMESTAMP_TZ);
        final Column<Duration> length = column("length", Types.DURATION);

        Fine() {
            super("fractions");
        }
    }

    private static final Fine FINE = new Fine();

    @BeforeAll
    static void create() {
        each(db -> {
            db.execute("DROP TABLE IF EXISTS fractions").join();
            db.execute(createTable(FINE)).join();
        });
    }

    @BeforeEach
    void empty() {
        each(db -> db.execute(deleteFrom(FINE)).join());
    }

    @AfterAll
    static void drop() {
        each(db -> db.execute(dropTable(FINE).ifExists()).join());
    }

    private static List<List<Object>> stored(Database db) {
        return EveryServer.values(db.fetchAll(select(FINE.time, FINE.local, FINE.at, FINE.length).from(FINE).orderBy(FINE.id)).join());
    }

    private static void insert(Database db) {
        db.execute(insertInto(FINE).set(FINE.id, 1).set(FINE.time, TIME).set(FINE.local, LOCAL).set(FINE.at, AT).set(FINE.length, LENGTH)).join();
    }

    @Test
    void inExpressions() {
        assertEquals(List.of(KEPT), same(db -> {
            insert(db);
            return stored(db);
        }));
    }

    @Test
    void inSqlTextOfEveryClass() {
        Instant instant = Instant.ofEpochSecond(-1, 999_999_999);
        same(db -> {
            String sql = "INSERT INTO fractions (id, at_time, at_local, at_instant) VALUES (:id, :time, :local, :at)";
            db.execute(sql, Map.of("id", 1, "time", TIME, "local", LOCAL, "at", AT)).join();
            db.execute(sql, Map.of("id", 2, "time", LocalTime.MAX, "local", LOCAL, "at", instant)).join();
            db.execute(sql, 3, LocalTime.MIN, LOCAL, instant.atZone(java.time.ZoneId.of("Europe/Berlin"))).join();
            OffsetDateTime kept = OffsetDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000, ZoneOffset.UTC);
            List<Object> times = new ArrayList<>();
            stored(db).forEach(row -> times.addAll(List.of(row.get(0), row.get(1), row.get(2))));
            assertEquals(List.of(TIME_KEPT, LOCAL_KEPT, AT_KEPT, LocalTime.of(23, 59, 59, 999_999_000), LOCAL_KEPT, kept, LocalTime.MIN,
                    LOCAL_KEPT, kept), times);
            return true;
        });
    }

    @Test
    void inBatchesOfAnySize() {
        for (int size : new int[] {1, 3, 100}) {
            empty();
            List<Map<String, Object>> rows = IntStream.range(0, size).<Map<String, Object>>mapToObj(i -> new HashMap<>(Map.of("id", i,
                    "at_time", TIME, "at_local", LOCAL, "at_instant", AT, "length", LENGTH))).toList();
            List<List<Object>> kept = IntStream.range(0, size).mapToObj(i -> KEPT).toList();
            assertEquals(kept, same(db -> {
                db.executeMany(insertInto(FINE), rows).join();
                return stored(db);
            }));
            empty();
            assertEquals(LOCAL_KEPT, same(db -> {
                db.executeMany("INSERT INTO fractions (id, at_local) VALUES (:id, :local)", rows.stream()
                        .map(row -> Map.of("id", row.get("id"), "local", LOCAL)).toList()).join();
                return db.fetchAll(select(FINE.local).from(FINE)).join().get(size - 1).get(FINE.local);
            }));
        }
    }

    /** Stored and looked for by one rule. */
    @Test
    void inConditions() {
        List<OffsetDateTime> many = new ArrayList<>(List.of(AT));
        IntStream.range(0, 30).forEach(i -> many.add(AT.plusYears(i + 1)));
        same(db -> {
            insert(db);
            List<Expression<Boolean>> finding = List.of(FINE.time.eq(TIME), FINE.local.eq(LOCAL), FINE.at.eq(AT), FINE.length.eq(LENGTH),
                    FINE.at.between(AT, AT), FINE.local.in(LOCAL, LOCAL.plusYears(1)), FINE.at.in(many), FINE.at.ge(AT), FINE.at.le(AT),
                    FINE.local.eq(Sql.value(LOCAL)), FINE.length.le(LENGTH));
            for (Expression<Boolean> condition : finding) {
                assertEquals(1, db.fetchAll(select(FINE.id).from(FINE).where(condition)).join().size(), condition::toString);
            }
            assertEquals(1, db.fetchAll(select(FINE.id).from(FINE).where(FINE.at.in(param("many", Types.TIMESTAMP_TZ))), Map.of("many", many))
                    .join().size());
            assertEquals(1, db.fetchAll(select(FINE.id).from(FINE).where(FINE.length.eq(param("length", Types.DURATION))),
                    Map.of("length", LENGTH)).join().size());
            assertEquals(1, db.fetchAll("SELECT id FROM fractions WHERE at_local = :at", LOCAL).join().size());
            assertEquals(1, db.fetchAll("SELECT id FROM fractions WHERE at_local IN (:many)", Map.of("many",
                    IntStream.range(0, 20).mapToObj(LOCAL::plusYears).toList())).join().size());
            return true;
        });
    }

    /** The first line of a new user. */
    @Test
    void now() {
        each(db -> {
            OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).withNano(123_456_789);
            db.execute(insertInto(FINE).set(FINE.id, 1).set(FINE.at, now)).join();
            assertEquals(now.withNano(123_456_000), db.fetchAll(select(FINE.at).from(FINE)).join().get(0).get(FINE.at));

        });
    }
}
