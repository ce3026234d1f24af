// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.UsageException;
import io.colonnade.tck.Rule;
import io.colonnade.tck.TckTimeouts;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

/** On which thread things happen, and many callers at the same time. */
@Topic(why = "A blocked or wrong thread stops everything else that runs on it.",
        look = "Which executor completes the stages: ConnectionBackend.executor, as taken from BackendContext.")
public class ThreadRules extends RuleGroup {

    protected ThreadRules(Target target) {
        super(target);
    }

    @Rule(id = "THR-01",
            text = "a future completes on its connection's own thread, and a continuation that runs there may issue the next statement"
            + " on the connection without a hop")
    final void completesOnConnectionThread() {
        RuleRun.Opened opened = run().open(options -> options.maxSize(1));
        List<Thread> threads = new ArrayList<>();
        CountDownLatch attached = new CountDownLatch(1);
        CompletableFuture<Void> all = opened.database().withConnection(connection -> {
            hold(opened, attached);
            return connection.fetchValue("SELECT 1", Long.class)
                    .thenCompose(one -> {
                        threads.add(Thread.currentThread());
                        return connection.fetchValue("SELECT 2", Long.class);
                    })
                    .thenAccept(two -> threads.add(Thread.currentThread()));
        });
        attached.countDown();
        await(all);
        Thread own = opened.backend().connections().get(0).thread();
        assertEquals(List.of(own, own), threads, "the threads of the continuations");
    }

    /** Keeps the connection's executor busy until the latch is open, so that continuations are attached before anything completes. */
    private static void hold(RuleRun.Opened opened, CountDownLatch gate) {
        opened.backend().connections().get(0).executor().execute(() -> {
            try {
                gate.await(TckTimeouts.answer().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Rule(id = "THR-02",
            text = "waiting with join or get for an unfinished future on a connection's own thread fails at once with kind USAGE",
            why = "The thread would wait for itself, for ever.")
    final void refusesToWaitForItself() {
        waits(CompletableFuture::join);
        waits(future -> {
            try {
                return future.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void waits(Function<CompletableFuture<?>, Object> waiting) {
        RuleRun.Opened opened = run().open(options -> options.maxSize(1));
        Throwable thrown = await(opened.database().withConnection(connection -> {
            CompletableFuture<Throwable> seen = new CompletableFuture<>();
            opened.backend().connections().get(0).executor().execute(() -> {
                CompletableFuture<?> unfinished = connection.fetchValue("SELECT 1", Long.class);
                try {
                    waiting.apply(unfinished);
                    seen.complete(null);
                } catch (RuntimeException e) {
                    seen.complete(e);
                }
            });
            return seen;
        }));
        assertInstanceOf(UsageException.class, thrown, "what waiting on the connection's own thread gives");
        await(opened.database().closeAsync());
    }

    @Rule(id = "THR-03",
            text = "using the outer database inside a transaction's own flow fails with kind USAGE instead of running outside of it",
            why = "It would wait for a second connection, and with enough callers all would wait for each other; or it "
                    + "would run outside the transaction.")
    final void refusesOuterDatabase() {
        Notes notes = notes();
        failure(ErrorKind.USAGE, db().transaction(tx -> addOne(db(), notes, 1)));
        DatabaseException later = failure(ErrorKind.USAGE, db().transaction(tx -> addOne(tx, notes, 2)
                .thenCompose(added -> addOne(db(), notes, 3))));
        assertEquals(ErrorKind.USAGE, later.kind());
        assertIds(db(), notes);
    }

    @Rule(id = "THR-04", text = "a continuation may issue the next statement on a database of one connection: that one is free by then")
    final void continuationFindsConnectionFree() {
        Database database = openSingle();
        Notes notes = notes(database);
        CompletableFuture<List<Integer>> chain = addOne(database, notes, 1)
                .thenCompose(first -> addOne(database, notes, 2))
                .thenCompose(second -> database.transaction(tx -> addOne(tx, notes, 3)))
                .thenCompose(third -> ids(database, notes));
        assertEquals(List.of(1, 2, 3), await(chain));
    }

    @Rule(id = "THR-05", text = "hundreds of calls from many threads at the same time each get their own answer")
    final void answersAreNotMixed() throws InterruptedException {
        Database database = db();
        List<CompletableFuture<Long>> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int first = t * 50;
            callers.add(new Thread(() -> {
                for (long n = first; n < first + 50; n++) {
                    long asked = n;
                    answers.add(database.fetchValue("SELECT :n", Long.class, asked).thenApply(scalar -> scalar.get() - asked));
                }
            }, "tck caller " + t));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        for (CompletableFuture<Long> answer : answers) {
            assertEquals(0, await(answer), "the answer less what was asked");
        }
        assertEquals(400, answers.size());
    }

    @Rule(id = "THR-06", text = "fifty writers at the same time all succeed, in single statements and in transactions that read first")
    final void writersDoNotCollide() {
        Notes notes = notes();
        String counter = run().newTable();
        await(db().execute("CREATE TABLE " + counter + " (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)"));
        await(db().execute("INSERT INTO " + counter + " (id, n) VALUES (1, 0)"));
        List<CompletableFuture<?>> all = new ArrayList<>();
        IntStream.rangeClosed(1, 25).forEach(id -> {
            all.add(addOne(db(), notes, id));
            all.add(db().transaction(tx -> tx.fetchValue("SELECT count(*) FROM " + notes.name(), Long.class)
                    .thenCompose(count -> tx.execute("UPDATE " + counter + " SET n = n + 1 WHERE id = 1"))));
        });
        all.forEach(RuleGroup::await);
        assertEquals(25, await(ids(db(), notes)).size(), "rows written by single statements");
        assertEquals(25L, await(db().fetchValue("SELECT n FROM " + counter, Long.class)).get(), "the counter that transactions raised");
    }

    @Rule(id = "THR-07", text = "a caller that is interrupted while it waits gives up waiting, and the statement takes effect all the same")
    final void survivesInterruptedCaller() throws InterruptedException {
        Database database = openSingle();
        Notes notes = notes(database);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> holder = database.withConnection(connection -> over);
        CompletableFuture<?> insert = addOne(database, notes, 1);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                outcome.completeExceptionally(new AssertionError("it answered: " + insert.get()));
            } catch (InterruptedException | ExecutionException e) {
                outcome.complete(e);
            }
        }, "tck interrupted caller");
        caller.start();
        caller.interrupt();
        assertInstanceOf(InterruptedException.class, await(outcome), "what the caller gets");
        over.complete(null);
        await(holder);
        await(insert);
        assertIds(database, notes, 1);
    }

    @Rule(id = "THR-08", text = "a failure reaches a dependent stage as the cause of a CompletionException, and a joining caller likewise")
    final void wrapsFailuresAsTheJdkDoes() {
        CompletableFuture<?> failing = db().fetchAll("SELEKT 1");
        DatabaseException failure = failure(ErrorKind.SYNTAX, failing);
        CompletionException joined = assertThrows(CompletionException.class, failing::join);
        assertSame(failure, joined.getCause(), "the cause for a joining caller");
        Throwable dependent = await(failing.thenApply(rows -> rows).handle((rows, thrown) -> thrown));
        assertSame(failure, assertInstanceOf(CompletionException.class, dependent).getCause(), "the cause for a dependent stage");
    }

    @Rule(id = "THR-09", text = "a transaction that is begun on a connection inside another one of the same connection is refused at once with"
            + " kind USAGE", why = "Each would wait for the end of the other one.")
    final void refusesToWaitForItsSibling() {
        Notes notes = notes();
        failure(ErrorKind.USAGE, db().withConnection(connection -> connection.transaction(tx -> addOne(tx, notes, 1)
                .thenCompose(added -> connection.transaction(second -> addOne(second, notes, 2))))));
        assertIds(db(), notes);
    }
}
