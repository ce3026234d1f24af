// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import static io.colonnade.fire.soak.Readings.READINGS;

import io.colonnade.Row;
import io.colonnade.sql.Insert;
import io.colonnade.sql.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One row of the table. */
record Reading(long id, String name, BigDecimal amount, Double size, Boolean valid, LocalDate day, LocalTime hour, LocalDateTime local,
               OffsetDateTime instant, UUID key) {

    /** From 1971 to 2037, which every server can store in each of its types of time, gaps and overlaps of all zones included. */
    private static final long FIRST_SECOND = 31_536_000;
    private static final long LAST_SECOND = 2_114_380_800;

    /** Where the four bits of its version stand; MariaDB takes no UUID whose variant and version are made up. */
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 1L << 63;

    static Reading random(long id, RandomGenerator random) {
        OffsetDateTime instant = OffsetDateTime.ofInstant(Instant.ofEpochSecond(random.nextLong(FIRST_SECOND, LAST_SECOND),
                random.nextInt(1_000_000) * 1_000L), ZoneOffset.UTC);
        LocalDateTime local = instant.toLocalDateTime();
        return new Reading(id, "Iıİi " + id, BigDecimal.valueOf(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), 4),
                random.nextInt(-1_000_000, 1_000_000) / 8.0, random.nextBoolean(), local.toLocalDate(), local.toLocalTime(), local, instant,
                new UUID(random.nextLong() & ~VERSION_MASK | VERSION_4, random.nextLong(1L << 62) | VARIANT));
    }

    Insert insert() {
        return Sql.insertInto(READINGS).set(READINGS.id, id).set(READINGS.name, name).set(READINGS.amount, amount).set(READINGS.size, size)
                .set(READINGS.valid, valid).set(READINGS.day, day).set(READINGS.hour, hour).set(READINGS.local, local)
                .set(READINGS.instant, instant).set(READINGS.key, key);
    }

    /** As it comes back. */
    static Reading of(Row row) {
        return new Reading(row.get(READINGS.id), row.get(READINGS.name), row.get(READINGS.amount).setScale(4), row.get(READINGS.size),
                row.get(READINGS.valid), row.get(READINGS.day), row.get(READINGS.hour).truncatedTo(ChronoUnit.MICROS),
                row.get(READINGS.local), row.get(READINGS.instant), row.get(READINGS.key));
    }
}
