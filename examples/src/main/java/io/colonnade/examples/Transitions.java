// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Zones.ZONES;
import static io.colonnade.sql.Types.BIGINT;
import static io.colonnade.sql.Types.INTEGER;
import static io.colonnade.sql.Types.TIMESTAMP_TZ;

import io.colonnade.sql.Column;
import io.colonnade.sql.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** The table of the moments at which a zone changed its offset from UTC. Offsets are in seconds, east is positive. */
final class Transitions extends Table {

    static final Transitions TRANSITIONS = new Transitions();

    final Column<String> zone = column("zone", ZONES.id.type(), primaryKey(), references(ZONES.id));
    final Column<Long> epochSecond = column("epoch_second", BIGINT, primaryKey());
    final Column<OffsetDateTime> at = column("at", TIMESTAMP_TZ, notNull());
    final Column<Integer> year = column("year", INTEGER, notNull());
    final Column<Integer> offsetBefore = column("offset_before", INTEGER, notNull());
    final Column<Integer> offsetAfter = column("offset_after", INTEGER, notNull());

    private Transitions() {
        super("quickstart_transitions");
    }

    /** The values of a transition's row. */
    static Map<String, Object> values(ZoneTransition transition) {
        OffsetDateTime at = transition.at().atOffset(ZoneOffset.UTC);
        return Map.of("zone", transition.zone(), "epoch_second", at.toEpochSecond(), "at", at, "year", at.getYear(),
                "offset_before", transition.offsetBefore(), "offset_after", transition.offsetAfter());
    }
}
