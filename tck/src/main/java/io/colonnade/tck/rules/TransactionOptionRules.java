// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.TransactionOptions.DEFAULT;
import static io.colonnade.sql.Sql.createTable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Result;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a transaction can be begun with, and what of it a database has. */
@Topic(why = "Who asks for a level or for read-only relies on getting it or being told.",
        look = "ConnectionBackend.begin: how the options are sent, and whether those that are not declared are refused.")
public class TransactionOptionRules extends RuleGroup {

    protected TransactionOptionRules(Target target) {
        super(target);
    }

    @Rule(id = "TXN-20", text = "a transaction runs at every isolation level that the dialect lists, the default one among them")
    final void declaredIsolation() {
        Notes notes = notes();
        assertTrue(run().dialect().isolationLevels().contains(run().dialect().defaultIsolation()), "the default level is listed");
        int id = 0;
        for (IsolationLevel level : run().dialect().isolationLevels()) {
            int next = ++id;
            await(db().transaction(DEFAULT.withIsolation(level), tx -> addOne(tx, notes, next)));
        }
        assertEquals(id, await(ids(db(), notes)).size(), "rows written");
    }

    @Rule(id = "TXN-21",
            text = "an isolation level that the dialect does not list is refused with kind UNSUPPORTED, and the function does not run")
    final void undeclaredIsolation() {
        Notes notes = notes();
        for (IsolationLevel level : IsolationLevel.values()) {
            if (!run().dialect().isolationLevels().contains(level)) {
                failure(ErrorKind.UNSUPPORTED, db().transaction(DEFAULT.withIsolation(level), tx -> addOne(tx, notes, 1)));
            }
        }
        assertIds(db(), notes);
    }

    @Rule(id = "TXN-22", text = "a serializable read-only transaction reads one snapshot: what others commit meanwhile it does not see",
            needs = Feature.READ_ONLY_TRANSACTIONS)
    final void readsOneSnapshot() {
        Notes notes = notes();
        if (!run().dialect().isolationLevels().contains(IsolationLevel.SERIALIZABLE)) {
            return;
        }
        Transaction tx = await(db().begin(DEFAULT.withReadOnly(true).withIsolation(IsolationLevel.SERIALIZABLE)));
        assertIds(tx, notes);
        CompletableFuture<Result> written = addOne(db(), notes, 1);
        moment(written);
        assertIds(tx, notes);
        await(tx.commit());
        await(written);
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-23", text = "a read-only transaction refuses to write with kind READ_ONLY", needs = Feature.READ_ONLY_TRANSACTIONS)
    final void readOnlyRefusesWrites() {
        Notes notes = notes();
        add(db(), notes, 1);
        List<Integer> read = await(db().transaction(DEFAULT.withReadOnly(true), tx -> ids(tx, notes)));
        assertEquals(List.of(1), read);
        failure(ErrorKind.READ_ONLY, db().transaction(DEFAULT.withReadOnly(true), tx -> addOne(tx, notes, 2)));
        assertIds(db(), notes, 1);
    }

    @Rule(id = "TXN-29", text = "a table that a transaction created is gone when it is rolled back", needs = Feature.TRANSACTIONAL_DDL)
    final void undoesDdl() {
        Notes notes = new Notes(run().newTable());
        Transaction tx = await(db().begin());
        await(tx.execute(createTable(notes)));
        addOneAndWait(tx, notes, 1);
        await(tx.rollback());
        failure(ErrorKind.NOT_FOUND, ids(db(), notes));
    }

    @Rule(id = "TXN-33", text = "a deferrable transaction runs", needs = Feature.DEFERRABLE_TRANSACTIONS)
    final void defers() {
        Notes notes = notes();
        assertEquals(List.of(), await(db().transaction(DEFAULT.withDeferrable(true), tx -> ids(tx, notes))));
    }
}
