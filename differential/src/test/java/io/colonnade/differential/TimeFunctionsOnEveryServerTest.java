// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import static io.colonnade.differential.EveryServer.*;
import static io.colonnade.sql.Sql.*;
import static io.colonnade.sql.TimeFunctions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.sql.Column;
import io.colonnade.sql.Expression;
import io.colonnade.sql.SelectItem;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Functions of dates and timestamps give what java.time gives, on every database. */
class TimeFunctionsOnEveryServerTest {

    private static final Times TIMES = new Times();
    private static final LocalDate DAY = LocalDate.of(2024, 1, 31);
    private static final LocalDateTime TIME = LocalDateTime.of(2024, 1, 31, 22, 59, 58, 999_999_000);
    private static final OffsetDateTime INSTANT = TIME.atOffset(ZoneOffset.UTC);

    private static final class Times extends Table {
        final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
        final Column<LocalDate> day = column("day", Types.DATE);
        final Column<LocalDateTime> time = column("time", Types.TIMESTAMP);
        final Column<OffsetDateTime> instant = column("instant", Types.TIMESTAMP_TZ);
        final Column<Long> amount = column("amount", Types.BIGINT);

        Times() {
            super("functions_times");
        }
    }

    @BeforeAll
    static void create() {
        each(database -> {
            database.execute(dropTable(TIMES).ifExists()).join();
            database.execute(createTable(TIMES)).join();
            database.execute(insertInto(TIMES).columns(TIMES.id, TIMES.day, TIMES.time, TIMES.instant, TIMES.amount)
                    .values(1, DAY, TIME, INSTANT, 13L)).join();
            database.execute(insertInto(TIMES).set(TIMES.id, 2)).join();
        });
    }

    @AfterAll
    static void drop() {
        each(database -> database.execute(dropTable(TIMES)).join());
    }

    /** The values of the first row; those of the row of NULLs must all be null. */
    private static List<Object> row(Expression<?>... expressions) {
        List<SelectItem> items = new ArrayList<>();
        for (Expression<?> expression : expressions) {
            items.add(expression.as("c" + items.size()));
        }
        List<List<Object>> rows = rows(select(items).from(TIMES).orderBy(TIMES.id));
        assertTrue(rows.get(1).stream().allMatch(value -> value == null), rows.toString());
        return rows.get(0);
    }

    @Test
    void laterAndEarlier() {
        assertEquals(List.of(DAY.plusDays(30), DAY.plusMonths(1), DAY.minusMonths(2), DAY.plusYears(-1), DAY.plusWeeks(2), DAY.plusDays(13)),
                row(plus(TIMES.day, 30, ChronoUnit.DAYS), plus(TIMES.day, 1, ChronoUnit.MONTHS), minus(TIMES.day, 2, ChronoUnit.MONTHS),
                        plus(TIMES.day, -1, ChronoUnit.YEARS), plus(TIMES.day, 2, ChronoUnit.WEEKS),
                        plus(TIMES.day, TIMES.amount, ChronoUnit.DAYS)));
        assertEquals(List.of(TIME.plusDays(30), TIME.plusMonths(1), TIME.minusHours(23), TIME.plusMinutes(61), TIME.plusSeconds(2),
                TIME.plusYears(1), TIME.plusHours(13), TIME.plusWeeks(-3)),
                row(plus(TIMES.time, 30, ChronoUnit.DAYS), plus(TIMES.time, 1, ChronoUnit.MONTHS), minus(TIMES.time, 23, ChronoUnit.HOURS),
                        plus(TIMES.time, 61, ChronoUnit.MINUTES), plus(TIMES.time, 2, ChronoUnit.SECONDS),
                        plus(TIMES.time, 1, ChronoUnit.YEARS), plus(TIMES.time, TIMES.amount, ChronoUnit.HOURS),
                        minus(TIMES.time, 3, ChronoUnit.WEEKS)));
        assertEquals(List.of(INSTANT.plusDays(30), INSTANT.plusMonths(13), INSTANT.minusSeconds(1)),
                row(plus(TIMES.instant, 30, ChronoUnit.DAYS), plus(TIMES.instant, TIMES.amount, ChronoUnit.MONTHS),
                        minus(TIMES.instant, 1, ChronoUnit.SECONDS)));
    }

    @Test
    void boundValuesAreReckonedWithToo() {
        assertEquals(List.of(List.of(DAY.plusDays(1), TIME.plusDays(1), INSTANT.plusHours(2), TIME.truncatedTo(ChronoUnit.HOURS),
                DAY.withDayOfMonth(1), 2024, 366L)), rows(select(plus(value(DAY), 1, ChronoUnit.DAYS).as("a"),
                        plus(value(TIME), 1, ChronoUnit.DAYS).as("b"), plus(value(INSTANT), 2, ChronoUnit.HOURS).as("c"),
                        truncatedTo(value(TIME), ChronoUnit.HOURS).as("d"), truncatedTo(value(DAY), ChronoUnit.MONTHS).as("e"),
                        extract(ChronoField.YEAR, value(DAY)).as("f"), between(ChronoUnit.DAYS, value(DAY),
                                value(DAY.plusYears(1))).as("g"))));
    }

    @Test
    void resultsCompareWithColumns() {
        assertEquals(List.of(List.of(1)), rows(select(TIMES.id).from(TIMES).where(plus(TIMES.time, 0, ChronoUnit.DAYS).eq(TIMES.time)
                .and(truncatedTo(TIMES.instant, ChronoUnit.DAYS).lt(TIMES.instant))
                .and(truncatedTo(TIMES.day, ChronoUnit.DAYS).eq(TIMES.day)).and(TIMES.time.lt(currentTimestamp()))
                .and(TIMES.instant.lt(now())).and(TIMES.day.lt(currentDate())))));
    }

    @Test
    void startsOfUnits() {
        assertEquals(List.of(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 1), DAY), row(truncatedTo(TIMES.day, ChronoUnit.YEARS),
                truncatedTo(TIMES.day, ChronoUnit.MONTHS), truncatedTo(TIMES.day, ChronoUnit.DAYS)));
        assertEquals(List.of(LocalDateTime.of(2024, 1, 1, 0, 0), LocalDateTime.of(2024, 1, 1, 0, 0), TIME.truncatedTo(ChronoUnit.DAYS),
                TIME.truncatedTo(ChronoUnit.HOURS), TIME.truncatedTo(ChronoUnit.MINUTES), TIME.truncatedTo(ChronoUnit.SECONDS)),
                row(truncatedTo(TIMES.time, ChronoUnit.YEARS), truncatedTo(TIMES.time, ChronoUnit.MONTHS),
                        truncatedTo(TIMES.time, ChronoUnit.DAYS), truncatedTo(TIMES.time, ChronoUnit.HOURS),
                        truncatedTo(TIMES.time, ChronoUnit.MINUTES), truncatedTo(TIMES.time, ChronoUnit.SECONDS)));
        assertEquals(List.of(INSTANT.truncatedTo(ChronoUnit.DAYS), INSTANT.truncatedTo(ChronoUnit.SECONDS)),
                row(truncatedTo(TIMES.instant, ChronoUnit.DAYS), truncatedTo(TIMES.instant, ChronoUnit.SECONDS)));
    }

    @Test
    void partsOfTimes() {
        assertEquals(List.of(2024, 1, 31, 22, 59, 58, 3, 31), row(extract(ChronoField.YEAR, TIMES.time),
                extract(ChronoField.MONTH_OF_YEAR, TIMES.time), extract(ChronoField.DAY_OF_MONTH, TIMES.time),
                extract(ChronoField.HOUR_OF_DAY, TIMES.time), extract(ChronoField.MINUTE_OF_HOUR, TIMES.time),
                extract(ChronoField.SECOND_OF_MINUTE, TIMES.time), extract(ChronoField.DAY_OF_WEEK, TIMES.time),
                extract(ChronoField.DAY_OF_YEAR, TIMES.time)));
        assertEquals(List.of(2024, 22, 3), row(extract(ChronoField.YEAR, TIMES.day), extract(ChronoField.HOUR_OF_DAY, TIMES.instant),
                extract(ChronoField.DAY_OF_WEEK, TIMES.day)));
    }

    @Test
    void differences() {
        Expression<LocalDateTime> later = plus(truncatedTo(TIMES.time, ChronoUnit.DAYS), 2, ChronoUnit.DAYS);
        assertEquals(List.of(90_001L, 1_500L, 25L, 1L, -90_001L, 29L, 4L, 0L), row(between(ChronoUnit.SECONDS, TIMES.time, later),
                between(ChronoUnit.MINUTES, TIMES.time, later), between(ChronoUnit.HOURS, TIMES.time, later),
                between(ChronoUnit.DAYS, TIMES.time, later), between(ChronoUnit.SECONDS, later, TIMES.time),
                between(ChronoUnit.DAYS, TIMES.day, value(LocalDate.of(2024, 2, 29))),
                between(ChronoUnit.WEEKS, TIMES.day, value(LocalDate.of(2024, 2, 29))),
                between(ChronoUnit.SECONDS, TIMES.instant, TIMES.instant)));
    }

    @Test
    void nowIsNow() {
        each(database -> {
            Row row = database.fetchExactlyOne(select(now().as("a"), currentTimestamp().as("b"), currentDate().as("c"))).join();
            OffsetDateTime now = row.get("a", OffsetDateTime.class);
            assertTrue(Duration.between(now, OffsetDateTime.now()).abs().toHours() < 1, now.toString());
            assertEquals(now.toLocalDate(), row.get("c", LocalDate.class));
            assertTrue(Duration.between(row.get("b", LocalDateTime.class), now.toLocalDateTime()).abs().toHours() < 1);
        });
    }
}
