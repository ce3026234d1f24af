// SPDX-License-Identifier: Apache-2.0
package io.colonnade.tck.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Database;
import io.colonnade.DatabaseOptions;
import io.colonnade.DatabaseUrl;
import io.colonnade.Transaction;
import io.colonnade.dialect.Feature;
import io.colonnade.error.ConfigurationException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.error.StatementOutcome;
import io.colonnade.spi.DatabaseBackend;
import io.colonnade.tck.Rule;
import io.colonnade.tck.TckTimeouts;
import io.colonnade.tck.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Opening and closing. */
@Topic(why = "An application opens a database once and must be able to close it at any time without leaving threads or "
                + "connections behind.",
        look = "DatabaseBackend.connect and ConnectionBackend.close: what they start and whether all of it ends.")
public class LifecycleRules extends RuleGroup {

    protected LifecycleRules(Target target) {
        super(target);
    }

    @Rule(id = "LIF-01", text = "opening a database by its URL gives an open one that names that URL and answers a query")
    final void opens() {
        DatabaseUrl url = target().url().get();
        Database database = db();
        assertTrue(database.isOpen(), "it calls itself open");
        assertEquals(url, database.url(), "its URL");
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
    }

    @Rule(id = "LIF-02", text = "closing a database twice is the same as closing it once")
    final void closesTwice() {
        Database database = db();
        await(database.fetchValue("SELECT 1", Long.class));
        await(database.closeAsync());
        assertFalse(database.isOpen(), "it calls itself open after it was closed");
        await(database.closeAsync());
        database.close();
        assertFalse(database.isOpen(), "it calls itself open after it was closed twice");
    }

    @Rule(id = "LIF-03", text = "a database that was closed can be opened again by the same URL")
    final void reopens() {
        await(db().closeAsync());
        Database again = open(options -> options);
        assertEquals(1L, await(again.fetchValue("SELECT 1", Long.class)).get());
    }

    @Rule(id = "LIF-04", text = "every call on a closed database fails with kind POOL_CLOSED")
    final void refusesAfterClose() {
        Database database = db();
        await(database.closeAsync());
        failure(ErrorKind.POOL_CLOSED, database.fetchAll("SELECT 1"));
        failure(ErrorKind.POOL_CLOSED, database.execute("SELECT 1"));
        failure(ErrorKind.POOL_CLOSED, database.withConnection(connection -> done()));
        failure(ErrorKind.POOL_CLOSED, database.transaction(tx -> done()));
        failure(ErrorKind.POOL_CLOSED, database.begin());
        Probe<Object> probe = probe();
        probe.subscribeTo(database.iterate("SELECT 1")).request(1);
        assertEquals(ErrorKind.POOL_CLOSED, probe.databaseError().kind(), "the kind of the stream's error");
    }

    @Rule(id = "LIF-05", text = "closing a database rolls back a transaction that was left open, and returns")
    final void closeRollsBack() {
        Database leaving = open(options -> options.closeTimeout(SHORT));
        Notes notes = notes(leaving);
        boolean shared = dataIsShared(notes);
        Transaction tx = await(leaving.begin());
        addOneAndWait(tx, notes, 1);
        await(leaving.closeAsync());
        if (shared) {
            assertIds(db(), notes);
        }
    }

    @Rule(id = "LIF-06", text = "closing a database while a statement runs ends the statement, whose future fails, and returns",
            needs = Feature.CANCEL_EFFECTIVE, why = "An application that stops must not wait for the longest of its queries.")
    final void closeEndsStatement() {
        Database leaving = open(options -> options.closeTimeout(SHORT));
        Slow slow = slow(leaving, notes(leaving));
        CompletableFuture<?> running = leaving.fetchAll(slow.sql());
        Await.settles(1, () -> leaving.status().lent(), "connections lent while the statement runs");
        await(leaving.closeAsync());
        Await.databaseFailure(running);
    }

    @Rule(id = "LIF-07", text = "a database that was opened on one thread works on another, also after the first has ended")
    final void movesBetweenThreads() throws InterruptedException {
        CompletableFuture<Database> opened = new CompletableFuture<>();
        Thread opener = new Thread(() -> opened.complete(db()), "tck opener");
        opener.start();
        Database database = await(opened);
        opener.join();
        assertEquals(1L, await(database.fetchValue("SELECT 1", Long.class)).get());
    }

    @Rule(id = "LIF-08", text = "closing one of two databases on the same URL leaves the other one usable")
    final void databasesAreApart() {
        Database first = db();
        Database second = open(options -> options);
        await(first.fetchValue("SELECT 1", Long.class));
        await(second.closeAsync());
        assertEquals(1L, await(first.fetchValue("SELECT 1", Long.class)).get());
    }

    @Rule(id = "LIF-09", text = "closing a database closes every connection that it opened and ends their threads")
    final void closeLeavesNothing() {
        RuleRun.Opened opened = run().main();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> held = opened.database().withConnection(connection -> over);
        await(opened.database().fetchValue("SELECT 1", Long.class));
        over.complete(null);
        await(held);
        await(opened.database().closeAsync());
        assertTrue(opened.backend().connections().size() >= 1, "at least one connection was opened");
        opened.backend().connections().forEach(connection -> {
            assertTrue(connection.closed(), "a connection is open after its database was closed");
            Await.settles(false, () -> connection.thread() != null && connection.thread().isAlive(),
                    "whether the thread of a connection lives after its database was closed");
        });
    }

    @Rule(id = "LIF-10", text = "an option that nobody knows is refused, with its name, before anything is opened")
    final void refusesUnknownOption() {
        DatabaseUrl wrong = target().url().get().withOption("colonnade_tck_unknown", "1");
        ObservedBackend backend = new ObservedBackend(target().backend(), new StatementTrace());
        ConfigurationException refusal = (ConfigurationException) failure(ErrorKind.CONFIG_INVALID,
                Database.open(DatabaseOptions.of(wrong).build(), backend));
        assertEquals("colonnade_tck_unknown", refusal.option(), "the option that the error names");
        assertTrue(refusal.getMessage().contains("colonnade_tck_unknown"), () -> "the message names the option: " + refusal.getMessage());
        assertEquals(0, backend.connections().size(), "connections opened");
    }

    @Rule(id = "LIF-11", text = "a backend declares its schemes and options in lower case and names its dialect")
    final void declares() {
        DatabaseBackend backend = target().backend();
        assertFalse(backend.schemes().isEmpty(), "it declares at least one scheme");
        backend.schemes().forEach(scheme -> assertEquals(scheme.toLowerCase(Locale.ROOT), scheme, "a scheme"));
        backend.options().forEach(option -> assertTrue(option.matches("[a-z][a-z0-9_.]*"), () -> "an option: " + option));
        assertFalse(backend.dialect().name().isBlank(), "the dialect has a name");
        assertTrue(backend.defaultPoolSize() >= 1, "the default pool size is at least 1");
        assertTrue(backend.schemes().contains(target().url().get().scheme()), "it serves the scheme of the URL");
    }

    @Rule(id = "LIF-12", text = "a live connection declares product and version, and the same features as every other one of its database")
    final void resolvesDialect() {
        Database database = db();
        await(database.withConnection(connection -> {
            assertFalse(connection.dialect().productName().isBlank(), "the product's name");
            assertFalse(connection.dialect().serverVersion().isBlank(), "the server's version");
            return done();
        }));
        assertEquals(run().dialect().components(), await(open(options -> options).withConnection(c -> done(c.dialect()))).components());
    }

    @Rule(id = "LIF-13", text = "opening a database where nobody listens fails with kind DATABASE_UNREACHABLE and is safe to retry",
            why = "A database that is open waits for a server that comes back, if the error says that this may help. Only for URLs with a host.")
    final void tellsThatNobodyListens() throws IOException {
        if (target().url().get().host() == null) {
            return;
        }
        ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        freed.close();
        DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, openAt(freed.getLocalPort(), Duration.ofSeconds(10)));
        assertTrue(failure.retrySafe(), () -> "it is safe to retry: " + failure);
        assertEquals(StatementOutcome.NOT_APPLIED, failure.outcome(), "its outcome");
    }

    @Rule(id = "LIF-14", text = "a server that accepts a connection and says nothing is left when connect_timeout has passed",
            why = "Whoever waits is told by the core; the socket would stay behind, one for each attempt. Only for URLs with a host.")
    final void leavesWhoeverSaysNothing() throws IOException {
        if (target().url().get().host() == null) {
            return;
        }
        // What a backend loads at its first connection must not use up the time.
        await(db().fetchValue("SELECT 1", Long.class));
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DatabaseException failure = failure(ErrorKind.DATABASE_UNREACHABLE, openAt(silent.getLocalPort(), SHORT.multipliedBy(10)));
            assertTrue(failure.retrySafe(), () -> "it is safe to retry: " + failure);
            silent.setSoTimeout((int) TckTimeouts.settle().toMillis());
            assertTrue(isLeft(silent), "the socket is open after connect_timeout");
        }
    }

    private CompletableFuture<Database> openAt(int port, Duration connectTimeout) {
        DatabaseUrl url = target().url().get().withHost(InetAddress.getLoopbackAddress().getHostAddress()).withPort(port);
        return Database.open(DatabaseOptions.of(url).connectTimeout(connectTimeout).build(), target().backend());
    }

    /** Whether the client has gone, if it ever came: reads to the end. */
    private static boolean isLeft(ServerSocket server) throws IOException {
        Socket client;
        try {
            client = server.accept();
        } catch (SocketTimeoutException nobody) {
            return true;
        }
        try (Socket socket = client) {
            socket.setSoTimeout(server.getSoTimeout());
            return socket.getInputStream().transferTo(OutputStream.nullOutputStream()) >= 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }
}
