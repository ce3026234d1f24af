// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.sql.Types.varchar;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import java.util.Map;

/** The table of time zones. */
final class Zones extends Table {

    static final Zones ZONES = new Zones();

    private static final int LONGEST_NAME = 64;

    final Column<String> id = column("id", varchar(LONGEST_NAME), primaryKey());
    final Column<String> region = column("region", varchar(LONGEST_NAME), notNull());

    private Zones() {
        super("quickstart_zones");
    }

    /** The values of a zone's row: the region is what stands before the first slash. */
    static Map<String, Object> values(String zone) {
        int slash = zone.indexOf('/');
        return Map.of("id", zone, "region", slash < 0 ? "(none)" : zone.substring(0, slash));
    }
}
