// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.TransactionOptions.DEFAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Row;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Databases that are rolled back when they are closed. */
@Topic(why = "A test of an application is worth nothing if the application does something else in it.",
        look = "TransactionBackend.savepoint and its end: on a database with forced rollback every transaction is a savepoint, and so is what a"
                + " statement that fails is undone to.")
public class ForceRollbackRules extends RuleGroup {

    protected ForceRollbackRules(Target target) {
        super(target);
    }

    private Database forced() {
        return open(options -> options.forceRollback(true));
    }

    /** A table that such a database sees, without waiting for what another one of this rule has locked. */
    private Notes notesOf(Database forced) {
        return run().dialect().has(Feature.TRANSACTIONAL_DDL) ? notes(forced) : notes();
    }

    @Rule(id = "TXN-25",
            text = "a database with forced rollback loses at its end all that was written, in transactions too; without SAVEPOINTS it refuses"
                    + " them with kind UNSUPPORTED and goes on")
    final void forcesRollbackOfAll() {
        Notes notes = notes();
        if (!dataIsShared(notes)) {
            return;
        }
        Database forced = forced();
        addOneAndWait(forced, notes, 1);
        CompletableFuture<Result> nested = forced.transaction(tx -> addOne(tx, notes, 2));
        if (run().dialect().has(Feature.SAVEPOINTS)) {
            await(nested);
            assertIds(forced, notes, 1, 2);
        } else {
            failure(ErrorKind.UNSUPPORTED, nested);
            assertIds(forced, notes, 1);
        }
        await(forced.closeAsync());
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-37",
            text = "on a database with forced rollback a statement or batch that fails is undone and nothing else, and the next one runs",
            needs = Feature.SAVEPOINTS)
    final void failureUndoesItselfOnly() {
        Database forced = forced();
        Notes notes = notesOf(forced);
        add(forced, notes, 1, 2);
        failure(ErrorKind.CONSTRAINT, addOne(forced, notes, 1));
        assertIds(forced, notes, 1, 2);
        addOneAndWait(forced, notes, 3);
        failure(ErrorKind.CONSTRAINT, addAll(forced, notes, 4, 5, 3));
        assertIds(forced, notes, 1, 2, 3);
        failure(ErrorKind.NOT_FOUND, forced.fetchAll("SELECT id FROM colonnade_tck_missing"));
        failure(ErrorKind.CONSTRAINT, forced.transaction(tx -> addOne(tx, notes, 6).thenCompose(added -> addOne(tx, notes, 6))));
        addOneAndWait(forced, notes, 7);
        assertIds(forced, notes, 1, 2, 3, 7);
        await(forced.closeAsync());
    }

    @Rule(id = "TXN-38",
            text = "on a database with forced rollback statements, transactions and other streams run beside an open stream, which goes on",
            needs = Feature.SAVEPOINTS)
    final void runsBesideStreams() {
        Database forced = forced();
        Notes notes = notesOf(forced);
        add(forced, notes, range(1, 100));
        String query = "SELECT id FROM " + notes.name() + " WHERE id < 101 ORDER BY id";
        Probe<Row> probe = this.<Row>probe().subscribeTo(forced.iterate(query));
        probe.request(3).awaitRows(3);
        addOneAndWait(forced, notes, 101);
        failure(ErrorKind.CONSTRAINT, addOne(forced, notes, 1));
        await(forced.transaction(tx -> addOne(tx, notes, 102)));
        failure(ErrorKind.CONSTRAINT, forced.transaction(tx -> addOne(tx, notes, 103).thenCompose(added -> addOne(tx, notes, 1))));
        assertEquals(100, this.<Row>probe().subscribeTo(forced.iterate(query)).request(1000).awaitComplete().size(), "rows of the other");
        assertEquals(3, probe.count(), "rows delivered on a demand of 3");
        assertEquals(100, probe.request(97).awaitComplete().size(), "rows of the first stream");
        assertEquals(102, await(ids(forced, notes)).size(), "rows in the table");
        await(forced.closeAsync());
    }

    @Rule(id = "TXN-39",
            text = "on a database with forced rollback the options of a transaction hold or are refused in words, and so is SQL text that would"
                    + " end the one transaction", needs = Feature.SAVEPOINTS)
    final void keepsOptions() {
        Database forced = forced();
        Notes notes = notesOf(forced);
        IsolationLevel own = run().dialect().defaultIsolation();
        for (IsolationLevel level : IsolationLevel.values()) {
            CompletableFuture<Result> added = forced.transaction(DEFAULT.withIsolation(level), tx -> addOne(tx, notes, 1));
            if (level == own) {
                await(added);
            } else {
                failure(ErrorKind.UNSUPPORTED, added);
            }
        }
        failure(ErrorKind.UNSUPPORTED, forced.transaction(DEFAULT.withDeferrable(true), tx -> addOne(tx, notes, 2)));
        if (run().dialect().has(Feature.READ_ONLY_TRANSACTIONS)) {
            assertEquals(List.of(1), await(forced.transaction(DEFAULT.withReadOnly(true), tx -> ids(tx, notes))), "read in a read-only one");
            failure(ErrorKind.READ_ONLY, forced.transaction(DEFAULT.withReadOnly(true), tx -> addOne(tx, notes, 3)));
        }
        await(forced.transaction(DEFAULT.withForceRollback(true), tx -> addOne(tx, notes, 4)));
        failure(ErrorKind.STATEMENT_TIMEOUT, forced.transaction(DEFAULT.withTimeout(SHORT), tx -> addOne(tx, notes, 5)
                .thenCompose(added -> new CompletableFuture<Void>())));
        for (String text : List.of("BEGIN", "COMMIT", "/* end */ rollback")) {
            failure(ErrorKind.UNSUPPORTED, forced.execute(text));
            failure(ErrorKind.UNSUPPORTED, forced.transaction(tx -> tx.execute(text, Map.of())));
        }
        assertIds(forced, notes, 1);
        await(forced.closeAsync());
    }
}
