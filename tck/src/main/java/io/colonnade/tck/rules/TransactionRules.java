// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.TransactionOptions.DEFAULT;
import static io.colonnade.sql.Sql.createTable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How a transaction ends, and what is left of it. */
@Topic(why = "A transaction is all or nothing, whatever happens in between.",
        look = "ConnectionBackend.begin, TransactionBackend.commit and rollback, and whether statements between them run "
                + "on the same connection.")
public class TransactionRules extends RuleGroup {

    protected TransactionRules(Target target) {
        super(target);
    }

    @Rule(id = "TXN-01",
            text = "what a transaction wrote is there for others once it has committed, by its function's outcome or by commit")
    final void commits() {
        Notes notes = notes();
        Integer value = await(db().transaction(tx -> addOne(tx, notes, 1).thenApply(result -> 17)));
        assertEquals(17, value, "what the function's stage gave");
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 2);
        await(tx.commit());
        assertFalse(tx.isOpen(), "it calls itself open after its commit");
        assertIds(db(), notes, 1, 2);
    }

    @Rule(id = "TXN-02", text = "a transaction whose function fails or throws leaves nothing, and its future fails with that very error")
    final void rollsBackOnFailure() {
        Notes notes = notes();
        IllegalStateException given = new IllegalStateException("given");
        assertSame(given, Await.failure(db().transaction(tx -> addOne(tx, notes, 1)
                .thenCompose(added -> CompletableFuture.failedFuture(given)))));
        assertSame(given, Await.failure(db().transaction(tx -> {
            addOne(tx, notes, 2);
            throw given;
        })));
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-03", text = "rollback leaves nothing of what the transaction wrote, in single statements and in batches")
    final void rollsBack() {
        Notes notes = notes();
        add(db(), notes, 1);
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 2);
        add(tx, notes, 3, 4);
        await(tx.execute("DELETE FROM " + notes.name() + " WHERE id = 1"));
        assertIds(tx, notes, 2, 3, 4);
        await(tx.rollback());
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-13", text = "a second commit or rollback fails with kind USAGE and changes nothing")
    final void endsOnce() {
        Notes notes = notes();
        Transaction committed = await(db().begin());
        addOneAndWait(committed, notes, 1);
        await(committed.commit());
        failure(ErrorKind.USAGE, committed.commit());
        failure(ErrorKind.USAGE, committed.rollback());
        Transaction rolledBack = await(db().begin());
        addOneAndWait(rolledBack, notes, 2);
        await(rolledBack.rollback());
        failure(ErrorKind.USAGE, rolledBack.rollback());
        failure(ErrorKind.USAGE, rolledBack.commit());
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-14", text = "a statement on a transaction that has ended fails with kind USAGE and does not run")
    final void refusesAfterEnd() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        await(tx.commit());
        failure(ErrorKind.USAGE, addOne(tx, notes, 1));
        failure(ErrorKind.USAGE, tx.begin());
        Transaction kept = await(db().transaction(RuleGroup::done));
        failure(ErrorKind.USAGE, addOne(kept, notes, 2));
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-15",
            text = "after a failed statement a transaction refuses all others with kind TRANSACTION_ABORTED, caused by that failure",
            why = "On PostgreSQL nothing else is possible; a program that works on one database works on all only if it "
                    + "is so everywhere.")
    final void failedStatementAborts() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        DatabaseException first = failure(ErrorKind.CONSTRAINT, addOne(tx, notes, 1));
        DatabaseException refusal = failure(ErrorKind.TRANSACTION_ABORTED, ids(tx, notes));
        assertSame(first, refusal.getCause(), "the cause of the refusal");
        failure(ErrorKind.TRANSACTION_ABORTED, addOne(tx, notes, 2));
        await(tx.rollback());
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-16", text = "a transaction with a failed statement is never committed: commit rolls back and fails with kind"
            + " TRANSACTION_ROLLED_BACK, also when its function swallowed the failure",
            why = "Committing the rest would write half of what belonged together.")
    final void failedTransactionNeverCommits() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        failure(ErrorKind.CONSTRAINT, addOne(tx, notes, 1));
        failure(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
        failure(ErrorKind.TRANSACTION_ROLLED_BACK, db().transaction(inner -> addOne(inner, notes, 2)
                .thenCompose(added -> addOne(inner, notes, 2)).handle((added, failure) -> "swallowed")));
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-17", text = "a mistake that is found before anything is sent does not abort a transaction")
    final void mistakesDoNotAbort() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        failure(ErrorKind.USAGE, tx.execute(notes.insertSql(), Map.of("id", 2)));
        addOneAndWait(tx, notes, 3);
        await(tx.commit());
        assertIds(db(), notes, 1, 3);
    }

    @Rule(id = "TXN-18", text = "a transaction reads what it has written itself")
    final void readsItsWrites() {
        Notes notes = notes();
        add(db(), notes, 1);
        String text = await(db().transaction(tx -> tx.execute("UPDATE " + notes.name() + " SET text = :text WHERE id = 1", "changed")
                .thenCompose(updated -> tx.fetchValue("SELECT text FROM " + notes.name(), String.class))
                .thenApply(scalar -> scalar.get())));
        assertEquals("changed", text);
    }

    @Rule(id = "TXN-19", text = "what a transaction has not committed others do not see: they see the state before it, or wait for its end")
    final void isolatesUncommitted() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        CompletableFuture<List<Integer>> seen = ids(db(), notes);
        moment(seen);
        await(tx.rollback());
        assertEquals(List.of(), await(seen), "the ids that another connection saw");
    }

    @Rule(id = "TXN-24", text = "a transaction with forced rollback leaves nothing though its function succeeds, and gives its value")
    final void forcesRollback() {
        Notes notes = notes();
        List<Integer> inside = await(db().transaction(DEFAULT.withForceRollback(true), tx -> addOne(tx, notes, 1)
                .thenCompose(added -> ids(tx, notes))));
        assertEquals(List.of(1), inside, "the ids inside");
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-26", text = "a transaction that outlives its timeout is rolled back, and its future fails with kind STATEMENT_TIMEOUT")
    final void timesOut() {
        Notes notes = notes();
        CompletableFuture<Void> never = new CompletableFuture<>();
        failure(ErrorKind.STATEMENT_TIMEOUT, db().transaction(DEFAULT.withTimeout(SHORT), tx -> addOne(tx, notes, 1)
                .thenCompose(added -> never)));
        assertIds(db(), notes);
        add(db(), notes, 2);
        assertIds(db(), notes, 2);
    }

    @Rule(id = "TXN-27", text = "cancelling the future of a transaction rolls it back and gives its connection back")
    final void cancelRollsBack() {
        Notes notes = notes();
        CompletableFuture<Void> added = new CompletableFuture<>();
        CompletableFuture<Void> never = new CompletableFuture<>();
        CompletableFuture<Void> running = db().transaction(tx -> addOne(tx, notes, 1).thenCompose(result -> {
            added.complete(null);
            return never;
        }));
        await(added);
        assertTrue(running.cancel(true), "a running transaction can be cancelled");
        Await.settles(0, () -> db().status().lent(), "connections lent");
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-28", text = "a statement that runs into its deadline fails its transaction, which then cannot commit")
    final void deadlineAborts() {
        Notes notes = notes();
        Slow slow = slow(db(), notes());
        Transaction tx = await(db().begin());
        addOneAndWait(tx, notes, 1);
        failure(ErrorKind.STATEMENT_TIMEOUT, tx.withTimeout(SHORT).fetchAll(slow.sql()));
        Await.databaseFailure(tx.commit());
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-30", text = "one function that is used for many transactions at the same time runs in each of them")
    final void runsConcurrently() {
        KeyedNotes notes = new KeyedNotes(run().newTable());
        await(run().create(db(), createTable(notes)));
        Supplier<CompletableFuture<Result>> call = () -> db().transaction(tx ->
                tx.execute("INSERT INTO " + notes.name() + " (text) VALUES ('x')"));
        await(CompletableFuture.allOf(IntStream.range(0, 6).mapToObj(i -> call.get()).toArray(CompletableFuture[]::new)));
        assertEquals(6L, await(db().fetchValue("SELECT count(*) FROM " + notes.name(), Long.class)).get());
    }

    @Rule(id = "TXN-31", text = "a transaction whose function returns no stage is rolled back and fails with kind USAGE")
    final void refusesNull() {
        Notes notes = notes();
        failure(ErrorKind.USAGE, db().transaction(tx -> {
            addOne(tx, notes, 1);
            return null;
        }));
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-32", text = "a transaction that is still open when its pinned connection is given back is rolled back")
    final void rollsBackWithItsConnection() {
        Notes notes = notes();
        await(db().withConnection(connection -> connection.begin().thenCompose(tx -> addOne(tx, notes, 1))));
        assertIds(db(), notes);
        assertNull(await(db().fetchOne("SELECT id FROM " + notes.name())).orElse(null));
    }

    @Rule(id = "TXN-34", text = "a transaction that runs out of time while its function is at work fails with kind STATEMENT_TIMEOUT though the"
            + " function then succeeds, and leaves nothing", why = "Who is told success does not look whether the work is there.")
    final void lateSuccessIsNone() {
        Notes notes = notes();
        CompletableFuture<Transaction> begun = new CompletableFuture<>();
        CompletableFuture<String> last = new CompletableFuture<>();
        CompletableFuture<String> late = db().transaction(DEFAULT.withTimeout(SHORT), tx -> addOne(tx, notes, 1).thenCompose(added -> {
            begun.complete(tx);
            return last;
        }));
        Await.settles(false, await(begun)::isOpen, "whether it is open after its timeout");
        last.complete("done");
        failure(ErrorKind.STATEMENT_TIMEOUT, late);
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-36", text = "a transaction that is open when its database is closed, and the time for that has passed, is told so at once"
            + " with kind POOL_CLOSED, takes no more calls, and leaves nothing")
    final void closeEndsTransaction() {
        Database leaving = open(options -> options.closeTimeout(SHORT));
        Notes notes = notes(leaving);
        boolean shared = dataIsShared(notes);
        CompletableFuture<Transaction> begun = new CompletableFuture<>();
        CompletableFuture<Void> running = leaving.transaction(tx -> addOne(tx, notes, 1).thenCompose(added -> {
            begun.complete(tx);
            return new CompletableFuture<>();
        }));
        Transaction tx = await(begun);
        CompletableFuture<Void> closed = leaving.closeAsync();
        failure(ErrorKind.POOL_CLOSED, running);
        assertFalse(tx.isOpen(), "it calls itself open after its database was closed");
        failure(ErrorKind.POOL_CLOSED, addOne(tx, notes, 2));
        failure(ErrorKind.POOL_CLOSED, tx.commit());
        await(closed);
        if (shared) {
            assertIds(db(), notes);
        }
    }
}
