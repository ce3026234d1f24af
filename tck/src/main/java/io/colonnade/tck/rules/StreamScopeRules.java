// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Row;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.RowValues;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Streams on a pinned connection, in a transaction, and on the backend's own connection. */
@Topic(why = "A stream holds a connection; it must not outlive the transaction or the connection it belongs to.",
        look = "ConnectionBackend.stream, and what it leaves on the connection when it is cancelled.")
public class StreamScopeRules extends RuleGroup {

    protected StreamScopeRules(Target target) {
        super(target);
    }

    private static String query(Notes notes) {
        return "SELECT id FROM " + notes.name() + " ORDER BY id";
    }

    @Rule(id = "STR-15", text = "a stream in a transaction sees what the transaction has written")
    final void seesOwnWrites() {
        Notes notes = notes();
        Transaction tx = await(db().begin());
        add(tx, notes, 1, 2);
        assertEquals(2, this.<Row>probe().subscribeTo(tx.iterate(query(notes))).request(10).awaitComplete().size(), "rows delivered");
        await(tx.rollback());
    }

    @Rule(id = "STR-16", text = "a stream that is open when its transaction ends is cut with a typed error, and the end takes effect")
    final void cutAtTheEnd() {
        Notes notes = notes();
        add(db(), notes, range(1, 100));
        Transaction tx = await(db().begin());
        Probe<Row> probe = this.<Row>probe().subscribeTo(tx.iterate(query(notes)));
        probe.request(3).awaitRows(3);
        await(tx.commit());
        assertEquals(ErrorKind.USAGE, probe.databaseError().kind(), "the kind of the stream's error");
    }

    @Rule(id = "STR-17", text = "while a stream is open its connection runs other statements, each with its own rows",
            needs = Feature.CONCURRENT_STATEMENTS_WHILE_STREAMING)
    final void runsOthersMeanwhile() {
        Notes notes = notes();
        add(db(), notes, range(1, 100));
        await(db().withConnection(connection -> {
            Probe<Row> probe = probe();
            connection.iterate(query(notes)).subscribe(probe);
            return connection.fetchValue("SELECT 0", Long.class).thenCompose(ready -> {
                probe.request(2);
                return connection.fetchValue("SELECT 17", Long.class);
            }).thenCompose(scalar -> {
                assertEquals(17L, scalar.get());
                probe.request(1_000);
                return ids(connection, notes);
            }).thenAccept(ids -> assertEquals(100, ids.size(), "rows of the other statement")).thenRun(() -> {
                List<Integer> streamed = probe.rows().stream().map(row -> row.getInt(0)).toList();
                assertEquals(IntStream.rangeClosed(1, streamed.size()).boxed().toList(), streamed, "the rows of the stream, in order");
            });
        }));
    }

    @Rule(id = "STR-18",
            text = "the backend's stream, cancelled inside onNext, delivers no further row, and the connection runs the next statement")
    final void cancelsInside() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 100));
            AtomicReference<Probe<RowValues>> self = new AtomicReference<>();
            Probe<RowValues> probe = probe(row -> {
                if (self.get().count() == 5) {
                    self.get().cancel();
                }
            });
            self.set(probe);
            probe.subscribeTo(direct.stream(query(notes))).request(Long.MAX_VALUE).awaitRows(5);
            assertEquals(100, direct.count(notes));
            assertEquals(5, probe.count(), "rows delivered");
            assertEquals(0, probe.terminals(), "last signals after cancelling");
        });
    }

    @Rule(id = "STR-19",
            text = "the backend's stream delivers on the connection's executor and ends with a typed error where its statement fails")
    final void backendStreamOnExecutor() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 50));
            Thread own = direct.thread();
            List<Thread> strangers = new CopyOnWriteArrayList<>();
            Probe<RowValues> probe = probe(row -> {
                if (Thread.currentThread() != own) {
                    strangers.add(Thread.currentThread());
                }
            });
            probe.subscribeTo(direct.stream(query(notes))).request(10).awaitRows(10).request(100);
            assertEquals(50, probe.awaitComplete().size(), "rows delivered");
            assertEquals(List.of(), strangers, "other threads that delivered rows");
            Probe<RowValues> failing = this.<RowValues>probe().subscribeTo(direct.stream("SELECT no_such_column FROM " + notes.name()));
            DatabaseException failure = failing.request(1).databaseError();
            assertEquals(ErrorKind.NOT_FOUND, failure.kind());
            assertTrue(failure.connectionUsable(), "the error says that the connection is usable");
        });
    }

    @Rule(id = "STR-20", text = "cancelling the backend's stream before any demand frees it: nothing is delivered")
    final void cancelsBeforeDemand() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            Probe<RowValues> probe = this.<RowValues>probe().subscribeTo(direct.stream(query(notes)));
            probe.cancel().request(5);
            assertEquals(20, direct.count(notes));
            assertEquals(List.of(), probe.signals(), "signals after cancelling");
        });
    }

    @Rule(id = "STR-21", text = "a stream outside a transaction gives rows that stand in the statement itself")
    final void streamsLiteralRows() {
        String rows = accepts("VALUES (1, 'a'), (2, 'b'), (3, 'c')") ? "VALUES (1, 'a'), (2, 'b'), (3, 'c')"
                : "VALUES ROW(1, 'a'), ROW(2, 'b'), ROW(3, 'c')";
        List<Row> streamed = this.<Row>probe().subscribeTo(db().iterate(rows)).request(10).awaitComplete();
        assertEquals(List.of("a", "b", "c"), streamed.stream().map(row -> row.getString(1)).toList());
    }

    @Rule(id = "STR-22", text = "a stream on a pinned connection reads the temporary table of its session",
            needs = Feature.TEMPORARY_TABLES)
    final void streamsTemporaryTable() {
        Probe<Row> probe = probe();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> returned = db().withConnection(connection ->
                connection.execute("CREATE TEMPORARY TABLE colonnade_tck_temp (id INTEGER)")
                        .thenCompose(created -> connection.executeMany("INSERT INTO colonnade_tck_temp (id) VALUES (:id)",
                                List.of(Map.of("id", 1), Map.of("id", 2), Map.of("id", 3))))
                        .thenRun(() -> connection.iterate("SELECT id FROM colonnade_tck_temp ORDER BY id").subscribe(probe))
                        .thenCompose(subscribed -> over));
        probe.awaitSubscription().request(10);
        assertEquals(List.of(1, 2, 3), probe.awaitComplete().stream().map(row -> row.getInt(0)).toList());
        over.complete(null);
        await(returned);
    }

    @Rule(id = "STR-23",
            text = "the backend's stream counts as cancelled if its subscriber throws, be it an Error: it delivers nothing more, holds nothing, and"
                    + " the connection runs the next statement (2.13)",
            why = "An Error is thrown by a failed assertion, a class that is missing, a deep recursion; the connection must not be lost with it.")
    final void outlivesItsSubscriber() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 100));
            for (Throwable thrown : List.of(new IllegalStateException("thrown on purpose"), new LinkageError("thrown on purpose"))) {
                Probe<RowValues> probe = probe(row -> sneak(thrown));
                probe.subscribeTo(direct.stream(query(notes))).request(Long.MAX_VALUE).awaitRows(1);
                assertEquals(100, direct.count(notes));
                assertEquals(1, probe.count(), () -> "rows delivered to one that throws " + thrown);
                assertEquals(0, probe.terminals(), () -> "last signals to one that throws " + thrown);
            }
            direct.run("DROP TABLE " + notes.name());
        });
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
