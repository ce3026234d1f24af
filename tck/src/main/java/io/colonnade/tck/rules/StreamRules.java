// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static io.colonnade.sql.Sql.createTable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Row;
import io.colonnade.dialect.Feature;
import io.colonnade.error.ErrorKind;
import io.colonnade.spi.RowValues;
import io.colonnade.sql.Types;
import io.colonnade.tck.Rule;
import io.colonnade.tck.Topic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Streams of rows by the rules of Reactive Streams; a number in parentheses is the rule's number there. */
@Topic(why = "A stream that ignores demand fills the memory, and one that ends twice or never breaks its subscriber; "
                + "the numbers in parentheses are those of the Reactive Streams specification.",
        look = "ConnectionBackend.stream: demand, cancellation, and the order of signals.")
public class StreamRules extends RuleGroup {

    private static final int MANY = 10_000;

    protected StreamRules(Target target) {
        super(target);
    }

    private Notes hundred(Database database) {
        Notes notes = notes(database);
        add(database, notes, range(1, 100));
        return notes;
    }

    private static String query(Notes notes) {
        return "SELECT id FROM " + notes.name() + " ORDER BY id";
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Rule(id = "STR-01", text = "a stream never delivers more rows than were demanded (1.1)")
    final void keepsToDemand() {
        Notes notes = hundred(db());
        Probe<Row> probe = this.<Row>probe().subscribeTo(db().iterate(query(notes)));
        probe.request(3).awaitRows(3);
        stays(3, probe::count, "rows delivered on a demand of 3");
        probe.request(2).awaitRows(5);
        stays(5, probe::count, "rows delivered on a demand of 3 and 2");
        probe.cancel();
    }

    @Rule(id = "STR-02", text = "the signals of a stream come one after the other, also when the demand comes from another thread (1.3)")
    final void signalsSerially() {
        Notes notes = hundred(db());
        Probe<Row> probe = this.<Row>probe().subscribeTo(db().iterate(query(notes)));
        for (int i = 0; i < 100; i++) {
            probe.request(1);
        }
        probe.request(1);
        assertEquals(100, probe.awaitComplete().size(), "rows delivered");
        assertFalse(probe.overlapped(), "two signals at the same time");
    }

    @Rule(id = "STR-03", text = "the backend's stream ends with exactly one signal and sends nothing after it (1.7)")
    final void endsOnce() {
        onConnection(direct -> {
            Notes notes = direct.notes(range(1, 20));
            Probe<RowValues> probe = this.<RowValues>probe().subscribeTo(direct.stream(query(notes)));
            probe.request(Long.MAX_VALUE);
            assertEquals(20, probe.awaitComplete().size(), "rows delivered");
            direct.thread();
            stays(1, probe::terminals, "last signals");
            assertEquals(0, probe.late(), "signals after the last one");
        });
    }

    @Rule(id = "STR-04",
            text = "a subscriber gets its subscription first and once; a null subscriber is refused with NullPointerException (1.9)")
    final void subscribesFirst() {
        Notes notes = hundred(db());
        Probe<Row> probe = this.<Row>probe().subscribeTo(db().iterate(query(notes)));
        probe.request(Long.MAX_VALUE).awaitComplete();
        assertEquals(1, probe.subscriptions(), "subscriptions");
        assertThrows(NullPointerException.class, () -> db().iterate(query(notes)).subscribe(null));
    }

    @Rule(id = "STR-05", text = "cancelling gives the connection back, ends the signals, and may be done again (1.8, 3.5, 3.7)")
    final void cancels() {
        Database database = openSingle();
        Notes notes = hundred(database);
        Probe<Row> probe = this.<Row>probe().subscribeTo(database.iterate(query(notes)));
        probe.request(3).awaitRows(3);
        probe.cancel();
        assertEquals(100, await(ids(database, notes)).size(), "rows fetched on the same connection afterwards");
        int delivered = probe.count();
        probe.cancel().request(5);
        stays(delivered, probe::count, "rows delivered after cancelling");
        assertFalse(probe.ended(), "a last signal came after cancelling");
    }

    @Rule(id = "STR-06", text = "a demand of 0 or less ends the stream with IllegalArgumentException and gives the connection back (3.9)")
    final void refusesBadDemand() {
        Database database = openSingle();
        Notes notes = hundred(database);
        for (long bad : new long[] {0, -1, Long.MIN_VALUE}) {
            Probe<Row> early = this.<Row>probe().subscribeTo(database.iterate(query(notes)));
            early.request(bad);
            assertInstanceOf(IllegalArgumentException.class, early.awaitError(), "the error for a first demand of " + bad);
            Probe<Row> late = this.<Row>probe().subscribeTo(database.iterate(query(notes)));
            late.request(2).awaitRows(2).request(bad);
            assertInstanceOf(IllegalArgumentException.class, late.awaitError(), "the error for a later demand of " + bad);
        }
        assertEquals(100, await(ids(database, notes)).size());
    }

    @Rule(id = "STR-07", text = "demands add up to Long.MAX_VALUE and not over it (3.17)")
    final void addsDemandUp() {
        Notes notes = hundred(db());
        Probe<Row> probe = this.<Row>probe().subscribeTo(db().iterate(query(notes)));
        probe.request(Long.MAX_VALUE).request(Long.MAX_VALUE).request(1);
        assertEquals(upTo(100), probe.awaitComplete().stream().map(row -> row.getInt(0)).toList());
    }

    @Rule(id = "STR-08",
            text = "a subscriber may ask for the next row inside onNext, ten thousand times, without deepening the stack (3.3)")
    final void doesNotRecurse() {
        Notes notes = notes();
        await(db().transaction(tx -> addAll(tx, notes, range(1, MANY))));
        AtomicReference<Probe<Row>> self = new AtomicReference<>();
        Probe<Row> probe = probe(row -> self.get().request(1));
        self.set(probe);
        probe.subscribeTo(db().iterate(query(notes))).request(1);
        assertEquals(upTo(MANY), probe.awaitComplete().stream().map(row -> row.getInt(0)).toList());
    }

    @Rule(id = "STR-09", text = "a subscriber that throws loses its stream and nothing else: the connection goes back (2.13)")
    final void survivesThrowingSubscriber() {
        Database database = openSingle();
        Notes notes = hundred(database);
        Probe<Row> probe = probe(row -> {
            throw new IllegalStateException("thrown by a subscriber on purpose");
        });
        probe.subscribeTo(database.iterate(query(notes))).request(10);
        assertEquals(100, await(ids(database, notes)).size(), "rows fetched on the same connection afterwards");
        assertEquals(1, probe.count(), "rows delivered to it");
    }

    @Rule(id = "STR-10",
            text = "an error in the middle of a stream comes once, after the rows before it, and gives the connection back; of those rows, only"
                    + " ones that were fetched together with the failing one may be missing: with SERVER_SIDE_CURSORS and a fetch size of 1"
                    + " none are")
    final void deliversBeforeError() {
        boolean asAskedFor = run().dialect().has(Feature.SERVER_SIDE_CURSORS);
        List<Integer> single = rowsBeforeError(1);
        assertEquals(upTo(asAskedFor ? 32 : single.size()), single, "the rows before the error, fetched one by one");
        List<Integer> rows = rowsBeforeError(10);
        assertEquals(upTo(rows.size()), rows, "the rows before the error");
        assertTrue(!asAskedFor || rows.size() > 32 - 10 && rows.size() <= 32, () -> "rows delivered of 32, fetched by tens: " + rows.size());
    }

    /** Unsorted, so that nothing is calculated ahead. */
    private List<Integer> rowsBeforeError(int fetchSize) {
        Database database = open(options -> options.maxSize(1).fetchSize(fetchSize));
        TypedTable<Long> table = new TypedTable<>(run().newTable(), Types.BIGINT);
        await(run().create(database, createTable(table)));
        await(database.executeMany("INSERT INTO " + table.name() + " (id, v) VALUES (:id, :v)", IntStream.rangeClosed(1, 40)
                .mapToObj(i -> Map.of("id", i, "v", i == 33 ? Long.MIN_VALUE : i)).toList()));
        Probe<Row> probe = this.<Row>probe().subscribeTo(database.iterate("SELECT id, abs(v) FROM " + table.name()));
        probe.request(Long.MAX_VALUE);
        probe.databaseError();
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
        assertEquals(1, probe.terminals(), "last signals");
        await(database.closeAsync());
        return probe.rows().stream().map(row -> row.getInt(0)).toList();
    }

    @Rule(id = "STR-11", text = "a stream runs its statement when it is subscribed to and asked for rows, anew for each subscriber")
    final void runsAnew() {
        Notes notes = notes();
        add(db(), notes, 1);
        Flow.Publisher<Row> publisher = db().iterate(query(notes));
        add(db(), notes, 2);
        assertEquals(2, this.<Row>probe().subscribeTo(publisher).request(10).awaitComplete().size(), "rows for the first subscriber");
        add(db(), notes, 3);
        assertEquals(3, this.<Row>probe().subscribeTo(publisher).request(10).awaitComplete().size(), "rows for the second subscriber");
    }

    @Rule(id = "STR-12", text = "the connection is back in the pool before a stream signals its end, normal or not")
    final void givesBackBeforeTheEnd() {
        Database database = openSingle();
        Notes notes = hundred(database);
        lentAtEnd(database, database.iterate(query(notes)));
        lentAtEnd(database, database.iterate("SELECT no_such_column FROM " + notes.name()));
    }

    private static void lentAtEnd(Database database, Flow.Publisher<Row> publisher) {
        AtomicReference<Integer> lent = new AtomicReference<>();
        Probe<Row> probe = new Probe<>(row -> { }) {
            @Override
            public void onComplete() {
                lent.set(database.status().lent());
                super.onComplete();
            }

            @Override
            public void onError(Throwable failure) {
                lent.set(database.status().lent());
                super.onError(failure);
            }
        };
        probe.subscribeTo(publisher).request(Long.MAX_VALUE);
        Await.settles(true, probe::ended, "whether the stream has ended");
        assertEquals(0, lent.get(), "connections lent when the last signal came");
    }

    @Rule(id = "STR-13", text = "a stream that nobody asks for rows holds no connection",
            why = "A subscriber may take its time; the connection is wanted elsewhere.")
    final void holdsNothingWithoutDemand() {
        Database database = openSingle();
        Notes notes = hundred(database);
        Probe<Row> probe = this.<Row>probe().subscribeTo(database.iterate(query(notes)));
        assertEquals(100, await(ids(database, notes)).size(), "rows fetched meanwhile by the only connection");
        probe.request(200);
        assertEquals(100, probe.awaitComplete().size(), "rows delivered");
    }

    @Rule(id = "STR-14", text = "a query of no rows completes; one with a mistake gives its typed error, after the subscription")
    final void endsWithoutRows() {
        Notes notes = notes();
        assertEquals(List.of(), this.<Row>probe().subscribeTo(db().iterate(query(notes))).request(1).awaitComplete());
        Probe<Row> syntax = this.<Row>probe().subscribeTo(db().iterate("SELEKT 1")).request(1);
        assertEquals(ErrorKind.SYNTAX, syntax.databaseError().kind(), "the kind of a syntax error");
        Probe<Row> missing = this.<Row>probe().subscribeTo(db().iterate("SELECT :a"));
        assertEquals(ErrorKind.USAGE, missing.databaseError().kind(), "the kind of a missing value");
        assertTrue(missing.subscriptions() == 1, "it was subscribed first");
    }
}
