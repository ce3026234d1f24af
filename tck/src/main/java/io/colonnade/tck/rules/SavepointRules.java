// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.dialect.Feature.SAVEPOINTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.colonnade.Transaction;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Nested transactions, which are savepoints. */
@Topic(why = "A part of a transaction may fail without taking the rest along.",
        look = "TransactionBackend.savepoint: the names of savepoints and the order in which they end.")
public class SavepointRules extends RuleGroup {

    private static final int SEQUENTIAL = 200;
    private static final int DEEP = 64;

    protected SavepointRules(Target target) {
        super(target);
    }

    @Rule(id = "TXN-04",
            text = "rolling back a savepoint keeps the work done before it and undoes the work done after it", needs = SAVEPOINTS)
    final void rollbackKeepsEarlierWork() {
        Notes notes = notes();
        Transaction outer = await(db().begin());
        addOneAndWait(outer, notes, 1);
        Transaction inner = await(outer.begin());
        addOneAndWait(inner, notes, 2);
        await(inner.rollback());
        assertIds(outer, notes, 1);
        await(outer.commit());
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-05",
            text = "the work of a committed nested transaction belongs to the outer one and is committed with it", needs = SAVEPOINTS)
    final void releasedWorkIsKept() {
        Notes notes = notes();
        Transaction outer = await(db().begin());
        Transaction inner = await(outer.begin());
        addOneAndWait(inner, notes, 1);
        await(inner.commit());
        assertIds(outer, notes, 1);
        await(outer.commit());
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-06", text = "rolling back the outer transaction undoes the work of its committed nested ones", needs = SAVEPOINTS)
    final void outerRollbackUndoesAll() {
        Notes notes = notes();
        Transaction outer = await(db().begin());
        await(outer.transaction(inner -> addOne(inner, notes, 1)));
        await(outer.rollback());
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-07",
            text = "a nested transaction whose function fails is undone, its future fails with that very error, and the outer goes on",
            needs = SAVEPOINTS)
    final void nestedFailureIsContained() {
        Notes notes = notes();
        IllegalStateException given = new IllegalStateException("given");
        Throwable seen = await(db().transaction(outer -> addOne(outer, notes, 1)
                .thenCompose(added -> outer.transaction(inner -> addOne(inner, notes, 2)
                        .thenCompose(more -> CompletableFuture.<Void>failedFuture(given))).handle((nothing, failure) -> failure))
                .thenCompose(failure -> addOne(outer, notes, 3).thenApply(added -> failure))));
        assertSame(given, seen instanceof CompletionException ? seen.getCause() : seen, "the nested future's failure");
        assertIds(db(), notes, 1, 3);
    }

    @Rule(id = "TXN-08", text = "a statement that fails in a nested transaction fails only that one: after its rollback the outer goes on",
            needs = SAVEPOINTS)
    final void nestedStatementFailureIsContained() {
        Notes notes = notes();
        Transaction outer = await(db().begin());
        addOneAndWait(outer, notes, 1);
        Transaction inner = await(outer.begin());
        addOneAndWait(inner, notes, 2);
        failure(ErrorKind.CONSTRAINT, addOne(inner, notes, 1));
        failure(ErrorKind.TRANSACTION_ABORTED, addOne(inner, notes, 3));
        await(inner.rollback());
        addOneAndWait(outer, notes, 4);
        await(outer.commit());
        assertIds(db(), notes, 1, 4);
    }

    @Rule(id = "TXN-09",
            text = "hundreds of nested transactions one after the other, every other one rolled back, leave exactly the work of the rest",
            needs = SAVEPOINTS)
    final void manySequential() {
        Notes notes = notes();
        IllegalStateException given = new IllegalStateException("given");
        await(db().transaction(outer -> {
            CompletionStage<Object> chain = done(null);
            for (int i = 0; i < SEQUENTIAL; i++) {
                int id = i;
                chain = chain.thenCompose(before -> outer.transaction(inner -> addOne(inner, notes, id).thenCompose(added ->
                        id % 2 == 0 ? done() : CompletableFuture.<Void>failedFuture(given))).handle((nothing, failure) -> null));
            }
            return chain;
        }));
        List<Integer> even = new ArrayList<>();
        for (int i = 0; i < SEQUENTIAL; i += 2) {
            even.add(i);
        }
        assertEquals(even, await(ids(db(), notes)));
    }

    @Rule(id = "TXN-10", text = "transactions nest 64 deep, and each level undoes or keeps its own work", needs = SAVEPOINTS)
    final void nestsDeep() {
        Notes notes = notes();
        List<Transaction> levels = new ArrayList<>();
        levels.add(await(db().begin()));
        for (int depth = 1; depth < DEEP; depth++) {
            addOneAndWait(levels.get(depth - 1), notes, depth);
            levels.add(await(levels.get(depth - 1).begin()));
        }
        for (int depth = DEEP - 1; depth > 0; depth--) {
            await(depth > DEEP / 2 ? levels.get(depth).rollback() : levels.get(depth).commit());
        }
        await(levels.get(0).commit());
        List<Integer> kept = new ArrayList<>();
        for (int id = 1; id <= DEEP / 2 + 1; id++) {
            kept.add(id);
        }
        assertEquals(kept, await(ids(db(), notes)));
    }

    @Rule(id = "TXN-11", text = "while a nested transaction is open the outer one refuses statements with kind USAGE, and goes on after it",
            needs = SAVEPOINTS)
    final void outerRefusesMeanwhile() {
        Notes notes = notes();
        Transaction outer = await(db().begin());
        Transaction inner = await(outer.begin());
        failure(ErrorKind.USAGE, addOne(outer, notes, 1));
        failure(ErrorKind.USAGE, outer.commit());
        addOneAndWait(inner, notes, 2);
        await(inner.commit());
        addOneAndWait(outer, notes, 3);
        await(outer.commit());
        assertIds(db(), notes, 2, 3);
    }

    @Rule(id = "TXN-12",
            text = "nested transactions that are begun at the same time in one transaction run one after the other", needs = SAVEPOINTS)
    final void siblingsWait() {
        Notes notes = notes();
        await(db().transaction(outer -> {
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 1; i <= 6; i++) {
                int id = i;
                all.add(outer.transaction(inner -> addOne(inner, notes, id)));
            }
            return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        }));
        assertIds(db(), notes, 1, 2, 3, 4, 5, 6);
    }

    @Rule(id = "TXN-35", text = "a nested transaction whose outer one is rolled back meanwhile fails with kind TRANSACTION_ROLLED_BACK though"
            + " its function then succeeds, and leaves nothing", needs = SAVEPOINTS)
    final void endsWithTheOuterOne() {
        Notes notes = notes();
        CompletableFuture<Void> added = new CompletableFuture<>();
        CompletableFuture<String> last = new CompletableFuture<>();
        Transaction outer = await(db().begin());
        CompletableFuture<String> inner = outer.transaction(tx -> addOne(tx, notes, 1).thenCompose(result -> {
            added.complete(null);
            return last;
        }));
        await(added);
        await(outer.rollback());
        last.complete("done");
        failure(ErrorKind.TRANSACTION_ROLLED_BACK, inner);
        assertIds(db(), notes);
    }
}
