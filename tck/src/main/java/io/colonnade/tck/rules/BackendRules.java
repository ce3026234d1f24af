// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.ConnectionBackend;
import io.colonnade.spi.Outcome;
import io.colonnade.spi.RowSink;
import io.colonnade.spi.TransactionBackend;
import io.colonnade.spi.TransactionDefinition;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** What the interfaces of the SPI promise, asked of the backend's own connection without the core in between. */
@Topic(why = "Everything above the interfaces trusts their contract: one thread for each connection, answers in order, "
                + "each stage completed once.",
        look = "The implementation of ConnectionBackend, first of all which thread pushes rows and completes stages.")
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

    @Rule(id = "SPI-04", text = "no row is pushed after the stage of its statement has completed",
            why = "Whoever got the result has gone on; a late row would change what he has in his hands.")
    final void pushesNothingLate() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            AtomicInteger pushed = new AtomicInteger();
            await(direct.execute(row -> pushed.incrementAndGet() > 0, "SELECT id FROM " + notes.name()));
            assertEquals(20, pushed.get(), "rows pushed when the stage completed");
            direct.thread();
            stays(20, pushed::get, "rows pushed some time after the stage completed");
        });
    }

    @Rule(id = "SPI-05",
            text = "when the sink says that it wants no more rows the statement ends early, normally, and the connection is usable")
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
            assertFalse(first.toCompletableFuture().isDone() || second.toCompletableFuture().isDone(),
                    "ended before the executor was free");
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
                // Again and again, because one that comes before the statement has begun may do nothing.
                direct.connection().cancel();
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

    @Rule(id = "SPI-09",
            text = "once the stage of cancel has completed, a statement that starts then is not hit, however short the one before was",
            why = "A cancel that arrives late ends the next caller's statement, which is somebody else's.",
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

    @Rule(id = "SPI-10",
            text = "after close a connection runs nothing: statements and validation fail, and the error says that it is not usable")
    final void closes() {
        onConnection(direct -> {
            await(direct.connection().close());
            DatabaseException failure = Await.databaseFailure(direct.execute(RowSink.NONE, "SELECT 1"));
            assertFalse(failure.connectionUsable(), "the error says that the connection is usable");
            Await.databaseFailure(direct.connection().validate());
        });
    }

    @Rule(id = "SPI-11", text = "closing a connection twice is the same as closing it once")
    final void closesTwice() {
        onConnection(direct -> {
            await(direct.connection().close());
            await(direct.connection().close());
        });
    }

    @Rule(id = "SPI-12", text = "validate completes on a living connection and leaves it as it was")
    final void validates() {
        onConnection(direct -> {
            await(direct.connection().validate());
            assertEquals(1, direct.number("SELECT 1"));
        });
    }
}
