// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Queries;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.dialect.StatementCache;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;

/** A group of rules and the means that all of them use. A new one is made for every rule. */
@ExtendWith(RuleExtension.class)
public abstract class RuleGroup {

    /** A time-out that must pass for a rule to go on. */
    static final Duration SHORT = Duration.ofMillis(100);

    private static final int STATEMENTS = 64;

    private final Target target;
    private RuleRun run;

    RuleGroup(Target target) {
        this.target = target;
    }

    final Target target() {
        return target;
    }

    final void attach(RuleRun started) {
        run = started;
    }

    final RuleRun run() {
        return run;
    }

    /** The rule's database, with the backend's defaults. */
    final Database db() {
        return run.main().database();
    }

    /** Another database on the same URL. */
    final Database open(UnaryOperator<DatabaseOptions.Builder> change) {
        return run.open(change).database();
    }

    /** Another database on the same URL that has one connection. */
    final Database openSingle() {
        return open(options -> options.maxSize(1));
    }

    static <T> T await(CompletionStage<T> stage) {
        return Await.value(stage);
    }

    /** The failure of a stage, which must be of a kind. */
    static DatabaseException failure(ErrorKind kind, CompletionStage<?> stage) {
        DatabaseException failure = Await.databaseFailure(stage);
        if (failure.kind() != kind) {
            throw new AssertionError("a failure of kind " + kind + " was expected, but it was " + failure.kind() + ": "
                    + failure.getMessage(), failure);
        }
        return failure;
    }

    /** What an error says apart from showing its statement. */
    static String words(DatabaseException failure) {
        return failure.toBuilder().sql(null).build().getMessage();
    }

    /** Whether the rule's database runs a statement; what it refuses must leave the connection usable. */
    final boolean accepts(String sql, Object... values) {
        return accepts(db().execute(sql, values));
    }

    static boolean accepts(CompletionStage<?> stage) {
        try {
            await(stage);
            return true;
        } catch (DatabaseException refusal) {
            assertTrue(refusal.connectionUsable(), () -> "the connection is usable after " + refusal.kind() + ": " + refusal.getMessage());
            return false;
        }
    }

    /** Whether a statement gives these rows in this order, the columns of each with commas between; not so if it is refused. */
    final boolean gives(String sql, String... rows) {
        return gives(db(), sql, rows);
    }

    static boolean gives(Queries queries, String sql, String... rows) {
        CompletableFuture<List<Row>> given = queries.fetchAll(sql);
        return accepts(given) && List.of(rows).equals(await(given).stream().map(RuleGroup::inOneLine).toList());
    }

    private static String inOneLine(Row row) {
        return IntStream.range(0, row.size()).mapToObj(i -> String.valueOf(row.get(i))).collect(Collectors.joining(","));
    }

    /** Lets a stage that need not wait for others complete first; returns after a moment in any case. */
    final void moment(CompletionStage<?> stage) {
        run.moments().pass(stage.toCompletableFuture()::isDone);
    }

    /** Watches for a moment that a value stays as it is. */
    final <T> void stays(T expected, Supplier<T> actual, String what) {
        run.moments().pass(() -> !Objects.equals(expected, actual.get()));
        assertEquals(expected, actual.get(), what);
    }

    static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** A table of notes, created through the database under test. */
    final Notes notes() {
        return notes(db());
    }

    final Notes notes(Queries queries) {
        Notes notes = new Notes(run.newTable());
        await(run.create(queries, createTable(notes)));
        return notes;
    }

    /** A query that takes seconds. */
    static Slow slow(Queries queries, Notes notes) {
        add(queries, notes, range(1, Slow.ROWS));
        return new Slow(notes);
    }

    /** Notes with the ids 1, 2 and 3 and the texts a, b and b. */
    final String threeTexts() {
        Notes notes = notes();
        for (String values : List.of("1, 'a'", "2, 'b'", "3, 'b'")) {
            await(db().execute("INSERT INTO " + notes.name() + " (id, text) VALUES (" + values + ")"));
        }
        return notes.name();
    }

    /** Adds notes with the given ids. */
    static void add(Queries queries, Notes notes, int... ids) {
        await(addAll(queries, notes, ids));
    }

    static CompletionStage<long[]> addAll(Queries queries, Notes notes, int... ids) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int id : ids) {
            rows.add(Notes.row(id, "note " + id, id % 2 == 0));
        }
        return queries.executeMany(notes.insertSql(), rows);
    }

    /** Adds one note. */
    static CompletableFuture<Result> addOne(Queries queries, Notes notes, int id) {
        return queries.execute(notes.insertSql(), Notes.row(id, "note " + id, id % 2 == 0));
    }

    static void addOneAndWait(Queries queries, Notes notes, int id) {
        await(addOne(queries, notes, id));
    }

    /** The ids in a table, in order. */
    static CompletableFuture<List<Integer>> ids(Queries queries, Notes notes) {
        return queries.fetchAll("SELECT id FROM " + notes.name() + " ORDER BY id")
                .thenApply(rows -> rows.stream().map(row -> row.getInt(0)).toList());
    }

    static void assertIds(Queries queries, Notes notes, Integer... expected) {
        assertEquals(List.of(expected), await(ids(queries, notes)), "the ids in the table");
    }

    static int[] range(int from, int to) {
        return IntStream.rangeClosed(from, to).toArray();
    }

    /** A subscriber; its stream is cancelled if the rule fails. */
    final <T> Probe<T> probe() {
        return probe(row -> { });
    }

    /** A subscriber with something to do for each row. */
    final <T> Probe<T> probe(Consumer<? super T> onRow) {
        return run.keep(new Probe<>(onRow));
    }

    /** Hands the backend's own connection to a check, while a database of one connection lends it. */
    final void onConnection(Consumer<Direct> check) {
        RuleRun.Opened opened = run.open(options -> options.maxSize(1).forceRollback(false));
        CompletableFuture<ConnectionBackend> lent = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> returned = opened.database().withConnection(connection -> {
            lent.complete(opened.backend().connections().get(0));
            return over;
        });
        returned.whenComplete((nothing, failure) -> {
            if (failure != null) {
                lent.completeExceptionally(failure);
            }
        });
        try {
            check.accept(new Direct(await(lent), new StatementCache(STATEMENTS), run));
        } finally {
            over.complete(null);
        }
        await(returned);
    }

    /**
     * Whether other databases on the same URL see what this one writes; not so where each has a memory of its own, or commits nothing.
     */
    final boolean dataIsShared(Notes notes) {
        if (target.forcesRollback()) {
            return false;
        }
        Database other = open(options -> options);
        try {
            await(other.fetchAll("SELECT id FROM " + notes.name()));
            return true;
        } catch (DatabaseException e) {
            assertEquals(ErrorKind.NOT_FOUND, e.kind(), "the kind of error for a table that another database created");
            return false;
        }
    }
}
