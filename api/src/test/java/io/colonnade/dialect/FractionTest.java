// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import static io.colonnade.sql.Sql.insertInto;
import static io.colonnade.sql.Sql.param;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementException;
import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What becomes of the part of a time that is finer than a microsecond. */
class FractionTest {

    private static final Dialect ANSI = Dialect.ansi("ansi");
    private static final LocalDateTime FINER = LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999);
    private static final LocalDateTime KEPT = FINER.withNano(999_999_000);

    private static final class Moments extends Table {
        final Column<LocalDateTime> at = column("at", Types.TIMESTAMP);
        final Column<Duration> length = column("length", Types.DURATION);

        Moments() {
            super("moments");
        }
    }

    private static final Moments MOMENTS = new Moments();

    private final StatementCache floors = new StatementCache(10);
    private final StatementCache refuses = new StatementCache(10, Fraction.REFUSE);

    @Test
    void everyClassIsFloored() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        for (List<Object> pair : List.<List<Object>>of(List.of(LocalTime.MAX, LocalTime.of(23, 59, 59, 999_999_000)), List.of(FINER, KEPT),
                List.of(FINER.atOffset(ZoneOffset.ofHours(2)), KEPT.atOffset(ZoneOffset.ofHours(2))),
                List.of(FINER.atZone(berlin), KEPT.atZone(berlin)), List.of(Instant.ofEpochSecond(-1, 1), Instant.ofEpochSecond(-1)),
                List.of(Duration.ofNanos(-1), Duration.ofNanos(-1_000)), List.of(Duration.ofNanos(1_999), Duration.ofNanos(1_000)),
                List.of(OffsetTime.of(LocalTime.of(1, 2, 3, 4), ZoneOffset.UTC), OffsetTime.of(LocalTime.of(1, 2, 3), ZoneOffset.UTC)))) {
            assertEquals(pair.get(1), floors.compile(ANSI, "SELECT :v", pair.get(0)).binds()[0]);
            assertEquals(pair.get(1), floors.compile(ANSI, text("SELECT :v"), Map.of("v", pair.get(0))).binds()[0]);
        }
    }

    @Test
    void whatStandsForInfinityIsNoFraction() {
        for (Object value : Arrays.asList(LocalDate.MAX, LocalDateTime.MAX, LocalDateTime.MIN, OffsetDateTime.MAX, OffsetDateTime.MIN, Instant.MAX,
                Instant.MIN, Types.END_OF_DAY, OffsetTime.of(Types.END_OF_DAY, ZoneOffset.UTC), KEPT, "text", 7, null)) {
            assertSame(value, floors.compile(ANSI, "SELECT :v", value).binds()[0]);
            assertSame(value, refuses.compile(ANSI, "SELECT :v", value).binds()[0]);
        }
    }

    @Test
    void anArrayOfTheCallersIsNotChanged() {
        LocalDateTime[][] given = {{KEPT, FINER}, {null, KEPT}};
        Object[] bound = (Object[]) floors.compile(ANSI, "SELECT :v", (Object) given).binds()[0];
        assertArrayEquals(new LocalDateTime[][] {{KEPT, KEPT}, {null, KEPT}}, bound);
        assertEquals(LocalDateTime[][].class, bound.getClass());
        assertEquals(FINER, given[0][1]);
        LocalDateTime[] whole = {KEPT};
        assertSame(whole, floors.compile(ANSI, "SELECT :v", (Object) whole).binds()[0]);
    }

    @Test
    void expressionsAndBatches() {
        assertArrayEquals(new Object[] {KEPT, -1L}, floors.compile(ANSI, insertInto(MOMENTS).set(MOMENTS.at, FINER)
                .set(MOMENTS.length, Duration.ofNanos(-1)), Map.of()).binds());
        assertArrayEquals(new Object[] {KEPT}, floors.compile(ANSI, select(MOMENTS.at).from(MOMENTS).where(MOMENTS.at.eq(FINER)), Map.of()).binds());
        BoundBatch batch = floors.compileMany(ANSI, insertInto(MOMENTS), List.of(Map.of("at", FINER, "length", Duration.ZERO),
                Map.of("at", KEPT, "length", Duration.ofNanos(1_999))));
        List<Object> all = new ArrayList<>();
        batch.bindings().forEach(row -> all.addAll(List.of(row)));
        assertEquals(List.of(KEPT, 0L, KEPT, 1L), all);
        List<LocalDateTime> list = List.of(FINER, KEPT);
        assertArrayEquals(new Object[] {KEPT, KEPT}, floors.compile(ANSI, text("SELECT 1 WHERE 1 IN (:list)"), Map.of("list", list)).binds());
    }

    @Test
    void literalsAreFloored() {
        assertTrue(ANSI.print(select(MOMENTS.at).from(MOMENTS).where(MOMENTS.at.eq(FINER))).contains("1969-12-31 23:59:59.999999'"));
    }

    @Test
    void aRefusalNamesTheColumnOrTheParameter() {
        refused("column moments.at", () -> refuses.compile(ANSI, insertInto(MOMENTS).set(MOMENTS.at, FINER), Map.of()));
        refused("column moments.length", () -> refuses.compile(ANSI, insertInto(MOMENTS).set(MOMENTS.length, Duration.ofNanos(-1)), Map.of()));
        refused("parameter at", () -> refuses.compile(ANSI, insertInto(MOMENTS), Map.of("at", FINER, "length", Duration.ZERO)));
        refused("column moments.at", () -> refuses.compile(ANSI, select(MOMENTS.at).from(MOMENTS).where(MOMENTS.at.eq(FINER)), Map.of()));
        refused("column moments.at", () -> refuses.compile(ANSI, select(MOMENTS.at).from(MOMENTS).where(MOMENTS.at.in(FINER, KEPT)), Map.of()));
        refused("parameter length", () -> refuses.compile(ANSI, select(MOMENTS.at).from(MOMENTS).where(MOMENTS.length.eq(param("length",
                Types.DURATION))), Map.of("length", Duration.ofNanos(1))));
        refused("parameter v", () -> refuses.compile(ANSI, "SELECT :v", FINER));
        refused("parameter v", () -> refuses.compile(ANSI, "SELECT :v", (Object) new LocalDateTime[] {FINER}));
        refused("parameter list", () -> refuses.compile(ANSI, text("SELECT 1 WHERE 1 IN (:list)"), Map.of("list", List.of(FINER))));
        DatabaseException second = refused("parameter at", () -> refuses.compileMany(ANSI, insertInto(MOMENTS),
                List.of(Map.of("at", KEPT, "length", Duration.ZERO), Map.of("at", FINER, "length", Duration.ZERO))));
        assertEquals(1, assertInstanceOf(StatementException.class, second).batchIndex());
        assertArrayEquals(new Object[] {KEPT, 1L}, refuses.compile(ANSI, insertInto(MOMENTS).set(MOMENTS.at, KEPT)
                .set(MOMENTS.length, Duration.ofNanos(1_000)), Map.of()).binds());
    }

    private static DatabaseException refused(String what, Executable run) {
        DatabaseException refusal = assertThrows(DatabaseException.class, run);
        assertEquals(ErrorKind.DATA, refusal.kind(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(what), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("1969"), refusal.getMessage());
        return refusal;
    }
}
