// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Transitions.TRANSITIONS;
import static io.colonnade.examples.Zones.ZONES;
import static io.colonnade.sql.Sql.avg;
import static io.colonnade.sql.Sql.count;
import static io.colonnade.sql.Sql.countDistinct;
import static io.colonnade.sql.Sql.select;

import io.colonnade.Queries;
import io.colonnade.sql.Labelled;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What can be asked of the tables, on a database, a connection or a transaction alike. */
final class Questions {

    private static final int LIMIT = 10;
    private static final double SECONDS_PER_HOUR = 3600;

    /** A coming change of a zone's clocks. */
    record NextChange(String zone, OffsetDateTime at, int offsetBefore, int offsetAfter) {
    }

    /** How often a zone changed its offset. */
    record ZoneCount(String zone, long transitions) {
    }

    /** The zones of a region; the mean offset is in seconds. */
    record RegionSummary(String region, long zones, long transitions, double meanOffset) {
    }

    /** The transitions of ten years. */
    record Decade(int decade, long transitions, long zones) {
    }

    private Questions() {
    }

    /** With expressions: which zones change their clocks next. */
    static CompletableFuture<List<NextChange>> nextChanges(Queries db, Instant now) {
        return db.fetchAll(select(TRANSITIONS.zone, TRANSITIONS.at, TRANSITIONS.offsetBefore, TRANSITIONS.offsetAfter)
                .from(TRANSITIONS)
                .where(TRANSITIONS.epochSecond.gt(now.getEpochSecond()))
                .orderBy(TRANSITIONS.epochSecond.asc(), TRANSITIONS.zone.asc())
                .limit(LIMIT), NextChange.class);
    }

    /** With expressions: the zones with the most transitions. */
    static CompletableFuture<List<ZoneCount>> mostTransitions(Queries db) {
        Labelled<Long> transitions = count().as("transitions");
        return db.fetchAll(select(TRANSITIONS.zone, transitions)
                .from(TRANSITIONS)
                .groupBy(TRANSITIONS.zone)
                .orderBy(transitions.desc(), TRANSITIONS.zone.asc())
                .limit(LIMIT), ZoneCount.class);
    }

    /** With expressions: a join and aggregates over it. */
    static CompletableFuture<List<RegionSummary>> regions(Queries db) {
        Labelled<Long> transitions = count().as("transitions");
        return db.fetchAll(select(ZONES.region, countDistinct(ZONES.id).as("zones"), transitions,
                        avg(TRANSITIONS.offsetAfter).as("mean_offset"))
                .from(ZONES)
                .join(TRANSITIONS, TRANSITIONS.zone.eq(ZONES.id))
                .groupBy(ZONES.region)
                .orderBy(transitions.desc()), RegionSummary.class);
    }

    /** With SQL text and a bind: transitions by decade. */
    static CompletableFuture<List<Decade>> decades(Queries db, int firstYear) {
        return db.fetchAll("""
                SELECT year / 10 * 10 AS decade, count(*) AS transitions, count(DISTINCT zone) AS zones
                FROM quickstart_transitions
                WHERE year >= :first_year
                GROUP BY decade
                ORDER BY decade""", Decade.class, firstYear);
    }

    static TextTable nextChangesTable(List<NextChange> changes) {
        TextTable table = new TextTable("zone", "when (UTC)", "from", "to");
        changes.forEach(change -> table.row(change.zone(), change.at(), ZoneOffset.ofTotalSeconds(change.offsetBefore()),
                ZoneOffset.ofTotalSeconds(change.offsetAfter())));
        return table;
    }

    static TextTable mostTransitionsTable(List<ZoneCount> counts) {
        TextTable table = new TextTable("zone", "transitions");
        counts.forEach(count -> table.row(count.zone(), count.transitions()));
        return table;
    }

    static TextTable regionsTable(List<RegionSummary> regions) {
        TextTable table = new TextTable("region", "zones", "transitions", "mean offset in hours");
        regions.forEach(region -> table.row(region.region(), region.zones(), region.transitions(),
                region.meanOffset() / SECONDS_PER_HOUR));
        return table;
    }

    static TextTable decadesTable(List<Decade> decades) {
        TextTable table = new TextTable("decade", "transitions", "zones that had one");
        decades.forEach(decade -> table.row(decade.decade() + "s", decade.transitions(), decade.zones()));
        return table;
    }
}
