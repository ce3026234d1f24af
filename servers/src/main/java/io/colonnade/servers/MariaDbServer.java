// SPDX-License-Identifier: Apache-2.0
package io.colonnade.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * MariaDB 11.4 on a free loopback port, without TLS unless it is told otherwise. Its user {@code root} needs no password.
 *
 * <p>With {@code COLONNADE_MARIADB_URL} set, {@link #shared} gives that server instead.
 */
public final class MariaDbServer extends MySqlFamilyServer {

    private static final String VARIABLE = "COLONNADE_MARIADB_URL";
    private static final SharedServer<MariaDbServer> SHARED = new SharedServer<>(VARIABLE, url -> new MariaDbServer(url, null),
            MariaDbServer::start);
    /** What the server's own installation script feeds to it, in that order. */
    private static final List<String> SYSTEM_TABLES = List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql", "maria_add_gis_sp_bootstrap.sql");

    private MariaDbServer(String url, MySqlProcess process) {
        super(url, process);
    }

    /**
     * The one server that all tests of this JVM share, started at the first call.
     *
     * @throws ServerUnavailableException if it cannot be had, at every call
     */
    public static MariaDbServer shared() {
        return SHARED.get();
    }

    /**
     * Starts a server of its own, for tests that stop or change it.
     *
     * @param options of the server's command line, which win over those of all test servers
     * @throws ServerUnavailableException if it cannot be had
     */
    public static MariaDbServer start(String... options) {
        MySqlProcess process = start("MariaDB", VARIABLE, () -> {
            Path program = MySqlProcess.program("mariadb", "bin/mariadbd");
            String share = "--lc-messages-dir=" + program.resolveSibling("../share").normalize();
            List<String> settings = new ArrayList<>(List.of(share, "--skip-ssl"));
            settings.addAll(List.of(options));
            return MySqlProcess.start("mariadb", program, settings, folder -> initialize(program, share, folder));
        });
        return new MariaDbServer("mariadb://root@127.0.0.1:" + process.port + "/test", process);
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
}
