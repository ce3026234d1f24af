// SPDX-License-Identifier: Apache-2.0
package io.colonnade.mysql;

import static io.colonnade.mysql.Product.await;
import static io.colonnade.mysql.Product.failure;
import static io.colonnade.mysql.Product.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.MySqlFamilyServer;
import io.colonnade.servers.ServerUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
abstract class OutageTestCase {

    private static final int CONNECTIONS = 20;
    private MySqlFamilyServer server;
    private Database db;

    /** A server of its own. */
    abstract MySqlFamilyServer startServer();

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
        db = await(Database.open(server.url() + "?max_size=" + CONNECTIONS));
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
        held.forEach(Product::await);
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

    /** The server says why before it closes, if it can; the words belong to nobody. */
    @Test
    final void connectionsThatAnAdministratorEndsCostOneErrorAtMost() {
        try (Database admin = await(Database.open(server.url() + "?max_size=1"))) {
            String others = " FROM information_schema.processlist WHERE db = 'test' AND command = 'Sleep' AND id <> CONNECTION_ID()";
            await(admin.fetchAll("SELECT id" + others)).forEach(row -> await(admin.execute("KILL " + row.get(0, Long.class))));
            settles(() -> number(admin, "SELECT count(*)" + others) == 0);
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
        calls.forEach(Product::await);
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
            assertTrue(failure.getMessage().contains("the last attempt to connect failed"), failure::getMessage);
            assertTrue(failure(ErrorKind.STATEMENT_TIMEOUT, db.withTimeout(Duration.ofMillis(300)).fetchAll("SELECT 1")).retrySafe());
            assertTrue(failure(ErrorKind.DATABASE_UNREACHABLE, Database.open(server.url())).retrySafe(), "opening tries once");
            patient = Database.open(server.url() + "?connect_retry=30s");
        } finally {
            server.startAgain();
        }
        await(await(patient).closeAsync());
        assertEquals(0, rows());
    }

    private void oneErrorAtMost(List<? extends CompletableFuture<?>> calls) {
        List<Throwable> failures = calls.stream().map(call -> await(call.handle((done, error) -> error)))
                .filter(error -> error != null).toList();
        assertTrue(failures.size() <= 1, failures::toString);
        assertEquals(calls.size() - failures.size(), rows());
    }

    private long rows() {
        return await(db.fetchValue("SELECT count(*) FROM kept", Long.class)).get();
    }

    private static void settles(BooleanSupplier state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!state.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not settle");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
