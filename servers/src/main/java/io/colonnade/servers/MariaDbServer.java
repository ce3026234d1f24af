// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB 11.4 on a free loopback port, without TLS. Its user {@code root} needs no password. */
public final class MariaDbServer implements TestServer {

    /** What the server's own installation script feeds to it, in that order. */
    private static final List<String> SYSTEM_TABLES = List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql", "maria_add_gis_sp_bootstrap.sql");

    private static Object shared;

    private final String url;
    private final MySqlProcess process;

    private MariaDbServer(String url, MySqlProcess process) {
        this.url = url;
        this.process = process;
    }

    /**
     * The one server that all tests of this JVM share, started at the first call.
     *
     * @throws ServerUnavailableException if it cannot be had, at every call
     */
    public static synchronized MariaDbServer shared() {
        if (shared == null) {
            try {
                shared = start();
            } catch (ServerUnavailableException reason) {
                shared = reason;
            }
        }
        if (shared instanceof ServerUnavailableException reason) {
            throw new ServerUnavailableException(reason.getMessage(), reason);
        }
        return (MariaDbServer) shared;
    }

    /**
     * Starts a server of its own, for tests that stop or change it.
     *
     * @throws ServerUnavailableException if it cannot be had
     */
    public static MariaDbServer start() {
        try {
            Path program = MySqlProcess.program("mariadb", "bin/mariadbd");
            String share = "--lc-messages-dir=" + program.resolveSibling("../share").normalize();
            MySqlProcess process = MySqlProcess.start("mariadb", program, List.of(share, "--skip-ssl"), folder -> initialize(program, share, folder));
            return new MariaDbServer("mariadb://root@127.0.0.1:" + process.port + "/test", process);
        } catch (IOException failure) {
            throw new ServerUnavailableException("MariaDB cannot be started here (" + failure.getMessage() + ").", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerUnavailableException("The start of MariaDB was interrupted.", interrupted);
        }
    }

    private static void initialize(Path program, String share, Path folder) throws IOException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path script = folder.resolve("system.sql");
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket = NULL;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(program.resolveSibling("../share/" + file).normalize(), StandardCharsets.UTF_8)).append('\n');
        }
        Files.writeString(script, sql);
        MySqlProcess.runToTheEnd(folder, List.of(program.toString(), "--no-defaults", "--bootstrap",
                "--user=" + System.getProperty("user.name"), "--datadir=" + data, share, "--innodb-flush-method=nosync",
                "--innodb-use-native-aio=0", "--innodb-log-file-size=16M", "--max-allowed-packet=8M"), script);
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
