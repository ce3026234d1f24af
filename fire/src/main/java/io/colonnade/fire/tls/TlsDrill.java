// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.tls;

import io.colonnade.Database;
import io.colonnade.error.ConnectionException;
import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;
import io.colonnade.fire.Drill;
import io.colonnade.fire.Figures;
import io.colonnade.fire.Target;
import io.colonnade.fire.Target.Engine;
import io.colonnade.servers.TestAuthority;
import io.colonnade.servers.TestAuthority.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A server of its own that shows one certificate after the other, a program that connects in every mode and by every name, and then clients with
 * certificates, renewals and rows that are too large. One of these in each round, and the first again after the last.
 */
public final class TlsDrill implements Drill {

    private static final List<String> MODES = List.of("disable", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> HOSTS = List.of("localhost", "127.0.0.1");
    private static final String VERIFIED = "verify-full&ssl_root_cert=AUTHORITY";
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final TestAuthority authority;
    private final TestAuthority stranger;
    private final TlsServer server;
    private final List<Part> parts;

    /** One round. */
    private interface Part {
        void run(Figures figures) throws Exception;
    }

    /** What is done meanwhile. */
    private interface Step {
        void run() throws Exception;
    }

    /** With a server of the same engine as a database, which itself has no part in it. */
    public TlsDrill(Target target) throws IOException, SQLException {
        this(target.engine());
    }

    /**
     * With a server of an engine; SQLite has none.
     *
     * @throws io.colonnade.servers.ServerUnavailableException if it cannot be had
     */
    public TlsDrill(Engine engine) throws IOException, SQLException {
        folder = Files.createTempDirectory("colonnade-tls-");
        authority = new TestAuthority(folder, "authority");
        stranger = new TestAuthority(folder, "stranger");
        server = engine.isServer() ? new TlsServer(engine, folder, authority.certificate(), ServerCertificate.IN_ORDER.of(authority, stranger)) : null;
        Stream<Part> table = Stream.of(ServerCertificate.values()).map(certificate -> figures -> everyMode(certificate, figures));
        parts = server == null ? List.of() : Stream.concat(table, Stream.of(this::clients, this::renewal, this::largeRows)).toList();
    }

    /** How many rounds there are that differ. */
    public int parts() {
        return parts.size();
    }

    @Override
    public void round(long number, RandomGenerator random, Figures figures) throws Exception {
        if (!parts.isEmpty()) {
            parts.get((int) (number % parts.size())).run(figures);
        }
    }

    private void everyMode(ServerCertificate certificate, Figures figures) throws Exception {
        server.show(certificate.of(authority, stranger));
        for (String mode : MODES) {
            for (String host : HOSTS) {
                String options = mode + (mode.startsWith("verify") ? "&ssl_root_cert=AUTHORITY" : "");
                Throwable failure = failure(server.user(), host, options, mode.equals("disable") ? "none" : "some");
                String what = certificate + " with ssl_mode=" + mode + " by " + host;
                if (certificate.isAccepted(mode, host)) {
                    figures.expect(failure == null, what + " is not accepted: " + failure);
                    figures.count("accepted");
                } else {
                    refused(failure, ErrorKind.TLS_FAILED, what, figures);
                }
            }
        }
    }

    private static void refused(Throwable failure, ErrorKind kind, String what, Figures figures) {
        figures.expect(failure instanceof DatabaseException typed && typed.kind() == kind, what + " is not " + kind + ": " + failure);
        figures.count("refused");
    }

    private Database open(String user, String host, String options) {
        return await(Database.open(server.target().url().scheme() + "://" + user + "@" + host + ":" + server.port() + "/" + server.database()
                + "?max_size=2&acquire_timeout=20s&ssl_mode=" + options.replace("AUTHORITY", authority.certificate().toString())));
    }

    /** Why a program cannot connect, or finds that TLS is not as it should be; null if all is well. */
    private Throwable failure(String user, String host, String options, String tls) {
        try (Database db = open(user, host, options)) {
            boolean encrypted = encrypted(db);
            return encrypted == tls.equals("some") ? null : new IllegalStateException(encrypted ? "there is TLS" : "there is no TLS");
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    private boolean encrypted(Database db) {
        return server.target().engine() == Engine.POSTGRESQL
                ? await(db.fetchValue("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Boolean.class)).get()
                : !await(db.fetchExactlyOne("SHOW STATUS LIKE 'Ssl_cipher'")).getString(1).isEmpty();
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private static Throwable thrown(CompletionStage<?> stage) {
        try {
            await(stage);
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }

    /** Whom the server lets in, and that a file which is replaced counts from the next connection on. */
    private void clients(Figures figures) throws Exception {
        server.show(ServerCertificate.IN_ORDER.of(authority, stranger));
        allow("tls_client");
        Path certificate = folder.resolve("client.pem");
        Path key = folder.resolve("client.key");
        String files = "&ssl_cert=" + certificate + "&ssl_key=" + key;
        refused(failure("tls_client", "localhost", VERIFIED, "some"), ErrorKind.AUTHENTICATION_FAILED, "a client without a certificate", figures);
        for (String mode : new String[] {VERIFIED, "require", "prefer"}) {
            put(authority.issue("tls_client"), certificate, key);
            try (Database db = open("tls_client", "localhost", mode + files)) {
                besideOneInUse(db, () -> {
                    put(authority.issue("somebody"), certificate, key);
                    refused(failure("tls_client", "localhost", mode + files, "some"), ErrorKind.AUTHENTICATION_FAILED, "somebody else's certificate", figures);
                    put(stranger.issue("tls_client"), certificate, key);
                    // A server that just hangs up leaves no reason behind.
                    Throwable unknown = failure("tls_client", "localhost", mode + files, "some");
                    figures.expect(unknown instanceof ConnectionException, "a certificate of an unknown authority with " + mode + " is " + unknown);
                    put(authority.issue("tls_client"), certificate, key);
                    figures.expect(await(db.fetchAll("SELECT 1")).size() == 1, "a renewed certificate is not accepted");
                    figures.count("client certificates renewed");
                });
            }
        }
    }

    private void allow(String user) throws SQLException {
        if (server.target().engine() == Engine.POSTGRESQL) {
            server.run("DROP ROLE IF EXISTS " + user);
            server.run("CREATE ROLE " + user + " LOGIN");
            return;
        }
        server.run("DROP USER IF EXISTS '" + user + "'@'%'");
        server.run("CREATE USER '" + user + "'@'%' REQUIRE SUBJECT '/CN=" + user + "'");
        server.run("GRANT SELECT ON test.* TO '" + user + "'@'%'");
    }

    private static void put(Identity identity, Path certificate, Path key) {
        try {
            Files.copy(identity.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(identity.key(), key, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A pool goes on while the server's certificate is replaced; what a stranger shows concerns new connections only. */
    private void renewal(Figures figures) throws Exception {
        server.show(ServerCertificate.IN_ORDER.of(authority, stranger));
        try (Database db = open(server.user(), "localhost", VERIFIED)) {
            besideOneInUse(db, () -> {
                server.show(ServerCertificate.IN_ORDER.of(authority, stranger));
                figures.expect(await(db.fetchAll("SELECT 1")).size() == 1, "the renewed certificate of the server is not accepted");
                server.show(ServerCertificate.OF_A_STRANGER.of(authority, stranger));
                figures.expect(await(db.fetchAll("SELECT 1")).size() == 1, "a connection that stood before is not used any more");
                refused(failure(server.user(), "localhost", VERIFIED, "some"), ErrorKind.TLS_FAILED, "a stranger's certificate after a renewal", figures);
                server.show(ServerCertificate.IN_ORDER.of(authority, stranger));
            });
            figures.expect(failure(server.user(), "localhost", VERIFIED, "some") == null, "the server is not known any more");
            figures.count("server certificates renewed");
        }
    }

    /** Does something while a connection of a pool is in use by somebody, whom it does not concern. */
    private static void besideOneInUse(Database db, Step step) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<?> user = db.withConnection(one -> {
            held.complete(null);
            return over.thenCompose(go -> one.fetchAll("SELECT 1"));
        }).toCompletableFuture();
        await(held);
        try {
            step.run();
        } finally {
            over.complete(null);
        }
        await(user);
    }

    /** What a message may hold counts within TLS and without. */
    private void largeRows(Figures figures) throws Exception {
        server.show(ServerCertificate.IN_ORDER.of(authority, stranger));
        for (String mode : new String[] {"disable", "require", VERIFIED}) {
            try (Database db = open(server.user(), "localhost", mode + "&max_message_size=1MiB")) {
                figures.expect(await(db.fetchValue("SELECT repeat('x', 1000000)", String.class)).get().length() == 1_000_000, "a row of a MB is not read");
                String large = "SELECT repeat('x', 1100000)";
                String what = "a row of more than a MiB with ssl_mode=" + mode;
                refused(thrown(db.fetchAll(large)), ErrorKind.VALUE_TOO_LARGE, what, figures);
                refused(thrown(db.transaction(transaction -> transaction.fetchAll("SELECT 1")
                        .thenCompose(first -> transaction.fetchAll(large)))), ErrorKind.VALUE_TOO_LARGE, what + " in a transaction", figures);
                figures.expect(await(db.fetchAll("SELECT 1")).size() == 1, "there is no connection after a row that was too large");
            }
        }
    }

    @Override
    public void finish(Figures figures) {
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
