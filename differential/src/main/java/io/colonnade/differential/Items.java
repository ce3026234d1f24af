// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A column of every portable type. The program tells rows apart by {@code ref}, which it chooses itself; the generated key may have gaps.
 */
final class Items extends Table {

    static final Items ITEMS = new Items();

    final Column<Long> id = generatedKey("id", Types.BIGINT);
    final Column<Integer> ref = column("ref", Types.INTEGER, notNull(), unique());
    final Column<Integer> grp = column("grp", Types.INTEGER, notNull(), references(Groups.GROUPS.id));
    final Column<Integer> num = column("num", Types.INTEGER);
    final Column<Short> small = column("small", Types.SMALLINT);
    final Column<Long> big = column("big", Types.BIGINT);
    final Column<BigDecimal> price = column("price", Types.decimal(12, 2));
    final Column<BigDecimal> exact = column("exact", Types.decimal(30, 10));
    final Column<Float> ratio = column("ratio", Types.REAL);
    final Column<Double> weight = column("weight", Types.DOUBLE);
    final Column<Boolean> active = column("active", Types.BOOLEAN);
    final Column<String> word = column("word", Types.varchar(40));
    final Column<String> note = column("note", Types.TEXT);
    final Column<byte[]> data = column("data", Types.BINARY);
    final Column<LocalDate> day = column("day", Types.DATE);
    final Column<LocalTime> hour = column("hour", Types.TIME);
    final Column<LocalDateTime> moment = column("moment", Types.TIMESTAMP);
    final Column<OffsetDateTime> instant = column("instant", Types.TIMESTAMP_TZ);
    final Column<UUID> token = column("token", Types.UUID);
    final Column<Json> doc = column("doc", Types.JSON);

    private Items() {
        super("colonnade_diff_items");
    }
}
