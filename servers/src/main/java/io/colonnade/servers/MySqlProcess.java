// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running server of the MySQL family and its folder. */
final class MySqlProcess {

    private static final String PID_FILE = "server.pid";
    private static final String SOCKET_FILE = "server.sock";
    private static final String LOG_FILE = "server.log";
    private static final long START_SECONDS = 90;
    /** Leaves the process id where the watch finds it, before there is a program: that which makes the data must not outlive this JVM either. */
    private static final String START = "echo $$ > \"$1\"; shift; exec \"$@\"";
    private static final String FIRST_STATEMENTS = "CREATE DATABASE IF NOT EXISTS test;\n";
    private static final List<String> SETTINGS = List.of("--bind-address=127.0.0.1", "--character-set-server=utf8mb4",
            "--default-time-zone=+05:30", "--local-infile=1", "--max-connections=200", "--innodb-buffer-pool-size=96M",
            "--innodb-flush-log-at-trx-commit=2", "--innodb-flush-method=nosync", "--innodb-doublewrite=0", "--innodb-use-native-aio=0",
            "--skip-log-bin", "--performance-schema=OFF", "--max-allowed-packet=64M");

    final int port;
    private final Path folder;
    private final List<String> command;
    private final ParentWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Process server;

    private MySqlProcess(int port, Path folder, List<String> command, ParentWatch watch) {
        this.port = port;
        this.folder = folder;
        this.command = List.copyOf(command);
        this.watch = watch;
    }

    /** Makes the data folder of a server. */
    interface Initializer {
        void run(Path folder) throws IOException, InterruptedException;
    }

    /**
     * Starts a server.
     *
     * @param name stands in front of the name of its folder
     * @param program the server's program
     * @param settings its options besides those of all servers
     * @param initializer makes {@code data} in the folder
     */
    static MySqlProcess start(String name, Path program, List<String> settings, Initializer initializer)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("colonnade-" + name + "-");
        ParentWatch watch = ParentWatch.start(folder, PID_FILE);
        try {
            initializer.run(folder);
            int port = freePort();
            Path first = Files.writeString(folder.resolve("first.sql"), FIRST_STATEMENTS);
            List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults", "--user=" + System.getProperty("user.name"),
                    "--datadir=" + folder.resolve("data"), "--port=" + port, "--socket=" + folder.resolve(SOCKET_FILE), "--tmpdir=" + folder, "--init-file=" + first));
            command.addAll(SETTINGS);
            command.addAll(settings);
            MySqlProcess started = new MySqlProcess(port, folder, command, watch);
            started.start();
            return started;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            watch.end();
            throw failure;
        }
    }

    /** Starts the server on its data and its port; returns when it accepts connections, and gives that instant. */
    long start() throws IOException, InterruptedException {
        server = run(folder, command, null);
        return awaitAccepting();
    }

    /** A server that accepts connections greets first. */
    long awaitAccepting() throws IOException {
        return new Acceptance(port, socket -> socket.getInputStream().read() > 0).await(() -> {
            if (!server.isAlive()) {
                throw new IOException("it ended with " + server.exitValue() + ": " + lastWords(folder));
            }
        });
    }

    /** Its Unix socket. */
    Path socket() {
        return folder.resolve(SOCKET_FILE);
    }

    /** Kills the server at once; gives what it ended with. */
    int crash() throws InterruptedException {
        return server.destroyForcibly().waitFor();
    }

    /** Has the server shut down, and waits for that; gives what it ended with. */
    int stop() throws InterruptedException {
        server.destroy();
        return server.waitFor();
    }

    long pid() {
        return server.pid();
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            watch.end();
        }
    }

    /** Runs a program to its end; its output goes to the log of the folder. */
    static void runToTheEnd(Path folder, List<String> command, Path input) throws IOException, InterruptedException {
        Process process = run(folder, command, input);
        if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " did not end within " + START_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("it ended with " + process.exitValue() + ": " + lastWords(folder));
        }
    }

    private static Process run(Path folder, List<String> command, Path input) throws IOException {
        List<String> watched = new ArrayList<>(List.of("sh", "-c", START, "start", folder.resolve(PID_FILE).toString()));
        watched.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(watched).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(LOG_FILE).toFile()));
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        if (input == null) {
            process.getOutputStream().close();
        }
        return process;
    }

    private static String lastWords(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(LOG_FILE));
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where the build has unpacked a server's program; makes sure that it can be run. */
    static Path program(String name, String file) throws IOException {
        Properties folders = new Properties();
        try (InputStream resource = MySqlProcess.class.getResourceAsStream("servers.properties")) {
            folders.load(resource);
        }
        Path program = Path.of(folders.getProperty(name)).resolve(file);
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
            throw new IOException(program + " is not there");
        }
        return program;
    }
}
