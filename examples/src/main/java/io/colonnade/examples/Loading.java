// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Transitions.TRANSITIONS;
import static io.colonnade.examples.Zones.ZONES;
import static io.colonnade.sql.Sql.createTable;
import static io.colonnade.sql.Sql.dropTable;
import static io.colonnade.sql.Sql.insertInto;

import io.colonnade.Database;
import io.colonnade.Queries;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills the tables in one transaction, so that either all rows are there or none. */
final class Loading {

    private static final int BATCH = 1000;

    private final ZoneData data;
    private final Progress progress;

    Loading(ZoneData data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    /** Makes the tables anew. */
    static CompletableFuture<Void> createTables(Database db) {
        return db.transaction(tx -> tx.execute(dropTable(TRANSITIONS).ifExists())
                .thenCompose(dropped -> tx.execute(dropTable(ZONES).ifExists()))
                .thenCompose(dropped -> tx.execute(createTable(ZONES)))
                .thenCompose(created -> tx.execute(createTable(TRANSITIONS)))
                .thenApply(created -> null));
    }

    /** Inserts all rows; completes with the number of transitions. */
    CompletableFuture<Integer> run(Database db) {
        return db.transaction(tx -> tx.executeMany(insertInto(ZONES), data.zones().stream().map(Zones::values).toList())
                .thenCompose(counts -> insertFrom(0, tx)));
    }

    /** Inserts a batch, and then, when the database has taken it, the next one. */
    private CompletableFuture<Integer> insertFrom(int start, Queries target) {
        int end = Math.min(start + BATCH, data.transitions().size());
        if (start == end) {
            return CompletableFuture.completedFuture(end);
        }
        List<ZoneTransition> batch = data.transitions().subList(start, end);
        return target.executeMany(insertInto(TRANSITIONS), batch.stream().map(Transitions::values).toList())
                .thenCompose(counts -> {
                    progress.show(end);
                    return insertFrom(end, target);
                });
    }
}
