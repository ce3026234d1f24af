// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import static io.colonnade.examples.Transitions.TRANSITIONS;
import static io.colonnade.sql.Sql.select;
import static io.colonnade.sql.Sql.selectFrom;
import static io.colonnade.sql.Sql.sum;

import io.colonnade.Database;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The steps of the quickstart on an open database, one after the other, without a thread that waits. */
final class Tour {

    private static final int FIRST_YEAR = 1900;
    private static final int PORTION = 100;

    /** The checksum of the stream, and the database's own sum of the same column. */
    private record Sums(Checksum.Total stream, long database) {
    }

    private final Database db;
    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private final Steps steps;

    Tour(Database db, PrintStream out, boolean terminal, Clock clock) {
        this.db = db;
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        steps = new Steps(out);
    }

    CompletableFuture<Void> run() {
        return load()
                .thenCompose(loaded -> questions())
                .thenCompose(answered -> steps.run("A transaction whose inner transaction is rolled back",
                        () -> UndoneWork.run(db), UndoneWork::table))
                .thenCompose(committed -> steps.run("All rows as a stream, asked for in portions of " + PORTION,
                        this::stream, Tour::report));
    }

    private CompletableFuture<Void> load() {
        ZoneData data = ZoneData.read();
        Progress progress = new Progress(out, terminal, data.transitions().size());
        return steps.run("Create the tables", () -> Loading.createTables(db), done -> "")
                .thenCompose(created -> steps.run("Load every zone and transition that this JDK knows, 1900 to 2037",
                        () -> new Loading(data, progress).run(db),
                        rows -> String.format(Locale.ROOT, "  %,d zones and %,d transitions%n", data.zones().size(), rows)));
    }

    private CompletableFuture<Void> questions() {
        return steps.run("Which zones change their clocks next? (expressions)",
                        () -> Questions.nextChanges(db, clock.instant()), Questions::nextChangesTable)
                .thenCompose(answered -> steps.run("Which zones changed their clocks most often? (expressions)",
                        () -> Questions.mostTransitions(db), Questions::mostTransitionsTable))
                .thenCompose(answered -> steps.run("How do the regions differ? (expressions: a join and aggregates)",
                        () -> Questions.regions(db), Questions::regionsTable))
                .thenCompose(answered -> steps.run("When were the clocks changed? (SQL text)",
                        () -> Questions.decades(db, FIRST_YEAR), Questions::decadesTable));
    }

    private CompletableFuture<Sums> stream() {
        Checksum checksum = new Checksum(TRANSITIONS.epochSecond.name(), PORTION);
        db.iterate(selectFrom(TRANSITIONS)).subscribe(checksum);
        return checksum.total().thenCompose(total -> db.fetchValue(select(sum(TRANSITIONS.epochSecond)).from(TRANSITIONS), Long.class)
                .thenApply(sum -> new Sums(total, sum.orElse(0L))));
    }

    private static TextTable report(Sums sums) {
        return new TextTable("rows", "requests", "checksum of the stream", "sum by the database", "equal")
                .row(sums.stream.rows(), sums.stream.requests(), sums.stream.sum(), sums.database,
                        sums.stream.sum() == sums.database ? "yes" : "NO");
    }
}
