// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cli;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.error.DatabaseException;
import io.colonnade.tck.cli.Leftover.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a database holds under the kit's prefix, of a run that was stopped or of somebody else. Used by one thread. */
final class Leftovers {

    /** What all names begin with that the kit creates. */
    static final String PREFIX = "colonnade_tck_";

    /** On some products a schema is a database of its own, which somebody may have called by the prefix; rules call theirs like this. */
    private static final Pattern SCHEMA_OF_A_RULE = Pattern.compile(PREFIX + "[a-z]{3}_\\d+_.*");

    private static final List<String> CURRENT_SCHEMA = List.of("SELECT current_schema", "SELECT schema()");

    private final Database database;
    private final String schema;
    private final List<Leftover> found = new ArrayList<>();
    private final Map<Leftover, String> reasons = new LinkedHashMap<>();
    private boolean tablesAsked;

    private Leftovers(Database database) {
        this.database = database;
        schema = CURRENT_SCHEMA.stream().map(this::rows).flatMap(Optional::stream).findFirst()
                .map(rows -> rows.get(0).get(0, String.class)).orElse(null);
    }

    /** Asks for them, in the default schema and for schemas. */
    static Leftovers of(Database database) {
        Leftovers leftovers = new Leftovers(database);
        for (Kind kind : Kind.values()) {
            leftovers.names(kind).stream().filter(name -> isOfTheKit(kind, name)).filter(leftovers::isNew)
                    .forEach(name -> leftovers.found.add(new Leftover(kind, name)));
        }
        return leftovers;
    }

    private static boolean isOfTheKit(Kind kind, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return kind == Kind.SCHEMA ? SCHEMA_OF_A_RULE.matcher(lower).matches() : lower.startsWith(PREFIX);
    }

    /** A materialized view may be shown as a view too, and the schema of the URL is what the kit is to work in. */
    private boolean isNew(String name) {
        return !name.equals(schema) && found.stream().noneMatch(other -> other.name().equals(name));
    }

    private List<String> names(Kind kind) {
        if (kind == Kind.TABLE) {
            try {
                List<String> tables = database.catalog().tableNames().join();
                tablesAsked = true;
                return tables;
            } catch (CompletionException e) {
                refusal(e);
            }
        }
        Optional<List<Row>> rows = kind.questions().stream().map(this::rows).flatMap(Optional::stream).findFirst();
        tablesAsked |= kind == Kind.TABLE && rows.isPresent();
        return rows.orElse(List.of()).stream().map(row -> row.get(0, String.class)).toList();
    }

    /** Empty where the database does not understand the question. */
    private Optional<List<Row>> rows(String question) {
        boolean ofSchema = question.contains(":schema");
        if (ofSchema && schema == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(database.fetchAll(question, ofSchema ? Map.of("schema", schema) : Map.of()).join());
        } catch (CompletionException e) {
            refusal(e);
            return Optional.empty();
        }
    }

    private static DatabaseException refusal(CompletionException failure) {
        if (failure.getCause() instanceof DatabaseException refusal && refusal.connectionUsable()) {
            return refusal;
        }
        throw failure;
    }

    /** Whether the database could be asked for its tables. */
    boolean tablesAsked() {
        return tablesAsked;
    }

    /** All of them, in the order in which they are dropped. */
    List<Leftover> all() {
        return List.copyOf(found);
    }

    /**
     * Drops them, and nothing else: what others have built on them stays, and then they do.
     *
     * @throws IllegalStateException naming those that could not be dropped, when all others are
     */
    void drop() {
        dropEach();
        if (found.stream().anyMatch(left -> left.kind() == Kind.TABLE)) {
            dropForeignKeys();
            dropEach();
            dropTogether();
        }
        if (!found.isEmpty()) {
            throw new IllegalStateException("Could not be dropped: " + found.stream().map(left -> left + " (" + reasons.get(left) + ")")
                    .collect(Collectors.joining(", ")) + ". Drop by hand what stands on it, or use another database.");
        }
    }

    /** Again and again, as long as one of them goes: each may be what another one waits for. */
    private void dropEach() {
        int before;
        do {
            before = found.size();
            found.removeIf(left -> left.drops(quote()).stream().anyMatch(sql -> accepts(left, sql)));
        } while (found.size() < before);
    }

    private boolean accepts(Leftover object, String sql) {
        try {
            database.execute(sql).join();
            return true;
        } catch (CompletionException e) {
            reasons.put(object, refusal(e).getMessage());
            return false;
        }
    }

    /** Tables may refer to each other. */
    private void dropForeignKeys() {
        Map<String, Leftover> tables = found.stream().filter(left -> left.kind() == Kind.TABLE)
                .collect(Collectors.toMap(Leftover::name, left -> left));
        for (Row key : rows("SELECT table_name, constraint_name FROM information_schema.table_constraints"
                + " WHERE constraint_type = 'FOREIGN KEY' AND table_schema = :schema").orElse(List.of())) {
            Leftover table = tables.get(key.get(0, String.class));
            if (table != null) {
                accepts(table, "ALTER TABLE " + Leftover.quoted(table.name(), quote()) + " DROP CONSTRAINT "
                        + Leftover.quoted(key.get(1, String.class), quote()));
            }
        }
    }

    /** Where constraints cannot be dropped, tables that refer to each other go in one transaction. */
    private void dropTogether() {
        String before = database.dialect().ddlRules().beforeDroppingCircles();
        if (found.isEmpty() || before.isEmpty()) {
            return;
        }
        try {
            database.transaction(tx -> {
                CompletableFuture<Result> last = tx.execute(before);
                for (Leftover left : found) {
                    last = last.thenCompose(done -> tx.execute(left.drops(quote()).get(0)));
                }
                return last;
            }).join();
            found.clear();
        } catch (CompletionException e) {
            String reason = refusal(e).getMessage();
            found.forEach(left -> reasons.put(left, reason));
        }
    }

    private char quote() {
        return database.dialect().identifierQuote();
    }
}
