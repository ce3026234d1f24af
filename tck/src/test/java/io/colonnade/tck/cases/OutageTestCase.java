// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.cases;

import static io.colonnade.tck.cases.Calls.await;
import static io.colonnade.tck.cases.Calls.failure;
import static io.colonnade.tck.cases.Calls.readAll;
import static io.colonnade.tck.cases.Calls.says;
import static io.colonnade.tck.cases.Calls.settles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.Transaction;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.OwnServer;
import io.colonnade.servers.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The server goes away while nothing runs and comes back: what it costs those who call then. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OutageTestCase {

    private static final int CONNECTIONS = 20;
    private OwnServer server;
    private Database db;

    /** A server of its own. */
    protected abstract OwnServer startServer();

    /** Options of the database's URL, by which an administrator finds its sessions. */
    protected String options() {
        return "";
    }

    /**
     * As its administrator has the server end all sessions of the database, which are idle, and returns when it has none of them any more.
     *
     * @param admin a connection that is none of them
     */
    protected abstract void endSessions(Database admin);

    /** The server, which runs. */
    protected final OwnServer server() {
        return server;
    }

    /** The database, with all of its connections idle when a test begins. */
    protected final Database db() {
        return db;
    }

    @BeforeAll
    final void start() {
        try {
            server = startServer();
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
        }
    }

    @AfterAll
    final void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    final void open() {
        db = await(Database.open(server.url() + "?max_size=" + CONNECTIONS + options()));
        await(db.execute("DROP TABLE IF EXISTS kept"));
        await(db.execute("CREATE TABLE kept (id int)"));
        fill();
    }

    @AfterEach
    final void close() {
        db.close();
    }

    /** All connections are open and idle. */
    private void fill() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        List<CompletableFuture<Void>> held = IntStream.range(0, CONNECTIONS).mapToObj(i -> db.withConnection(each -> all)).toList();
        settles(() -> db.status().lent() == CONNECTIONS);
        all.complete(null);
        held.forEach(Calls::await);
        settles(() -> db.status().idle() == CONNECTIONS);
    }

    private void restart() {
        server.crash();
        server.startAgain();
    }

    @Test
    final void oneCallAfterAnotherMeetsOneErrorAtMost() {
        restart();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            CompletableFuture<?> call = db.execute("INSERT INTO kept VALUES (:id)", i);
            calls.add(call);
            await(call.handle((done, error) -> done));
        }
        oneErrorAtMost(calls);
    }

    @Test
    final void callsAtTheSameTimeMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS).mapToObj(i -> db.execute("INSERT INTO kept VALUES (:id)", i)).toList());
    }

    @Test
    final void transactionsMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> db.transaction(tx -> tx.execute("INSERT INTO kept VALUES (:id)", i))).toList());
    }

    @Test
    final void pinnedConnectionsMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> db.withConnection(each -> each.execute("INSERT INTO kept VALUES (:id)", i))).toList());
    }

    /** The server says why before it closes, if it can; the words are read, and belong to nobody. */
    @Test
    final void connectionsThatAnAdministratorEndsCostOneErrorAtMost() {
        try (Database admin = await(Database.open(server.url() + "?max_size=1"))) {
            endSessions(admin);
        }
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS).mapToObj(i -> db.execute("INSERT INTO kept VALUES (:id)", i)).toList());
    }

    @Test
    final void callsWaitForAServerThatComesBack() {
        server.crash();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(db.execute("INSERT INTO kept VALUES (:id)", i));
        }
        settles(() -> db.status().waiting() == 30);
        server.startAgain();
        calls.forEach(Calls::await);
        assertEquals(30, rows());
    }

    @Test
    final void whoeverWaitsInVainIsToldWhy() {
        CompletableFuture<Database> patient;
        try (Database brief = await(Database.open(server.url() + "?acquire_timeout=300ms"))) {
            server.crash();
            // The crash came in the middle of its life, so its first call may be the one that finds out.
            await(brief.fetchAll("SELECT 1").handle((rows, lost) -> lost));
            DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, brief.execute("INSERT INTO kept VALUES (1)"));
            assertTrue(failure.retrySafe(), failure::getMessage);
            says("the last attempt to connect failed", failure);
            assertTrue(failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(300)).fetchAll("SELECT 1")).retrySafe());
            assertTrue(failure(ErrorKind.DATABASE_UNREACHABLE, Database.open(server.url())).retrySafe(), "opening tries once");
            patient = Database.open(server.url() + "?connect_retry=30s");
        } finally {
            server.startAgain();
        }
        await(await(patient).closeAsync());
        assertEquals(0, rows());
    }

    /** What a forced rollback would have undone has gone with the server: nobody is told that it is there, and nobody waits for it. */
    @Test
    final void aForcedRollbackIsNotBegunAnewBehindItsBack() {
        try (Database forced = await(Database.open(server.url() + "?force_rollback=true&max_size=4&acquire_timeout=20s&close_timeout=1s"))) {
            await(forced.execute("INSERT INTO kept VALUES (1)"));
            assertEquals(1L, count(forced));
            Transaction open = await(forced.begin());
            await(open.execute("INSERT INTO kept VALUES (2)"));
            List<CompletableFuture<?>> waiting = List.of(forced.execute("INSERT INTO kept VALUES (3)"), forced.begin(),
                    forced.withConnection(each -> each.fetchAll("SELECT 1")));
            restart();
            DatabaseException first = assertThrows(DatabaseException.class, () -> await(open.execute("INSERT INTO kept VALUES (4)")));
            assertFalse(first.retrySafe(), first::getMessage);
            assertInstanceOf(DatabaseException.class, assertThrows(RuntimeException.class, () -> await(open.commit())));
            List<CompletableFuture<?>> all = new ArrayList<>(waiting);
            all.addAll(List.of(forced.execute("INSERT INTO kept VALUES (5)"), forced.begin(), forced.fetchAll("SELECT 1"),
                    forced.transaction(tx -> tx.execute("INSERT INTO kept VALUES (6)")),
                    forced.executeMany("INSERT INTO kept VALUES (:id)", List.of(Map.of("id", 7), Map.of("id", 8))),
                    readAll(forced.iterate("SELECT id FROM kept"))));
            for (CompletableFuture<?> call : all) {
                DatabaseException told = failure(ErrorKind.TRANSACTION_ABORTED, call);
                says("force_rollback", told);
                assertFalse(told.retrySafe(), "running it again is of no use");
            }
        }
        assertEquals(0, rows());
        try (Database again = await(Database.open(server.url() + "?force_rollback=true"))) {
            await(again.execute("INSERT INTO kept VALUES (9)"));
            assertEquals(1L, count(again));
        }
        assertEquals(0, rows());
    }

    /** Of calls each of which inserts a row; what failed has not. */
    protected final void oneErrorAtMost(List<? extends CompletableFuture<?>> calls) {
        List<Throwable> failures = calls.stream().map(call -> await(call.handle((done, error) -> error)))
                .filter(error -> error != null).toList();
        assertTrue(failures.size() <= 1, failures::toString);
        assertEquals(calls.size() - failures.size(), rows());
    }

    private long rows() {
        return count(db);
    }

    private static long count(Database database) {
        return await(database.fetchValue("SELECT count(*) FROM kept", Long.class)).get();
    }
}
