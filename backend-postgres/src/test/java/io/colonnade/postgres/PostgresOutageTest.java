// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import static io.colonnade.postgres.PostgresTestCase.await;
import static io.colonnade.postgres.PostgresTestCase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.servers.PostgresServer;
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

/** The server goes away while nothing runs and comes back: what it costs those who call then. */
class PostgresOutageTest {

    private static final int CONNECTIONS = 20;
    private static PostgresServer server;

    private Database db;

    @BeforeAll
    static void start() {
        try {
            server = PostgresServer.start(PostgresServer.NEWEST);
        } catch (ServerUnavailableException reason) {
            Assumptions.abort(reason.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        db = await(Database.open(server.url() + "?application_name=outage&max_size=" + CONNECTIONS));
        await(db.execute("DROP TABLE IF EXISTS kept"));
        await(db.execute("CREATE TABLE kept (id int)"));
        fill();
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** All connections are open and idle. */
    private void fill() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        List<CompletableFuture<Void>> held = IntStream.range(0, CONNECTIONS).mapToObj(i -> db.withConnection(each -> all)).toList();
        settles(() -> db.status().lent() == CONNECTIONS);
        all.complete(null);
        held.forEach(PostgresTestCase::await);
        settles(() -> db.status().idle() == CONNECTIONS);
    }

    private void restart() {
        server.crash();
        server.startAgain();
    }

    @Test
    void oneCallAfterAnotherMeetsOneErrorAtMost() {
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
    void callsAtTheSameTimeMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS).mapToObj(i -> db.execute("INSERT INTO kept VALUES (:id)", i)).toList());
    }

    @Test
    void transactionsMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> db.transaction(tx -> tx.execute("INSERT INTO kept VALUES (:id)", i))).toList());
    }

    @Test
    void pinnedConnectionsMeetOneErrorAtMost() {
        restart();
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS)
                .mapToObj(i -> db.withConnection(each -> each.execute("INSERT INTO kept VALUES (:id)", i))).toList());
    }

    /** The server says why before it closes; the words are read, and belong to nobody. */
    @Test
    void connectionsThatAnAdministratorEndsCostOneErrorAtMost() {
        try (Database admin = await(Database.open(server.url()))) {
            await(admin.fetchAll("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outage'"));
            settles(() -> await(admin.fetchValue("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'outage'", Long.class))
                    .get() == 0);
        }
        oneErrorAtMost(IntStream.range(0, 2 * CONNECTIONS).mapToObj(i -> db.execute("INSERT INTO kept VALUES (:id)", i)).toList());
    }

    /** A setting that is reloaded is told to idle connections too, unasked: they are as good as before. */
    @Test
    void connectionsThatWereToldSomethingServeOn() {
        try (Database admin = await(Database.open(server.url()))) {
            List<Integer> before = processes(admin);
            await(admin.execute("ALTER SYSTEM SET DateStyle = 'ISO, DMY'"));
            await(admin.fetchAll("SELECT pg_reload_conf()"));
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                await(db.execute("INSERT INTO kept VALUES (:id)", i));
            }
            assertEquals(before, processes(admin));
            await(admin.execute("ALTER SYSTEM RESET DateStyle"));
            await(admin.fetchAll("SELECT pg_reload_conf()"));
        }
    }

    private static List<Integer> processes(Database admin) {
        return await(admin.fetchAll("SELECT pid FROM pg_stat_activity WHERE application_name = 'outage' ORDER BY pid")).stream()
                .map(row -> row.get(0, Integer.class)).toList();
    }

    @Test
    void callsWaitForAServerThatComesBack() {
        server.crash();
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(db.execute("INSERT INTO kept VALUES (:id)", i));
        }
        settles(() -> db.status().waiting() == 30);
        server.startAgain();
        calls.forEach(PostgresTestCase::await);
        assertEquals(30, rows());
    }

    @Test
    void whoeverWaitsInVainIsToldWhy() {
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
