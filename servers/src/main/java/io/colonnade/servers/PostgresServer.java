// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * PostgreSQL on a free loopback port. Its superuser {@code postgres} needs no password; every other user does.
 *
 * <p>With {@code COLONNADE_POSTGRES_URL} set, {@link #shared} gives that server instead.
 */
public final class PostgresServer implements OwnServer {

    /** The newest version that the tests run on. */
    public static final int NEWEST = 18;
    /** The oldest version that the tests run on. */
    public static final int OLDEST = 14;

    private static final Map<Integer, SharedServer<PostgresServer>> SHARED = new ConcurrentHashMap<>();
    private static final Duration START_WAIT = Duration.ofSeconds(60);
    private static final String ACCESS = """
            local all all trust
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128 trust
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    private final String url;
    private final int version;
    private final Path data;
    private final PostgresProcesses processes;
    private final ParentWatch watch;
    private final Map<String, String> settings;
    private final AtomicBoolean closed = new AtomicBoolean();
    private EmbeddedPostgres running;

    private PostgresServer(String url, int version, EmbeddedPostgres running, Path data, ParentWatch watch,
                           Map<String, String> settings) {
        this.url = url;
        this.version = version;
        this.running = running;
        this.data = data;
        processes = new PostgresProcesses(data);
        this.watch = watch;
        this.settings = settings;
    }

    /**
     * The one server of a version that all tests of this JVM share, started at the first call.
     *
     * @throws ServerUnavailableException if it cannot be had, at every call
     */
    public static PostgresServer shared(int version) {
        return SHARED.computeIfAbsent(version, PostgresServer::share).get();
    }

    private static SharedServer<PostgresServer> share(int version) {
        return new SharedServer<>("COLONNADE_POSTGRES_URL", url -> {
            if (version != NEWEST) {
                throw new ServerUnavailableException("COLONNADE_POSTGRES_URL is set, so the tests of PostgreSQL run on that server "
                        + "only, not on version " + version + ".", null);
            }
            return new PostgresServer(url, version, null, null, null, Map.of());
        }, () -> start(version));
    }

    /**
     * Starts a server of its own, for tests that stop or change it.
     *
     * @throws ServerUnavailableException if it cannot be had
     */
    public static PostgresServer start(int version) {
        return start(version, Map.of());
    }

    /**
     * Starts a server of its own that is configured for a test.
     *
     * @param settings as in {@code postgresql.conf}; they win over those of all test servers
     * @throws ServerUnavailableException if it cannot be had
     */
    public static PostgresServer start(int version, Map<String, String> settings) {
        Path data = null;
        ParentWatch watch = null;
        try {
            data = Files.createTempDirectory("colonnade-postgres-" + version + "-");
            watch = ParentWatch.start(data, "postmaster.pid");
            EmbeddedPostgres running = builder(version, data, settings).start();
            return new PostgresServer("postgresql://postgres@127.0.0.1:" + running.getPort() + "/postgres", version, running, data, watch,
                    settings);
        } catch (IOException | RuntimeException failure) {
            if (watch != null) {
                watch.end();
            }
            throw new ServerUnavailableException("PostgreSQL " + version + " cannot be started here (" + failure.getMessage()
                    + "); set COLONNADE_POSTGRES_URL to the URL of a server of your own.", failure);
        }
    }

    private static EmbeddedPostgres.Builder builder(int version, Path data, Map<String, String> settings) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, hardware) -> binary(version, system, hardware))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(PostgresServer::access)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_WAIT)
                .setLocaleConfig("locale", "C")
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", data.toString())
                .setServerConfig("fsync", "off")
                // Not off, as the library has it: what was committed would not outlive the crash of the server.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("shared_buffers", "32MB")
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_prepared_transactions", "10")
                .setServerConfig("timezone", "Asia/Kolkata");
        settings.forEach(builder::setServerConfig);
        return builder;
    }

    private static InputStream binary(int version, String system, String hardware) throws IOException {
        String name = "postgres-" + version + "/postgres-" + system.toLowerCase(Locale.ROOT) + "-" + hardware + ".txz";
        InputStream binary = PostgresServer.class.getResourceAsStream("/" + name);
        if (binary == null) {
            throw new IOException("there is no " + name + " in this build");
        }
        return binary;
    }

    private static void access(File data) {
        try {
            Files.writeString(data.toPath().resolve("pg_hba.conf"), ACCESS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String url() {
        return url;
    }

    /** The folder of its Unix socket; null for a server of the user's own. */
    public Path socketFolder() {
        return data;
    }

    @Override
    public void crash() {
        requireOwn();
        processes.killAll();
        // Nothing is left to be stopped, but a lock on the folder to be given up.
        closeRunning();
    }

    @Override
    public void stop() {
        requireOwn();
        closeRunning();
    }

    private void closeRunning() {
        try {
            running.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public long startAgain() {
        requireOwn();
        int port = running.getPort();
        AtomicReference<IOException> failed = new AtomicReference<>();
        CompletableFuture<Long> accepts = CompletableFuture.supplyAsync(() -> awaitAccepting(port, failed),
                task -> new Thread(task, "colonnade-acceptance").start());
        try {
            running = builder(version, data, settings).setPort(port).start();
        } catch (IOException failure) {
            failed.set(failure);
            throw new UncheckedIOException(failure);
        }
        return accepts.join();
    }

    @Override
    public long awaitAccepting() {
        requireOwn();
        return awaitAccepting(running.getPort(), new AtomicReference<>());
    }

    private static long awaitAccepting(int port, AtomicReference<IOException> failed) {
        try {
            return new Acceptance(port, PostgresProcesses::accepts).await(() -> {
                if (failed.get() != null) {
                    throw failed.get();
                }
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void pause() {
        requireOwn();
        Signals.stop(processes::ids);
    }

    @Override
    public void resume() {
        requireOwn();
        Signals.resume(processes.ids());
    }

    @Override
    public List<Long> backends() {
        requireOwn();
        return processes.backends();
    }

    @Override
    public void killBackend(long process) {
        requireOwn();
        processes.killBackend(process);
    }

    private void requireOwn() {
        if (data == null) {
            throw new IllegalStateException("this server is the user's own: nothing is done to it");
        }
    }

    @Override
    public void close() {
        if (data != null && closed.compareAndSet(false, true)) {
            watch.end();
        }
    }
}
