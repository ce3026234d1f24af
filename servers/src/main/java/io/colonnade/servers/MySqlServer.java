// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * MySQL 8.0 on a free loopback port. Its user {@code root} needs no password. The session time zone is not UTC unless a client says so.
 *
 * <p>With {@code COLONNADE_MYSQL_URL} set, {@link #shared} gives that server instead.
 */
public final class MySqlServer implements TestServer {

    private static Object shared;

    private final String url;
    private final MySqlProcess process;

    private MySqlServer(String url, MySqlProcess process) {
        this.url = url;
        this.process = process;
    }

    /**
     * The one server that all tests of this JVM share, started at the first call.
     *
     * @throws ServerUnavailableException if it cannot be had, at every call
     */
    public static synchronized MySqlServer shared() {
        if (shared == null) {
            String given = System.getenv("COLONNADE_MYSQL_URL");
            try {
                shared = given == null || given.isBlank() ? start() : new MySqlServer(given, null);
            } catch (ServerUnavailableException reason) {
                shared = reason;
            }
        }
        if (shared instanceof ServerUnavailableException reason) {
            throw new ServerUnavailableException(reason.getMessage(), reason);
        }
        return (MySqlServer) shared;
    }

    /**
     * Starts a server of its own, for tests that stop or change it.
     *
     * @throws ServerUnavailableException if it cannot be had
     */
    public static MySqlServer start() {
        try {
            Path program = MySqlProcess.program("mysql", "bin/mysqld");
            requireLibraries(program);
            MySqlProcess process = MySqlProcess.start("mysql", program, List.of("--mysqlx=OFF"), folder -> initialize(program, folder));
            return new MySqlServer("mysql://root@127.0.0.1:" + process.port + "/test", process);
        } catch (IOException failure) {
            throw new ServerUnavailableException("MySQL cannot be started here (" + failure.getMessage()
                    + "); set COLONNADE_MYSQL_URL to the URL of a server of your own.", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("The start of MySQL was interrupted.", interrupted);
        }
    }

    private static void initialize(Path program, Path folder) throws IOException, InterruptedException {
        MySqlProcess.runToTheEnd(folder, List.of(program.toString(), "--no-defaults", "--initialize-insecure",
                "--user=" + System.getProperty("user.name"), "--datadir=" + folder.resolve("data"), "--innodb-flush-method=nosync",
                "--innodb-use-native-aio=0", "--innodb-redo-log-capacity=16M"), null);
    }

    private static void requireLibraries(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--no-defaults", "--version").redirectErrorStream(true).start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() == 0) {
            return;
        }
        if (words.contains("libaio.so.1")) {
            throw new ServerUnavailableException("MySQL 8.0 cannot be started here because libaio.so.1 is missing: install the Debian package "
                    + "libaio1 (apt-get install -y libaio1), or set COLONNADE_MYSQL_URL to the URL of a server of your own.", null);
        }
        throw new IOException(words.strip());
    }

    /** What is done to a process, and may fail in the ways in which that does. */
    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Kills it at once; only for a server of its own that {@link #start} gave. */
    public void crash() {
        act(process::crash);
    }

    /** Starts it again after a crash, on the same port and data. */
    public void startAgain() {
        act(process::start);
    }

    /** Stops it in its tracks, connections and all. */
    public void pause() {
        act(() -> process.signal("STOP"));
    }

    /** Lets it go on. */
    public void resume() {
        act(() -> process.signal("CONT"));
    }

    private static void act(Action action) {
        try {
            action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
