// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Connection;
import io.colonnade.Database;
import io.colonnade.DatabaseStatus;
import io.colonnade.Result;
import io.colonnade.TransactionOptions;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Pinned connections, and what is left of a use of one for the next. */
@Topic(why = "A connection is lent to one caller after the other; what one leaves in the session must not reach the "
                + "next.",
        look = "ConnectionBackend.reset, and whether the stages of calls complete exactly once.")
public class ConnectionRules extends RuleGroup {

    protected ConnectionRules(Target target) {
        super(target);
    }

    @Rule(id = "CON-01", text = "all statements of one pinned connection run on the same session: a temporary table stays visible",
            needs = Feature.TEMPORARY_TABLES)
    final void pinsOneSession() {
        List<Integer> ids = await(db().withConnection(connection -> connection
                .execute("CREATE TEMPORARY TABLE colonnade_tck_temp (id INTEGER)")
                .thenCompose(created -> connection.execute("INSERT INTO colonnade_tck_temp (id) VALUES (:id)", 7))
                .thenCompose(inserted -> connection.fetchAll("SELECT id FROM colonnade_tck_temp"))
                .thenApply(rows -> rows.stream().map(row -> row.getInt(0)).toList())));
        assertEquals(List.of(7), ids);
    }

    @Rule(id = "CON-02", text = "a temporary table is gone when the connection is lent again",
            needs = Feature.TEMPORARY_TABLES)
    final void temporaryTableDoesNotLeak() {
        Database database = openSingle();
        await(database.withConnection(connection -> connection.execute("CREATE TEMPORARY TABLE colonnade_tck_temp (id INTEGER)")));
        failure(ErrorKind.NOT_FOUND, database.fetchAll("SELECT id FROM colonnade_tck_temp"));
    }

    @Rule(id = "CON-03", text = "a transaction begun with SQL text and left open is undone before the connection is lent again")
    final void rawTransactionDoesNotLeak() {
        Database database = openSingle();
        Notes notes = notes(database);
        await(database.withConnection(connection -> connection.execute("BEGIN").thenCompose(begun -> addOne(connection, notes, 1))));
        assertIds(database, notes);
        add(database, notes, 2);
        assertIds(database, notes, 2);
    }

    @Rule(id = "CON-04", text = "two functions that run at the same time have different connections")
    final void siblingsHaveTheirOwn() {
        Database database = open(options -> options.maxSize(2));
        List<Connection> lent = new ArrayList<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> first = database.withConnection(connection -> {
            lent.add(connection);
            return over;
        });
        Await.settles(1, lent::size, "connections lent");
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
        assertEquals(2, database.status().open(), "open connections");
        over.complete(null);
        await(first);
    }

    @Rule(id = "CON-05", text = "the connection goes back when the function's stage completes, when it fails, and when the function throws")
    final void givesBack() {
        Database database = openSingle();
        await(database.withConnection(connection -> done()));
        IllegalStateException given = new IllegalStateException("given");
        assertSame(given, Await.failure(database.withConnection(connection -> CompletableFuture.failedFuture(given))));
        assertSame(given, Await.failure(database.withConnection(connection -> {
            throw given;
        })));
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
        Await.settles(0, () -> database.status().lent(), "connections lent");
    }

    @Rule(id = "CON-06", text = "a connection that is used after its function has ended refuses with kind USAGE and sends nothing")
    final void refusesAfterReturn() {
        RuleRun.Opened opened = run().open(options -> options.maxSize(1));
        Connection kept = await(opened.database().withConnection(RuleGroup::done));
        int sent = opened.backend().connections().get(0).sent();
        failure(ErrorKind.USAGE, kept.fetchAll("SELECT 1"));
        failure(ErrorKind.USAGE, kept.begin());
        assertEquals(sent, opened.backend().connections().get(0).sent(), "statements sent");
    }

    @Rule(id = "CON-07",
            text = "calls that are made at the same time on one connection run one after the other, and each gets its own answer")
    final void serialises() {
        await(db().withConnection(connection -> {
            List<CompletableFuture<Long>> answers = new ArrayList<>();
            for (long i = 0; i < 100; i++) {
                answers.add(connection.fetchValue("SELECT :n", Long.class, i).thenApply(scalar -> scalar.get()));
            }
            return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenAccept(all -> {
                for (int i = 0; i < answers.size(); i++) {
                    assertEquals(i, answers.get(i).join(), "the answer to call " + i);
                }
            });
        }));
    }

    @Rule(id = "CON-08", text = "what one connection wrote outside a transaction the next one sees")
    final void autocommits() {
        Database database = open(options -> options.maxSize(2));
        Notes notes = notes(database);
        List<Integer> seen = await(database.withConnection(first -> addOne(first, notes, 1)
                .thenCompose(added -> database.withConnection(second -> ids(second, notes)))));
        assertEquals(List.of(1), seen);
    }

    @Rule(id = "CON-09",
            text = "waiting for a connection ends with kind POOL_EXHAUSTED after the acquire timeout, and the database goes on")
    final void exhaustionIsTyped() {
        Database database = open(options -> options.maxSize(1).acquireTimeout(SHORT.multipliedBy(5)));
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> holder = database.withConnection(connection -> over);
        Await.settles(1, () -> database.status().lent(), "connections lent");
        DatabaseException refusal = failure(ErrorKind.POOL_EXHAUSTED, database.fetchAll("SELECT 1"));
        assertTrue(refusal.retrySafe(), "it is safe to try again");
        over.complete(null);
        await(holder);
        Await.settles(1, () -> database.status().idle(), "idle connections");
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
    }

    @Rule(id = "CON-10", text = "a call that is cancelled while it waits for a connection never runs, and the pool keeps its size",
            why = "Whoever has given up must not cause a statement that nobody waits for.")
    final void cancelledWaitNeverRuns() {
        Database database = openSingle();
        Notes notes = notes(database);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> holder = database.withConnection(connection -> over);
        Await.settles(1, () -> database.status().lent(), "connections lent");
        CompletableFuture<Result> waiting = addOne(database, notes, 1);
        assertTrue(waiting.cancel(true), "a waiting call can be cancelled");
        Await.settles(0, () -> database.status().waiting(), "requests waiting");
        over.complete(null);
        await(holder);
        assertIds(database, notes);
        DatabaseStatus status = database.status();
        assertEquals(1, status.open(), "open connections");
    }

    @Rule(id = "CON-11", text = "a read-only transaction leaves a connection that writes")
    final void readOnlyDoesNotLeak() {
        Database database = openSingle();
        Notes notes = notes(database);
        if (run().dialect().has(Feature.READ_ONLY_TRANSACTIONS)) {
            await(database.transaction(TransactionOptions.DEFAULT.withReadOnly(true), tx -> ids(tx, notes)));
        }
        add(database, notes, 1);
        assertIds(database, notes, 1);
    }

    @Rule(id = "CON-12",
            text = "unwrap gives the driver's own connection where the type fits, the same inside a transaction, and is empty elsewhere")
    final void unwraps() {
        await(db().withConnection(connection -> {
            assertTrue(connection.unwrap(Unrelated.class).isEmpty(), "a type that no driver has");
            Object driver = connection.unwrap(Object.class).orElse(null);
            return connection.transaction(tx -> {
                assertSame(driver, tx.unwrap(Object.class).orElse(null), "the driver's connection inside a transaction");
                return done();
            });
        }));
    }

    private interface Unrelated {
    }

    @Rule(id = "CON-13", text = "what a single call of the database leaves in the session does not reach the next call",
            needs = Feature.TEMPORARY_TABLES,
            why = "A call on the database borrows a connection too; only queries and changes of data may be given back without a reset.")
    final void singleCallsDoNotLeak() {
        Database database = openSingle();
        await(database.execute("CREATE TEMPORARY TABLE colonnade_tck_temp (id INTEGER)"));
        failure(ErrorKind.NOT_FOUND, database.fetchAll("SELECT id FROM colonnade_tck_temp"));
    }
}
