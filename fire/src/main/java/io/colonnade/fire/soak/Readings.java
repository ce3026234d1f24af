// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.soak;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A table with a column of each type that a zone or a locale could bend. */
final class Readings extends Table {

    static final Readings READINGS = new Readings();

    final Column<Long> id = column("id", Types.BIGINT, primaryKey());
    final Column<String> name = column("name", Types.varchar(100), notNull());
    final Column<BigDecimal> amount = column("amount", Types.decimal(18, 4));
    final Column<Double> size = column("size", Types.DOUBLE);
    final Column<Boolean> valid = column("valid", Types.BOOLEAN);
    final Column<LocalDate> day = column("day", Types.DATE);
    final Column<LocalTime> hour = column("hour", Types.TIME);
    final Column<LocalDateTime> local = column("local", Types.TIMESTAMP);
    final Column<OffsetDateTime> instant = column("instant", Types.TIMESTAMP_TZ);
    final Column<UUID> key = column("uid", Types.UUID);

    private Readings() {
        super("fire_soak");
    }
}
