// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.Queries;
import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.dialect.Dialect;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.sql.CreateTable;
import io.colonnade.tck.TckTimeouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;

/** One run of one rule: what it opened and created, and the check that nothing of it stays. Used by the rule's thread. */
final class RuleRun {

    /**
     * A database that the rule opened and the connections that it made.
     *
     * @param forced whether it is rolled back when it is closed
     */
    record Opened(Database database, ObservedBackend backend, boolean forced) {

        boolean wasUsed() {
            return backend.connections().stream().anyMatch(connection -> connection.sent() > 0);
        }
    }

    private final Target target;
    private final String tablePrefix;
    private final List<Opened> opened = new ArrayList<>();
    private final List<Probe<?>> probes = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> flops = new ConcurrentLinkedQueue<>();
    private final StatementTrace trace = new StatementTrace();
    private final Findings findings;
    private final Moments moments = new Moments(this::clock);
    private Opened main;
    private Opened outside;
    private Dialect dialect;

    RuleRun(Target target, String ruleId) {
        this.target = target;
        findings = new Findings(trace);
        tablePrefix = "colonnade_tck_" + ruleId.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    Target target() {
        return target;
    }

    /** The rule's own database, opened when it is first asked for. */
    Opened main() {
        if (main == null) {
            main = open(UnaryOperator.identity());
        }
        return main;
    }

    Opened open(UnaryOperator<DatabaseOptions.Builder> change) {
        ObservedBackend backend = new ObservedBackend(target.backend(), trace);
        DatabaseOptions options = change.apply(DatabaseOptions.of(target.url().get())).build();
        CompletableFuture<Database> opening = Database.open(options, backend);
        try {
            Opened result = new Opened(Await.value(opening), backend, options.forceRollback());
            opened.add(result);
            return result;
        } catch (Overdue late) {
            // What opens after all must not hold its locks until the end of the kit.
            opening.thenAccept(Database::closeAsync);
            throw late;
        }
    }

    /**
     * Creates a table. With forced rollback, a database that cannot create one in a transaction has it created from outside.
     */
    CompletableFuture<Result> create(Queries queries, CreateTable table) {
        boolean refused = target.forcesRollback() && !dialect().has(Feature.TRANSACTIONAL_DDL);
        return (refused ? outside().database() : queries).execute(table);
    }

    private Database clock() {
        return Await.value(Database.open(DatabaseOptions.of(target.url().get()).forceRollback(false).maxSize(1).build(), target.backend()));
    }

    /** Tells how long to watch that nothing happens. */
    Moments moments() {
        return moments;
    }

    /** A database that keeps what is done. */
    private Opened outside() {
        if (outside == null) {
            outside = open(options -> options.forceRollback(false));
        }
        return outside;
    }

    /** What a live connection declares. */
    Dialect dialect() {
        if (dialect == null) {
            dialect = Await.value(main().database().withConnection(c -> CompletableFuture.completedFuture(c.dialect())));
        }
        return dialect;
    }

    /** Compares what the dialect declares with what the database was seen to do. */
    void prove(Feature feature, boolean seen) {
        findings.declared("features", feature.name(), dialect().has(feature), seen);
    }

    /** What the rule found of the dialect's claims. */
    Findings findings() {
        return findings;
    }

    /** A name for a table of this rule; the table is dropped when the rule has ended. */
    String newTable() {
        String name = tablePrefix + (tables.isEmpty() ? "" : "_" + tables.size());
        tables.add(name);
        return name;
    }

    /** A subscriber whose stream must not outlive a failure of the rule. */
    <T> Probe<T> keep(Probe<T> probe) {
        probes.add(probe);
        return probe;
    }

    /** Something went wrong on another thread. */
    private void flop(Throwable what) {
        flops.add(what);
    }

    /** Checks that nothing is left, cleans up in any case, and returns the first thing that went wrong, or null. */
    Throwable finish(Throwable failure) {
        Throwable first = failure;
        if (first instanceof Overdue) {
            Overdue.addThreads(first);
        }
        if (first == null) {
            probes.forEach(probe -> probe.over(signal -> flop(new AssertionError("a stream signalled " + signal
                    + " after its rule had ended"))));
            first = attempt(this::checkNothingHeld, null);
        } else {
            probes.forEach(Probe::abandon);
        }
        first = opened.stream().anyMatch(Opened::forced) ? dropTablesOutside(first) : dropTables(first);
        first = attempt(moments::close, first);
        for (Opened each : opened) {
            first = attempt(() -> Await.value(each.database().closeAsync()), first);
        }
        for (Opened each : opened) {
            first = attempt(() -> checkClosed(each), first);
        }
        Throwable flop = flops.poll();
        return first != null ? first : flop;
    }

    private void checkNothingHeld() {
        for (Opened each : opened) {
            if (each.database().isOpen()) {
                Await.settles(0, () -> each.database().status().lent(), "connections still lent after the rule");
                Await.settles(0, () -> each.database().status().waiting(), "requests still waiting after the rule");
                if (!each.forced()) {
                    each.backend().connections().forEach(RuleRun::checkNoTransaction);
                } else if (each.database().dialect().has(Feature.SAVEPOINTS) && each.wasUsed()) {
                    Await.value(each.database().begin().thenCompose(Transaction::rollback));
                }
            }
        }
    }

    private static void checkNoTransaction(ObservedConnection connection) {
        if (connection.closed()) {
            return;
        }
        try {
            Await.value(connection.begin(TransactionDefinition.DEFAULT).thenCompose(TransactionBackend::rollback));
        } catch (DatabaseException e) {
            // The pool may have been closing it at this very moment.
            Await.settles(true, connection::closed, "whether a connection on which no transaction can be begun (" + e.getMessage()
                    + ") is closed");
        }
    }

    /** Tries each, so that one that cannot be dropped keeps no other. */
    private Throwable dropTables(Throwable earlier) {
        if (tables.isEmpty()) {
            return earlier;
        }
        List<Database> database = new ArrayList<>();
        Throwable first = attempt(() -> database.add(openDatabase()), earlier);
        for (Database open : database) {
            for (int i = tables.size() - 1; i >= 0; i--) {
                String table = tables.get(i);
                first = attempt(() -> Await.value(open.execute("DROP TABLE IF EXISTS " + table)), first);
            }
        }
        return first;
    }

    /** What the databases with forced rollback have locked is free once they are closed. */
    private Throwable dropTablesOutside(Throwable earlier) {
        if (tables.isEmpty()) {
            return earlier;
        }
        Throwable first = earlier;
        for (Opened each : opened) {
            if (each != outside) {
                first = attempt(() -> Await.value(each.database().closeAsync()), first);
            }
        }
        return dropTables(attempt(this::outside, first));
    }

    private Database openDatabase() {
        return opened.stream().map(Opened::database).filter(Database::isOpen).findFirst()
                .orElseGet(() -> open(UnaryOperator.identity()).database());
    }

    private static void checkClosed(Opened each) {
        for (ObservedConnection connection : each.backend().connections()) {
            Await.settles(true, connection::closed, "whether a connection is closed after its database was");
            Await.settles(false, () -> connection.thread() != null && connection.thread().isAlive(),
                    "whether the thread of a connection lives after its database was closed");
        }
        Assertions.assertFalse(each.database().isOpen(), "the database calls itself open after it was closed");
    }

    private static Throwable attempt(Runnable check, Throwable earlier) {
        try {
            check.run();
            return earlier;
        } catch (RuntimeException | AssertionError e) {
            if (e instanceof Overdue) {
                Overdue.addThreads(e);
            }
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }
}
