// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Transitions.TRANSITIONS;
import static io.colonnade.examples.Zones.ZONES;
import static io.colonnade.sql.Sql.deleteFrom;
import static io.colonnade.sql.Sql.insertInto;

import io.colonnade.Database;
import io.colonnade.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A transaction that adds a zone, deletes every transition in an inner transaction, thinks better of that, and commits the rest. */
final class UndoneWork {

    /** The zone that is added. */
    static final String ATLANTIS = "Example/Atlantis";

    /** How many rows the tables had at some moment. */
    record Counts(long zones, long transitions) {
    }

    /** A moment of the transaction. */
    record Moment(String name, Counts counts) {
    }

    private final List<Moment> moments = new ArrayList<>();

    private UndoneWork() {
    }

    static CompletableFuture<List<Moment>> run(Database db) {
        UndoneWork work = new UndoneWork();
        return work.count("before", db)
                .thenCompose(counted -> work.transaction(db))
                .thenCompose(committed -> work.count("after the commit", db))
                .thenApply(counted -> List.copyOf(work.moments));
    }

    static TextTable table(List<Moment> moments) {
        TextTable table = new TextTable("moment", "zones", "transitions");
        moments.forEach(moment -> table.row(moment.name(), moment.counts().zones(), moment.counts().transitions()));
        return table;
    }

    private CompletableFuture<Void> transaction(Database db) {
        return db.transaction(tx -> tx.execute(insertInto(ZONES).set(ZONES.id, ATLANTIS).set(ZONES.region, "Example"))
                .thenCompose(inserted -> tx.begin())
                .thenCompose(inner -> inner.execute(deleteFrom(TRANSITIONS))
                        .thenCompose(deleted -> count("inner: one zone added, transitions deleted", inner))
                        .thenCompose(counted -> inner.rollback()))
                .thenCompose(rolledBack -> count("outer: the inner one is rolled back", tx)));
    }

    private CompletableFuture<Void> count(String moment, Queries db) {
        return db.fetchExactlyOne("""
                        SELECT (SELECT count(*) FROM quickstart_zones) AS zones,
                            (SELECT count(*) FROM quickstart_transitions) AS transitions""")
                .thenAccept(row -> moments.add(new Moment(moment, row.as(Counts.class))));
    }
}
