// SPDX-License-Identifier: Apache-2.0
package io.colonnade.differential;

import io.colonnade.sql.Column;
import io.colonnade.sql.Json;
import io.colonnade.sql.Table;
import io.colonnade.sql.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What the known differences are shown on. */
final class Oddities extends Table {

    static final Oddities ODDITIES = new Oddities();

    final Column<Integer> id = column("id", Types.INTEGER, primaryKey());
    final Column<String> note = column("note", Types.TEXT);
    final Column<String> word = column("word", Types.varchar(5), unique());
    final Column<BigDecimal> price = column("price", Types.decimal(8, 2));
    final Column<Integer> num = column("num", Types.INTEGER);
    final Column<Short> small = column("small", Types.SMALLINT);
    final Column<Double> weight = column("weight", Types.DOUBLE);
    final Column<Boolean> active = column("active", Types.BOOLEAN);
    final Column<LocalDate> day = column("day", Types.DATE);
    final Column<OffsetDateTime> instant = column("instant", Types.TIMESTAMP_TZ);
    final Column<UUID> token = column("token", Types.UUID);
    final Column<Json> doc = column("doc", Types.JSON);

    private Oddities() {
        super("colonnade_diff_oddities");
    }
}
