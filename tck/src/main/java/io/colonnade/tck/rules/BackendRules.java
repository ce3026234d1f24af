// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.BoundStatement;
import io.colonnade.dialect.Feature;
import io.colonnade.dialect.IsolationLevel;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.RowValues;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.tck.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What the interfaces of the SPI promise, asked of the backend's own connection without the core in between. */
public class BackendRules extends RuleGroup {

    private static final int CANCEL_PAIRS = 100;

    protected BackendRules(Target target) {
        super(target);
    }

    @Rule(id = "SPI-01", text = "statements run and complete in the order of the calls, without waiting for each other's answers")
    final void keepsOrder() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            Queue<Integer> completed = new ConcurrentLinkedQueue<>();
            CompletableFuture<Void> gate = direct.hold();
            List<CompletableFuture<?>> all = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                int id = i;
                all.add(direct.insert(notes, id).whenComplete((outcome, failure) -> completed.add(id)).toCompletableFuture());
            }
            gate.complete(null);
            await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
            List<Integer> order = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                order.add(i);
            }
            assertEquals(order, List.copyOf(completed), "the order of the completions");
        });
    }

    @Rule(id = "SPI-02", text = "every stage completes on the connection's executor")
    final void completesOnExecutor() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            Thread own = direct.thread();
            ConnectionBackend connection = direct.connection();
            CompletableFuture<Void> gate = direct.hold();
            List<CompletableFuture<Thread>> threads = new ArrayList<>();
            threads.add(completionThread(direct.insert(notes, 1)));
            threads.add(completionThread(direct.execute(RowSink.NONE, "SELECT nothing FROM nowhere")));
            threads.add(completionThread(direct.executeMany(notes.insertSql(), List.of(Notes.row(2, "b", true)))));
            threads.add(completionThread(connection.validate()));
            threads.add(completionThread(connection.reset()));
            threads.add(completionThread(connection.begin(TransactionDefinition.DEFAULT).thenCompose(TransactionBackend::commit)));
            gate.complete(null);
            threads.forEach(thread -> assertSame(own, await(thread), "the thread of a completion"));
        });
    }

    private static CompletableFuture<Thread> completionThread(CompletionStage<?> stage) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> thread.complete(Thread.currentThread()));
        return thread;
    }

    @Rule(id = "SPI-03", text = "rows are pushed on the connection's executor, one after the other")
    final void pushesOnExecutor() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            Thread own = direct.thread();
            AtomicInteger inside = new AtomicInteger();
            List<Thread> strangers = new ArrayList<>();
            await(direct.execute(row -> {
                assertEquals(1, inside.incrementAndGet(), "pushes at the same time");
                if (Thread.currentThread() != own) {
                    strangers.add(Thread.currentThread());
                }
                inside.decrementAndGet();
                return true;
            }, "SELECT id FROM " + notes.name()));
            assertEquals(List.of(), strangers, "other threads that pushed rows");
        });
    }

    @Rule(id = "SPI-04", text = "no row is pushed after the stage of its statement has completed")
    final void pushesNothingLate() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            AtomicInteger pushed = new AtomicInteger();
            await(direct.execute(row -> pushed.incrementAndGet() > 0, "SELECT id FROM " + notes.name()));
            assertEquals(20, pushed.get(), "rows pushed when the stage completed");
            direct.thread();
            Await.stays(20, pushed::get, "rows pushed some time after the stage completed");
        });
    }

    @Rule(id = "SPI-05", text = "when the sink says that it wants no more rows the statement ends early, normally, and the connection is usable")
    final void endsEarly() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 100));
            AtomicInteger pushed = new AtomicInteger();
            await(direct.execute(row -> pushed.incrementAndGet() < 3, "SELECT id FROM " + notes.name() + " ORDER BY id"));
            assertEquals(3, pushed.get(), "rows pushed");
            assertEquals(100, direct.count(notes));
        });
    }

    @Rule(id = "SPI-06", text = "a call returns at once, also while another statement is under way")
    final void returnsAtOnce() {
        onConnection(direct -> {
            CompletableFuture<Void> gate = direct.hold();
            CompletionStage<Outcome> first = direct.execute(RowSink.NONE, "SELECT 1");
            CompletionStage<Outcome> second = direct.execute(RowSink.NONE, "SELECT 2");
            assertFalse(first.toCompletableFuture().isDone() || second.toCompletableFuture().isDone(), "ended before the executor was free");
            gate.complete(null);
            await(first);
            await(second);
        });
    }

    @Rule(id = "SPI-07", text = "cancel ends the statement that runs with kind CANCELLED and leaves the connection usable",
            needs = Feature.CANCEL_EFFECTIVE)
    final void cancels() {
        onConnection(direct -> {
            Slow slow = new Slow(direct.notes(range(1, Slow.ROWS)));
            CompletableFuture<Outcome> running = direct.execute(RowSink.NONE, slow.sql()).toCompletableFuture();
            while (!running.isDone()) {
                await(direct.connection().cancel());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            DatabaseException failure = failure(ErrorKind.CANCELLED, running);
            assertTrue(failure.connectionUsable(), "the error says that the connection is usable");
            assertEquals(Slow.ROWS, direct.count(slow.notes()));
        });
    }

    @Rule(id = "SPI-08", text = "cancel while nothing runs does nothing, and a statement that starts later is not hit",
            needs = Feature.CANCEL_EFFECTIVE)
    final void idleCancelHitsNobody() {
        onConnection(direct -> {
            for (int i = 0; i < CANCEL_PAIRS; i++) {
                await(direct.connection().cancel());
                assertEquals(i, direct.number("SELECT :n", i));
            }
        });
    }

    @Rule(id = "SPI-09", text = "once the stage of cancel has completed, a statement that starts then is not hit, however short the one before was",
            needs = Feature.CANCEL_EFFECTIVE)
    final void lateCancelHitsNobody() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            String query = "SELECT count(*) FROM " + notes.name() + " a, " + notes.name() + " b";
            for (int i = 0; i < CANCEL_PAIRS; i++) {
                CompletionStage<Outcome> hit = direct.execute(RowSink.NONE, query);
                await(direct.connection().cancel());
                hit.toCompletableFuture().handle((outcome, failure) -> failure).join();
                assertEquals(400, direct.number(query));
            }
        });
    }

    @Rule(id = "SPI-10", text = "after close a connection runs nothing: statements fail, and their error says that the connection is not usable")
    final void closes() {
        onConnection(direct -> {
            await(direct.connection().close());
            DatabaseException failure = Await.databaseFailure(direct.execute(RowSink.NONE, "SELECT 1"));
            assertFalse(failure.connectionUsable(), "the error says that the connection is usable");
        });
    }

    @Rule(id = "SPI-11", text = "closing a connection twice is the same as closing it once")
    final void closesTwice() {
        onConnection(direct -> {
            await(direct.connection().close());
            await(direct.connection().close());
        });
    }

    @Rule(id = "SPI-12", text = "validate completes on a living connection and fails on a closed one")
    final void validates() {
        onConnection(direct -> {
            await(direct.connection().validate());
            assertEquals(1, direct.number("SELECT 1"));
            await(direct.connection().close());
            Await.databaseFailure(direct.connection().validate());
        });
    }

    @Rule(id = "SPI-13", text = "reset rolls back what is open, whoever began it, and keeps what was committed")
    final void resets() {
        onConnection(direct -> {
            Notes notes = direct.notes(1);
            direct.run("BEGIN");
            await(direct.insert(notes, 2));
            await(direct.connection().reset());
            assertEquals(1, direct.count(notes));
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 3));
            await(tx.commit());
            assertEquals(2, direct.count(notes));
        });
    }

    @Rule(id = "SPI-14", text = "commit never completes normally if the database has rolled back by itself: it fails with kind TRANSACTION_ROLLED_BACK")
    final void commitTellsRollback() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 1));
            direct.run("ROLLBACK");
            failure(ErrorKind.TRANSACTION_ROLLED_BACK, tx.commit());
            assertEquals(0, direct.count(notes));
        });
    }

    @Rule(id = "SPI-15", text = "rollback is quiet if the database has rolled back by itself")
    final void rollbackIsQuiet() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 1));
            direct.run("ROLLBACK");
            await(tx.rollback());
            assertEquals(0, direct.count(notes));
        });
    }

    @Rule(id = "SPI-16", text = "begin with an isolation level that the dialect does not list fails with kind UNSUPPORTED and begins nothing")
    final void refusesIsolation() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            for (IsolationLevel level : IsolationLevel.values()) {
                if (!direct.connection().dialect().isolationLevels().contains(level)) {
                    failure(ErrorKind.UNSUPPORTED, direct.connection().begin(new TransactionDefinition(level, false, false)));
                }
            }
            await(direct.insert(notes, 1));
            await(direct.connection().reset());
            assertEquals(1, direct.count(notes));
        });
    }

    @Rule(id = "SPI-17", text = "a row stays as it is when later rows are read, and all rows of a statement share one object for their columns")
    final void rowsCanBeKept() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 300));
            List<RowValues> rows = direct.rows("SELECT id, text FROM " + notes.name() + " ORDER BY id");
            assertEquals(300, rows.size());
            for (int i = 0; i < rows.size(); i++) {
                assertEquals(i + 1, ((Number) rows.get(i).get(0)).intValue());
                assertEquals("note " + (i + 1), rows.get(i).get(1));
                assertSame(rows.get(0).columns(), rows.get(i).columns(), "the columns of row " + i);
            }
        });
    }

    @Rule(id = "SPI-18", text = "the values that are handed in are not changed, and a statement can be run again with others")
    final void leavesBindsAlone() {
        onConnection(direct -> {
            BoundStatement bound = direct.compile("SELECT :a, :b", 1, "x");
            Object[] binds = bound.binds().clone();
            for (int i = 0; i < 3; i++) {
                await(direct.connection().execute(bound.compiled(), binds, RowSink.NONE));
                assertArrayEquals(bound.binds(), binds, "the values after a run");
            }
            List<RowValues> rows = new ArrayList<>();
            await(direct.connection().execute(bound.compiled(), new Object[] {2, "y"}, rows::add));
            assertEquals(2, ((Number) rows.get(0).get(0)).intValue());
        });
    }

    @Rule(id = "SPI-19", text = "a batch that fails inside a transaction leaves the transaction to its owner, who rolls all of it back")
    final void failedBatchInTransaction() {
        onConnection(direct -> {
            Notes notes = direct.notes(3);
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            await(direct.insert(notes, 1));
            List<Map<String, Object>> rows = List.of(Notes.row(2, "b", true), Notes.row(3, "c", true));
            failure(ErrorKind.CONSTRAINT, direct.executeMany(notes.insertSql(), rows));
            await(tx.rollback());
            assertEquals(1, direct.count(notes));
        });
    }

    @Rule(id = "SPI-20", text = "savepoints have names of their own: of two open ones, rolling back the inner keeps the outer",
            needs = Feature.SAVEPOINTS)
    final void savepointsAreApart() {
        onConnection(direct -> {
            Notes notes = direct.notes();
            TransactionBackend tx = await(direct.connection().begin(TransactionDefinition.DEFAULT));
            TransactionBackend outer = await(tx.savepoint());
            await(direct.insert(notes, 1));
            TransactionBackend inner = await(outer.savepoint());
            await(direct.insert(notes, 2));
            await(inner.rollback());
            await(outer.commit());
            await(tx.commit());
            assertEquals(1, direct.count(notes));
        });
    }
}
